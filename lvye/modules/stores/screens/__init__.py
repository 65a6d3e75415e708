"""Hand-made pages of the stores."""
