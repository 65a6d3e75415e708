"""Facts one module tells, and others may act on, inside the same transaction.

An event is a frozen dataclass of plain values. Its type lives in the `api.py` of the
module that tells it; listeners live in the `listeners.py` of the modules that care.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Hear every event of this type. Listeners run in the order of their module names."""

    def remember(listener: Callable[[E], None]) -> Callable[[E], None]:
        _listeners[event_type].append(listener)
        # By module name, so the order never depends on the order of imports.
        _listeners[event_type].sort(key=lambda f: (f.__module__, f.__qualname__))
        return listener

    return remember


def tell(event: object) -> None:
    """Call all listeners now, in the teller's transaction: one that raises undoes the deed."""
    for listener in _listeners[type(event)]:
        listener(event)
