"""Tags of the plans' pages."""
