"""Journeys of real people in a real browser, against the real program."""
