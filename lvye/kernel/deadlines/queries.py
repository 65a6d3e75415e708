"""The horizon: what has lapsed or will, seen by one user, in the order of its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.functional import Promise

from lvye.kernel.accounts.api import User

from .declare import Deadline, deadlines

LIMIT = 50  # of each kind: who has more late than this needs the register, not a longer list


@dataclass(frozen=True)
class Due:
    """One thing on the horizon. state: late (its day has passed), soon (within the days of warning), ahead."""

    deadline: Deadline
    title: str
    on: date
    days_left: int  # negative when late
    state: str
    url: str

    @property
    def label(self) -> str | Promise:
        """What kind of thing it is."""
        return self.deadline.label

    @property
    def blocks(self) -> str | Promise:
        """What stops when the day has passed."""
        return self.deadline.blocks


@dataclass(frozen=True)
class Tally:
    """How many of one kind are on the horizon. more: there are others beyond LIMIT, which are not listed."""

    deadline: Deadline
    register: str
    count: int
    late: int
    more: bool


@dataclass(frozen=True)
class Horizon:
    """All that was asked for, by day, and the counts by kind."""

    dues: list[Due]
    tallies: list[Tally]

    @property
    def cut(self) -> list[Tally]:
        """The kinds of which not all are listed."""
        return [tally for tally in self.tallies if tally.more]


def horizon(user: User, today: date, days: int = 30, *, kind: str = "", limit: int = LIMIT) -> list[Due]:
    """What lapses until `days` from today, or has lapsed, as far as the user may see; the earliest first."""
    return survey(user, today, days, kind=kind, limit=limit).dues


def survey(user: User, today: date, days: int = 30, *, kind: str = "", limit: int = LIMIT) -> Horizon:
    """The same with counts by kind: one query per declaration, at most `limit` rows of each."""
    dues: list[Due] = []
    tallies: list[Tally] = []
    for deadline in deadlines:
        if kind and deadline.name != kind:
            continue
        found = _dues(deadline, user, today, days, limit)
        if found:
            late = sum(due.state == "late" for due in found[:limit])
            register = deadline.register_for(user).key
            tallies.append(Tally(deadline, register, min(len(found), limit), late, more=len(found) > limit))
            dues += found[:limit]
    dues.sort(key=lambda due: (due.on, str(due.label), due.title))
    return Horizon(dues, tallies)


def kinds_for(user: User) -> list[Deadline]:
    """The kinds this user could have anything of, for the filter."""
    return [d for d in deadlines if user.has_perm(d.register_for(user).permission("view"))]


def _dues(deadline: Deadline, user: User, today: date, days: int, limit: int) -> list[Due]:
    """The first of one kind by day, and one more to know whether there are others."""
    rows = deadline.seen_by(user)
    last = today + timedelta(days=days)
    name = deadline.date
    if isinstance(rows.model._meta.get_field(name), DateTimeField):
        midnight = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
        rows = rows.filter(**{f"{name}__lt": midnight})
    else:
        rows = rows.filter(**{f"{name}__lte": last})
    warn = deadline.warns()
    return [_due(deadline, record, today, warn) for record in rows.order_by(name, "pk")[: limit + 1]]


def _due(deadline: Deadline, record: Any, today: date, warn: int) -> Due:
    value = getattr(record, deadline.date)
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    left = (on - today).days
    state = "late" if left < 0 else "soon" if left <= warn else "ahead"
    return Due(deadline, deadline.title(record), on, left, state, deadline.address(record))
