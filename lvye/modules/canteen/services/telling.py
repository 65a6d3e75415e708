"""Who is told what. Titles carry no names and no symptoms: they also go out by mail."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, holders
from lvye.modules.canteen.models import Delivery, Finding, Incident

HEALTH, RECEIVE, FINDING, DANGER = "canteen.health", "canteen.receive", "canteen.finding", "canteen.danger"
HEADS = ("canteen", "director")
TOP = ("canteen", "director", "deputy_director", "vice_principal", "principal")


def _of(posts: tuple[str, ...], day: date) -> list[Person]:
    return list(dict.fromkeys(person for post in posts for person in holders(post, day)))


def tell_off(count: int, *, by: Person, day: date, now: datetime) -> None:
    """Those who answer for the kitchen learn that somebody is off duty."""
    found = [one for one in _of(HEADS, day) if one != by]
    title = _("食堂今天有 %(n)s 人因身体原因离岗") % {"n": count}
    notify(found, title, "", reverse("canteen.morningcheck:list"), urgent=True, kind=HEALTH, now=now)


def tell_sign(delivery: Delivery, *, now: datetime) -> None:
    """The other receivers learn that goods wait for a second signature."""
    day = timezone.localdate(now)
    found = [one for one in _of(("receiver", "canteen", "keeper"), day) if one != delivery.first]
    title = _("%(number)s 等第二个人验收签字") % {"number": delivery.number}
    url = reverse("canteen:delivery", args=[delivery.pk])
    notify(found, title, "", url, urgent=True, about=delivery, kind=RECEIVE, now=now)


def tell_finding(finding: Finding, *, now: datetime) -> None:
    """Who has to put something right learns of it."""
    if finding.responsible is not None:
        title = _("食堂问题请您整改：%(what)s") % {"what": finding.what}
        url = reverse("canteen.finding:detail", args=[finding.pk])
        notify(finding.responsible, title, finding.measure, url, urgent=False, about=finding, kind=FINDING, now=now)


def tell_incident(incident: Incident, *, now: datetime) -> None:
    """Everybody who answers for the food learns at once."""
    title = _("疑似食源性事件 %(number)s：%(n)s 人不适，留样已封存") % {"number": incident.number, "n": incident.ill}
    url = reverse("canteen:emergency", args=[incident.meal_id])
    day = timezone.localdate(now)
    notify(_of(TOP, day), title, incident.words, url, urgent=True, about=incident, kind=DANGER, now=now)
