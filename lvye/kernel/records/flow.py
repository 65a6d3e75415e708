"""The life of a record as a table of steps: where from, where to, what it is called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Step:
    """One step. `name` is a verb: also the address, the right and the audit verb.

    `fields` are the model's fields its form asks for; those `needed` must be filled in, though the record may be
    without them until then. `tone` colours the button ("main", "no", "").
    """

    name: str
    label: str | Promise
    source: frozenset[str]
    to: str
    fields: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    tone: str = ""

    def __init__(
        self,
        name: str,
        label: str | Promise,
        source: Iterable[str],
        to: str,
        *,
        fields: Iterable[str] = (),
        needed: Iterable[str] = (),
        tone: str = "",
    ) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "source", frozenset(map(str, source)))
        object.__setattr__(self, "to", str(to))
        object.__setattr__(self, "fields", tuple(fields))
        object.__setattr__(self, "needed", tuple(needed))
        object.__setattr__(self, "tone", tone)


class Flow:
    """All steps of a kind of record, and the statuses in which it is final."""

    def __init__(self, *steps: Step, final: Collection[str] = ()) -> None:
        self._steps = {step.name: step for step in steps}
        if len(self._steps) != len(steps):
            raise ValueError("two steps of one flow have the same name")
        self.final = frozenset(map(str, final))

    def __getitem__(self, name: str) -> Step:
        return self._steps[name]

    def __contains__(self, name: object) -> bool:
        return name in self._steps

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps.values())

    def __bool__(self) -> bool:
        return bool(self._steps)

    def open_from(self, status: str) -> list[Step]:
        """The steps that can be taken from this status."""
        return [step for step in self if status in step.source]
