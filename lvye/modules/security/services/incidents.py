"""Incidents: written down, told by their level, handled, handed over, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.offers import api as offers
from lvye.kernel.people.api import person_for
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.records.api import Record
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.security.models import Incident, IncidentKind, Level

from .acting import shift_at
from .telling import HEADS, INCIDENT, TOP, tell_posts

AHEAD = timedelta(minutes=10)
MOST_PHOTOS = 4
ALARM = "fire.start"  # the deed that starts an emergency plan, by its name


def incident_write(
    *,
    kind: str,
    place: Place,
    what: str,
    level: str = Level.SMALL,
    who: str = "",
    article: str = "",
    with_police: bool = False,
    handling: str = "",
    photos: Sequence[File[Any]] = (),
    at: datetime | None = None,
    now: datetime,
    actor: User,
) -> Incident:
    """Keep an incident; with `handling` it is handled already. A grave one goes to the heads, a major one to the top.

    Raises ValidationError: no words, a banned article without its name, a time that has not come, a closed term.
    """
    person = person_for(actor)
    moment = at or now
    if moment > now + AHEAD:
        raise ValidationError({"at": _("时间还没有到，请看看手机的钟。")})
    _refuse_lacking(kind, what, article, len(photos))
    refuse_closed(day := timezone.localdate(moment))
    kept = [files.receive(one) for one in photos]
    with records.deed():
        number = rules.next_number(f"security.incident:{day.year}", 3)
        incident = records.create(
            Incident, actor=actor, number=f"SJ{day.year}-{number}", kind=kind, level=level, at=moment, on=day,
            place=place, what=what.strip(), who=who.strip(), article=article.strip(), person=person,
            shift=shift_at(moment)[0], with_police=with_police,
            due_on=day + timedelta(days=int(rules.value("security.incident_days"))),
        )  # fmt: skip
        if kept:
            files.attach_all(incident, kept, actor=actor, now=now, fresh=True)
        _tell(incident, now)
        if handling.strip():
            incident = incident_handle(incident, handling=handling, with_police=with_police, now=now, actor=actor)
    return incident


def _refuse_lacking(kind: str, what: str, article: str, photos: int) -> None:
    if not what.strip():
        raise ValidationError({"what": _("请写发生了什么。")})
    if kind == IncidentKind.BANNED and not article.strip():
        raise ValidationError({"article": _("查到什么违禁物品？请写一下。")})
    files.refuse_too_many(photos, MOST_PHOTOS, "photos")


def _tell(incident: Incident, now: datetime) -> None:
    posts = {Level.SMALL: HEADS[:1], Level.GRAVE: HEADS, Level.MAJOR: (*HEADS, *TOP)}[Level(incident.level)]
    title = _("%(level)s事件：%(what)s，%(where)s") % {
        "level": incident.get_level_display(), "what": incident.get_kind_display(), "where": incident.place.full_name,
    }  # fmt: skip
    body = _("危险的先启动应急预案，再报告。") if incident.level != Level.SMALL else ""
    url = reverse("security.incident:detail", args=[incident.pk])
    urgent = incident.level != Level.SMALL
    tell_posts(posts, title, body, url=url, about=incident, kind=INCIDENT, urgent=urgent, now=now)


def incident_handle(
    incident: Incident, *, handling: str, with_police: bool = False, now: datetime, actor: User
) -> Incident:
    """What was done. Raises ValidationError without words."""
    if not handling.strip():
        raise ValidationError({"handling": _("请写明怎么处置的。")})
    return records.take(
        incident, "handle", actor=actor, handling=handling.strip(), with_police=with_police or incident.with_police,
        handled_by=person_for(actor), handled_on=timezone.localdate(now),
    )  # fmt: skip


def incident_hand(incident: Incident, code: str, *, actor: User) -> Record:
    """Hand it over by a deed other modules offer: a repair, a hazard. Raises ValidationError the second time."""
    with records.deed():
        locked = Incident.objects.select_for_update().get(pk=incident.pk)
        if locked.target:
            raise ValidationError(_("已经转出去了，请看来龙去脉。"), code="handed_already")
        photos = [files.path_of(one) for one in files.of(incident) if one.is_picture]
        made = offers.take(
            code, title=str(incident.get_kind_display()), text=incident.what[:180], place=incident.place,
            photos=_again(photos), about=incident, actor=actor,
        )  # fmt: skip
        label = str(made._meta.label_lower)
        records.amend(incident, actor=actor, verb="hand", handed_as=code, target=label, target_id=made.pk)
    return made


def _again(paths: Sequence[Any]) -> list[files.Received]:
    """The photos of the incident, for the record that takes it over."""
    found = []
    for path in paths:
        if path.exists():
            with path.open("rb") as stream:
                found.append(files.receive(File(stream, name=f"{path.name}.jpg")))
    return found


def incident_alarm(incident: Incident, *, actor: User) -> Record:
    """Start an emergency plan by it: who keeps the plans takes over, by name. Raises ValidationError twice."""
    return offers.take(
        ALARM, title=str(incident.get_kind_display()), text=incident.what[:150], place=incident.place, about=incident,
        actor=actor,
    )  # fmt: skip


def incident_close(incident: Incident, *, lesson: str = "", now: datetime, actor: User) -> Incident:
    """Closed by somebody else than who wrote it down, if it was not a small one; then with what is learnt of it."""
    person = person_for(actor)
    if incident.level != Level.SMALL:
        if person.pk == incident.handled_by_id:
            raise ValidationError(_("较大和重大事件不能由处置的人自己结案。"), code="own")
        if not lesson.strip():
            raise ValidationError({"lesson": _("请写原因和改进。")})
    return records.take(
        incident, "close", actor=actor, lesson=lesson.strip(), closed_by=person, closed_on=timezone.localdate(now)
    )
