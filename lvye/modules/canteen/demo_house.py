"""The canteen of the demo school as a house: licence, machines, meetings, prices."""

# house: invented papers, machines and prices of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Protocol

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.duties.api import Duty, switch_on
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour

from . import services
from .demo_words import HOUSE_DUTIES, MACHINES, MEETINGS, PRICES
from .models import Machine, Meeting

PRESENT = "总务主任、食堂管理员、全体炊事员"


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def _days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


def house(school: School, place: Place, head: User) -> None:
    """The licence, the machines the meetings of each term, the prices at the windows."""
    begin = school.full.begins_on
    with audit.dated(at_hour(begin, 8)):
        services.licence_add(
            kind="food", number="JY34301020012345", scope="热食类食品制售", issued_by="县市场监督管理局",
            issued_on=begin - _days(400), ends_on=begin - _days(400) + _days(1825), is_posted=True, today=begin,
            actor=head,
        )  # fmt: skip
        rows = [
            {"name": name, "kind": kind, "place": place, "by": by, "sort": n}
            for n, (name, kind, by) in enumerate(MACHINES)
        ]
        records.create_many(Machine, rows, actor=head, check=False)
        for name, price, per in PRICES:
            services.price_set(name=name, price=Decimal(price), per=per, from_on=begin, actor=head)
    rises = school.running.begins_on
    with audit.dated(at_hour(rises, 8)):
        services.price_set(
            name="土豆烧肉", price=Decimal("7.00"), per="一份", from_on=rises, why="猪肉进价连涨三个月，膳食委员会同意",
            actor=head,
        )  # fmt: skip
    director = person_of(school.user("director"))
    meetings = [
        {"kind": kind, "held_on": day, "host": director, "present": PRESENT, "topics": topics, "decided": decided}
        for term in (school.full, school.running)
        for n, (kind, topics, decided) in enumerate(MEETINGS)
        if (day := term.begins_on + _days(4 + 21 * n)) < school.today
    ]  # fmt: skip
    records.create_many(Meeting, meetings, actor=school.user("director"), check=False)
    begun = at_hour(school.today - _days(3), 5)
    with audit.dated(begun):
        for duty in Duty.objects.filter(code__in=HOUSE_DUTIES):
            switch_on(duty, now=begun, actor=school.user("director"))
