"""The security of the demo school: letters of both terms, key places, cameras, the gate hour by hour, who came."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.duties.api import Duty, Instance, generate, missed_mark, switch_on
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, SchoolClass, holders
from lvye.kernel.places.api import Place, PlaceStatus, code_of, place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.rosters.api import Kind, roster_ask, roster_create, roster_publish, roster_solve
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour

from . import demo_days, demo_outside, services
from .models import Camera, Equipment, Gap, How, KeyPlace, Pledge, PledgeStatus, Wording
from .services import pledges as letters
from .services.gates import DUTY

SEED = 20261121
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
WATCHED_DAYS = 2
KEYPLACES = (
    ("门卫室", "gate", "两人在岗", "伸缩门、防撞桩、钢叉盾牌", "监控、一键报警"),
    ("学生宿舍1号楼", "dorm", "宿管员值守，夜里巡两遍", "一楼窗户护栏可从里面打开", "走廊监控、烟感"),
    ("学生宿舍2号楼", "dorm", "宿管员值守，夜里巡两遍", "一楼窗户护栏可从里面打开", "走廊监控、烟感"),
    ("食堂", "canteen", "厨师长负责，锁门交接", "仓库双锁", "操作间监控、燃气报警"),
    ("实验楼", "lab", "危化品双人双锁", "防盗门、专柜", "监控、烟感"),
    ("后勤楼", "power", "水电工每天看一遍", "防火门、挡鼠板", "温感、监控"),
    ("行政楼", "finance", "出纳随手锁门，取款两人", "防盗门、保险柜", "红外报警、监控"),
    ("图书馆", "crowd", "管理员清场锁门", "疏散门外推", "监控、应急灯"),
)
CAMERAS = ("大门", "侧门", "门卫室", "教学楼门厅", "楼梯口", "走廊东", "走廊西", "食堂操作间", "食堂仓库", "宿舍门口",
           "危化品柜", "机房", "财务室", "停车场", "围墙北角", "操场看台")  # fmt: skip
EQUIPMENT = (
    ("fork", 4, 0), ("baton", 4, 0), ("shield", 2, 0), ("helmet", 4, 400), ("vest", 4, 500), ("spray", 4, 20),
    ("torch", 4, 0), ("radio", 6, 0), ("alarm", 1, 120), ("crossing", 8, 0),
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


def fill(school: School, *, small: bool = False) -> None:
    """Both terms, up to this hour."""
    rng = random.Random(SEED)
    with transaction.atomic(), audit.dated(at_hour(school.full.begins_on, 7)):
        services.wordings_prepare(actor=school.actor)
        places = _keyplaces(school)
        _cameras(school, places, rng)
        _things(school, places)
        _heads(school)
    for term in (school.full, school.running):
        with transaction.atomic():
            _letters(school, term, rng)
            demo_days.fill(school, term, rng, small=small)
    with transaction.atomic():
        demo_outside.fill(school, rng)
    now = _moment(school)
    with transaction.atomic():
        _shifts(school)
        _gate(school, now, rng)
        demo_days.today(school, now)


def _moment(school: School) -> dt.datetime:
    """Up to when the demo's last day has gone: now, where it is made today; else three in the afternoon."""
    now = timezone.now()
    return now if school.today == timezone.localdate(now) else at_hour(school.today, 15)


def _place(name: str) -> Place | None:
    return place_by_name(name) or Place.objects.filter(name=name, status=PlaceStatus.OPEN).first()


def _keyplaces(school: School) -> list[KeyPlace]:
    keepers = [Person.objects.get(user=school.user(name)) for name in ("deputy", "keeper", "repairer", "desk")]
    found = [(place, row) for row in KEYPLACES if (place := _place(row[0])) is not None]
    rows = [
        {"place": place, "kind": row[1], "responsible": keepers[n % len(keepers)], "people": row[2], "things": row[3],
         "technique": row[4], "is_watched": row[1] == "gate"}
        for n, (place, row) in enumerate(found)
    ]  # fmt: skip
    return records.create_many(KeyPlace, rows, actor=school.actor)


def _cameras(school: School, places: list[KeyPlace], rng: random.Random) -> None:
    rows = []
    for n, name in enumerate(CAMERAS):
        at = places[n % len(places)]
        days = 21 if n == 9 else rng.randint(30, 37)
        rows.append(
            {"number": f"JK{n + 1:03}", "name": name, "place": at.place, "keyplace": at if n < 9 else None,
             "recorder": f"录像机{n // 8 + 1}", "installed_on": dt.date(2023, 8, 20), "keeps_days": days,
             "measured_on": school.today - dt.timedelta(days=rng.randint(3, 20)), "wanted_days": 30}
        )  # fmt: skip
    records.create_many(Camera, rows, actor=school.actor)


