"""Hand-made screens of the partners."""
