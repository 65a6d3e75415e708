"""One record per person: everything he did in a period, from jobs, log and plans, told once.

Jobs are counted as his when he was the one who repaired them, log entries when he wrote them; planned items when he
answered for them or helped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.figures import api as figures
from lvye.kernel.people.api import Person
from lvye.kernel.registers.api import registers
from lvye.kernel.terms.api import Period, week_number
from lvye.kit import say
from lvye.modules.plans.api import Outcome, State, person_items
from lvye.modules.repairs.api import JobLine
from lvye.modules.worklog.api import person_entries

WEEK = timedelta(days=7)
# What is said of a person in numbers: figure, the split that holds the person, how it is written.
NUMBERS = (
    ("repairs.done", "worker", "text"),
    ("repairs.minutes", "worker", "hours"),
    ("repairs.on_time", "worker", "text"),
    ("repairs.rating", "worker", "text"),
    ("repairs.saved", "worker", "text"),
    ("worklog.entries", "person", "text"),
    ("worklog.minutes", "person", "hours"),
    ("repairs.first_asked", "person", "text"),
    ("plans.done", "person", "text"),
    ("plans.attendance", "person", "text"),
)
WORKS = (("repairs.work", "worker"), ("worklog.work", "person"))


@dataclass(frozen=True)
class Deed:
    """One thing done on a day. kind: job or log. url: its record."""

    on: date
    kind: str
    what: str
    where: str
    url: str


@dataclass(frozen=True)
class Week:
    """A week with what was done in it, the newest deed first."""

    label: str
    deeds: tuple[Deed, ...]


@dataclass(frozen=True)
class Number:
    """A figure narrowed to one person. url: its records."""

    label: str
    text: str
    url: str


def deeds_of(person: Person, period: Period) -> list[Deed]:
    """Everything somebody did in a period, the newest first."""
    return sorted(
        [*_jobs(person, period), *_entries(person, period)], key=lambda one: (one.on, one.kind, one.what), reverse=True
    )


def weeks_of(deeds: Iterable[Deed]) -> list[Week]:
    """The same by weeks from Monday, named as the school counts them."""
    found: dict[date, list[Deed]] = defaultdict(list)
    for one in deeds:
        found[one.on - timedelta(days=one.on.weekday())].append(one)
    return [Week(_week_words(monday), tuple(found[monday])) for monday in sorted(found, reverse=True)]


def numbers_of(person: Person, period: Period) -> list[Number]:
    """The figures that can be told of one person and have something to tell."""
    made = []
    for name, split, form in NUMBERS:
        only = {split: person.name}
        value = figures.one(name, period, only)
        if value.rows:
            text = say.minutes(int(value.value)) if form == "hours" else figures.text(value)
            made.append(Number(str(value.figure.label), text, figures.address(name, period, only)))
    return made


def works_of(person: Person, period: Period) -> list[Number]:
    """What he did, by kind of work with its unit, the most first."""
    found = []
    for name, split in WORKS:
        for value in figures.compute(name, period, by=("action", "object", "unit"), only={split: person.name}):
            if value.value:
                only = {**value.keys, split: person.name}
                label = f"{value.keys['action']}{value.keys['object']}"
                found.append(Number(label, figures.text(value), figures.address(name, period, only)))
    return found


def items_of(person: Person, period: Period, *, today: date) -> list[Outcome]:
    """The plan's items he answered for or helped with, without dropped ones."""
    return [one for one in person_items(person, period, today=today) if one.state != State.DROPPED]


def may_read(user: User, person: Person) -> bool:
    """Whose record it is, and who writes or signs the summaries."""
    own = person.user_id is not None and person.user_id == user.pk
    return own or any(user.has_perm(f"summaries.{verb}_summary") for verb in ("change", "approve", "sign"))


def _jobs(person: Person, period: Period) -> list[Deed]:
    rows = figures.rows("repairs.done", period).filter(worker__person=person).select_related("place")
    jobs: list[Any] = list(rows)
    said: dict[int, list[str]] = defaultdict(list)
    for line in JobLine.objects.filter(job__in=[job.pk for job in jobs]).order_by("pk"):
        said[line.job_id].append(f"{line.action}{line.object}{line.qty_text or say.qty(line.qty)}{line.unit}")
    return [
        Deed(
            on=job.done_on,
            kind="job",
            what=_("、").join(said[job.pk]) or job.what or str(job),
            where=job.place.full_name,
            url=reverse(f"{registers['repairs.job'].key}:detail", args=[job.pk]),
        )
        for job in jobs
    ]


def _entries(person: Person, period: Period) -> list[Deed]:
    """What he logged, in his own words; an entry that became a repair in whole is told by the repairs."""
    return [
        Deed(
            on=entry.done_on,
            kind="log",
            what=entry.said,
            where=entry.place.full_name if entry.place else "",
            url=reverse(f"{registers['worklog.entry'].key}:detail", args=[entry.pk]),
        )
        for entry in person_entries(person, period)
    ]


def _week_words(monday: date) -> str:
    sunday = monday + WEEK - timedelta(days=1)
    days = f"{say.date(monday)}—{say.date(sunday)}"
    number = week_number(monday) or week_number(sunday)
    return _("第%(n)s周（%(days)s）") % {"n": number, "days": days} if number else days
