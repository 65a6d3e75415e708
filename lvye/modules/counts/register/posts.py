"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
MONEY = ("finance",)
KEEPERS = ("keeper",)
STAFF = ("desk", "repairer", "buyer", "receiver", "teacher", "canteen", "guard", "cleaner", "gardener", "cashier")
ADMIN = ("admin",)
