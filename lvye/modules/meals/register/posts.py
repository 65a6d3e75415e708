"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
BOOKS = ("finance",)
TILL = ("cashier",)
KITCHEN = ("canteen",)
TEACHERS = ("teacher",)
ADMIN = ("admin",)
