"""Papers: everything printed or filed. Pure functions over plain values; no models."""
