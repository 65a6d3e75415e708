"""What rosters tell, in the transaction of the deed. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Published:
    """A roster holds from now on: `on_duty` answers from it."""

    roster_id: int
    kind: str
    begins_on: date
    ends_on: date
    actor_id: int


@dataclass(frozen=True)
class Recalled:
    """A published roster that had not begun was taken back."""

    roster_id: int
    kind: str
    actor_id: int


@dataclass(frozen=True)
class Changed:
    """Somebody was put in another's place by hand, in a published roster."""

    roster_id: int
    kind: str
    slot_ids: tuple[int, ...]
    before_id: int
    after_id: int
    actor_id: int


@dataclass(frozen=True)
class Swapped:
    """Two people changed duties, both consenting. taken_ids is empty where nothing was given back."""

    swap_id: int
    kind: str
    given_ids: tuple[int, ...]
    taken_ids: tuple[int, ...]
    asker_id: int
    other_id: int
    actor_id: int
