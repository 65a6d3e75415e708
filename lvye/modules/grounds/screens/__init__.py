"""The hand-made screens of the grounds."""