def _things(school: School, places: list[KeyPlace]) -> None:
    keeper = Person.objects.get(user=school.user("deputy"))
    rows = [
        {"kind": kind, "count": count, "place": places[0].place, "keeper": keeper, "got_on": dt.date(2024, 9, 1),
         "expires_on": school.today + dt.timedelta(days=days) if days else None}
        for kind, count, days in EQUIPMENT
    ]  # fmt: skip
    records.create_many(Equipment, rows, actor=school.actor)


def _heads(school: School) -> None:
    """Classes without a head teacher get one, the teacher who signs in among them."""
    teachers = list(Person.objects.filter(kind=PersonKind.TEACHER, status=PersonStatus.HERE).order_by("pk"))
    free = SchoolClass.objects.filter(is_open=True, head=None).order_by("pk")
    for school_class, teacher in zip(free, teachers, strict=False):
        records.amend(school_class, actor=school.actor, head=teacher)


def _letters(school: School, term: Term, rng: random.Random) -> None:
    """Of the closed term all but two are signed; of the running one some are still waited for."""
    now = at_hour(term.begins_on, 8)
    rows: list[dict[str, Any]] = []
    for wording in Wording.objects.select_related("post").order_by("pk"):
        for whose in letters.signers(wording, term.begins_on):
            words = f"{wording.name}\n{wording.text}"
            rows.append({"wording": wording, "term": term, "words": words, "due_on": term.begins_on + 14 * DAY} | whose)
    left = rng.sample(range(len(rows)), 2 if term == school.full else max(len(rows) // 12, 3))
    for n, row in enumerate(rows):
        if n not in left:
            person = row.get("person")
            at = at_hour(term.begins_on + dt.timedelta(days=rng.randint(0, 12)), rng.randint(8, 17), rng.randint(0, 59))
            row |= {
                "status": PledgeStatus.SIGNED, "how": How.TYPED if person else How.PAPER, "signed_at": at,
                "signed_on": at.date(), "signer": person.name if person else row["lease"].partner.name,
                "witness": None if person else Person.objects.get(user=school.user("director")),
            }  # fmt: skip
    with audit.dated(now):
        records.create_many(Pledge, rows, actor=school.user("director"), check=False)


def _shifts(school: School) -> None:
    """The guards' shifts of these weeks."""
    director, first = school.user("director"), max(school.today - 6 * DAY, school.running.begins_on)
    kind = Kind.objects.get(code="gate")
    if holders("guard", school.today).count() < 3:
        return
    now = at_hour(first - DAY, 9)
    with audit.dated(now):
        made = roster_create(
            kind=kind, name="门卫班次", begins_on=first, ends_on=school.today + 14 * DAY, actor=director
        )
        made = roster_solve(roster_ask(made, actor=director), now=now, actor=director, seconds=1)
        if made.status == "ready":
            roster_publish(made, now=now, actor=director)


def _gate(school: School, now: dt.datetime, rng: random.Random) -> None:
    """The last days of the gate's hours: now and then one was forgotten, one is still to be looked into."""
    director, begin = (
        school.user("director"),
        at_hour(max(school.today - WATCHED_DAYS * DAY, school.running.begins_on), 0),
    )
    duty = Duty.objects.get(code=DUTY)
    with audit.dated(begin):
        switch_on(duty, now=begin, actor=director)
        generate(until=school.today + DAY, duties=[duty], now=begin, actor=director)
    gates = KeyPlace.objects.filter(is_watched=True).select_related("place").in_bulk()
    guards = [person for person in holders("guard", school.today) if person.user]
    rows = (
        Instance.objects.filter(duty=duty, due_at__lte=now).select_related("spot__place", "duty").order_by("opens_at")
    )
    for one in rows:
        forgot = timezone.localtime(one.opens_at).hour == 19 or (rng.random() < 0.02 and one.day < school.today)
        if one.spot is None or forgot or not guards:
            continue
        at = one.opens_at + dt.timedelta(minutes=rng.randint(0, 9))
        with audit.dated(at):
            code = code_of(gates[one.spot.target_id].place)
            services.gate_here(code, at=at, off=dt.timedelta(), now=at, actor=guards[0].user or director)
    with audit.dated(now):
        missed_mark(now=at_hour(school.today, 0, 30), actor=school.actor)
    for gap in Gap.objects.filter(on__lt=school.today).order_by("begins_at")[:1]:
        with audit.dated(now):
            services.gap_judge(gap, verdict="forgot", words="在校门口指挥送货车，人在岗", actor=director)
