"""Figures: every number the school states, defined once, computed from rows, opening the rows behind it."""
