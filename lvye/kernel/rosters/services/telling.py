"""Who is told what: short titles, the details in the program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, users_with
from lvye.kernel.rosters.models import Absence, Assignment, Roster, Slot, Swap
from lvye.kernel.rosters.pool import absence_words, slot_words
from lvye.kernel.rosters.queries import ALL
from lvye.kit import say

PUBLISHED, CHANGED, SWAPS, ABSENCES = "rosters.published", "rosters.changed", "rosters.swap", "rosters.absence"


def _mine() -> str:
    return reverse("rosters:mine")


def tell_published(roster: Roster, *, now: datetime) -> None:
    """Everybody on it, once."""
    people = Person.objects.filter(duties_assigned__slot__roster=roster).distinct().order_by("pk")
    title = _("%(name)s发布了，请看您的班") % {"name": roster.name}
    notify(people, title, say.period(roster.begins_on, roster.ends_on), _mine(), about=roster, kind=PUBLISHED, now=now)


def tell_recalled(roster: Roster, *, now: datetime) -> None:
    """Everybody on it, with the reason."""
    people = Person.objects.filter(duties_assigned__slot__roster=roster).distinct().order_by("pk")
    title = _("%(name)s撤回了，等重新发布") % {"name": roster.name}
    notify(people, title, roster.why_recalled, _mine(), about=roster, kind=PUBLISHED, now=now)


def tell_changed(slot: Slot, before: Iterable[Person], after: Iterable[Person], why: str, *, now: datetime) -> None:
    """Who serves no more, and who serves now."""
    words = {"slot": slot_words(slot)}
    notify(before, _("您不用值了：%(slot)s") % words, why, _mine(), about=slot, kind=CHANGED, now=now)
    notify(after, _("改由您值：%(slot)s") % words, why, _mine(), about=slot, kind=CHANGED, now=now)


def tell_asked(swap: Swap, *, now: datetime) -> None:
    """The other, to answer."""
    title = _("%(who)s想和您换班：%(what)s") % {"who": swap.asker.name, "what": swap.given_words}
    notify(swap.other, title, swap.why, _mine(), about=swap, kind=SWAPS, now=now)


def tell_answered(swap: Swap, *, now: datetime) -> None:
    """Who asked; of an agreed swap also who makes the rosters."""
    title = _("%(who)s答复了换班：%(answer)s") % {"who": swap.other.name, "answer": swap.get_status_display()}
    notify(swap.asker, title, swap.answer or swap.given_words, _mine(), about=swap, kind=SWAPS, now=now)


def tell_office_swapped(swap: Swap, *, today: date, now: datetime) -> None:
    """Who makes the rosters knows who really comes."""
    title = _("换班：%(a)s和%(b)s") % {"a": swap.asker.name, "b": swap.other.name}
    body = " ⇄ ".join(part for part in (swap.given_words, swap.taken_words) if part)
    url = reverse("rosters.swap:detail", args=[swap.pk])
    notify(users_with(ALL, today), title, body, url, about=swap, kind=CHANGED, now=now)


def tell_absence(absence: Absence, struck: list[Assignment], *, today: date, now: datetime) -> None:
    """Who makes the rosters, about an absence that waits for a word or empties a duty that is published."""
    title = _("%(who)s不能值班：%(when)s") % {"who": absence.person.name, "when": absence_words(absence)}
    body = "；".join(slot_words(one.slot) for one in struck[:5]) or absence.note
    url = reverse("rosters.absence:detail", args=[absence.pk])
    notify(users_with(ALL, today), title, body, url, about=absence, kind=ABSENCES, now=now)


def tell_absence_answered(absence: Absence, *, now: datetime) -> None:
    """Who asked."""
    title = _("不能值班：%(answer)s") % {"answer": absence.get_status_display()}
    body = absence.answer or absence_words(absence)
    notify(absence.person, title, body, _mine(), about=absence, kind=ABSENCES, now=now)
