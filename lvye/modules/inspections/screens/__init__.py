"""Hand-made screens of the inspections."""
