"""日管控, 周排查, 月调度, and what they find."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.offers.api import take
from lvye.kernel.people.api import Person, holders, person_for
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed, school_days
from lvye.kit import say
from lvye.modules.canteen.models import Control, Finding, FindingStatus, Fridge
from lvye.modules.canteen.rounds import duty_fulfil
from lvye.modules.canteen.words import CODES

from .telling import tell_finding

MARKS = {"ok", "bad", "none"}


@dataclass(frozen=True)
class Found:
    """Something that is wrong. Without a person the canteen's manager puts it right; without a day the rule's days."""

    what: str
    measure: str = ""
    responsible: Person | None = None
    due_on: date | None = None


def control_daily(
    day: date, marks: Mapping[str, str], found: Sequence[Found] = (), *, text: str = "", now: datetime, actor: User
) -> Control:
    """每日食品安全检查记录. Raises ValidationError: an item without a mark, a bad one without a finding, a day to come.

    Without a finding it says that nothing was found (零风险); after the rule's hours it is marked as written later.
    """
    if wrong := [code for code in CODES if marks.get(code) not in MARKS]:
        raise ValidationError(_("还有 %(n)s 项没有点。") % {"n": len(wrong)}, code="unmarked")
    bad = [code for code in CODES if marks[code] == "bad"]
    if bad and not found:
        raise ValidationError(_("有 %(n)s 项不正常，写一句是什么问题。") % {"n": len(bad)}, code="no_words")
    given = {code: marks[code] for code in CODES}
    return _kept(Control.Kind.DAILY, day, day, found, {"marks": given, "text": text.strip()}, now=now, actor=actor)


def control_weekly(
    day: date, *, text: str, decided: str = "", gaps: str = "", found: Sequence[Found] = (), now: datetime, actor: User
) -> Control:
    """每周食品安全排查治理报告 of the week a day lies in. Raises ValidationError for school days without their daily
    record and no word on why."""
    begins = day - timedelta(days=day.weekday())
    ends = begins + timedelta(days=6)
    missing = days_without(begins, min(ends, timezone.localdate(now)))
    if missing and not gaps.strip():
        raise ValidationError({"gaps": _("%(days)s没有日管控记录，写明为什么。") % {"days": _listed(missing)}})
    values = {"text": text.strip(), "decided": decided.strip(), "gaps": gaps.strip()}
    return _kept(Control.Kind.WEEKLY, begins, ends, found, values, now=now, actor=actor)


def control_monthly(
    day: date, *, text: str, decided: str, present: str, gaps: str = "", found: Sequence[Found] = (), now: datetime,
    actor: User,
) -> Control:  # fmt: skip
    """每月食品安全调度会议纪要 of the month a day lies in. Raises ValidationError: nobody present, nothing decided,
    weeks without their report and no word on why."""
    begins = day.replace(day=1)
    ends = begins.replace(day=monthrange(begins.year, begins.month)[1])
    if not present.strip():
        raise ValidationError({"present": _("写明谁参加了。")})
    if not decided.strip():
        raise ValidationError({"decided": _("写明下个月怎么安排。")})
    missing = weeks_without(begins, min(ends, timezone.localdate(now)))
    if missing and not gaps.strip():
        raise ValidationError({"gaps": _("%(days)s那几周没有周排查报告，写明为什么。") % {"days": _listed(missing)}})
    values = {"text": text.strip(), "decided": decided.strip(), "present": present.strip(), "gaps": gaps.strip()}
    return _kept(Control.Kind.MONTHLY, begins, ends, found, values, now=now, actor=actor)


def days_without(begins: date, ends: date) -> list[date]:
    """School days, both included, without their daily record."""
    have = set(
        Control.objects.filter(kind=Control.Kind.DAILY, begins_on__range=(begins, ends)).values_list(
            "begins_on", flat=True
        )
    )
    return [day for day in school_days(begins, ends) if day not in have]


def weeks_without(begins: date, ends: date) -> list[date]:
    """Mondays of weeks with school days in this time, already over, without their weekly report."""
    mondays = dict.fromkeys(day - timedelta(days=day.weekday()) for day in school_days(begins, ends))
    over = [one for one in mondays if one + timedelta(days=6) <= ends]
    have = set(Control.objects.filter(kind=Control.Kind.WEEKLY, begins_on__in=over).values_list("begins_on", flat=True))
    return [one for one in over if one not in have]


def _listed(days: Sequence[date]) -> str:
    return "、".join(say.date(day) for day in days)


def _kept(
    kind: str, begins: date, ends: date, found: Sequence[Found], values: dict[str, Any], *, now: datetime, actor: User
) -> Control:
    today = timezone.localdate(now)
    if begins > today:
        raise ValidationError(_("日子还没到。"), code="future")
    refuse_closed(begins)
    hours = int(rules.value("canteen.late_hours", on=begins))
    late = timezone.make_aware(datetime.combine(ends, datetime.min.time())) + timedelta(hours=hours)
    with records.deed():
        control = records.create(
            Control, actor=actor, kind=kind, begins_on=begins, ends_on=ends, is_zero=not found, is_late=now > late,
            by=person_for(actor), written_at=now, **values,
        )  # fmt: skip
        for one in found:
            finding_add(one, found_on=min(ends, today), control=control, now=now, actor=actor)
        duty_fulfil(f"food_{DUTY[kind]}", on=begins, until=ends, note=str(control), now=now, actor=actor)
    return control


DUTY: dict[str, str] = {
    Control.Kind.DAILY: "daily_control", Control.Kind.WEEKLY: "weekly_review",
    Control.Kind.MONTHLY: "monthly_meeting",
}  # fmt: skip


def finding_add(one: Found, *, found_on: date, now: datetime, actor: User, **about: Any) -> Finding:
    """Keep something wrong, of a control, an accompanying meal or a visit; who puts it right learns of it."""
    if not one.what.strip():
        raise ValidationError(_("写一句是什么问题。"), code="no_words")
    days = int(rules.value("canteen.finding_days", on=found_on))
    with records.deed():
        made = records.create(
            Finding, actor=actor, what=one.what.strip(), measure=one.measure.strip(),
            responsible=one.responsible or next(iter(holders("canteen", found_on)), None), found_on=found_on,
            due_on=one.due_on or found_on + timedelta(days=days), **about,
        )  # fmt: skip
        tell_finding(made, now=now)
    return made


def finding_settle(finding: Finding, *, done_note: str = "", now: datetime, actor: User) -> Finding:
    """It is put right. Raises ValidationError without a word on how it is now."""
    if not done_note.strip():
        raise ValidationError({"done_note": _("改成什么样写一句。")})
    return records.take(finding, "settle", actor=actor, done_note=done_note.strip(), done_on=timezone.localdate(now))


def finding_hand(finding: Finding, code: str, *, actor: User) -> records.Record:
    """Hand something wrong to another desk (a repair, a hazard, a note); returns the record it became there.

    Raises ValidationError: handed over or settled already, a deed that is not there or cannot take it.
    """
    if finding.handed or finding.status == FindingStatus.DONE:
        raise ValidationError(_("已经转出去或者改好了。"), code="handed")
    with records.deed():
        made = take(
            code, title=finding.what[:60], text=finding.measure or finding.what, place=canteen_place(), about=finding,
            actor=actor,
        )  # fmt: skip
        records.amend(finding, actor=actor, verb="hand", handed=made._meta.label_lower, handed_id=made.pk)
    return made


def canteen_place() -> Any:
    """Where the kitchen is: where its fridges stand; None where none is registered."""
    fridge = Fridge.objects.filter(is_active=True).select_related("place").order_by("sort", "pk").first()
    return fridge.place if fridge else None
