"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
OFFICE = (*HEADS, "desk", "admin")
LEADERS = ("vice_principal", "principal")
REPORTERS = ("teacher", "keeper", "buyer", "receiver", "finance", "cashier", "canteen", "guard", "cleaner", "gardener")
