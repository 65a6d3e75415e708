"""The recurring checks of the demo school: three weeks of them, with what was late, missed, excused and found."""

# house: invented checks of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import place_by_name
from lvye.kernel.terms.api import Term, is_school_day
from lvye.kit.days import at_hour

from . import services
from .items import READING, Item
from .models import Duty, Instance
from .services.doing import Sent

DAYS, SMALL_DAYS = 21, 10
PUMPS = ("后勤楼 1层 101库房", "后勤楼 1层 102库房", "教学楼 1层 101教室", "实验楼 1层 101实验室")
ITEMS = (
    Item(code="door", label="门锁好，没有杂物"),
    Item(code="leak", label="不漏水、不漏电"),
    Item(code="pressure", label="水泵压力", kind=READING, unit="兆帕", low=Decimal("0.25"), high=Decimal("0.5")),
    Item(code="temp", label="室内温度", kind=READING, unit="℃", low=Decimal(0), high=Decimal(35), required=False),
)
WHO = {
    "fire_daily_patrol": "carpenter", "cctv_alarm_check": "media", "weekly_campus_check": "director",
    "drinking_machine": "climate", "hazard_inspection": "deputy",
}  # fmt: skip
FOUND = ("门口堆了两箱器材", "指示灯不亮", "锁芯松动", "墙角有渗水")


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def fill(school: School, *, small: bool = False) -> None:
    """The library, some duties in use, and what became of them up to yesterday."""
    begins = max(school.today - dt.timedelta(days=SMALL_DAYS if small else DAYS), school.running.begins_on)
    start = at_hour(begins, 6, 30)
    with transaction.atomic(), audit.dated(start):
        services.library_prepare(today=begins, actor=school.actor)
        users = _switch_on(school, start)
        until = school.today + dt.timedelta(days=14)
        services.generate(until=until, now=start, actor=school.actor)
    rng = random.Random(20261104)
    rows = Instance.objects.filter(day__lt=school.today, duty__code__in=users).select_related("duty", "spot__place")
    with transaction.atomic():
        for one in rows.order_by("due_at", "pk"):
            _live(one, users[one.duty.code], rng, school)
    night = at_hour(school.today, 0, 30)
    with transaction.atomic(), audit.dated(night):
        services.missed_mark(now=night, actor=school.actor)
        services.suspicions_find(now=night, actor=school.actor)


def _switch_on(school: School, now: dt.datetime) -> dict[str, User]:
    """The duties in use: a round of the school's own at four places, and some of the library; who does each."""
    director, repairer = school.user("director"), school.user("repairer")
    own = services.duty_create(
        items=ITEMS, today=timezone.localdate(now), actor=director, code="demo-pump-rooms", name="水泵房、配电间日查",
        area="building", purpose="门锁好、听声音、看压力表，看到多少记多少。", basis="本校制度", each=True, grace=30,
        person=person_of(repairer), windows=[["08:00", "11:30"]],
    )  # fmt: skip
    places = [place for name in PUMPS if (place := place_by_name(name)) is not None]
    services.spots_set(own, places, now=now, actor=director)
    services.switch_on(own, now=now, actor=director)
    users = {own.code: repairer}
    for code, username in WHO.items():
        users[code] = school.user(username)
        duty = Duty.objects.get(code=code)
        services.duty_amend(duty, now=now, actor=director, person=person_of(users[code]))
        services.switch_on(duty, now=now, actor=director)
    return users


def _live(one: Instance, user: User, rng: random.Random, school: School) -> None:
    """One time of a duty: mostly done in time; some late, missed or excused."""
    chance = rng.random()
    if chance < 0.06 or (one.duty.days == "every" and not is_school_day(one.day) and chance < 0.5):
        return
    if chance < 0.09:
        with audit.dated(one.opens_at):
            services.instance_excuse(one, reason="停电检修", actor=school.user("director"))
        return
    span = int((one.due_at - one.opens_at).total_seconds() // 60)
    at = one.opens_at + dt.timedelta(minutes=rng.randint(min(5, span // 2), max(span - 10, 6)))
    if chance < 0.14:
        at = one.closes_at + dt.timedelta(hours=rng.randint(1, 9))
    answers = _answers(one, rng)
    key = uuid4()
    sent = Sent(key=key, device_at=at, off=dt.timedelta(), seconds=rng.randint(20, 240))
    with audit.dated(at):
        services.instance_do(one, answers=answers, sent=sent, now=at, actor=user)


def _answers(one: Instance, rng: random.Random) -> dict[str, Mapping[str, Any]]:
    version = one.duty.version
    found: dict[str, Mapping[str, Any]] = {}
    for item in version.checklist if version else ():
        if item.kind == "tick":
            is_bad = rng.random() < 0.012
            found[item.code] = {"key": "bad", "note": rng.choice(FOUND)} if is_bad else {"key": "ok"}
        elif item.kind == READING:
            found[item.code] = {"value": _number(one, item, rng)}
        elif item.kind == "choice":
            found[item.code] = {"value": item.choices[0]}
        elif item.kind == "photo":
            found[item.code] = {"key": "cannot", "note": "手机没电"}
        elif item.required:
            found[item.code] = {"value": "总务处各组"}
    return found


def _number(one: Instance, item: Item, rng: random.Random) -> str:
    """A reading within its limits; at the first pump it never moves: somebody will have to look."""
    if item.code == "pressure":
        return "0.36" if one.spot and one.spot.sort == 1 else f"0.{rng.randint(30, 44)}"
    if item.low is None and item.high is not None:
        return str(item.high)
    low = int(item.low or 0)
    return str(rng.randint(low + 12, low + 24) if item.high is not None else low + rng.randint(4, 60))
