"""Hand-made screens of rosters."""
