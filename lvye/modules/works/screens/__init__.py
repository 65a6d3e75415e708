"""Hand-made screens of building works."""
