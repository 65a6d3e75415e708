"""Which posts may do what, in groups."""

from __future__ import annotations

KITCHEN = ("canteen",)
HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
GOODS = ("receiver", "keeper")
BUYER = ("buyer",)
BOOKS = ("finance",)
STAFF = ("teacher", "desk")
ADMIN = ("admin",)


def rights(*given: tuple[tuple[str, ...], str]) -> dict[str, str]:
    """post → verbs, of groups of posts; a post named twice has both."""
    found: dict[str, str] = {}
    for posts, verbs in given:
        for post in posts:
            found[post] = f"{found.get(post, '')} {verbs}".strip()
    return found
