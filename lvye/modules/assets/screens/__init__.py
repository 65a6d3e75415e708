"""Screens of the property made by hand."""
