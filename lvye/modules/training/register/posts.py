"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
DESK = ("desk",)
LEADERS = ("vice_principal", "principal")
CANTEEN = ("canteen",)  # holds the trainings of the kitchen
STAFF = (
    "teacher", "repairer", "keeper", "buyer", "receiver", "finance", "cashier", "guard", "cleaner", "gardener",
)  # fmt: skip
ADMIN = ("admin",)
