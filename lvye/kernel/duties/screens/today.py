"""今天要查: what one person has to check today, in the order of the way, and how far he is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.accounts.api import User
from lvye.kernel.duties import queries, sight
from lvye.kernel.duties.models import Instance, Status
from lvye.kernel.duties.words import when
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.rules import api as rules

KEPT_AHEAD = 15  # pages of checks the phone keeps for times without network


@dataclass
class Group:
    """One duty at one time: a single check, or its spots in the order of walking."""

    duty: Any
    name: str
    when: str
    rows: list[Instance] = field(default_factory=list)

    @property
    def left(self) -> list[Instance]:
        """What is still to be done."""
        return [one for one in self.rows if one.is_open]

    @property
    def done(self) -> int:
        """How many are done."""
        return len(self.rows) - len(self.left)

    @property
    def first(self) -> Instance:
        """Where to go on."""
        return self.left[0] if self.left else self.rows[0]


@dataclass
class Part:
    """A part of the page: what can be done now, what comes later, what may still be entered late, what is done."""

    key: str
    title: str
    kind: str
    groups: list[Group]

    @property
    def count(self) -> int:
        """How many checks are left in it (of the done ones: how many there are)."""
        return sum(len(group.left) or group.done for group in self.groups)


def parts_of(user: User, now: datetime) -> tuple[list[Part], int, int]:
    """The page's parts, how many checks of today are done, and how many there are."""
    rows = list(queries.today_of(user, now))
    late = list(queries.made_up_for(user, now, int(rules.value("duties.late_days"))))
    excused = [one for one in rows if one.status == Status.EXCUSED]
    rows = [one for one in rows if one.status != Status.EXCUSED]
    done = [one for one in rows if not one.is_open]
    open_now = [one for one in rows if one.status == Status.DUE and one.opens_at <= now]
    later = [one for one in rows if one.status == Status.DUE and one.opens_at > now]
    missed = [one for one in rows if one.status == Status.MISSED] + late
    parts = [
        Part("now", _("现在可以查"), "going", grouped(open_now, now)),
        Part("late", _("漏了，还能补录"), "late", grouped(missed, now)),
        Part("later", _("晚些时候"), "idle", grouped(later, now)),
        Part("done", _("查完了"), "done", grouped([*done, *excused], now)),
    ]
    return [part for part in parts if part.groups], len(done), len(rows)


def grouped(rows: Iterable[Instance], now: datetime) -> list[Group]:
    """Instances of one duty and one window together, in the order they come."""
    found: dict[tuple[Any, ...], Group] = {}
    for one in rows:
        key = (one.duty_id, one.key_on, one.slot)
        group = found.setdefault(key, Group(one.duty, one.name, when(one, now)))
        group.rows.append(one)
    return list(found.values())


@needs(sight.DO)
@require_safe
def today(request: AuthedRequest) -> HttpResponse:
    """The page. The checks that can be done now are kept on the phone with it."""
    now = timezone.now()
    parts, done, total = parts_of(request.user, now)
    ahead = [one.pk for part in parts if part.key == "now" for group in part.groups for one in group.left]
    context = {
        "parts": parts,
        "done": done,
        "total": total,
        "day": timezone.localdate(now),
        "also": " ".join(reverse("duties:do", args=[pk]) for pk in ahead[:KEPT_AHEAD]),
    }
    return render(request, "duties/today.html", context)
