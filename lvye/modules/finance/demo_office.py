"""The quiet side of the money office in the demo school: bound volumes, and the housing fund by person."""

# house: invented things, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Protocol

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person

from . import services
from .models import Book, PayChange, VolumeKind
from .queries import month_of

TEACHERS = 12


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date

    def user(self, username: str) -> User:
        """Somebody who signs in."""


def fill(school: School) -> None:
    """Vouchers of settled months bound, but the last; old statements whose time is over; pay of some by person."""
    keeper = school.user("finance")
    person = Person.objects.get(user=keeper)
    book = Book.objects.get(code="school")
    for missing in services.volumes_missing(book, school.today.year)[:-5]:
        if missing.kind == VolumeKind.VOUCHER:
            services.volume_bind(
                book=book, year=school.today.year, kind=missing.kind, title=missing.words, sheets=60,
                place="财务室 1 号柜", keeper=person, bound_on=school.today, month=missing.month, first=missing.first,
                last=missing.last, actor=keeper,
            )  # fmt: skip
    for back in (12, 13):
        year = school.today.year - back
        services.volume_bind(
            book=book, year=year, kind=VolumeKind.BANK, title=f"{year}年银行对账单和余额调节表", sheets=48,
            place="档案室 2 号架", keeper=person, bound_on=dt.date(year + 1, 1, 20), actor=keeper,
        )  # fmt: skip
    _pay(school, keeper)


def _pay(school: School, keeper: User) -> None:
    """The housing fund of some teachers, raised for three this month, and the payout that follows from it."""
    teachers = list(Person.objects.filter(kind="staff", left_on=None).order_by("pk")[:TEACHERS])
    month, first = month_of(school.today), f"{school.today.year}-01"
    for n, person in enumerate(teachers):
        services.paychange_record(
            person=person, kind="housing", month=first, amount=Decimal(900 + 35 * n), why="年度基数核定", actor=keeper
        )
    due = school.today + dt.timedelta(days=6)
    if month > first:
        for person in teachers[:3]:
            services.paychange_record(
                person=person, kind="housing", month=month, amount=Decimal(1500), why="职称晋升调资",
                document="人事通知", declare_by=due, actor=keeper,
            )  # fmt: skip
    for change in PayChange.objects.filter(month=first).order_by("pk"):
        services.paychange_declare(change, today=min(dt.date(school.today.year, 1, 20), school.today), actor=keeper)
    payout = services.payout_add(
        kind="housing", heads=len(teachers), amount=Decimal(1), due_on=due, month=month, actor=keeper
    )
    services.payrows_fill(payout, actor=keeper)
