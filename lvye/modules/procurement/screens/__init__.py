"""The pages of procurement where people act."""
