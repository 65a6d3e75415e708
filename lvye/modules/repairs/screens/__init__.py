"""The hand-made screens of the repairs: what a phone shows, and what the desk works with."""
