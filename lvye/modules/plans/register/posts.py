"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
STAFF = (
    "repairer", "keeper", "buyer", "receiver", "finance", "cashier", "canteen", "guard", "cleaner", "gardener",
    "teacher",
)  # fmt: skip


def rights(*groups: tuple[tuple[str, ...], str]) -> dict[str, str]:
    """post → verbs, from (posts, verbs) pairs."""
    found: dict[str, str] = {}
    for posts, verbs in groups:
        for post in posts:
            found[post] = f"{found.get(post, '')} {verbs}".strip()
    return found
