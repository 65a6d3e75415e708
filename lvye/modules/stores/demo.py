"""The stores of the demo school: what lies in them, a term of receipts and issues, and what waits today."""

# house: names of goods and rooms of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Protocol, TypeAlias

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Department, Person, SchoolClass
from lvye.kernel.places.api import place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, is_workday
from lvye.kit.days import at_hour
from lvye.kit.memo import forget

from . import services
from .models import Item, Kind, Quota, Sign, Source, Store, SupplyTurn

SEED = 20260312
# name, spec, unit, kind, price, opening, lowest, (other unit, how many)
Good: TypeAlias = tuple[str, str, str, str, str, int, int, tuple[str, int] | None]
GOODS: tuple[Good, ...] = (
    ("白粉笔", "无尘", "盒", "teaching", "2.60", 340, 80, ("箱", 50)),
    ("彩色粉笔", "无尘", "盒", "teaching", "3.40", 120, 30, ("箱", 50)),
    ("黑板擦", "羊毛毡", "个", "teaching", "4.50", 60, 15, None),
    ("水笔", "0.5mm 黑", "支", "office", "1.20", 360, 100, ("盒", 12)),
    ("红水笔", "0.5mm", "支", "office", "1.20", 300, 60, ("盒", 12)),
    ("备课本", "16K", "本", "paper", "3.80", 180, 60, None),
    ("复印纸", "A4 70g", "包", "paper", "21.50", 200, 40, ("箱", 8)),
    ("档案盒", "A4 55mm", "个", "office", "6.80", 80, 20, None),
    ("订书钉", "24/6", "盒", "office", "1.80", 90, 20, None),
    ("拖把", "棉线", "把", "cleaning", "12.50", 70, 20, None),
    ("扫帚", "塑料", "把", "cleaning", "9.80", 70, 25, None),
    ("垃圾袋", "90×100cm", "卷", "cleaning", "8.60", 110, 30, None),
    ("铁锹", "尖头", "把", "tools", "26.00", 25, 6, None),
    ("消毒液", "84 2.5L", "瓶", "health", "13.80", 60, 20, None),
    ("洗手液", "500ml", "瓶", "health", "7.90", 80, 20, None),
    ("投影机灯泡", "通用 220W", "个", "repair", "268.00", 2, 3, None),
    ("LED灯管", "T8 16W", "根", "repair", "14.50", 90, 30, None),
    ("水龙头", "4分 快开", "个", "repair", "32.00", 40, 12, None),
    ("门锁", "通道锁", "把", "repair", "68.00", 18, 5, None),
)
BOOKS: tuple[Good, ...] = (
    ("练习本", "32开", "本", "paper", "0.85", 7000, 1000, ("箱", 200)),
    ("语文课本", "七年级上册", "本", "paper", "11.60", 340, 0, None),
    ("语文课本", "八年级上册", "本", "paper", "11.90", 340, 0, None),
    ("语文课本", "九年级上册", "本", "paper", "12.20", 330, 0, None),
)
SPORTS: tuple[Good, ...] = (
    ("篮球", "7号", "个", "sports", "85.00", 40, 0, None),
    ("足球", "5号", "个", "sports", "78.00", 30, 0, None),
    ("跳绳", "长绳", "根", "sports", "12.00", 60, 0, None),
)
LAPSES = {"消毒液": 300, "洗手液": 500}
PERSONAL, CLASSES = (
    ("水笔", "红水笔", "备课本", "白粉笔", "复印纸", "档案盒"),
    ("白粉笔", "扫帚", "拖把", "垃圾袋", "洗手液"),
)
WHY = ("上课用", "期中考试用", "卫生大扫除", "教研活动", "家长会")


