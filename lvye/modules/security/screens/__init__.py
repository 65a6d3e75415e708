"""Hand-made screens of security."""
