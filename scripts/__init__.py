"""Programs behind the Makefile. Those that run before the virtual environment stands use Python's own library only."""
