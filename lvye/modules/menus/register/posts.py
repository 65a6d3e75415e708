"""Which posts may do what, in groups."""

from __future__ import annotations

KITCHEN = ("canteen",)
HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
ADMIN = ("admin",)
BUYING = ("buyer", "receiver", "keeper", "finance")
STAFF = ("teacher", "desk", "repairer", "cashier", "guard", "cleaner", "gardener")
