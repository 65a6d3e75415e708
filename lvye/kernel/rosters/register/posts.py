"""Which posts may do what at the start."""

from __future__ import annotations

from lvye.kernel.registers.api import rights

OFFICE = ("director", "deputy_director", "desk")
LEADERS = ("vice_principal", "principal")
STAFF = (
    "finance", "cashier", "keeper", "buyer", "receiver", "repairer", "teacher", "canteen", "guard", "cleaner",
    "gardener",
)  # fmt: skip


def office_rights(
    office: str, *, leaders: str = "view export", staff: str = "", admin: str = "view export"
) -> dict[str, str]:
    """post code → verbs: what plans, what leads, everybody else, and who keeps the program."""
    return rights((OFFICE, office), (LEADERS, leaders), (STAFF if staff else (), staff), (("admin",), admin))
