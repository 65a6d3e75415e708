"""What waits for somebody at a place: packages above name it, and a scan of the label shows it before all else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lvye.kernel.accounts.api import User

from .models import Place


@dataclass(frozen=True)
class Awaited:
    """One thing to do here now: a button. note: until when, in what."""

    label: str
    icon: str
    url: str
    note: str = ""


Finder = Callable[[User, Place, str], Iterable[Awaited]]
_finders: list[Finder] = []


def awaits(finder: Finder) -> Finder:
    """Let a package above say what this user has to do at a place; also given: the code that was scanned there."""
    _finders.append(finder)
    return finder


def awaited(user: User, place: Place, code: str) -> list[Awaited]:
    """All that waits here for this user, in the order in which the packages say it."""
    return [one for finder in _finders for one in finder(user, place, code)]
