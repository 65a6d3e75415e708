"""值班日志: lines in a shift, handing over, looking after the guards."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_for
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.security.models import Entry, EntryKind, Found

from .acting import shift_at
from .telling import GATE, HEADS, tell_posts

AHEAD = timedelta(minutes=10)  # a phone's clock may be so much ahead; more is a wrong clock


def entry_write(
    *,
    kind: str,
    words: str = "",
    partner: Person | None = None,
    place: Place | None = None,
    found: str = "",
    at: datetime | None = None,
    now: datetime,
    actor: User,
) -> Entry:
    """One line of the log, with the shift by the roster. A check (查岗) that found nobody awake tells the director.

    Raises ValidationError: a handing over without words or without who takes over, a check of oneself, of nobody, or
    without its result, a note without words, a time that has not come, a closed term.
    """
    person = person_for(actor)
    moment = at or now
    if moment > now + AHEAD:
        raise ValidationError({"at": _("时间还没有到，请看看手机的钟。")})
    refuse_closed(timezone.localdate(moment))
    _refuse(kind, words.strip(), person, partner, found)
    with records.deed():
        entry = records.create(
            Entry, actor=actor, kind=kind, at=moment, on=timezone.localdate(moment), shift=shift_at(moment)[0],
            person=person, partner=partner, place=place, found=found if kind == EntryKind.CHECK else "",
            words=words.strip(),
        )  # fmt: skip
        if kind == EntryKind.CHECK and found != Found.THERE:
            title = _("查岗发现问题：%(what)s") % {"what": entry.get_found_display()}
            url = reverse("security.entry:detail", args=[entry.pk])
            tell_posts(HEADS, title, url=url, about=entry, kind=GATE, urgent=True, now=now)
    return entry


def _refuse(kind: str, words: str, person: Person, partner: Person | None, found: str) -> None:
    if kind == EntryKind.HANDOVER and partner is None:
        raise ValidationError({"partner": _("交给谁？请选接班的人。")})
    if kind == EntryKind.CHECK and (partner is None or not found):
        raise ValidationError({"partner": _("查岗要写查到谁、结果怎样。")})
    if partner == person:
        text = _("不能查自己的岗。") if kind == EntryKind.CHECK else _("接班的人不能是自己。")
        raise ValidationError({"partner": text})
    if not words and (kind in (EntryKind.NOTE, EntryKind.HANDOVER) or found not in ("", Found.THERE)):
        raise ValidationError({"words": _("请写一句。")})
