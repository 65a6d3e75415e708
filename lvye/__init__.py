"""绿叶 (Lvye): the logistics system of a school."""

__version__ = "0.1.0"
