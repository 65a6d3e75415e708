"""Hand-made screens of trainings."""
