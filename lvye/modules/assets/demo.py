"""The property of the demo school: some hundreds of cards, and what a year does with them."""

# house: things of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Department, Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour
from lvye.kit.memo import forget

from . import services
from .models import Asset, AssetClass, CustodySheet, Status, WriteOff

SEED = 20260401
DAY = dt.timedelta(days=1)
Row = dict[str, Any]

# what stands in each room of a building: name, class, model, pieces, unit, price of one
ROOMS: dict[str, tuple[tuple[str, str, str, int, str, int], ...]] = {
    "教学楼": (
        ("学生课桌", "A05010203", "升降式600×400", 50, "张", 168), ("学生椅", "A05010304", "钢木升降", 50, "把", 92),
        ("触控一体机", "A02020800", "86英寸", 1, "台", 15800), ("讲台", "A05010203", "多媒体讲台", 1, "张", 1650),
    ),
    "实验楼": (
        ("实验桌", "A05010203", "理化板1.2米", 24, "张", 620), ("实验凳", "A05010304", "铁腿圆凳", 48, "把", 46),
        ("投影仪", "A02020200", "4000流明", 1, "台", 4980),
    ),
    "图书馆": (("阅览桌", "A05010299", "六人桌", 12, "张", 980), ("书架", "A05010601", "双面六层", 16, "组", 1180)),
    "行政楼": (
        ("台式计算机", "A02010105", "i5/16G/512G", 3, "台", 4650), ("办公桌", "A05010201", "1.4米", 3, "张", 780),
        ("激光打印机", "A02021003", "A4黑白双面", 1, "台", 1580), ("空调", "A02061804", "2匹柜机", 1, "台", 5200),
    ),
    "艺术楼": (("电钢琴", "A02450100", "88键", 2, "架", 4300), ("画架", "A05010699", "木质", 30, "个", 75)),
    "体育馆": (("乒乓球台", "A02460000", "折叠移动式", 4, "张", 1980), ("体操垫", "A02460400", "2米", 20, "块", 185)),
    "食堂": (("双层工作台", "A05020101", "不锈钢1.8米", 4, "张", 860), ("蒸饭柜", "A02241000", "24盘", 1, "台", 6800)),
    "后勤楼": (("货架", "A05010602", "四层", 8, "组", 320),),
}  # fmt: skip
IDLE = (("投影仪", "A02020200", "3000流明", 12, 2019, 3980), ("铁皮文件柜", "A05010502", "五节柜", 6, 2016, 560))
YEARS = (2016, 2018, 2019, 2021, 2022, 2023, 2024, 2025)


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def fill(school: School, *, small: bool) -> None:
    """Cards first, then what happened to them in the running term."""
    rng = random.Random(SEED)
    with transaction.atomic(), audit.dated(at_hour(school.full.begins_on, 9, 30)):
        services.classes_prepare(actor=school.actor)
        services.cards_make(list(_cards(rng, school.full.begins_on, small=small)), actor=school.actor)
    begins = min(school.running.begins_on + 3 * DAY, school.today)
    with transaction.atomic():
        _custody(school, rng, begins)
        _use(school, rng, begins)
        _leave(school, begins)
        _look_after(school, rng, begins)
        _seat(school, rng, begins)
    _book(school, small=small)
    forget()


def _cards(rng: random.Random, today: dt.date, *, small: bool) -> Iterator[Row]:
    keepers = list(Person.objects.filter(kind="teacher", status="here").order_by("pk"))
    offices = list(Person.objects.filter(kind="staff", status="here").order_by("pk"))
    store = Person.objects.filter(appointments__post__code="keeper").first()
    classes = iter(list(SchoolClass.objects.filter(is_open=True).order_by("sort", "pk")))
    logistics = Department.objects.filter(name="总务处").first()
    for building, things in ROOMS.items():
        rooms = Place.objects.filter(building__name=building, kind="room", name__regex=r"^\d").order_by("pk")
        teaching = building == "教学楼"
        for room in rooms[: 3 if small else 24]:
            keeper = store if building == "后勤楼" else rng.choice(keepers if teaching else [*keepers, *offices])
            shared = {"place": room, "keeper": keeper, "school_class": next(classes, None) if teaching else None}
            for name, kind, spec, qty, unit, price in things:
                if rng.random() < 0.12:
                    continue
                yield shared | _thing(rng, (name, kind, spec, qty, unit, price), _came(rng, today))
    depot = Place.objects.filter(building__name="后勤楼", kind="room", name__regex=r"^\d").order_by("pk").first()
    for name, kind, spec, count, year, price in IDLE:
        for _ in range(count):
            row = _thing(rng, (name, kind, spec, 1, "台", price), dt.date(year, 9, 3))
            yield row | {"place": depot, "keeper": store, "department": logistics, "status": Status.IDLE}


