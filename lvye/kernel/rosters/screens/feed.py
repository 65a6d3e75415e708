"""The calendar a telephone subscribes to: one's own duties, behind a secret address that can be revoked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.registers.api import school_name
from lvye.kernel.rosters import queries, services
from lvye.kernel.rosters.models import Assignment, CalendarLink

BEFORE, AHEAD = timedelta(days=60), timedelta(days=400)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The duties behind an address. One that is wrong or revoked is not there: it does not say which."""
    link = services.link_by(token)
    if link is None:
        raise Http404
    answer = HttpResponse(calendar(link, timezone.now()), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="lvye.ics"'
    answer.headers["Cache-Control"] = "private, max-age=900"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def calendar(link: CalendarLink, now: datetime) -> bytes:
    """Published duties from two months ago on. A change keeps the event's number, so calendars follow it."""
    from icalendar import Calendar, Event

    today = timezone.localdate(now)
    made = Calendar()
    made.add("prodid", "-//Lvye//Rosters//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("%(school)s我的班") % {"school": school_name()})
    made.add("refresh-interval;value=duration", "PT1H")
    host = settings.BASE_URL.split("//")[-1].split("/")[0].split(":")[0]
    for one in queries.assigned(link.person, today - BEFORE, today + AHEAD):
        event = Event()
        event.add("uid", f"duty-{one.slot_id}-{link.person_id}@{host}")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", one.slot.starts_at.astimezone(UTC))
        event.add("dtend", one.slot.ends_at.astimezone(UTC))
        event.add("summary", f"{one.slot.roster.kind.name} {one.slot.shift.name}（{one.seat.name}）")
        if where := _where(one):
            event.add("location", where)
        event.add("url", f"{settings.BASE_URL}{reverse('rosters:mine')}")
        made.add_component(event)
    return bytes(made.to_ical())


def _where(one: Assignment) -> str:
    place = one.slot.shift.place or one.slot.roster.kind.place
    return place.full_name if place else ""
