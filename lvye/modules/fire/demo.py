"""The fire safety of the demo school: devices in every building, their checks, a refill, plans and drills."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from calendar import monthrange
from decimal import Decimal
from typing import Any, Protocol
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.duties.api import (
    Clock,
    Duty,
    Instance,
    Result,
    Sent,
    Spot,
    Status,
    duty_amend,
    instance_do,
    library_prepare,
    switch_on,
)
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.places.api import Place, PlaceStatus, place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour
from lvye.kit.memo import forget

from . import services
from .models import Device, Drill, Kind, Plan, UpkeepKind

SEED = 20261121
MAKERS = ("安泰消防", "浙安消防器材", "平远消防")
CHECKED = ("extinguisher_monthly", "fire-hydrant-monthly")
NOW_DONE = 36  # checks of this month made one by one, as they are made on the phone


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
        _devices(school, rng, small=small)
        plans = _plans(school)
    with transaction.atomic():
        _checks(school, rng, small=small)
        _upkeeps(school)
        _drills(school, plans)
        _run(school, plans)
    forget()


def _person(school: School, username: str) -> Person:
    found = person_of(school.user(username))
    assert found is not None  # noqa: S101 - the demo's own people
    return found


def _devices(school: School, rng: random.Random, *, small: bool) -> None:
    today = school.full.begins_on
    halls = Place.objects.filter(name="走廊", status=PlaceStatus.OPEN).select_related("building", "parent")
    sides = ("东侧楼梯口",) if small else ("东侧楼梯口", "西侧楼梯口")
    rows: list[dict[str, Any]] = []
    for hall in halls.order_by("path"):
        rows += [_bottle(hall, side, rng, today) for side in sides] + _fixed(hall, rng, today)
    lab = place_by_name("实验楼 1层 101实验室")
    if lab is not None:
        made_on = dt.date(2024, 5, 6)
        rows.append(_bottle(lab, "药品柜旁", rng, today) | {"agent": "co2", "spec": "MT/3", "made_on": made_on})
    pump = place_by_name("后勤楼 1层 101库房")
    if pump is not None:
        tested = today - dt.timedelta(days=20)
        rows.append({"kind": Kind.PUMP, "place": pump, "spec": "XBD 30/20", "serviced_on": tested})
    last = school.today.replace(day=1) - dt.timedelta(days=4)
    for row in rows:
        if row["kind"] in (Kind.EXTINGUISHER, Kind.HYDRANT):
            row["checked_on"] = last
    services.devices_create(rows, today=today, actor=school.user("director"))


def _fixed(hall: Place, rng: random.Random, today: dt.date) -> list[dict[str, Any]]:
    """What hangs in a corridor beside its extinguishers."""
    tested = today - dt.timedelta(days=rng.randint(0, 20) + (150 if rng.random() < 0.05 else 0))
    same = {"place": hall, "installed_on": dt.date(2021, 8, rng.randint(1, 28)), "serviced_on": tested}
    rows: list[dict[str, Any]] = [same | {"kind": Kind.HYDRANT, "spot": "楼道中间", "spec": "SN65 箱式"}]
    if hall.parent is not None and hall.parent.name == "1层":
        rows.append(same | {"kind": Kind.EXIT, "spot": "正门"})
        rows.append(same | {"kind": Kind.LIGHT, "spot": "正门上方"})
    if hall.building is not None and "宿舍" in hall.building.name:
        rows.append(same | {"kind": Kind.ALARM, "spot": "楼道顶", "spec": "点型感烟"})
    return rows


def _bottle(place: Place, spot: str, rng: random.Random, today: dt.date) -> dict[str, Any]:
    """An extinguisher: most are young, some were serviced, a few have reached their end."""
    chance = rng.random()
    if chance < 0.04:
        made_on, serviced = today - dt.timedelta(days=3653 + 60 - rng.randint(0, 200)), today - dt.timedelta(days=300)
    elif chance < 0.3:
        made_on = today - dt.timedelta(days=365 * 6 + rng.randint(0, 600))
        serviced = today - dt.timedelta(days=rng.randint(20, 400))
    else:
        made_on, serviced = today - dt.timedelta(days=rng.randint(200, 1500)), None
    return {
        "kind": Kind.EXTINGUISHER,
        "agent": "powder",
        "spec": "MFZ/ABC4",
        "place": place,
        "spot": spot,
        "made_on": made_on,
        "serviced_on": serviced,
        "maker": rng.choice(MAKERS),
        "serial": f"{made_on:%y%m}{rng.randint(1000, 9999)}",
    }


def _plans(school: School) -> dict[str, Plan]:
    services.plans_prepare(actor=school.user("director"))
    owner = {"food": "vice", "dorm": "deputy"}
    found = {}
    for plan in Plan.objects.order_by("pk"):
        services.plan_amend(
            plan, actor=school.user("director"), owner=_person(school, owner.get(plan.series, "director"))
        )
        found[plan.series] = services.plan_issue(plan, today=school.full.begins_on, actor=school.user("director"))
    return found


def _checks(school: School, rng: random.Random, *, small: bool) -> None:
    """Months that are over as they were told afterwards; this month as it goes on."""
    this = school.today.replace(day=1)
    now = at_hour(this, 6)
    he = school.user("repairer")
    for code in (*CHECKED, "fire-light-monthly", "fire-alarm-monthly", "fire-pump-weekly", "evacuation_drill"):
        duty = Duty.objects.get(code=code)
        with audit.dated(now):
            who = "vice" if code == "evacuation_drill" else "repairer"
            duty_amend(duty, now=now, actor=school.user("director"), person=_person(school, who))
            switch_on(duty, starts_on=this, now=now, actor=school.user("director"))
        if code in CHECKED:
            for term in (school.full, school.running):
                _past(duty, term.begins_on, min(term.ends_on, this - dt.timedelta(days=1)), he, rng)
    rows = Instance.objects.filter(duty__code__in=CHECKED, day__gte=this, opens_at__lt=at_hour(school.today, 6))
    for number, one in enumerate(rows.select_related("duty", "spot__place").order_by("spot__sort", "pk")[:NOW_DONE]):
        device = Device.objects.get(pk=one.spot.target_id if one.spot else 0)
        at = min(at_hour(this + dt.timedelta(days=number % 12), 8, number), at_hour(school.today, 5))
        with audit.dated(at):
            _do(one, device, he, at, rng, is_bad=number == 17)


def _past(duty: Duty, first: dt.date, last: dt.date, user: User, rng: random.Random) -> None:
    """Each month between two days: most were checked, some late, one or two forgotten."""
    spots = list(Spot.objects.filter(duty=duty, is_open=True).order_by("sort", "pk"))
    month = first.replace(day=1)
    rows: list[dict[str, Any]] = []
    while month <= last:
        ends = month.replace(day=monthrange(month.year, month.month)[1])
        if ends <= last:
            due = at_hour(ends, 21)
            times = {
                "key_on": month,
                "slot": 0,
                "day": ends,
                "opens_at": at_hour(month, 7),
                "due_at": due,
                "closes_at": due,
            }
            for spot in spots:
                chance = rng.random()
                status = Status.MISSED if chance < 0.02 else Status.LATE if chance < 0.05 else Status.DONE
                rows.append({"duty": duty, "spot": spot, "status": status, **times})
        month = ends + dt.timedelta(days=1)
    made = records.create_many(Instance, rows, actor=user, check=False)
    checked = [one for one in made if one.status != Status.MISSED]
    results = [_result(one, number, user, rng) for number, one in enumerate(checked)]
    records.create_many(Result, results, actor=user, check=False)


def _result(one: Instance, number: int, user: User, rng: random.Random) -> dict[str, Any]:
    version = one.duty.version
    late = dt.timedelta(hours=14) if one.status == Status.LATE else dt.timedelta(days=-(number % 9) - 1)
    at = one.due_at + late - dt.timedelta(minutes=number % 600)
    return {
        "instance": one, "version": version, "person": person_of(user), "by_name": user.name, "done_at": at,
        "device_at": at, "received_at": at, "clock": Clock.RIGHT, "is_late": one.status == Status.LATE,
        "is_proved": True, "answers": {item.code: {"key": "ok"} for item in (version.checklist if version else [])},
        "scans": [], "seconds": rng.randint(15, 70), "key": uuid4(),
    }  # fmt: skip


def _do(one: Instance, device: Device, user: User, at: dt.datetime, rng: random.Random, *, is_bad: bool) -> None:
    items = one.duty.version.checklist if one.duty.version else []
    today = timezone.localdate(at)
    answers: dict[str, dict[str, str]] = {item.code: {"key": "ok"} for item in items}
    if device.is_past(today) or device.wants_service(today):
        answers["dates"] = {"key": "bad", "note": "到期没有送修"}
    if is_bad:
        answers[items[0].code] = {"key": "bad", "note": "指针掉到红区"}
    sent = Sent(
        key=uuid4(),
        device_at=at,
        off=dt.timedelta(0),
        seconds=rng.randint(12, 60),
        scans=[{"code": f"/f/{device.code}/", "at": at.isoformat()}],
    )
    instance_do(one, answers=answers, sent=sent, now=at, actor=user)


def _upkeeps(school: School) -> None:
    """One refill of the closed term with its certificates, one that is out, one scrapping that waits."""
    desk, director = school.user("desk"), school.user("director")
    day = school.full.begins_on + dt.timedelta(days=40)
    bottles = Device.objects.filter(kind=Kind.EXTINGUISHER, serviced_on=None, scrap_due_on__gt=day).order_by(
        "made_on", "pk"
    )
    with audit.dated(at_hour(day, 9)):
        first = services.upkeep_make(
            list(bottles[:8]), kind=UpkeepKind.SERVICE, why="压力不足，送充装", today=day, actor=desk
        )
        first = services.upkeep_send(first, firm="安泰消防", due_on=day + dt.timedelta(days=7), today=day, actor=desk)
    back = day + dt.timedelta(days=6)
    with audit.dated(at_hour(back, 15)):
        came = {
            line.pk: services.Came(result="serviced", certificate=f"AT-{back:%y%m}-{n:03d}")
            for n, line in enumerate(first.lines.order_by("pk"), 1)
        }
        services.upkeep_back(first, came, cost=Decimal(360), today=back, actor=desk)
    sent = school.today - dt.timedelta(days=3)
    with audit.dated(at_hour(sent, 9)):
        out = services.upkeep_make(
            list(bottles.filter(status="here")[:3]), kind=UpkeepKind.SERVICE, why="压力不足", today=sent, actor=desk
        )
        services.upkeep_send(out, firm="安泰消防", due_on=school.today + dt.timedelta(days=4), today=sent, actor=desk)
    past = Device.objects.filter(scrap_due_on__lt=school.today, status="here").order_by("scrap_due_on", "pk")[:2]
    if past:
        with audit.dated(at_hour(sent, 10)):
            services.upkeep_make(
                list(past), kind=UpkeepKind.SCRAP, why="满十年，到报废年限", today=sent, actor=director
            )


def _drills(school: School, plans: dict[str, Plan]) -> None:
    """Two in the closed term, one in the running one, and one to come."""
    begun, now = school.full.begins_on, school.running.begins_on
    _held(
        school,
        plans["evacuation"],
        begun + dt.timedelta(days=23),
        ("教学楼", "实验楼", "图书馆"),
        ((1.04, 0.86, 0.7), "evac"),
    )
    _held(
        school, plans["dorm"], begun + dt.timedelta(days=86), ("学生宿舍1号楼", "学生宿舍2号楼"), (((0.84, 0.93), ""))
    )
    held = min(now + dt.timedelta(days=25), school.today - dt.timedelta(days=5))
    _held(school, plans["evacuation"], held, ("教学楼", "实验楼", "艺术楼"), (((1.08, 0.8, 0.77), "late")))
    director = school.user("director")
    services.drill_plan(
        plan=plans["fire"],
        buildings=_buildings(("教学楼", "食堂", "行政楼")),
        planned_on=school.today + dt.timedelta(days=6),
        lead=_person(school, "vice"),
        today=school.today,
        actor=director,
        roles="警报：门卫室\n东楼梯：三楼、四楼各一位老师\n清点：班主任，三分钟内报到总指挥",
        with_brigade=True,
    )


def _run(school: School, plans: dict[str, Plan]) -> None:
    """Once in the closed term a plan was followed in earnest."""
    begun = at_hour(school.full.begins_on + dt.timedelta(days=37), 10, 6)
    director, guard = school.user("director"), school.user("guard")
    with audit.dated(begun):
        run = services.run_start(
            what="实验楼配电箱冒烟", place=place_by_name("实验楼"), about=None, now=begun, actor=guard
        )
        run = services.run_choose(run, plans["fire"], actor=director)
    for n, step in enumerate(run.steps.select_related("run").order_by("number")):
        at = begun + dt.timedelta(minutes=2 + 4 * n)
        with audit.dated(at):
            services.step_tick(step, now=at, actor=guard if n < 2 else director)
    over = begun + dt.timedelta(minutes=31)
    with audit.dated(over):
        words = "空气开关老化冒烟，断电后没有明火，没有人受伤；当天换了，其它楼查了一遍。"
        services.run_end(run, words=words, now=over, actor=director)


def _buildings(names: tuple[str, ...]) -> list[Place]:
    return [place for name in names if (place := place_by_name(name)) is not None]


def _held(
    school: School, plan: Plan, day: dt.date, names: tuple[str, ...], took: tuple[tuple[float, ...], str]
) -> None:
    director, vice = school.user("director"), school.user("vice")
    shares, task = took
    places = _buildings(names)
    with audit.dated(at_hour(day - dt.timedelta(days=7), 10)):
        drill = services.drill_plan(
            plan=plan,
            buildings=places,
            planned_on=day,
            lead=_person(school, "vice"),
            actor=director,
            today=day - dt.timedelta(days=7),
            roles="每层楼梯口一位老师护导\n班主任到操场点名",
            with_brigade=bool(task == "evac"),
        )
    alarm = at_hour(day, 15, 10)
    with audit.dated(alarm):
        times = {
            one.pk: services.Took(people=180 + 160 * n, seconds=int(one.limit * shares[n]))
            for n, one in enumerate(drill.times.order_by("pk"))
        }
        held = services.drill_hold(drill, times, alarm_at=alarm, now=alarm + dt.timedelta(minutes=30), actor=vice)
    _reviewed(school, held, places[0], task)


def _reviewed(school: School, held: Drill, place: Place, task: str) -> None:
    """The next morning: what was found, and the words."""
    director, review = school.user("director"), (held.held_on or school.today) + dt.timedelta(days=1)
    with audit.dated(at_hour(review, 10)):
        if task:
            found = services.finding_add(
                held, what="三楼东楼梯口两个班抢道", measure="改走西楼梯，教室门后的路线图重贴", place=place,
                responsible=_person(school, "deputy"), due_on=review + dt.timedelta(days=14), today=review,
                actor=director,
            )  # fmt: skip
            if task == "evac":
                fixed = review + dt.timedelta(days=9)
                services.finding_finish(found, done_words="路线重新分了，图都换了", today=fixed, actor=director)
        words = "全程有序，没有奔跑推挤；清点快。下次把警报到第一个班出门的时间再压短。"
        services.drill_close(held, summary=words, today=review, actor=director)
