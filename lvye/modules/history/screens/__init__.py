"""The hand-made screens of the history."""
