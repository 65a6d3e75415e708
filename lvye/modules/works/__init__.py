"""Building works (基建工程): from the plan to the final account and the end of the warranty."""
