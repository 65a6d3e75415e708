"""What approvals tell, in the transaction of the deed. Plain values: the record is `target` number `target_id`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """Something happened to an asking."""

    asking_id: int
    register: str
    record_id: int
    actor_id: int


@dataclass(frozen=True)
class Agreed(Told):
    """The last one agreed; the record's own step has been taken."""


@dataclass(frozen=True)
class Refused(Told):
    """Somebody refused: this asking is over."""

    reason: str = ""


@dataclass(frozen=True)
class Withdrawn(Told):
    """The requester took it back."""
