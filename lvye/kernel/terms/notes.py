"""What the office should enter into the calendar: a block of the 今日 page that is mostly empty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User

from .queries import calendar_note, terms

AHEAD = timedelta(days=21)  # the next term should be known three weeks before this one ends
DECEMBER = 12  # the arrangement of the year to come is published in November


def notes(today: date) -> list[dict[str, str]]:
    """What is missing on a day: sentences with the address where it is entered."""
    found = []
    if not terms():
        text = _("还没有登记学期：请填本学期的开学和放假日期，各项统计和总结都按学期归集。")
        found.append({"text": text, "url": reverse("terms.term:new")})
    elif today >= terms()[-1].ends_on - AHEAD:
        text = _("下一学期的开学和放假日期还没有登记。")
        found.append({"text": text, "url": reverse("terms.term:new")})
    years = [today.year, today.year + 1] if today.month == DECEMBER else [today.year]
    found += [{"text": note, "url": reverse("terms.day:new")} for year in years if (note := calendar_note(year))]
    return found


def block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The notes of today; None when nothing is missing."""
    found = notes(timezone.localdate(now))
    return {"notes": found, "count": len(found), "kind": "soon"} if found else None
