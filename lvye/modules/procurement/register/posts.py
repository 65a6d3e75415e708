"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
BUYER = ("buyer",)
RECEIVER = ("receiver",)
MONEY = ("finance", "cashier")
KEEPER = ("keeper",)
ADMIN = ("admin",)
STAFF = (
    "desk", "repairer", "keeper", "buyer", "receiver", "canteen", "guard", "cleaner", "gardener", "teacher", "finance",
    "cashier",
)  # fmt: skip
OFFICE = (*HEADS, *LEADERS, *BUYER, *RECEIVER, *MONEY, *KEEPER, *ADMIN)


def rights(*groups: tuple[tuple[str, ...], str]) -> dict[str, str]:
    """post → verbs, from (posts, verbs) pairs."""
    found: dict[str, str] = {}
    for posts, verbs in groups:
        for post in posts:
            found[post] = f"{found.get(post, '')} {verbs}".strip()
    return found
