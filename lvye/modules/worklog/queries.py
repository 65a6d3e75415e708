"""Reads of the log: a day, a week, a term, a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Max, Q, QuerySet, Sum, When

from lvye.kernel.people.api import Person
from lvye.kernel.terms.api import Period
from lvye.kit import say
from lvye.modules.repairs.api import Job

from .models import Entry, Line

# A job that was cancelled tells nothing: then the log counts its line again.
NO_JOB = Q(job__isnull=True) | Q(job__status=Job.Status.CANCELLED)
KEPT = Q(status=Entry.Status.KEPT)
COUNTED = Q(status=Line.Status.KEPT) & NO_JOB
OFTEN, OFTEN_DAYS, OFTEN_LENGTH = 10, timedelta(days=90), 24
NUMBERS = re.compile(r"[\d一二两三四五六七八九十百千万半.]+")  # house: numerals


@dataclass(frozen=True)
class Tally:
    """One sum: 更换 灯管 12 根, of so many lines; is_approx where one of them was 余."""

    kind: str
    action: str
    object: str
    unit: str
    qty: Decimal
    is_approx: bool
    lines: int
    last_on: date

    @property
    def words(self) -> str:
        """更换 灯管."""
        return f"{self.action} {self.object}"

    @property
    def amount(self) -> str:
        """12 根."""
        return f"{say.qty(self.qty)} {self.unit}"


def entries_between(rows: QuerySet[Any], begins: date, ends: date) -> QuerySet[Any]:
    """Entries that stand, of these days, the newest first, with all a page shows of them."""
    found = rows.filter(KEPT, done_on__range=(begins, ends)).select_related("person", "kind", "place", "job")
    return found.prefetch_related("lines__place", "lines__job", "lines__kind").order_by("-done_on", "-pk")


def tallies(lines: QuerySet[Any]) -> list[Tally]:
    """Lines that count, summed by kind, deed, thing and unit, the most frequent first."""
    about = Max(Case(When(is_approx=True, then=1), default=0))
    found = lines.filter(COUNTED).order_by().values("kind__name", "action", "object", "unit")
    rows = found.annotate(total=Sum("qty"), n=Count("pk"), about=about, last=Max("done_on"))
    made = [
        Tally(
            row["kind__name"], row["action"], row["object"], row["unit"], row["total"], bool(row["about"]), row["n"],
            row["last"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(made, key=lambda one: (-one.lines, -one.qty, one.action, one.object))


def person_lines(person: Person, period: Period) -> list[Tally]:
    """What one person did in a period by his own log, summed: for his record and the summary of a term."""
    return tallies(Line.objects.filter(person=person, done_on__range=(period.begins_on, period.ends_on)))


def person_entries(person: Person, period: Period) -> QuerySet[Entry]:
    """One person's entries of a period, the newest first; those that became repair jobs are told by the repairs."""
    rows = Entry.objects.filter(NO_JOB, person=person)
    return entries_between(rows, period.begins_on, period.ends_on)


def often_said(person: Person, today: date) -> list[str]:
    """What he says most of late: short sentences, those that differ only in their numbers once; ten at most."""
    rows = Entry.objects.filter(KEPT, person=person, done_on__gt=today - OFTEN_DAYS).order_by("-done_on", "-pk")
    said = [one for one in rows.values_list("said", flat=True)[:200] if len(one) <= OFTEN_LENGTH]
    newest: dict[str, str] = {}
    for one in said:
        newest.setdefault(NUMBERS.sub("#", one), one)
    counted = Counter(NUMBERS.sub("#", one) for one in said)
    return [newest[shape] for shape, _n in counted.most_common(OFTEN)]


def day_counts(rows: QuerySet[Any], begins: date, ends: date) -> dict[date, int]:
    """How many entries stand on each day that has some."""
    found = rows.filter(KEPT, done_on__range=(begins, ends)).order_by().values("done_on").annotate(n=Count("pk"))
    return {row["done_on"]: row["n"] for row in found}


@dataclass(frozen=True)
class Told:
    """How much one person logged."""

    person: Person
    entries: int
    days: int
    minutes: int
    last_on: date


def told_by(rows: QuerySet[Any], begins: date, ends: date) -> list[Told]:
    """Who logged how much in these days, the most first. Two queries."""
    found = rows.filter(KEPT, done_on__range=(begins, ends)).order_by().values("person")
    sums = list(
        found.annotate(n=Count("pk"), days=Count("done_on", distinct=True), time=Sum("minutes"), last=Max("done_on"))
    )
    people = Person.objects.select_related("department").in_bulk([row["person"] for row in sums])
    made = [Told(people[row["person"]], row["n"], row["days"], row["time"] or 0, row["last"]) for row in sums]
    return sorted(made, key=lambda one: (-one.entries, one.person.name))


def time_of(entries: Iterable[Entry]) -> str:
    """The minutes of these entries in words; empty where nobody wrote any."""
    total = sum(entry.minutes or 0 for entry in entries)
    return say.minutes(total) if total else ""
