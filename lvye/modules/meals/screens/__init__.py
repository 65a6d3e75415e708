"""Hand-made pages of the meals."""
