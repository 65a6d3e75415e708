"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
DESK = ("desk",)
LEADERS = ("vice_principal", "principal")
GUARDS = ("guard",)
STAFF = (
    "teacher", "repairer", "keeper", "buyer", "receiver", "finance", "cashier", "canteen", "cleaner", "gardener",
)  # fmt: skip
ADMIN = ("admin",)
EVERYBODY = (*HEADS, *DESK, *LEADERS, *GUARDS, *STAFF)
