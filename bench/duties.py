"""A term of 5,000 checks a day is made ahead; today's page of somebody with a hundred of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.db import connection, transaction
from django.utils import timezone

from bench.measure import Line, timed
from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Duty, Instance, Item, Spot, duty_create, generate, switch_on
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, school_days

DUTIES, SPOTS, TIMES = 10, 100, 5  # 5,000 a day
ITEMS = (Item(code="i1", label="bench"),)
WINDOWS = [["06:00", "09:00"], ["09:00", "11:00"], ["11:00", "14:00"], ["14:00", "17:00"], ["17:00", "21:00"]]


def measured(user: User) -> Iterator[Line]:
    """The lines of the bench; what they make is taken back."""
    term = Term.objects.filter(status="open").latest("begins_on")
    begin = timezone.make_aware(datetime.combine(term.begins_on, time(0, 1)))
    days = len(school_days(term.begins_on, term.ends_on))
    with transaction.atomic():
        duties = _duties(begin, user)
        Instance.objects.filter(duty__in=duties)._raw_delete("default")
        before = Instance.objects.count()
        took = timed(lambda: generate(until=term.ends_on, duties=duties, now=begin, actor=user))
        made = Instance.objects.count() - before
        per_day = DUTIES * SPOTS * TIMES
        yield Line(f"duties: {made:,} checks, {per_day:,} a day for a term of {days} days", took, took, 10.0)
        again = timed(lambda: generate(until=term.ends_on, duties=duties, now=begin, actor=user))
        yield Line("duties: the same again, nothing to make", again, again, 10.0)
        transaction.set_rollback(True)
    connection.close()


def _duties(begin: datetime, user: User) -> list[Duty]:
    person = Person.objects.order_by("pk").first()
    place = Place.objects.order_by("pk").first()
    made = []
    for number in range(DUTIES):
        duty = duty_create(
            items=ITEMS, today=begin.date(), actor=user, code=f"bench-{number}", name=f"bench {number}", each=True,
            windows=WINDOWS[:TIMES], person=person,
        )  # fmt: skip
        rows = [
            {"duty": duty, "place": place, "target": "places.place", "target_id": n, "label": f"spot {n}", "sort": n}
            for n in range(1, SPOTS + 1)
        ]
        records.create_many(Spot, rows, actor=user, check=False)
        made.append(switch_on(duty, now=begin, actor=user))
    return made
