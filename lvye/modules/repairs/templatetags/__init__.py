"""Template tags of the repairs."""
