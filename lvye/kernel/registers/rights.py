"""The rights of a register, said by groups of posts."""

from __future__ import annotations


def rights(*given: tuple[tuple[str, ...], str]) -> dict[str, str]:
    """post code → verbs, from (post codes, verbs) pairs, for a Register's `rights`. A post named twice has both."""
    found: dict[str, str] = {}
    for posts, verbs in given:
        for post in posts:
            found[post] = f"{found.get(post, '')} {verbs}".strip()
    return found
