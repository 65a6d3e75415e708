"""Which posts may do what, in groups."""

from __future__ import annotations

KITCHEN = ("canteen",)
HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
GOODS = ("receiver", "keeper")
BUYER = ("buyer",)
BOOKS = ("finance",)
STAFF = ("teacher", "desk")
ADMIN = ("admin",)
