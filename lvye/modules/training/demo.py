"""Trainings and certificates of the demo school: a term that is behind it, and what the running one still owes."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person, holders
from lvye.kernel.places.api import Place, place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term, is_school_day
from lvye.kit.days import at_hour

from . import services
from .models import Licence, Need, Session, Sitter, SitterStatus
from .services.acting import asked

SEED = 20261123
DAY = dt.timedelta(days=1)
# code: who taught, what came of it, pupils
HELD = {
    "canteen-term": ("市场监督管理所", "现场抽问留样和消毒，两人答不全，已重讲。", 0),
    "fire-aid": ("消防救援大队", "人人提一次灭火器；心肺复苏练了两轮。", 0),
    "guard-gate": ("法制副校长", "演练了外人闯入的处置，报告顺序要再练。", 0),
    "pupil-safety": ("德育处", "国旗下讲话三次，板报一期，“遇险自救”知识竞赛一次。", 1180),
    "service-manner": ("总务主任", "接报修电话先报姓名，修完打电话回访。", 0),
    "food-week": ("食堂管理员", "食堂开放日来了家长四十多人。", 0),
}
RUNNING = ("fire-aid", "pupil-safety")  # of the running term these are behind it
# post, kind, whole name's beginning, issued by, days left (None: for good)
PAPERS = (
    ("guard", "guard", "公安局", (210, 520, 23, 760)),
    ("guard", "fire", "人力资源和社会保障局", (None,)),
    ("repairer", "electric", "应急管理局", (410,)),
    ("canteen", "food", "市场监督管理局", (300,)),
    ("finance", "account", "财政局", (None,)),
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
    rng = random.Random(SEED)
    director = school.user("director")
    with transaction.atomic():
        with audit.dated(at_hour(school.full.begins_on, 8)):
            services.courses_prepare(actor=school.actor)
            services.needs_prepare(actor=school.actor)
            _papers(school)
        for term in (school.full, school.running):
            with audit.dated(at_hour(term.begins_on, 8)):
                made = services.term_plan(term, actor=director)
            for one in made:
                code = one.course.code if one.course else ""
                if term == school.full or code in RUNNING:
                    _hold(school, one, min(one.due_on - 4 * DAY, school.today - 5 * DAY), rng)
        _system(school, rng)
        _coming(school)


def _place() -> Place | None:
    return place_by_name("报告厅") or place_by_name("行政楼")


def _hold(school: School, one: Session, day: dt.date, rng: random.Random) -> None:
    """It was held on a school day: nearly all came, most by their phones."""
    while not is_school_day(day):
        day -= DAY
    director = school.user("director")
    outside, told, heads = HELD[one.course.code] if one.course else ("总务主任", "当场试用，会了再走。", 0)
    with audit.dated(at_hour(day, 16)):
        one = records.amend(one, actor=director, on=day, place=_place(), teacher_from=outside)
        if heads == 0:
            records.create_many(Sitter, _sitters(one, day, rng), actor=director, check=False)
        records.take(one, "finish", actor=director, told=told, heads=heads or None)


def _sitters(one: Session, day: dt.date, rng: random.Random) -> list[dict[str, Any]]:
    least = Decimal(rules.value("training.pass_score", day))
    rows: list[dict[str, Any]] = []
    for n, person in enumerate(asked(one, day)):
        row: dict[str, Any] = {"session": one, "person": person}
        if n and rng.random() < 0.05:
            row |= {"status": SitterStatus.EXCUSED, "note": "外出办事"}
        elif n == 0 or rng.random() > 0.04:
            row |= {"status": SitterStatus.CAME, "sign": rng.choice(("tap", "code", "code", "desk")),
                    "signed_at": at_hour(day, 15, rng.randint(20, 35))}  # fmt: skip
            if one.with_test:
                score = Decimal(rng.choice((58, 72, 78, 84, 86, 90, 92, 95, 98)))
                row |= {"score": score, "passed": score >= least}
        rows.append(row)
    return rows


def _system(school: School, rng: random.Random) -> None:
    """Before the programme itself began: those who use it were taught."""
    day = school.full.begins_on + dt.timedelta(days=9)
    with audit.dated(at_hour(school.full.begins_on, 9)):
        one = services.session_create(
            now=at_hour(school.full.begins_on, 9), actor=school.user("director"), theme="手机报修和扫码检查怎么用",
            kind="system", audience="logistics", due_on=day + 3 * DAY, before_on=day + 5 * DAY,
            content="报修、派单、巡查各自在手机上做一遍。",
        )  # fmt: skip
    _hold(school, one, day, rng)


def _coming(school: School) -> None:
    """One is arranged for these days, the guards' is asked for, the kitchen's is late."""
    guards = Session.objects.filter(term=school.running, course__code="guard-gate").first()
    if guards is None:
        return
    day = school.today + 2 * DAY
    while not is_school_day(day) and day < school.today + 9 * DAY:
        day += DAY
    with audit.dated(at_hour(school.today, 8)):
        services.session_arrange(
            guards, on=day, place=_place(), teacher_from="法制副校长", now=at_hour(school.today, 8),
            actor=school.user("director"),
        )  # fmt: skip


def _papers(school: School) -> None:
    rows: list[dict[str, Any]] = []
    for post, kind, office, left in PAPERS:
        people: list[Person] = list(holders(post, school.today)[: len(left)])
        for n, (person, days) in enumerate(zip(people, left, strict=False)):
            rows.append(
                {"person": person, "kind": kind, "number": f"{kind[:2].upper()}2023{len(rows) + 1:04}",
                 "issued_by": office, "issued_on": dt.date(2023, 5, 8 + n),
                 "ends_on": None if days is None else school.today + dt.timedelta(days=days)}
            )  # fmt: skip
    if rows and Need.objects.exists():
        records.create_many(Licence, rows, actor=school.user("director"))
