"""Hand-made pages of money."""
