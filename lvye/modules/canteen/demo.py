"""The canteen of the demo school: its people, a closed term of records and the running one, and what waits today."""

# house: invented people, dishes and goods of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol
from uuid import uuid4

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.duties.api import Duty, Instance, Sent, generate, instance_do, switch_on
from lvye.kernel.people.api import Department, Person, person_create, person_of
from lvye.kernel.places.api import place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, is_school_day, school_days
from lvye.kit.days import at_hour
from lvye.kit.memo import forget
from lvye.modules.partners.api import Partner
from lvye.modules.stores.api import Item, Kind, item_add

from . import services
from .demo_house import house
from .demo_words import BREAKFAST, FOODS, FOUND, LUNCHES, SAID, STAFF, SUPPLIER, USED
from .folder import month_of
from .models import (
    Accompany,
    Certificate,
    Control,
    Disinfection,
    Finding,
    Fridge,
    Meal,
    MorningCheck,
    Sample,
    SampleStatus,
    Serving,
    Worker,
)
from .stock import usable
from .words import CODES

SEED = 20261121


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


@dataclass
class Ground:
    """What all days share."""

    head: User
    head_person: Person
    workers: list[Worker]
    cabinet: Fridge
    items: dict[str, Item]
    supplier: Partner


def fill(school: School, *, small: bool) -> None:
    """Both terms up to yesterday set-wise; goods and today by the deeds themselves."""
    rng = random.Random(SEED)
    begin = school.full.begins_on
    with transaction.atomic(), audit.dated(at_hour(begin, 6)):
        ground = _ground(school)
    spans = [(school.full.begins_on, school.full.ends_on), (school.running.begins_on, school.today - _days(1))]
    for begins, ends in spans:
        days = school_days(begins, ends)
        days = days[-12:] if small else days
        if days:
            with transaction.atomic(), audit.dated(at_hour(days[-1], 18)):
                _days_of(days, ground, rng, school)
            _goods_of(days, ground, school, few=small)
    with transaction.atomic():
        _outside(school, ground)
    _readings(school, ground, rng)
    with transaction.atomic():
        house(school, ground.cabinet.place, ground.head)
    if is_school_day(school.today):
        with transaction.atomic(), audit.dated(at_hour(school.today, 7)):
            morning(school, ground)
    forget()


def _days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


def _ground(school: School) -> Ground:
    head = school.user("canteen")
    person = person_of(head)
    supplier = Partner.objects.get(name=SUPPLIER)
    place = place_by_name("食堂 1层") or place_by_name("食堂")
    if person is None or place is None:
        raise LookupError("no head of the canteen, or no building")
    services.store_prepare(actor=school.actor)
    kind = Kind.objects.get(code="food")
    items = {
        name: item_add(name=name, unit=unit, kind=kind, by_lot=True, warn_days=3, actor=school.actor)
        for name, unit, _price, _keeps, _how in FOODS
    }
    department = Department.objects.filter(name="食堂").first()
    workers = [services.worker_add(person=person, job="head", begun_on=school.full.begins_on, actor=head)]
    for name, job in STAFF:
        made = person_create(name=name, kind="staff", department=department, actor=school.actor)
        workers.append(services.worker_add(person=made, job=job, begun_on=school.full.begins_on, actor=head))
    _certificates(school, workers, head)
    fridges = [
        records.create(Fridge, actor=head, name=name, kind=kind, place=place, sort=sort)
        for sort, (name, kind) in enumerate(
            (("1号冷藏柜", "chilled"), ("2号冷藏柜", "chilled"), ("冷冻柜", "frozen"), ("留样柜", "sample"))
        )
    ]
    return Ground(head, person, workers, fridges[3], items, supplier)


def _certificates(school: School, workers: list[Worker], head: User) -> None:
    """Everybody's, renewed before it lapsed; one ends within the month, so that it is told of."""
    rows = []
    for number, one in enumerate(workers, 1):
        first = school.full.begins_on - _days(20 + number)
        rows.append(_certificate(one, "health", f"JK{first:%y%m}{number:03d}", first))
        ends = school.today + _days(18) if number == len(workers) else school.today + _days(90 + 20 * number)
        begun = min(ends - _days(364), first + _days(364))
        rows.append(_certificate(one, "health", f"JK{begun:%y%m}{number:03d}X", begun, ends))
        rows.append(_certificate(one, "training", f"PX{first:%y%m}{number:03d}", first, first + _days(730)))
    records.create_many(Certificate, rows, actor=head, check=False)


