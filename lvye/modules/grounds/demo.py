"""The grounds of the demo school: plots and their care, plantings, work, zones with scores, rooms that were used."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any, Protocol
from uuid import uuid4

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.duties.api import (
    Clock,
    Duty,
    Instance,
    Result,
    Spot,
    Status,
    duty_amend,
    library_prepare,
    switch_on,
)
from lvye.kernel.people.api import Person, SchoolClass, holders
from lvye.kernel.places.api import place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, is_school_day, is_workday
from lvye.kit.days import at_hour
from lvye.kit.memo import forget

from . import demo_years, services
from .models import Plot, Score, Unit, Work, WorkKind, Zone

SEED = 20261122
PLOTS = (
    ("中心花园", "garden", "中心花园", "620", "桂花、广玉兰、月季"),
    ("校门花坛", "bed", "校门广场", "85", "月季、一串红"),
    ("操场草坪", "lawn", "操场", "4200", "白三叶"),
    ("操场四周行道树", "trees", "操场", "", "白杨、樟树"),
    ("停车场绿篱", "hedge", "停车场", "160", "红叶石楠"),
    ("报告厅屋顶绿化", "roof", "报告厅", "240", "佛甲草"),
    ("教学楼前花池", "bed", "教学楼", "120", "杜鹃"),
    ("静心池", "pond", "中心花园", "90", "睡莲、锦鲤"),
)
SOWN = (
    ("操场四周行道树", "白杨", 36, 31, "春季植树"),
    ("停车场绿篱", "红叶石楠", 850, 802, "绿篱补种"),
    ("中心花园", "广玉兰", 12, None, "秋季补植"),
)
JOBS = (
    (WorkKind.WATER, "中心花园", 620, Unit.SQUARE),
    (WorkKind.WATER, "校门花坛", 85, Unit.SQUARE),
    (WorkKind.PRUNE, "操场草坪", 4200, Unit.SQUARE),
    (WorkKind.CLEAR, "操场四周行道树", 46, Unit.BAGS),
    (WorkKind.WEED, "教学楼前花池", 120, Unit.SQUARE),
    (WorkKind.CLEAR, "中心花园", 28, Unit.BAGS),
    (WorkKind.PEST, "校门花坛", 400, Unit.PLANTS),
    (WorkKind.FEED, "中心花园", 620, Unit.SQUARE),
    (WorkKind.POND, "静心池", 1, Unit.TIMES),
    (WorkKind.PRUNE, "停车场绿篱", 850, Unit.PLANTS),
    (WorkKind.MOSQUITO, "", 14, Unit.SPOTS),
    (WorkKind.RAT, "", 22, Unit.SPOTS),
)
OUTSIDE = ("操场东侧", "操场西侧", "中心花园北", "校门广场", "停车场", "教学楼前")
TOILETS = (("教学楼 1层", 8, 6), ("教学楼 3层", 8, 8), ("实验楼 1层", 4, 6), ("体育馆 1层", 6, 6))
AGENTS = {
    WorkKind.PEST: "吡虫啉 1500 倍",
    WorkKind.MOSQUITO: "高效氯氰菊酯 1:100",
    WorkKind.RAT: "溴敌隆毒饵，带锁毒饵盒",
}
CLEAN = "没有异味、没有积水、没有乱画，冲水通畅、灯亮通风"
DIRTY = ("角落有纸屑", "地面有积水", "垃圾桶没倒", "墙上有脚印")


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        ...


def fill(school: School, *, small: bool = False) -> None:
    """Both terms."""
    rng = random.Random(SEED)
    with transaction.atomic(), audit.dated(at_hour(school.full.begins_on, 7)):
        library_prepare(today=school.full.begins_on, actor=school.actor)
        plots = _plots(school)
        zones = _zones(school)
    with transaction.atomic():
        _work(school, plots, rng)
        _scores(school, zones, rng)
        _rooms(school)
        demo_years.fill(school, plots, zones)
        _duties(school, rng, small=small)
    forget()


def _holder(school: School, post: str, number: int = 0) -> Person:
    found = list(holders(post, school.today).order_by("pk"))
    return found[number % len(found)]


def _plots(school: School) -> dict[str, Plot]:
    gardener, actor = _holder(school, "gardener"), school.user("director")
    rows = [
        {
            "name": name,
            "kind": kind,
            "place": place,
            "area": Decimal(area) if area else None,
            "plants": plants,
            "keeper": gardener,
            "water": kind != "pond",
            "weed": kind not in ("pond", "trees"),
            "prune": kind != "pond",
            "feed": kind in ("garden", "bed"),
            "pest": kind != "pond",
        }
        for name, kind, where, area, plants in PLOTS
        if (place := place_by_name(where)) is not None
    ]
    return {one.name: one for one in records.create_many(Plot, rows, actor=actor)}


def _zones(school: School) -> list[Zone]:
    classes = list(SchoolClass.objects.order_by("pk")[: len(OUTSIDE)])
    rows: list[dict[str, Any]] = []
    for n, name in enumerate(OUTSIDE if classes else ()):
        same = {"kind": "outside", "school_class": classes[n % len(classes)], "standard": "没有纸屑、落叶，垃圾桶倒净"}
        place = place_by_name(name[:4]) or place_by_name(name[:3]) or place_by_name(name[:2]) or place_by_name("操场")
        rows.append(same | {"name": f"{name}环境区", "place": place})
    for n, where in enumerate(("教学楼", "实验楼", "行政楼")):
        same = {"kind": "corridor", "cleaner": _holder(school, "cleaner", n), "standard": "地面、扶手、窗台没有灰"}
        rows.append(same | {"name": f"{where}楼道", "place": place_by_name(where)})
    for n, (where, women, men) in enumerate(TOILETS):
        same = {
            "kind": "toilet",
            "cleaner": _holder(school, "cleaner", n),
            "women": women,
            "men": men,
            "standard": CLEAN,
        }
        rows.append(same | {"name": f"{where}卫生间", "place": place_by_name(f"{where} 女卫生间")})
    rows = [row for row in rows if row["place"] is not None]
    for n, row in enumerate(rows):
        row["sort"] = n
    return records.create_many(Zone, rows, actor=school.user("director"))


def _work(school: School, plots: dict[str, Plot], rng: random.Random) -> None:
    gardener, cleaner = _holder(school, "gardener"), _holder(school, "cleaner")
    around = place_by_name("食堂") or next(iter(plots.values())).place
    rows: list[dict[str, Any]] = []
    for term in (school.full, school.running):
        day, last = term.begins_on + dt.timedelta(days=3), min(term.ends_on, school.today - dt.timedelta(days=1))
        number = 0
        while day <= last:
            kind, name, qty, unit = JOBS[number % len(JOBS)]
            plot = plots.get(name)
            row = {
                "on": day,
                "kind": kind,
                "place": plot.place if plot else around,
                "plot": plot,
                "unit": unit,
                "qty": Decimal(max(1, round(qty * rng.uniform(0.7, 1.2)))),
                "person": gardener if plot else cleaner,
            }
            if kind in AGENTS:
                row |= {"agent": AGENTS[kind], "safe_at": at_hour(day, 21)}
            rows.append(row)
            number, day = number + 1, day + dt.timedelta(days=3)
    records.create_many(Work, rows, actor=school.user("director"))
    for name, species, count, lived, why in SOWN:
        if name not in plots:
            continue
        planted = (
            school.full.begins_on + dt.timedelta(days=18) if lived is not None else school.today - dt.timedelta(days=50)
        )
        desk = school.user("desk")
        with audit.dated(at_hour(planted, 16)):
            made = services.planting_create(
                today=planted, actor=desk, plot=plots[name], species=species, count=count, planted_on=planted, why=why
            )
        if lived is not None:
            counted = planted + dt.timedelta(days=58)
            with audit.dated(at_hour(counted, 16)):
                services.planting_count(made, lived=lived, today=counted, actor=desk)


def _scores(school: School, zones: list[Zone], rng: random.Random) -> None:
    """Once a week in the term that is over, each workday of the last weeks, this morning some."""
    by = _scorer(school)
    days = [
        school.full.begins_on + dt.timedelta(days=n)
        for n in range(0, (school.full.ends_on - school.full.begins_on).days, 7)
    ]
    days += [day for n in range(1, 21) if is_workday(day := school.today - dt.timedelta(days=n))]
    rows = []
    for day in days:
        for n, zone in enumerate(zones):
            points = rng.choice((10, 10, 9, 9, 8, 8, 7)) if rng.random() > (0.14 if n % 5 == 2 else 0.03) else 5
            note = rng.choice(DIRTY) if points < 7 else ""
            rows.append({"zone": zone, "on": day, "points": points, "is_low": points < 7, "note": note, "by": by})
    records.create_many(Score, rows, actor=school.user("desk"))


def _scorer(school: School) -> Person | None:
    """Who gives the scores."""
    return Person.objects.filter(user=school.user("desk")).first()


def _rooms(school: School) -> None:
    """Special rooms that were used: nearly all left as they ought to be."""
    teacher = school.user("teacher")
    classes = list(SchoolClass.objects.order_by("pk")[:6])
    places = [
        one for name in ("艺术楼 1层 101功能室", "实验楼 1层 102实验室") if (one := place_by_name(name)) is not None
    ]
    for n, place in enumerate(places * 4):
        day = (school.full.begins_on if n < 4 else school.running.begins_on) + dt.timedelta(days=10 + 2 * n)
        if not classes or day >= school.today:
            continue
        with audit.dated(at_hour(day, 9)):
            use = services.room_enter(place, classes[n % len(classes)], now=at_hour(day, 9), actor=teacher)
            tidy = n != 5
            services.room_leave(
                use, left_tidy=tidy, note="" if tidy else "显微镜罩没盖", now=at_hour(day, 9, 45), actor=teacher
            )


def _duties(school: School, rng: random.Random, *, small: bool) -> None:
    """Care and toilets from this week on; some weeks of the closed term as they were told afterwards."""
    director = school.user("director")
    now = at_hour(school.today, 5)
    people = {"grounds-toilet": _holder(school, "cleaner")}
    codes = (
        "grounds-water",
        "grounds-weed",
        "grounds-prune",
        "grounds-pest",
        "grounds-toilet",
        "grounds-spray",
        "grounds-rat",
    )
    for code in codes:
        duty = Duty.objects.get(code=code)
        with audit.dated(now):
            duty_amend(duty, now=now, actor=director, person=people.get(code))
            switch_on(duty, starts_on=school.today, now=now, actor=director)
    duty = Duty.objects.get(code="grounds-toilet")
    begins = school.full.begins_on
    days = [day for n in range(30) if is_school_day(day := begins + dt.timedelta(days=n))][: 4 if small else 15]
    days += [day for n in range(1, 4) if is_school_day(day := school.today - dt.timedelta(days=n))]
    _past(duty, days, _holder(school, "cleaner"), director, rng)


def _past(duty: Duty, days: list[dt.date], person: Person, actor: User, rng: random.Random) -> None:
    spots = list(Spot.objects.filter(duty=duty, is_open=True).order_by("sort", "pk"))
    windows = duty.cadence.windows
    rows = [
        {
            "duty": duty,
            "spot": spot,
            "key_on": day,
            "slot": slot,
            "name": window.name,
            "day": day,
            "opens_at": at_hour(day, window.opens.hour, window.opens.minute),
            "due_at": at_hour(day, window.closes.hour, window.closes.minute),
            "closes_at": at_hour(day, window.closes.hour, window.closes.minute) + dt.timedelta(minutes=duty.grace),
            "status": Status.MISSED if rng.random() < 0.03 else Status.DONE,
        }
        for day in days
        for slot, window in enumerate(windows)
        for spot in spots
    ]
    made = records.create_many(Instance, rows, actor=actor, check=False)
    done = [one for one in made if one.status == Status.DONE]
    results = [_result(one, number, person, rng) for number, one in enumerate(done)]
    records.create_many(Result, results, actor=actor, check=False)


def _result(one: Instance, number: int, person: Person, rng: random.Random) -> dict[str, Any]:
    version, at = one.duty.version, one.due_at - dt.timedelta(minutes=number % 40 + 1)
    return {
        "instance": one, "version": version, "person": person, "by_name": person.name, "done_at": at, "device_at": at,
        "received_at": at, "clock": Clock.RIGHT, "seconds": rng.randint(60, 400), "scans": [],
        "answers": {item.code: {"key": "ok"} for item in (version.checklist if version else [])},
        "key": uuid4(),
    }  # fmt: skip
