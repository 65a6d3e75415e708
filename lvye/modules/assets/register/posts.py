"""Which posts keep the property, and which look on."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
MONEY = ("finance",)
KEEPERS = ("keeper",)
LOOKERS = ("desk", "repairer", "buyer", "receiver", "admin")
EVERYBODY = ("teacher", "canteen", "guard", "cleaner", "gardener", "cashier")


def rights(*given: tuple[tuple[str, ...], str]) -> dict[str, str]:
    """post → verbs, of groups of posts; a post named twice has both."""
    found: dict[str, str] = {}
    for posts, verbs in given:
        for post in posts:
            found[post] = f"{found[post]} {verbs}" if post in found else verbs
    return found
