"""The hand-made screens of fire safety."""