def _came(rng: random.Random, today: dt.date) -> dt.date:
    """Most of it in one of the years before; some of it bought for this term."""
    if rng.random() < 0.1:
        return today - rng.randint(3, 40) * DAY
    return dt.date(rng.choice(YEARS), rng.choice((3, 8, 9, 12)), rng.randint(1, 28))


def _thing(rng: random.Random, thing: tuple[str, str, str, int, str, int], came: dt.date) -> Row:
    name, kind, spec, qty, unit, price = thing
    row: Row = {
        "name": name, "asset_class": kind, "spec": spec, "qty": qty, "unit": unit, "acquired_on": came,
        "value": Decimal(price * qty), "fund": "公用经费" if price < 3000 else "专项经费",
    }  # fmt: skip
    if came.year >= 2024:
        row["warranty_until"] = came + 3 * 365 * DAY
    return row


def _custody(school: School, rng: random.Random, day: dt.date) -> None:
    """Most have signed for their rooms; some found something; a few have not signed."""
    with audit.dated(at_hour(day, 9, 30)):
        sheets = services.custody_prepare(school.running, phase="begin", today=day, actor=school.actor)
    for sheet in sheets:
        if rng.random() < 0.15:
            continue
        found = {}
        card = services.cards_of(sheet).first()
        if card is not None and rng.random() < 0.12:
            found[card.pk] = ("damaged", rng.choice(("两张桌面翘边", "屏幕有划痕", "一条腿松动")))
        signed = at_hour(min(day + rng.randint(0, 4) * DAY, school.today), 9, 30)
        with audit.dated(signed):
            services.custody_sign(CustodySheet.objects.get(pk=sheet.pk), found=found, now=signed, actor=school.actor)


def _use(school: School, rng: random.Random, day: dt.date) -> None:
    teachers = list(Person.objects.filter(kind="teacher", status="here").order_by("pk"))
    idle = list(Asset.objects.filter(status=Status.IDLE, name="投影仪").order_by("pk"))
    keeper = school.user("keeper")
    for n, card in enumerate(idle[:4]):
        lent = min(day + n * 3 * DAY, school.today)
        with audit.dated(at_hour(lent, 9, 30)):
            loan = services.loan_out(
                asset=card, borrower=teachers[n % len(teachers)], due_on=lent + 10 * DAY, purpose="公开课",
                today=lent, actor=keeper,
            )  # fmt: skip
            if n % 2 == 0:
                back = min(lent + 5 * DAY, school.today)
                services.loan_back(loan, condition="good", today=back, actor=keeper)
    desks = list(Asset.objects.filter(name="学生课桌", school_class__isnull=False).order_by("pk")[:4])
    kinds = ("damage", "damage", "loss", "wear")
    for n, (card, kind) in enumerate(zip(desks, kinds, strict=False)):
        with audit.dated(at_hour(day, 9, 30)):
            case = services.damage_tell(
                asset=card, kind=kind, happened_on=day, what=("桌面刻坏", "打闹压断桌腿", "丢了一张", "年久松散")[n],
                school_class=card.school_class, repair_cost=Decimal(45) if n == 0 else None, today=day, actor=keeper,
            )  # fmt: skip
            if n != 1:
                case = services.damage_judge(case, today=day, actor=school.user("director"))
            if n == 0:
                services.damage_pay(case, receipt="SJ-0031", today=day, actor=school.user("cashier"))
    _marks(school, rng, day)


def _marks(school: School, rng: random.Random, day: dt.date) -> None:
    bad = (
        ("desks", -2, "桌面有刻画"),
        ("doors", -3, "后门锁坏未报"),
        ("power", -2, "放学没关灯"),
        ("walls", -1, "墙面有脚印"),
    )
    for group in SchoolClass.objects.filter(is_open=True).order_by("pk")[:12]:
        item, points, why = rng.choice((*bad, ("tools", 2, "卫生工具摆放整齐")))
        on = min(day + rng.randint(0, 20) * DAY, school.today)
        with audit.dated(at_hour(on, 9, 30)):
            services.classmark_add(
                school_class=group, checked_on=on, item=item, points=points, why=why, today=on,
                actor=school.user("desk"),
            )  # fmt: skip


