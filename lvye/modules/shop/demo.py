"""The shop of the demo school: checked each month, two serious findings, prices talked down."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import person_of
from lvye.kernel.terms.api import Term, is_workday
from lvye.kit.days import at_hour
from lvye.modules.partners.api import Lease

from . import services
from .models import QUESTIONS, Price

FOUND: dict[int, tuple[str, str, str]] = {
    1: ("expired", "两袋面包过期一天", "当场下架销毁"), 3: ("hygiene", "冰柜没有除霜，积水", "除了霜，擦干"),
    5: ("nameless", "散装辣条没有厂名和日期", "全部退回批发商"), 7: ("price", "文具没有标价", "补了标价签"),
}  # fmt: skip
FAILS = {"expired": "shelf", "hygiene": "hygiene", "nameless": "labels", "price": "price"}
PRICES = (
    ("牛奶 250ml", "3.50", "3.00", ""), ("中性笔 0.5mm", "3.50", "2.00", "2.50"), ("作业本 16开", "2.00", "2.00", ""),
    ("矿泉水 550ml", "2.00", "1.50", ""), ("面包 80g", "6.50", "5.00", "5.50"),
    ("卫生巾 10片", "11.50", "9.90", "10.50"),
)  # fmt: skip


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        ...


def fill(school: School) -> None:
    """Both terms."""
    lease = Lease.objects.filter(what=Lease.What.SHOP, status=Lease.Status.LIVE).select_related("partner").first()
    with transaction.atomic():
        services.catalogue_prepare(actor=school.actor)
        if lease is not None:
            _checks(school, lease)
            for term in (school.full, school.running):
                _prices(school, lease, term)


def _checks(school: School, lease: Lease) -> None:
    """The second Thursday of each month of a term."""
    deputy, n = school.user("deputy"), 0
    for term in (school.full, school.running):
        month = term.begins_on.replace(day=1)
        while month <= min(term.ends_on, school.today):
            day = month + dt.timedelta(days=(3 - month.weekday()) % 7 + 7)
            month = (month + dt.timedelta(days=31)).replace(day=1)
            if not term.begins_on <= day <= min(term.ends_on, school.today) or not is_workday(day):
                continue
            n += 1
            _check(school, lease, day, n, deputy)


def _check(school: School, lease: Lease, day: dt.date, n: int, deputy: User) -> None:
    found = FOUND.get(n)
    answers: dict[str, Any] = dict.fromkeys(QUESTIONS, True)
    if found is not None:
        answers[FAILS[found[0]]] = False
    with audit.dated(at_hour(day, 15)):
        made = services.check_make(
            lease=lease, checked_on=day, by=person_of(deputy), kind="surprise" if n % 3 == 0 else "monthly",
            findings=[found[:2]] if found else [], today=day, actor=deputy, **answers,
        )  # fmt: skip
        for one in made.findings.all():
            services.finding_fix(one, done=found[2] if found else "", today=day, actor=deputy)


def _prices(school: School, lease: Lease, term: Term) -> None:
    day, desk = term.begins_on + dt.timedelta(days=20), school.user("desk")
    for goods, ours, outside, agreed in PRICES if day <= school.today else ():
        given: dict[str, Any] = {
            "goods": goods,
            "where": "校门口超市",
            "ours": Decimal(ours),
            "outside": Decimal(outside),
        }
        with audit.dated(at_hour(day, 15)):
            made = services.price_compare(lease=lease, compared_on=day, today=day, actor=desk, **given)
            later = day + dt.timedelta(days=6)
            if made.status == Price.Status.DEAR and agreed and term == school.full:
                services.price_cut(made, agreed=Decimal(agreed), today=later, actor=desk)