class Demo(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def fill(school: Demo, *, small: bool) -> None:
    """A store with sub-stores, a term of documents behind it, and what waits today."""
    begin = school.full.begins_on
    with transaction.atomic(), audit.dated(at_hour(begin, 7)):
        services.kinds_prepare(actor=school.actor)
        general, sports = _stores(school)
    keeper, receiver = school.user("keeper"), Person.objects.get(user=school.user("receiver"))
    with transaction.atomic():
        first = _open(begin)
        _receive(general, GOODS, first, accepted_by=None, actor=school.actor)
        _receive(sports, SPORTS, first, accepted_by=None, actor=school.actor)
        for day in _spread(school.full, 3 if small else 8, school.full.ends_on, SEED):
            _receive(general, GOODS[::3], day, accepted_by=receiver, actor=keeper, share=20)
        _hand_out(general, school.full, 12 if small else 90, school.full.ends_on, keeper)
        until = min(school.today, school.running.ends_on)
        _receive(general, GOODS, _open(school.running.begins_on), accepted_by=receiver, actor=keeper, share=2)
        _receive(general, BOOKS, _open(school.running.begins_on), accepted_by=receiver, actor=keeper)
        _hand_out(general, school.running, 10 if small else 60, until, keeper)
        _lend(sports, school.running, until, keeper)
        _supply(general, school, keeper)
        _waiting(general, school)
        forget()


def _stores(school: Demo) -> tuple[Store, Store]:
    keeper = Person.objects.get(user=school.user("keeper"))
    place = place_by_name("后勤楼")
    general = services.store_add(
        actor=school.actor, code="zong", name="总保管室", level="general", keeper=keeper, place=place
    )
    made = [
        services.store_add(actor=school.actor, code=code, name=name, parent=general, keeper=keeper)
        for code, name in (("tiyu", "体育器材室"), ("dianjiao", "电教器材室"), ("qingjie", "清洁用品室"))
    ]
    return general, made[0]


def _receive(
    store: Store, goods: tuple[Good, ...], day: dt.date, *, accepted_by: Person | None, actor: User, share: int = 1
) -> None:  # fmt: skip
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    lines = []
    for name, spec, unit, kind, price, qty, lowest, other in goods:
        item = Item.objects.filter(name=name, spec=spec).first()
        if item is None:
            item = services.item_add(
                actor=actor, name=name, spec=spec, unit=unit, kind=kinds[kind], by_lot=name in LAPSES,
                min_qty=Decimal(lowest) if lowest else None,
            )  # fmt: skip
            if other:
                services.unit_add(item=item, name=other[0], factor=Decimal(other[1]), actor=actor)
        lapses = day + dt.timedelta(days=LAPSES[name]) if name in LAPSES else None
        lot = f"{day:%y%m}" if lapses else ""
        lines.append(services.In(item, Decimal(max(qty // share, 1)), Decimal(price), lot, lapses))
    now = at_hour(day, 9)
    with audit.dated(now):
        services.receive(
            store=store, lines=lines, how=Source.BOUGHT if accepted_by else Source.OPENING, happened_on=day,
            accepted_by=accepted_by, delivered_by="城东文具用品店" if accepted_by else "", now=now, actor=actor,
        )  # fmt: skip


def _hand_out(store: Store, term: Term, count: int, until: dt.date, keeper: User) -> None:
    rng = random.Random(SEED + term.pk)
    teachers = list(Person.objects.filter(kind="teacher", status="here").select_related("department")[:30])
    classes = list(SchoolClass.objects.filter(is_open=True).select_related("head"))
    items = {item.name: item for item in Item.objects.all()}
    for day in _spread(term, count, until, SEED + 7):
        to_class = rng.random() < 0.4
        names = rng.sample(CLASSES if to_class else PERSONAL, rng.randint(1, 3))
        lines = [(items[name], Decimal(rng.randint(1, 4))) for name in names]
        now = at_hour(day, rng.randint(8, 16))
        one = rng.choice(classes) if to_class else None
        who = one.head if one and one.head else rng.choice(teachers)
        with audit.dated(now):
            paper = services.issue(
                store=store, lines=lines, to_person=None if one else who, to_class=one, taken_by=who,
                department=who.department, purpose=rng.choice(WHY), happened_on=day, now=now, actor=keeper,
            )  # fmt: skip
            if rng.random() < 0.95:
                services.issue_sign(paper, how=Sign.PAPER, now=now, actor=keeper)


def _lend(store: Store, term: Term, until: dt.date, keeper: User) -> None:
    rng = random.Random(SEED + 3)
    teachers = list(Person.objects.filter(kind="teacher", status="here")[:12])
    balls = list(Item.objects.filter(kind__code="sports").select_related("kind"))
    for n, day in enumerate(_spread(term, 6, until, SEED + 4)):
        now = at_hour(day, 14)
        with audit.dated(now):
            loan = services.lend(
                store=store, lines=[(rng.choice(balls), Decimal(rng.randint(2, 6)))], person=rng.choice(teachers),
                due_on=day + dt.timedelta(days=5), purpose="体育课", happened_on=day, now=now, actor=keeper,
            )  # fmt: skip
            if n < 4:
                lines = [(line, line.qty) for line in loan.lines.all()]
                services.give_back(loan=loan, lines=lines, happened_on=day, now=now, actor=keeper)


def _waiting(store: Store, school: Demo) -> None:
    """What the keeper finds today: a request to hand out, a receipt to post, and one quota for everybody."""
    now = at_hour(school.today, 8)
    items = {item.name: item for item in Item.objects.all()}
    teacher = school.user("teacher")
    who = Person.objects.get(user=teacher)
    with audit.dated(now):
        records.create(Quota, actor=school.actor, item=items["复印纸"], qty=Decimal(40), per="term")
        services.need_ask(
            person=who, lines=[(items["白粉笔"], Decimal(2)), (items["红水笔"], Decimal(3))], why="上课用", now=now,
            actor=teacher,
        )  # fmt: skip
        services.receive(
            store=store, lines=[services.In(items["投影机灯泡"], Decimal(4), Decimal("275"))], post=False,
            accepted_by=Person.objects.get(user=school.user("receiver")), delivered_by="宏声电教设备店", now=now,
            actor=school.user("buyer"),
        )  # fmt: skip


SUPPLIES = (
    ("总务处", "保洁用品", "韩玉梅", "week", 1, (("垃圾袋", 3), ("洗手液", 2), ("消毒液", 1))),
    ("校办", "文印用纸", "林远山", "month", 5, (("复印纸", 10), ("订书钉", 2))),
    ("教务处", "教学用品", "", "month", 1, (("白粉笔", 60), ("红水笔", 20), ("黑板擦", 4))),
    ("食堂", "清洁用品", "卫长顺", "week", 5, (("洗手液", 2), ("垃圾袋", 2))),
)  # fmt: skip


def _supply(store: Store, school: Demo, keeper: User) -> None:
    """What goes out at fixed times: laid out from three weeks ago, handed out on its day, what is due today waits."""
    began = school.today - dt.timedelta(days=21)
    items = {item.name: item for item in Item.objects.all()}
    with audit.dated(at_hour(began, 8)):
        for office, name, who, per, day, goods in SUPPLIES:
            department = Department.objects.filter(name=office).first()
            person = Person.objects.filter(name=who).first() if who else Person.objects.get(user=school.user("teacher"))
            if department is not None and person is not None:
                services.supply_add(
                    name=name, department=department, taken_by=person, store=store, per=per, day=day, begins_on=began,
                    lines=[(items[item], Decimal(qty)) for item, qty in goods], now=at_hour(began, 8), actor=keeper,
                )  # fmt: skip
    for turn in SupplyTurn.objects.filter(due_on__lt=school.today).order_by("due_on", "pk"):
        now = at_hour(turn.due_on, 9)
        with audit.dated(now):
            done = services.turn_hand(turn, now=now, actor=keeper)
            if done.issue is not None:
                services.issue_sign(done.issue, how=Sign.PAPER, now=now, actor=keeper)
    services.supplies_lay_out(today=school.today, actor=school.actor)


def _spread(term: Term, count: int, until: dt.date, seed: int) -> list[dt.date]:
    """So many workdays of a term, in order."""
    rng = random.Random(seed)
    first = _open(term.begins_on) + dt.timedelta(days=1)
    span = (min(until, term.ends_on) - first).days
    days = [day for n in range(max(span, 1)) if is_workday(day := first + dt.timedelta(days=n))]
    return sorted(rng.choice(days) for _ in range(count))


def _open(day: dt.date) -> dt.date:
    """The first workday from a day on."""
    while not is_workday(day):
        day += dt.timedelta(days=1)
    return day
