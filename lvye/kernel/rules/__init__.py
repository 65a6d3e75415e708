"""Thresholds with their source and their history, and document numbers without gaps."""
