"""Tags of the menus."""
