"""Offers: deeds of the modules that take a fault over, called by name by whoever finds one."""
