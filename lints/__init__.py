"""Checks of our own: what no linter knows about this house."""