def _certificate(
    worker: Worker, kind: str, number: str, issued: dt.date, ends: dt.date | None = None
) -> dict[str, Any]:
    return {
        "worker": worker, "kind": kind, "number": number, "issued_on": issued, "ends_on": ends or issued + _days(364),
        "issued_by": "区疾病预防控制中心",
    }  # fmt: skip


def _days_of(days: list[dt.date], ground: Ground, rng: random.Random, school: School) -> None:
    """Checks, meals, samples, disinfection, company and records of some days, each kind at once."""
    head = ground.head
    checks = [row for day in days for row in _checks(day, ground, rng)]
    records.create_many(MorningCheck, checks, actor=head, check=False)
    wanted = [(day, kind) for day in days for kind in ("breakfast", "lunch")]
    meals = records.create_many(
        Meal, [
            {"day": day, "kind": kind, "diners": rng.randint(300, 330) * (3 if kind == "lunch" else 1)}
            for day, kind in wanted
        ], actor=head,
        check=False,
    )  # fmt: skip
    dishes = [
        {"meal": meal, "name": name, "core": Decimal(rng.randint(740, 930)) / 10, "core_by": ground.workers[1],
         "core_at": at_hour(meal.day, 6 if meal.kind == "breakfast" else 11, 20)}
        for meal in meals
        for name in _names(meal)
    ]  # fmt: skip
    served = records.create_many(Serving, dishes, actor=head, check=False)
    records.create_many(Sample, _samples(served, ground, rng, school), actor=head, check=False)
    records.create_many(Disinfection, [_clean(meal, ground, rng) for meal in meals], actor=head, check=False)
    leaders = [person_of(school.user(name)) for name in ("director", "deputy", "vice", "principal")]
    company = [_company(meal, leaders, rng) for meal in meals if meal.kind == "lunch"]
    company += [
        row | {"who": "parent", "parent": f"家长{n}", "words": "孩子们吃得热乎"}
        for n, row in enumerate(company[10::35], 1)
    ]  # fmt: skip
    records.create_many(Accompany, company, actor=head, check=False)
    _controls(days, ground, rng, school)


def _names(meal: Meal) -> tuple[str, ...]:
    return BREAKFAST if meal.kind == "breakfast" else LUNCHES[meal.day.toordinal() % len(LUNCHES)]


def _checks(day: dt.date, ground: Ground, rng: random.Random) -> list[dict[str, Any]]:
    """Everybody, mostly well; whoever was sent off the day before stays away with a word two days later."""
    rows = []
    for one in ground.workers:
        ill = rng.random() < 0.004 and one is not ground.workers[0]
        rows.append(
            {
                "worker": one, "day": day, "status": "off" if ill else "on", "symptoms": "11,12" if ill else "",
                "temperature": Decimal(rng.randint(360, 369)) / 10, "note": "当天离岗，就医" if ill else "",
                "checked_at": at_hour(day, 5, 50), "checked_by": ground.head_person,
                "off_at": at_hour(day, 5, 50) if ill else None,
            }
        )  # fmt: skip
    return rows


def _samples(served: list[Serving], ground: Ground, rng: random.Random, school: School) -> list[dict[str, Any]]:
    """One of each dish; those whose 48 hours are over at seven today have been emptied the day they were full."""
    rows: list[dict[str, Any]] = []
    count: dict[dt.date, int] = {}
    for one in served:
        day = one.meal.day
        count[day] = count.get(day, 0) + 1
        put = at_hour(day, 7 if one.meal.kind == "breakfast" else 11, 25 + rng.randint(0, 10))
        until = put + dt.timedelta(hours=48)
        emptied = until + dt.timedelta(minutes=rng.randint(20, 90))
        over = emptied < at_hour(school.today, 7)
        rows.append(
            {
                "code": f"LY{day:%Y%m%d}-{count[day]:02d}", "serving": one, "grams": rng.choice((130, 140, 150, 160)),
                "cabinet": ground.cabinet, "put_at": put, "put_by": ground.workers[4], "day": day,
                "keep_until": until, "status": SampleStatus.EMPTIED if over else SampleStatus.KEPT,
                "emptied_at": emptied if over else None, "emptied_by": ground.workers[5] if over else None,
            }
        )  # fmt: skip
    return rows


