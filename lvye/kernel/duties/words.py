"""A cadence in words, as people say it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kit import say

from .cadence import BEFORE, END, EVERY, WORK, Cadence, Window

if TYPE_CHECKING:
    from .models import Instance


def weekday(number: int) -> str:
    """1 → 星期一."""
    names = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))
    return names[number - 1]


def cadence_words(cadence: Cadence) -> str:
    """ "每个上课日 07:00—09:00、16:00—18:00", "每周 星期五", "每月 月末"."""
    said = [_often(cadence), *_where(cadence)]
    hours = [] if cadence.is_whole else [window_words(one) for one in cadence.windows if one != Window()]
    return " ".join([*said, *(["、".join(hours)] if hours else [])])


def window_words(window: Window) -> str:
    """ "早餐 06:30—08:00"."""
    closes = window.closes.strftime("%H:%M")
    ends = _("次日%(time)s") % {"time": closes} if window.closes <= window.opens else closes
    return f"{window.name} {window.opens:%H:%M}—{ends}".strip()


def _often(c: Cadence) -> str:
    days = {EVERY: _("每天"), WORK: _("每个工作日")}.get(c.days, _("每个上课日"))
    words = {
        "day": days, "meal": _("%(days)s每餐") % {"days": days}, "week": _("每周"), "biweek": _("每两周"),
        "month": _("每月"), "quarter": _("每季度"), "half_year": _("每半年"), "year": _("每年"), "term": _("每学期"),
        "holiday": _("每次放假前"), "event": _("事情发生时"),
    }  # fmt: skip
    if c.unit == "workdays":
        return _("每 %(n)s 个工作日") % {"n": c.every} if c.days == WORK else _("每 %(n)s 天") % {"n": c.every}
    return words.get(c.unit, c.unit)


def _where(c: Cadence) -> list[str]:
    if c.is_whole:
        return [_("一次，哪天都行")]
    if c.unit in ("week", "biweek"):
        return ["、".join(weekday(number) for number in sorted(c.weekdays or (5,)))]
    if c.unit == "term":
        return [_term(c)]
    if c.unit in ("month", "quarter", "half_year", "year"):
        return [_month(c)]
    return [_("提前 %(n)s 天起") % {"n": c.lead}] if c.unit == "holiday" and c.lead else []


def _term(c: Cadence) -> str:
    if c.point == BEFORE:
        return _("开学前 %(n)s 天内") % {"n": max(c.lead, 1)}
    return _("最后一天") if c.point == END else _("开学第一天")


def _month(c: Cadence) -> str:
    day = _("月末") if c.month_day == 0 else _("%(n)s日") % {"n": c.month_day}
    if c.unit == "month":
        months = "、".join(str(month) for month in c.months)
        return _("（%(months)s月）%(day)s") % {"months": months, "day": day} if months else day
    months = "、".join(str(month) for month in c.months or (1,))
    return (
        _("%(months)s月%(day)s") % {"months": months, "day": day}
        if c.unit == "year"
        else (_("第 %(months)s 个月%(day)s") % {"months": months, "day": day})
    )


def when(one: Instance, now: datetime) -> str:
    """The window as one needs it: until when today, from when later, by which day."""
    today, due = timezone.localdate(now), timezone.localtime(one.due_at)
    if one.opens_at > now:
        return _("%(time)s起") % {"time": f"{timezone.localtime(one.opens_at):%H:%M}"}
    if due.date() == today:
        return _("%(time)s前") % {"time": f"{due:%H:%M}"}
    return _("%(day)s前") % {"day": say.date(due.date())} if due.date() > today else say.moment(due)
