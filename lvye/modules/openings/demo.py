"""The opening of the demo school's running term: standards, packs handed out, and the list for the term to come."""

# house: names of goods of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, term_add, term_on
from lvye.kit.days import at_hour
from lvye.modules.stores.api import Item, Store

from . import queries, services
from .models import PastUse, Per

EACH: tuple[tuple[str, str, str], ...] = (
    ("练习本", Per.PUPIL, "4"), ("白粉笔", Per.CLASS, "4"), ("扫帚", Per.CLASS, "1"), ("垃圾袋", Per.CLASS, "2"),
    ("红水笔", Per.TEACHER, "2"), ("备课本", Per.TEACHER, "1"),
)  # fmt: skip
BOOKS = tuple(("语文课本", f"{grade}上册", grade) for grade in ("七年级", "八年级", "九年级"))
LEFT, UNSIGNED = 6, 5  # packs that still wait, and those handed out but not signed for
AHEAD = 2
# What three autumns and three springs before used, from the paper books.
PAST: dict[str, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "白粉笔": ((288, 295, 290), (276, 281, 286)), "红水笔": ((220, 310, 250), (164, 195, 188)),
    "备课本": ((128, 131, 127), (126, 129, 130)), "扫帚": ((66, 64, 67), (30, 31, 29)),
    "拖把": ((52, 55, 58), (48, 50, 57)), "垃圾袋": ((118, 126, 131), (112, 124, 136)),
    "洗手液": ((40, 210, 88), (36, 190, 70)), "复印纸": ((210, 222, 231), (205, 216, 228)),
    "铁锹": ((22, 25, 23), (1, 2, 1)), "练习本": ((3480, 3560, 3600), (3410, 3490, 3512)),
    "水笔": ((410, 428, 418), (395, 402, 421)), "彩色粉笔": ((96, 102, 99), (90, 94, 97)),
    "黑板擦": ((62, 40, 55), (18, 22, 15)), "档案盒": ((74, 80, 77), (46, 52, 49)),
    "订书钉": ((58, 61, 60), (52, 57, 55)), "消毒液": ((48, 130, 66), (44, 118, 58)),
    "LED灯管": ((84, 71, 52), (66, 48, 40)), "水龙头": ((31, 28, 33), (24, 27, 25)), "门锁": ((14, 11, 13), (9, 12, 8)),
}  # fmt: skip
PAST_PUPILS = (861, 858, 879, 874, 893, 890)


class Demo(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
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
    with transaction.atomic(), audit.dated(at_hour(day, 7)):
        for name, per, qty in EACH:
            if name in goods:
                services.standard_add(item=goods[name], per=per, qty=Decimal(qty), actor=director)
        _books(director)
        handout = services.handout_plan(
            name="开学物资发放", term=school.running, store=store, due_on=day + dt.timedelta(days=AHEAD), today=day,
            actor=director,
        )  # fmt: skip
    handed = []
    for pack in list(queries.packs_of(handout))[:-LEFT]:
        try:
            with transaction.atomic(), audit.dated(at_hour(day, 9)):
                handed.append(services.pack_hand(pack, now=at_hour(day, 9), actor=keeper))
        except ValidationError:
            break  # the store has run short: the rest waits
    if len(handed) > UNSIGNED:
        with transaction.atomic(), audit.dated(at_hour(day, 16)):
            services.handout_signed(handout, packs=handed[:-UNSIGNED], now=at_hour(day, 16), actor=keeper)
    _list(school, director)


def _books(director: User) -> None:
    """A book for each pupil of a grade that has classes."""
    grades = {one.grade for one, _heads in queries.classes()}
    for name, spec, grade in BOOKS:
        item = Item.objects.filter(name=name, spec=spec).first()
        if item is not None and grade in grades:
            services.standard_add(item=item, per=Per.PUPIL, qty=Decimal(1), grade=grade, actor=director)


def _list(school: Demo, director: User) -> None:
    """The needs of the term to come, from the paper books of three years and what the store has seen."""
    year, half = school.running.school_year, school.running.half
    coming = term_on(school.running.ends_on + dt.timedelta(days=60)) or _coming(school.actor, year, half)
    goods = {item.name: item for item in Item.objects.filter(name__in=PAST).order_by("-pk")}
    first = 2 * school.full.school_year + school.full.half - 1 - len(PAST_PUPILS)  # in halves of school years
    rows = [
        {"school_year": (first + n) // 2, "half": (first + n) % 2 + 1, "item": goods[name],
         "qty": Decimal(halves[(first + n) % 2][n // 2]), "pupils": PAST_PUPILS[n]}
        for name, halves in PAST.items() if name in goods for n in range(len(PAST_PUPILS))
    ]  # fmt: skip
    with transaction.atomic(), audit.dated(at_hour(school.today, 10)):
        records.create_many(PastUse, rows, actor=director)
        needs = services.needs_make(term=coming, pupils=queries.pupils() + 12, today=school.today, actor=director)
        line = needs.lines.filter(item__name="洗手液").first()
        if line is not None:
            services.line_adjust(line, qty=Decimal(60), note="没有传染病的学期用不了那么多", actor=director)


def _coming(actor: User, year: int, half: int) -> Term:
    if half == 1:
        begins, ends = dt.date(year + 1, 2, 23), dt.date(year + 1, 7, 10)
        return term_add(school_year=year, half=2, begins_on=begins, ends_on=ends, actor=actor)
    begins, ends = dt.date(year + 1, 9, 1), dt.date(year + 2, 1, 22)
    return term_add(school_year=year + 1, half=1, begins_on=begins, ends_on=ends, actor=actor)
