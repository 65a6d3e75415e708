"""The first run: an empty installation is led through six short pages until there is a school to work in."""
