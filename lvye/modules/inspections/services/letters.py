"""What goes up in writing: drafted by the program, sent with a number, done with the authority's receipt."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_for
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.inspections.models import Hazard, Letter, LetterStatus, Level, Trace

from . import telling
from .tracing import trace

HAZARD_DAYS = 3  # a hazard the school cannot mend goes up within these days


def letter_about(hazard: Hazard, *, kind: str, to_whom: str = "", text: str = "", now: datetime, actor: User) -> Letter:
    """Draft the letter on one hazard: what it is, what was done, what is asked for. Part of the deed that needs it."""
    today = timezone.localdate(now)
    is_major = kind == Letter.Kind.MAJOR
    title = _("关于%(place)s重大隐患的报告") if is_major else _("关于请求解决%(place)s安全隐患的报告")
    days = int(rules.value("inspections.major_report_days", today)) if is_major else HAZARD_DAYS
    letter = records.create(
        Letter, actor=actor, kind=kind, hazard=hazard, title=(title % {"place": hazard.place.full_name})[:100],
        to_whom=to_whom.strip() or str(rules.value("inspections.authority", today)),
        text=text.strip() or words_about(hazard), made_on=today, due_on=today + timedelta(days=days),
    )  # fmt: skip
    telling.tell_letter(letter, _("请报送：%(title)s") % {"title": letter.title}, now=now)
    return letter


def words_about(hazard: Hazard) -> str:
    """The body of a letter as it is drafted: one paragraph a line."""
    found = _("%(day)s，我校在%(place)s发现：%(what)s（%(kind)s，%(level)s隐患，编号%(number)s）。") % {
        "day": say.day(hazard.found_on), "place": hazard.place.full_name, "what": hazard.what.rstrip("。"),
        "kind": hazard.kind.name, "level": hazard.get_level_display(), "number": hazard.number,
    }  # fmt: skip
    lines = [found]
    if hazard.major_item is not None:
        lines.append(_("判定依据：%(document)s%(article)s：%(text)s。") % {
            "document": hazard.major_item.document, "article": hazard.major_item.article,
            "text": hazard.major_item.text,
        })  # fmt: skip
    if hazard.warned_at is not None:
        lines.append(_("%(when)s已经立起警示。") % {"when": say.moment(hazard.warned_at)})
    if hazard.interim:
        lines.append(_("解决以前这样管住：%(interim)s。") % {"interim": hazard.interim.rstrip("。")})
    if hazard.measure:
        lines.append(_("拟采取的措施：%(measure)s。") % {"measure": hazard.measure.rstrip("。")})
    if hazard.funds is not None:
        lines.append(_("需要资金%(money)s。") % {"money": say.money(hazard.funds)})
    return "\n".join(lines)


def letter_month(month: date, *, now: datetime, actor: User) -> Letter:
    """Draft the report on the buildings for the month of this day, also when there is nothing to tell.

    Raises ValidationError for a month that is not over, or that has its report.
    """
    first = month.replace(day=1)
    following = next_month(first)
    today = timezone.localdate(now)
    if today < following:
        raise ValidationError(_("这个月还没有过完，月报下个月初再拟。"), code="too_early")
    due = following.replace(day=int(rules.value("inspections.month_report_day", today)))
    with records.deed():
        letter = records.create(
            Letter, actor=actor, kind=Letter.Kind.MONTH, month=first,
            title=_("%(year)s年%(month)s月校舍安全情况报告") % {"year": first.year, "month": first.month},
            to_whom=str(rules.value("inspections.authority", today)), made_on=today, due_on=due, **month_numbers(first),
        )  # fmt: skip
        telling.tell_letter(letter, _("请报送：%(title)s") % {"title": letter.title}, now=now)
    return letter


def month_numbers(first: date) -> dict[str, Any]:
    """The month in numbers; what lay open before and what was found is what is gone, set aside, or left."""
    following = next_month(first)
    gone_before = Q(closed_on__lt=first) | Q(dropped_on__lt=first)
    gone_by_end = Q(closed_on__lt=following) | Q(dropped_on__lt=following)
    known = Hazard.objects.filter(found_on__lt=following)
    left = known.exclude(gone_by_end)
    return {
        "before": known.filter(found_on__lt=first).exclude(gone_before).count(),
        "found": known.filter(found_on__gte=first).count(),
        "gone": known.filter(closed_on__gte=first, closed_on__lt=following).count(),
        "dropped": known.filter(dropped_on__gte=first, dropped_on__lt=following).count(),
        "left": left.count(),
        "left_major": left.filter(level=Level.MAJOR).count(),
    }


def open_at_end(month: date) -> list[Hazard]:
    """What lay open when the month ended, the oldest first."""
    following = next_month(month)
    gone = Q(closed_on__lt=following) | Q(dropped_on__lt=following)
    rows = Hazard.objects.filter(found_on__lt=following).exclude(gone)
    return list(rows.select_related("place").order_by("found_on", "pk"))


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_draft(*, now: datetime, actor: User) -> int:
    """At the turn of a month: draft last month's report where nobody has; returns how many."""
    last = timezone.localdate(now).replace(day=1) - timedelta(days=1)
    if Letter.objects.filter(kind=Letter.Kind.MONTH, month=last.replace(day=1)).exists():
        return 0
    with transaction.atomic():
        letter_month(last, now=now, actor=actor)
    return 1


def letter_change(letter: Letter, *, actor: User, **values: Any) -> Letter:
    """Put a draft right. Raises ValidationError for what has been sent: it stands as it was sent."""
    if letter.status != LetterStatus.DRAFT:
        raise ValidationError(_("已经报送的不能再改；有新情况请另报一份。"), code="sent")
    return records.amend(letter, actor=actor, **values)


def letter_send(letter: Letter, *, sent_on: date | None = None, now: datetime, actor: User) -> Letter:
    """Sent: it has its number, a month's numbers stand from now on. Raises ValidationError for an impossible day."""
    today = timezone.localdate(now)
    day = sent_on or today
    if not letter.made_on <= day <= today:
        raise ValidationError({"sent_on": _("报送日期在拟稿日期和今天之间。")})
    numbers = month_numbers(letter.month) if letter.month is not None else {}
    with records.deed():
        return records.take(
            letter, "send", actor=actor, sent_on=day, sent_by=person_for(actor), year=day.year,
            serial=int(rules.next_number(f"inspections.letter:{day.year}", 1)), **numbers,
        )  # fmt: skip


def letter_answer(
    letter: Letter,
    *,
    receipt: str,
    received_by: str = "",
    answered_on: date | None = None,
    answer: str = "",
    now: datetime,
    actor: User,
) -> Letter:
    """The authority's receipt: its number, who took it, when, and what it says. Raises ValidationError without one."""
    today = timezone.localdate(now)
    day = answered_on or today
    if not receipt.strip():
        raise ValidationError({"receipt": _("请写回执编号；没有编号的写“当面签收”。")})
    if letter.sent_on is not None and not letter.sent_on <= day <= today:
        raise ValidationError({"answered_on": _("回执日期在报送日期和今天之间。")})
    with records.deed():
        done = records.take(
            letter, "answer", actor=actor, receipt=receipt.strip(), received_by=received_by.strip(), answered_on=day,
            answer=answer.strip(),
        )  # fmt: skip
        if done.hazard is not None:
            said = _("%(number)s，回执%(receipt)s。%(answer)s") % {
                "number": done.doc_number, "receipt": done.receipt, "answer": done.answer,
            }  # fmt: skip
            trace(done.hazard, Trace.Kind.ANSWER, words=said, now=now, actor=actor)
    return done
