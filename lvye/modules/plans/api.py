"""The front door of the plans: how far a plan came, what is next, what one person did. For the summaries above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from lvye.kernel.people.api import Appointment, Person, held_on
from lvye.kernel.terms.api import Period

from .models import Area, ItemStatus, Plan, PlanItem, PlanStatus, State
from .standing import Standing, rows_with_all, standings

__all__ = ["Outcome", "Plan", "PlanItem", "State", "completion", "next_steps", "person_items"]

RUN = (PlanStatus.AGREED, PlanStatus.CLOSED)


@dataclass(frozen=True)
class Outcome:
    """One item as the summary tells it. state: done, part, open, dropped (word: in words). value, aim: of its first
    figure, in words, else empty; said: all its targets; reason: why it is not finished; address: its page."""

    number: int
    what: str
    area: str
    area_word: str
    state: str
    word: str
    value: str
    aim: str
    said: str
    reason: str
    whose: str
    due_on: date
    plan: str
    address: str


def completion(period: Period, *, today: date) -> list[Outcome]:
    """Every item due in the period of plans that were agreed to, by area and day, as it stands (live; a closed plan as
    it was closed). Dropped ones are among them, with why."""
    return _outcomes(_due_in(period), today=today)


def next_steps(period: Period, *, today: date) -> list[Outcome]:
    """What is to be done after the period: what was left unfinished in it, then the items due in the as many days
    after it of plans that exist already (also drafts); what goes on with an unfinished item stands once."""
    left = [one for one in completion(period, today=today) if one.state in (State.OPEN, State.PART)]
    begins, last = period.ends_on, period.ends_on + (period.ends_on - period.begins_on)
    coming = PlanItem.objects.filter(due_on__gt=begins, due_on__lte=last, status=ItemStatus.KEPT)
    found = _outcomes(coming.exclude(plan__status=PlanStatus.CLOSED), today=today)
    taken = set(coming.exclude(follows=None).values_list("follows", flat=True))
    return [one for one in left if one.number not in taken] + [one for one in found if one.state != State.DONE]


def person_items(person: Person, period: Period, *, today: date) -> list[Outcome]:
    """What one person answered for in a period: by name, or by a post he held alone on its last day; also what he
    helped with."""
    on = min(today, period.ends_on)
    posts = Appointment.objects.filter(held_on(on), person=person).values("post")
    mine = Q(person=person) | Q(person=None, post__in=posts)
    mine |= Q(pk__in=PlanItem.helpers.through.objects.filter(person=person).values("planitem"))
    return _outcomes(_due_in(period).filter(mine), today=today)


def _due_in(period: Period) -> QuerySet[Any]:
    return PlanItem.objects.filter(due_on__range=(period.begins_on, period.ends_on), plan__status__in=RUN)


def _outcomes(rows: QuerySet[Any], *, today: date) -> list[Outcome]:
    order = {area: place for place, area in enumerate(Area.values)}
    items = sorted(rows_with_all(rows), key=lambda item: (order[item.area], item.due_on, item.pk))
    return [_outcome(one) for one in standings(items, today=today)]


def _outcome(one: Standing) -> Outcome:
    item = one.item
    first = next((measure for measure in one.measures if measure.aim), None)
    return Outcome(
        item.pk, item.what, item.area, str(item.get_area_display()), str(one.state), str(State(one.state).label),
        first.value if first else "", first.aim if first else "", one.said, item.why, item.whose, item.due_on,
        item.plan.title, reverse("plans.planitem:detail", args=[item.pk]),
    )  # fmt: skip
