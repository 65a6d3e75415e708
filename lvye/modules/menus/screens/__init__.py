"""Hand-made screens of the menus."""
