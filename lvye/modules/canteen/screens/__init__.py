"""Hand-made screens of the canteen."""
