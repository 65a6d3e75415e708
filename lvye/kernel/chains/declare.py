"""Links between kinds of records: what follows from what. Declared by the module above, which knows both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

from lvye.kernel.registers.api import registers
from lvye.kit.registry import Registry

Follow = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class Link:
    """From records of `source` follow records of `target`.

    forth: the records that followed from one of the source; back: those one of the target followed from. Both give
    records as they are stored: whether somebody may see them is decided when the chain is shown.
    """

    source: str
    target: str
    forth: Follow
    back: Follow

    @property
    def name(self) -> str:
        """Its key among all links."""
        return f"{self.source} > {self.target}"


links: Registry[Link] = Registry("link")
hubs: set[str] = set()


def link(source: str, target: str, *, forth: Follow, back: Follow) -> Link:
    """Declare that records of the register `target` follow from those of `source`; raises if it is declared twice."""
    made = Link(source=source, target=target, forth=forth, back=back)
    return links.add(made.name, made)


def link_by(model: type[Model], field: str, *, leads_to: bool = False) -> Link:
    """The usual link: a foreign key. The model's records follow from the one they name, or lead to it (leads_to)."""
    own = model._meta.label_lower
    other = cast("type[Model]", model._meta.get_field(field).related_model)
    manager = model._default_manager

    def named(record: Any) -> Iterable[Any]:
        found = getattr(record, field)
        return () if found is None else (found,)

    def naming(record: Any) -> Iterable[Any]:
        return manager.filter(**{field: record}).order_by("pk")

    there = other._meta.label_lower
    return link(own, there, forth=named, back=naming) if leads_to else link(there, own, forth=naming, back=named)


def hub(register: str) -> None:
    """Many chains meet in this register's records (a budget line, a store): a chain shows them, and ends there."""
    hubs.add(register)


def chained(register: str) -> bool:
    """Whether records of this register may stand in a chain."""
    return any(register in (each.source, each.target) for each in links)


@register()
def check_links(**_: Any) -> list[CheckMessage]:
    """Every register a link or a hub names is declared."""
    named = {key for each in links for key in (each.source, each.target)} | hubs
    return [Error(f"chains: no register {key!r}", id="chains.E001") for key in sorted(named) if key not in registers]
