"""The hand-made pages of the plans."""
