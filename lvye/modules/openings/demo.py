"""The opening of the demo school's running term: standards, packs handed out, and the list for the term to come."""

# house: names of goods of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.terms.api import Term, term_on
from lvye.modules.stores.api import Item, Store

from . import queries, services
from .models import Per

EACH: tuple[tuple[str, str, str], ...] = (
    ("白粉笔", Per.CLASS, "4"), ("扫帚", Per.CLASS, "1"), ("垃圾袋", Per.CLASS, "2"), ("红水笔", Per.TEACHER, "2"),
    ("备课本", Per.TEACHER, "1"),
)  # fmt: skip
LEFT = 6  # packs that still wait
AHEAD = 2


class Demo(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        ...


def fill(school: Demo) -> None:
    """Nothing where the store has none of the goods."""
    store = Store.objects.filter(level="general", is_active=True).order_by("pk").first()
    goods = {item.name: item for item in Item.objects.filter(name__in=[name for name, _per, _qty in EACH])}
    if store is None or not goods:
        return
    director, keeper = school.user("director"), school.user("keeper")
    day = school.running.begins_on
    with transaction.atomic(), audit.dated(_at(day, 7)):
        for name, per, qty in EACH:
            if name in goods:
                services.standard_add(item=goods[name], per=per, qty=Decimal(qty), actor=director)
        handout = services.handout_plan(
            name="开学物资发放", term=school.running, store=store, due_on=day + dt.timedelta(days=AHEAD), today=day,
            actor=director,
        )  # fmt: skip
    for pack in list(queries.packs_of(handout))[:-LEFT]:
        try:
            with transaction.atomic(), audit.dated(_at(day, 9)):
                services.pack_hand(pack, now=_at(day, 9), actor=keeper)
        except ValidationError:
            break  # the store has run short: the rest waits
    _list(school, director)


def _list(school: Demo, director: User) -> None:
    """The needs of the term after the running one, where the calendar has it already."""
    coming = term_on(school.running.ends_on + dt.timedelta(days=60))
    if coming is not None and coming.pk != school.running.pk:
        with transaction.atomic(), audit.dated(_at(school.today, 10)):
            services.needs_make(term=coming, pupils=queries.pupils(), today=school.today, actor=director)


def _at(day: dt.date, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))
