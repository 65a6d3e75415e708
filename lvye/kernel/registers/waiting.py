"""What every page asks again of the same user: which menu is his, and how much waits for him.

Each answer is kept until anybody has done anything (a deed leaves an entry in the trail) or a minute has gone (a check
comes due without a deed). So a page asks the trail once, by its key, instead of counting in each module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.utils import timezone

from lvye.kernel.audit.api import last_entry
from lvye.kit.memo import once

T = TypeVar("T")
MOST = 5000  # answers; a school has some hundred people who sign in, with a handful of counts each
MINUTE = 60

_kept: dict[tuple[int, Callable[[Any], Any]], tuple[tuple[int, int], Any]] = {}


def kept(user: Any, ask: Callable[[Any], T]) -> T:
    """`ask(user)`, or what it answered last where nothing can have changed since; `ask` is a function that stays."""
    key, stands = (user.pk, ask), _stands()
    found = _kept.get(key)
    if found is None or found[0] != stands:
        if len(_kept) >= MOST:
            _kept.clear()
        found = _kept[key] = (stands, ask(user))
    return cast(T, found[1])


def forget() -> None:
    """Empty all: for tests, whose database goes back to what it was."""
    _kept.clear()


@once
def _stands() -> tuple[int, int]:
    return last_entry(), int(timezone.now().timestamp()) // MINUTE  # house: answers are kept a minute at most
