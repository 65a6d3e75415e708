"""Which posts may do what at the start."""

from __future__ import annotations

OFFICE = ("director", "deputy_director", "desk")
LEADERS = ("vice_principal", "principal")
STAFF = (
    "finance", "cashier", "keeper", "buyer", "receiver", "repairer", "teacher", "canteen", "guard", "cleaner",
    "gardener",
)  # fmt: skip


def rights(office: str, *, leaders: str = "view export", staff: str = "", admin: str = "view export") -> dict[str, str]:
    """Verbs by post."""
    made = dict.fromkeys(OFFICE, office) | dict.fromkeys(LEADERS, leaders) | {"admin": admin}
    return made | (dict.fromkeys(STAFF, staff) if staff else {})
