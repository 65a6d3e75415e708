"""A registry: named things, each declared once, kept in the order of declaration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")


class Registry(Generic[T]):
    """Declared things by name. `what` names the kind in messages ("register", "figure")."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._items: dict[str, T] = {}

    def add(self, key: str, item: T) -> T:
        """Declare `item`; raises ImproperlyConfigured if the name is taken."""
        if key in self._items:
            raise ImproperlyConfigured(f"{self.what} {key!r} is declared twice")
        self._items[key] = item
        return item

    def __getitem__(self, key: str) -> T:
        try:
            return self._items[key]
        except KeyError:
            known = ", ".join(self._items) or "none"
            raise ImproperlyConfigured(f"no {self.what} {key!r}; known: {known}") from None

    def get(self, key: str) -> T | None:
        """The item or None: for names that come from outside."""
        return self._items.get(key)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items.values())

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def keys(self) -> list[str]:
        """All names, in order of declaration."""
        return list(self._items)

    @contextmanager
    def with_item(self, key: str, item: T) -> Iterator[T]:
        """Declare for the length of a `with` block: for tests."""
        self.add(key, item)
        try:
            yield item
        finally:
            del self._items[key]