def _leave(school: School, day: dt.date) -> None:
    """One write-off booked, one being asked about; a transfer booked and one that waits."""
    teacher, office = school.user("teacher"), school.user("director")
    cabinets = list(Asset.objects.filter(status=Status.IDLE, name="铁皮文件柜").order_by("pk"))
    with audit.dated(at_hour(day, 9, 30)):
        services.writeoff_draft(
            assets=cabinets[:2], ground="worn", why="锈穿，柜门脱落，没有修理价值", today=day, actor=teacher
        )
        asked = services.writeoff_draft(
            assets=cabinets[2:3], ground="broken", why="导轨断裂，配件停产", today=day, actor=teacher
        )
        services.writeoff_ask(asked, today=day, actor=teacher)
        gone = services.writeoff_draft(
            assets=cabinets[3:4], ground="worn", why="锈穿，门锁全坏", today=day, actor=teacher
        )
        services.writeoff_ask(gone, today=day, actor=teacher)
        for name in ("director", "keeper", "vice"):
            if (asking := approvals.open_asking(gone)) is not None:
                approvals.agree(asking, actor=school.user(name))
        services.writeoff_book(
            WriteOff.objects.get(pk=gone.pk), way="recycled", income=Decimal(35), receipt="FS-000127", today=day,
            actor=office,
        )  # fmt: skip
        desks = list(Asset.objects.filter(name="办公桌", status=Status.IN_USE).order_by("pk")[:2])
        target = Place.objects.filter(building__name="行政楼", kind="room", name__regex=r"^\d").order_by("-pk").first()
        for n, card in enumerate(desks):
            paper = services.transfer_ask(assets=[card], why="办公室调整", to_place=target, today=day, actor=teacher)
            if n == 0:
                services.transfer_post(paper, today=day, actor=office, answer="同意")


# what is looked after: what is done, kind, class, every so many months, by whom, with what cost
UPKEEPS = (
    ("清洗空调滤网", "care", "A02061804", 6, "climate", 40),
    ("检查一体机支架和电源", "check", "A02020800", 12, "media", 0),
    ("紧固乒乓球台螺丝", "check", "A02460000", 3, "teacher", 15),
    ("蒸饭柜除垢、查安全阀", "care", "A02241000", 1, "repairer", 60),
)


def _look_after(school: School, rng: random.Random, day: dt.date) -> None:
    """What is looked after how often; some of it done, one thing late."""
    keeper = school.user("keeper")
    for n, (what, kind, code, months, who, cost) in enumerate(UPKEEPS):
        doer = Person.objects.filter(user=school.user(who)).first()
        kinds = AssetClass.objects.filter(code=code).first()
        if kinds is None:
            continue
        first = min(day + (5 + 4 * n) * DAY, school.today - DAY)
        with audit.dated(at_hour(day, 9, 30)):
            plan = services.upkeep_plan(
                name=what, kind=kind, asset_class=kinds, interval_months=months, due_on=first, doer=doer, actor=keeper
            )
        if n == len(UPKEEPS) - 1:
            continue
        done = min(first + rng.randint(-2, 3) * DAY, school.today)
        with audit.dated(at_hour(done, 9, 30)):
            services.upkeep_done(
                upkeep=plan, done_on=done, by=doer, pieces=rng.randint(2, 9), cost=Decimal(cost * 3), fine=n != 1,
                found="" if n != 1 else "两台插座松动，已报修", today=done, actor=keeper,
            )  # fmt: skip


def _seat(school: School, rng: random.Random, day: dt.date) -> None:
    """Heads of the classes against their desks: some rooms are short, others have too many."""
    director = school.user("director")
    with audit.dated(at_hour(day, 9, 30)):
        plan = services.seatplan_make(term=school.running, kind="desks", today=day, actor=director)
        heads = {room.pk: rng.choice((44, 46, 48, 50, 50, 52, 53)) for room in plan.rooms.all()}
        services.heads_set(plan, heads, actor=director)


def _book(school: School, *, small: bool) -> None:
    """The months of the term that are over, as vouchers; the bookkeeper posts them with his own."""
    last = (school.today.replace(day=1) - DAY).replace(day=1)
    month = last if small else school.running.begins_on.replace(day=1)
    while (following := (month + 32 * DAY).replace(day=1)) <= school.today:
        with audit.dated(at_hour(following, 9, 30)):
            services.month_book(month.year, month.month, today=following, actor=school.user("finance"))
        month = following