def _clean(meal: Meal, ground: Ground, rng: random.Random) -> dict[str, Any]:
    short = rng.random() < 0.01
    return {
        "meal": meal, "day": meal.day, "what": "tableware", "method": "infrared",
        "degrees": Decimal(112 if short else rng.randint(121, 128)), "minutes": Decimal(15), "is_good": not short,
        "note": "温度不够，重做一遍" if short else "", "by": ground.workers[6],
        "done_at": at_hour(meal.day, 8 if meal.kind == "breakfast" else 13, 10),
    }  # fmt: skip


def _company(meal: Meal, leaders: list[Person | None], rng: random.Random) -> dict[str, Any]:
    marks = {name: rng.choice((4, 4, 3, 3, 2)) for name in ("quality", "hygiene", "order", "service")}
    return {
        "meal": meal, "day": meal.day, "who": "leader", "person": leaders[meal.day.toordinal() % 4],
        **marks, "pupils": rng.choice(SAID),
        "written_at": at_hour(meal.day, 12, 40),
    }  # fmt: skip


def _controls(days: list[dt.date], ground: Ground, rng: random.Random, school: School) -> None:
    found = {days[n] for n in rng.sample(range(len(days)), min(len(FOUND), len(days)))}
    rows = [
        {"kind": "daily", "begins_on": day, "ends_on": day, "is_zero": day not in found, "by": ground.head_person,
         "marks": dict.fromkeys(CODES, "ok") | ({"machines": "bad"} if day in found else {}),
         "written_at": at_hour(day, 16, 30)}
        for day in days
    ]  # fmt: skip
    director, principal = person_of(school.user("director")), person_of(school.user("principal"))
    mondays = dict.fromkeys(day - _days(day.weekday()) for day in days)
    rows += [
        {"kind": "weekly", "begins_on": monday, "ends_on": monday + _days(6), "is_zero": True, "by": director,
         "text": "看完本周每天的日管控记录，留样、消毒、测温齐全。", "decided": "下周重点看备餐间。",
         "written_at": at_hour(monday + _days(4), 17)}
        for monday in mondays
        if monday + _days(6) < school.today
    ]  # fmt: skip
    months = [month_of(day) for day in dict.fromkeys(day.replace(day=1) for day in days)]
    rows += [
        {"kind": "monthly", "begins_on": month, "ends_on": ends, "is_zero": True, "by": principal,
         "text": "听取食品安全总监汇报，本月供餐平稳，没有食品安全事件。", "decided": "下月组织一次培训。",
         "present": "校长、分管副校长、总务主任、食堂管理员", "written_at": at_hour(ends, 16)}
        for month, ends in months
        if ends < school.today
    ]  # fmt: skip
    made = records.create_many(Control, rows, actor=ground.head, check=False)
    bad = [one for one in made if one.kind == "daily" and not one.is_zero]
    findings = [
        {"control": one, "what": what, "measure": "当天报修或更换", "responsible": ground.head_person,
         "found_on": one.begins_on, "due_on": one.begins_on + _days(3), "status": "done",
         "done_on": one.begins_on + _days(2), "done_note": "已换新"}
        for one, what in zip(bad, FOUND, strict=False)
    ]  # fmt: skip
    if findings and days[-1] >= school.today - _days(7):
        findings[-1] |= {"status": "open", "done_on": None, "done_note": ""}
    records.create_many(Finding, findings, actor=ground.head, check=False)


def _goods_of(days: list[dt.date], ground: Ground, school: School, *, few: bool) -> None:
    """A delivery a week, signed by two; what was cooked that day comes out of it."""
    receiver = school.user("receiver")
    mondays = days[:: 2 * 5 if not few else 6]
    for number, day in enumerate(dict.fromkeys([*mondays, days[-2]])):
        moment = at_hour(day, 6, 30)
        with transaction.atomic(), audit.dated(moment):
            lines = [_arrived(name, ground, day, number) for name, *_rest in FOODS]
            made = services.delivery_receive(
                ground.supplier, lines, watchers="教师代表", paper_number=f"S{day:%m%d}", now=moment,
                actor=ground.head,
            )  # fmt: skip
            services.delivery_sign(made, now=moment + dt.timedelta(minutes=10), actor=receiver)
            _used(day, ground, whole=day < school.today - _days(7))


