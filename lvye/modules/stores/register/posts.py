"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
ADMIN = ("admin",)
KEEPERS = ("keeper",)
BOOKS = ("finance",)
LEADERS = ("vice_principal", "principal")
# Everybody who may need a pencil.
STAFF = (
    "teacher", "desk", "repairer", "buyer", "receiver", "cashier", "canteen", "guard", "cleaner", "gardener",
)  # fmt: skip
EVERYBODY = (*STAFF, *HEADS, *ADMIN, *KEEPERS, *BOOKS, *LEADERS)
