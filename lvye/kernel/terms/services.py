"""Deeds: terms are recorded, closed and opened again; the calendar is filled and mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import memo

from .models import Day, DayKind, DaySource, Term
from .official import official_days
from .queries import calendar_note, refuse_closed


def term_add(*, school_year: int, half: int, begins_on: date, ends_on: date, actor: User) -> Term:
    """Record a term. Code and name follow from year and half.

    Raises ValidationError when the term is there already, overlaps another, or its dates cannot be right.
    """
    names = _names(school_year, half)
    made = records.create(
        Term, actor=actor, school_year=school_year, half=half, begins_on=begins_on, ends_on=ends_on, **names
    )
    memo.forget()
    return made


def term_change(term: Term, *, actor: User, **values: Any) -> Term:
    """Mend year, half or dates of an open term. Raises FinalError for a closed one, ValidationError as `term_add`."""
    names = _names(values.get("school_year", term.school_year), values.get("half", term.half))
    changed = records.amend(term, actor=actor, **(names | values))
    memo.forget()
    return changed


def term_close(term: Term, *, actor: User) -> Term:
    """File a term: from now on services that ask `refuse_closed` write nothing into its days."""
    closed = records.take(term, "close", actor=actor)
    memo.forget()
    return closed


def term_reopen(term: Term, *, reopened_why: str, actor: User) -> Term:
    """Open a closed term again, to mend what was forgotten. Raises ValidationError without a reason."""
    why = reopened_why.strip()
    if not why:
        raise ValidationError({"reopened_why": _("请写明为什么要重新打开已归档的学期。")})
    opened = records.take(term, "reopen", actor=actor, reason=why, reopened_why=why)
    memo.forget()
    return opened


def _names(school_year: int, half: int) -> dict[str, Any]:
    """Code and name of a term. The name is data: papers print it whatever language the reader chose."""
    word = {1: "第一学期", 2: "第二学期"}.get(half, "")  # house: a name kept as data
    name = f"{school_year}—{school_year + 1}学年{word}"  # house: a name kept as data
    return {"code": f"{school_year}-{half}", "name": name}


def day_set(date: date, kind: str, name: str = "", *, actor: User) -> Day:
    """The school's own word on a day; it outlives every filling of the calendar.

    Raises ValidationError for a day of a closed term or a kind that does not exist.
    """
    refuse_closed(date)
    found = Day.objects.filter(date=date).first()
    values = {"kind": kind, "name": name or _label(kind), "source": DaySource.SCHOOL}
    if found is None:
        made = records.create(Day, actor=actor, date=date, **values)
    else:
        made = records.amend(found, actor=actor, **values)
    memo.forget()
    return made


def day_change(day: Day, *, actor: User, **values: Any) -> Day:
    """Mend a day; it becomes the school's own. Raises ValidationError as `day_set`."""
    refuse_closed(day.date)
    refuse_closed(values.get("date", day.date))
    changed = records.amend(day, actor=actor, **values, source=DaySource.SCHOOL)
    memo.forget()
    return changed


def _label(kind: str) -> str:
    return str(dict(DayKind.choices).get(kind, ""))


@dataclass(frozen=True)
class Filled:
    """What filling a year did. `note`: a sentence when the arrangement of that year is not known yet."""

    year: int
    added: int
    changed: int
    removed: int
    kept: int  # the school's own days that the official arrangement sees otherwise
    note: str

    @property
    def written(self) -> int:
        """Rows added, changed or removed."""
        return self.added + self.changed + self.removed


def calendar_fill(year: int, *, actor: User) -> Filled:
    """Write a year's official holidays and make-up workdays into the calendar; the school's own days stay.

    Can be repeated: it then brings only what differs. Where the arrangement is not known nothing is written.
    """
    official = official_days(year)
    if official is None:
        return Filled(year, 0, 0, 0, 0, calendar_note(year))
    rows = {day.date: day for day in Day.objects.filter(date__year=year)}
    fresh, added, changed, kept = [], 0, 0, 0
    with records.deed():
        for day, mark in official.items():
            row = rows.pop(day, None)
            if row is None:
                fresh.append({"date": day, "kind": mark.kind, "name": mark.name, "source": DaySource.OFFICIAL})
            elif not row.is_official:
                kept += row.kind != mark.kind
            elif (row.kind, row.name) != mark:
                records.amend(row, actor=actor, kind=mark.kind, name=mark.name)
                changed += 1
        added = len(records.create_many(Day, fresh, actor=actor)) if fresh else 0
        gone = [row for row in rows.values() if row.is_official]
        for row in gone:
            records.remove(row, actor=actor, reason=_("官方安排已变更"))
    memo.forget()
    return Filled(year, added, changed, len(gone), kept, "")
