"""The registers of the menus and what hangs on them."""

from . import food, heads, week

__all__ = ["food", "heads", "week"]