def _arrived(name: str, ground: Ground, day: dt.date, number: int) -> services.Arrived:
    _name, unit, price, keeps, how = next(one for one in FOODS if one[0] == name)
    qty = Decimal(4 if unit == "桶" else 120)
    bad = name == "豆腐" and number % 4 == 2
    return services.Arrived(
        item=ground.items[name], qty=Decimal(0) if bad else qty, refused=qty if bad else Decimal(0),
        price=Decimal(price), code=f"{day:%m%d}{number}", expires_on=day + _days(keeps) if keeps else None,
        is_fresh=not keeps, paper="" if bad else "quarantine" if how == "chilled" and name != "豆腐" else "pass",
        paper_no="" if bad else f"HG{day:%y%m%d}", keep=how, temperature=Decimal("4.5") if how == "chilled" else None,
        why="没有当天的合格证" if bad else "", fate="back" if bad else "",
    )  # fmt: skip


def _used(day: dt.date, ground: Ground, *, whole: bool) -> None:
    """The lunch of that day is cooked out of what is in store; of the last delivery some is left."""
    meal = Meal.objects.get(day=day, kind="lunch")
    served = {one.name: one for one in meal.servings.order_by("pk")}
    dishes = {USED[name]: one for name, one in served.items() if name in USED}
    share = Decimal(1) if whole else Decimal("0.5")
    left = {one.batch.item_id: one.qty for one in usable(ground.items.values(), on=day)}
    lines = [
        services.Drawn(item, left[item.pk] * share, serving=dishes.get(name))
        for name, item in ground.items.items()
        if left.get(item.pk)
    ]
    check = MorningCheck.objects.filter(day=day, status="on").order_by("worker_id").first()
    if check is not None and lines:
        services.batches_use(meal, lines, by=check.worker, now=at_hour(day, 9), actor=ground.head)


def _outside(school: School, ground: Ground) -> None:
    """Two inspections of the authority, the second a grade."""
    for on, kind, grade, words in (
        (school.full.begins_on + _days(40), "daily", "", "记录齐全；备餐间物品摆放要整理"),
        (school.running.begins_on + _days(20), "grade", "A", "量化分级 A 级"),
    ):
        if on < school.today:
            with audit.dated(at_hour(on, 15)):
                services.visit_record(
                    visited_on=on, kind=kind, grade=grade, words=words, authority="县市场监督管理局", is_posted=True,
                    now=at_hour(on, 15), actor=ground.head,
                )  # fmt: skip


def _readings(school: School, ground: Ground, rng: random.Random) -> None:
    """The fridges' readings are switched on three days ago; one was too warm yesterday."""
    begun = at_hour(school.today - _days(3), 5)
    with transaction.atomic(), audit.dated(begun):
        for duty in Duty.objects.filter(code__in=["canteen-chilled", "canteen-frozen"]):
            switch_on(duty, now=begun, actor=school.user("director"))
        generate(until=school.today + _days(2), now=begun, actor=school.actor)
    rows = Instance.objects.filter(spot__target="canteen.fridge", due_at__lt=at_hour(school.today, 5))
    for one in rows.select_related("duty", "spot").order_by("due_at", "pk"):
        frozen = one.duty.code == "canteen-frozen"
        value = Decimal(rng.randint(-210, -160) if frozen else rng.randint(20, 60)) / 10
        at = one.opens_at + dt.timedelta(minutes=rng.randint(5, 60))
        sent = Sent(key=uuid4(), device_at=at, off=dt.timedelta())
        answers = {"degrees": {"value": str(value)}, "tidy": {"key": "ok"}}
        with transaction.atomic(), audit.dated(at):
            instance_do(one, answers=answers, sent=sent, now=at, actor=ground.head)


def morning(school: School, ground: Ground) -> None:
    """This morning: most are checked, a delivery waits for its second signature, tomorrow's food is ordered."""
    now = at_hour(school.today, 6, 40)
    checked = [services.Checked(one, temperature=Decimal("36.5")) for one in ground.workers[:-1]]
    services.morning_check(checked, now=now, actor=ground.head)
    services.delivery_receive(
        ground.supplier, [_arrived(name, ground, school.today, 91) for name in ("土豆", "大白菜", "猪后腿肉")],
        watchers="教师代表", now=now, actor=ground.head,
    )  # fmt: skip
    wanted = [services.Wanted(ground.items[name], Decimal(60)) for name in ("豆腐", "鸡蛋")]
    services.order_place(ground.supplier, wanted, due_on=school.today, now=now, actor=school.user("buyer"))
    services.servings_bring(school.today, "breakfast", BREAKFAST, diners=318, actor=ground.head)
    services.servings_bring(
        school.today, "lunch", LUNCHES[school.today.toordinal() % len(LUNCHES)], diners=927, actor=ground.head
    )
