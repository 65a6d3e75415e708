"""What duties tell others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """A check was made. target, target_id: the record it was made on, "" and 0 where it was none."""

    instance_id: int
    result_id: int
    duty_id: int
    code: str
    target: str
    target_id: int
    is_late: bool
    bad: int


@dataclass(frozen=True)
class Faulted:
    """One thing was not as it should be; told after `Done`, once for each."""

    fault_id: int
    result_id: int
    duty_id: int
    code: str
    item: str
    target: str
    target_id: int


@dataclass(frozen=True)
class Missed:
    """Times of one duty whose window passed without a check."""

    duty_id: int
    code: str
    instance_ids: tuple[int, ...]
