"""Term openings (开学): what is handed out at the start, and what the next term needs."""
