"""Remember an answer for the length of one request, command, job or test; never longer.

Rules and terms are asked many times a deed and change twice a year. A cache across requests would
be wrong in a second process; one per request costs a query and is never stale.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
_kept: ContextVar[dict[Hashable, object] | None] = ContextVar("lvye_memo", default=None)


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Call `function` once per set of (hashable) arguments until `forget()`."""

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = _kept.get()
        if kept is None:
            kept = {}
            _kept.set(kept)
        key = (function.__module__, function.__qualname__, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = function(*args, **kwargs)
        return cast(R, kept[key])

    return remembered


def forget(**_: object) -> None:
    """Empty all: at a request's start, after a write to what is remembered, between tests."""
    _kept.set(None)
