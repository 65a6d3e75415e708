"""Which posts keep the property, and which look on."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
MONEY = ("finance",)
KEEPERS = ("keeper",)
LOOKERS = ("desk", "repairer", "buyer", "receiver", "admin")
EVERYBODY = ("teacher", "canteen", "guard", "cleaner", "gardener", "cashier")
