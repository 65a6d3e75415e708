"""Hand-made screens of the counts."""
