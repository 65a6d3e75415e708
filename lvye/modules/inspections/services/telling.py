"""Who is told what. Titles carry no names: they also go out by mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, PersonStatus, holders
from lvye.modules.inspections.models import Area, Campaign, Hazard, Letter

FOUND, MINE, LATE, DANGER, REPORT = (
    "inspections.found", "inspections.mine", "inspections.late", "inspections.danger", "inspections.report",
)  # fmt: skip
OFFICE = ("desk", "director")
HEADS = ("director", "deputy_director")
TOP = ("vice_principal", "principal")


def hazard_url(hazard: Hazard) -> str:
    """Where the hazard is read."""
    return reverse("inspections.hazard:detail", args=[hazard.pk])


def words_of(hazard: Hazard) -> str:
    """Number, place and what it is."""
    return f"{hazard.number}：{hazard.place.full_name} {hazard.what}"


def tell_posts(
    posts: Iterable[str], hazard: Hazard, title: str, body: str = "", *, kind: str, urgent: bool, now: datetime
) -> None:
    """Tell all who hold one of these posts today."""
    day = timezone.localdate(now)
    found = [person for post in posts for person in holders(post, day)]
    notify(found, title, body, hazard_url(hazard), urgent=urgent, about=hazard, kind=kind, now=now)


def tell_person(
    person: Person | None, hazard: Hazard, title: str, body: str = "", *, kind: str, urgent: bool = False, now: datetime
) -> None:
    """Tell one person, if there is one."""
    if person is not None:
        notify(person, title, body, hazard_url(hazard), urgent=urgent, about=hazard, kind=kind, now=now)


def tell_found(hazard: Hazard, *, now: datetime) -> None:
    """The office learns of a new hazard; at once where somebody may be hurt and no warning stands."""
    if hazard.waits_for_warning:
        title = _("会伤到人，先立警示 %(what)s") % {"what": words_of(hazard)}
        tell_posts((*OFFICE, "guard"), hazard, title, kind=DANGER, urgent=True, now=now)
    else:
        tell_posts(OFFICE, hazard, _("新隐患 %(what)s") % {"what": words_of(hazard)}, kind=FOUND, urgent=False, now=now)


def tell_everybody(hazard: Hazard, *, now: datetime) -> None:
    """All who work here are warned of a place."""
    people = Person.objects.filter(status=PersonStatus.HERE, kind__in=["staff", "teacher"], user__isnull=False)
    title = _("请绕行、请提醒学生：%(where)s %(what)s") % {"where": hazard.place.full_name, "what": hazard.what}
    body = _("那里已经立了警示，整改好之前不要靠近。")
    notify(list(people), title, body, hazard_url(hazard), urgent=True, about=hazard, kind=DANGER, now=now)


def tell_area(area: Area, title: str, *, urgent: bool = False, now: datetime) -> None:
    """Who looks at an area of a campaign learns of it."""
    url = reverse("inspections:area", args=[area.pk])
    notify(area.person, title, "", url, urgent=urgent, about=area.campaign, kind=MINE, now=now)


def tell_lead(campaign: Campaign, title: str, *, now: datetime) -> None:
    """Who leads a campaign learns how it goes."""
    url = reverse("inspections:campaign", args=[campaign.pk])
    notify(campaign.lead, title, "", url, urgent=False, about=campaign, kind=MINE, now=now)


def tell_letter(letter: Letter, title: str, *, now: datetime) -> None:
    """The heads learn that something is to go up in writing."""
    day = timezone.localdate(now)
    found = [person for post in HEADS for person in holders(post, day)]
    url = reverse("inspections.letter:detail", args=[letter.pk])
    notify(found, title, "", url, urgent=letter.kind == Letter.Kind.MAJOR, about=letter, kind=REPORT, now=now)
