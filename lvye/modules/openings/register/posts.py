"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
KEEPERS = ("keeper",)
MONEY = ("finance", "buyer")
STAFF = ("teacher", "desk", "repairer", "receiver", "cashier", "canteen", "guard", "cleaner", "gardener")
ADMIN = ("admin",)
