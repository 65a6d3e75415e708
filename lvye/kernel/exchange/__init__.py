"""Sheets in and out for every register: read, checked, brought in at once, and taken back if need be."""
