"""The demo's days at the gate: the log, incidents, visitors, slips."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, SchoolClass, holders
from lvye.kernel.places.api import Place, PlaceStatus
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, is_school_day
from lvye.kit.days import at_hour

from . import services
from .models import Camera, Entry, Outing, Visit

DAY = dt.timedelta(days=1)
COMERS = (
    ("parent", "谈孩子的学习", ""), ("parent", "送药", ""), ("guest", "教研交流", ""), ("other", "推销", ""),
    ("supplier", "送菜", "湘A6K213"), ("supplier", "送书", "湘A9D558"), ("worker", "修空调", "湘A2T701"),
    ("official", "安全检查", "湘A0B116"),
)  # fmt: skip
NOTES = ("路灯不亮一盏，报修了", "晚自习后清场，楼道灯关好", "快递放传达室，通知老师来取", "雨大，下水口清了树叶",
         "校门口家长车多，疏导到七点五十")  # fmt: skip
HANDOVERS = "钥匙十二把、对讲机两部、器材齐，没有没办完的事"
# kind, level, place, what, handling, lesson; article after a bar
HAPPENED = (
    ("stranger", "small", "校门广场", "一名社会青年要进校找人，说不清找谁", "劝离，通知年级组", ""),
    ("banned", "small", "校门广场", "进校门时书包里带了折叠刀|折叠刀", "扣下，通知班主任和家长", ""),
    (
        "climb",
        "grave",
        "操场",
        "晚上九点有学生翻北墙，被巡逻的拦下",
        "带回宿舍，联系班主任和家长",
        "北角加一盏灯，巡逻加一趟",
    ),
    ("theft", "small", "停车场", "电动车电瓶被偷一个", "调监控，报派出所登记", ""),
    ("traffic", "small", "校门广场", "两辆接送车刮碰，没有人受伤", "疏导，请交警处理", ""),
    ("damage", "small", "操场", "外来青年踢坏一块围网", "拦下，家长来赔偿", ""),
)


def fill(school: Any, term: Term, rng: random.Random, *, small: bool) -> None:
    """One term up to yesterday."""
    last = min(term.ends_on, school.today - DAY)
    days = [term.begins_on + dt.timedelta(days=n) for n in range((last - term.begins_on).days + 1)]
    guards = list(holders("guard", last))
    hosts = list(Person.objects.filter(kind=PersonKind.TEACHER, status=PersonStatus.HERE).order_by("pk")[:12])
    with audit.dated(at_hour(last, 20)):
        _log(school, days, guards, rng)
        _visits(school, [day for day in days if is_school_day(day)], guards, hosts, rng, few=small)
        _slips(school, [day for day in days if is_school_day(day)], rng)
    _happened(school, term, days)


def _log(school: Any, days: list[dt.date], guards: list[Person], rng: random.Random) -> None:
    rows: list[dict[str, Any]] = []
    leader = Person.objects.get(user=school.user("deputy"))
    for n, day in enumerate(days):
        one, other = guards[n % len(guards)], guards[(n + 1) % len(guards)]
        rows.append({"kind": "handover", "at": at_hour(day, 14), "on": day, "shift": "早班", "person": one,
                     "partner": other, "words": HANDOVERS})  # fmt: skip
        rows.append({"kind": "calm", "at": at_hour(day, 21, 30), "on": day, "shift": "中班", "person": other})
        if rng.random() < 0.25:
            rows.append({"kind": "note", "at": at_hour(day, 19, 10), "on": day, "shift": "中班", "person": other,
                         "words": rng.choice(NOTES)})  # fmt: skip
        if n % 7 == 3:
            found = "asleep" if n == 17 else "there"
            words = "叫醒，当面批评" if found == "asleep" else ""
            rows.append({"kind": "check", "at": at_hour(day, 23, 20), "on": day, "shift": "夜班", "person": leader,
                         "partner": one, "found": found, "words": words})  # fmt: skip
    records.create_many(Entry, rows, actor=school.user("director"), check=False)


def _visits(
    school: Any, days: list[dt.date], guards: list[Person], hosts: list[Person], rng: random.Random, *, few: bool
) -> None:
    rows: list[dict[str, Any]] = []
    for day in days:
        for n in range(1 if few else rng.randint(1, 4)):
            kind, why, plate = rng.choice(COMERS)
            came = at_hour(day, 8 + 2 * n, rng.randint(0, 50))
            row: dict[str, Any] = {
                "kind": kind, "name": f"来客{rng.choice('王李张刘陈')}", "phone": f"1380000{rng.randint(1000, 9999)}",
                "host": rng.choice(hosts), "why": why, "plate": plate, "people": rng.choice((1, 1, 2)), "came_at": came,
                "on": day, "guard": rng.choice(guards), "paper_tail": f"{rng.randint(1000, 9999)}",
            }  # fmt: skip
            if kind == "other":
                row |= {"status": "refused", "refusal": "没有约定"}
            else:
                stay = dt.timedelta(minutes=rng.randint(15, 120))
                row |= {"status": "left", "confirmed": rng.choice(("program", "phone")), "badge": str(n + 1),
                        "entered_at": came + dt.timedelta(minutes=4), "left_at": came + stay,
                        "meets": "lobby" if kind == "parent" else "inside"}  # fmt: skip
            rows.append(row)
    records.create_many(Visit, rows, actor=guards[0].user or school.actor, check=False)


def _slips(school: Any, days: list[dt.date], rng: random.Random) -> None:
    classes = list(SchoolClass.objects.filter(is_open=True, head__isnull=False).select_related("head").order_by("pk"))
    pupils = {
        one.pk: list(Person.objects.filter(school_class=one, kind="student").order_by("pk")[:5]) for one in classes
    }
    rows = []
    for day in days[:: max(len(days) // 30, 1)]:
        school_class = rng.choice(classes)
        out = at_hour(day, rng.choice((9, 10, 14)), rng.randint(0, 50))
        rows.append(
            {"person": rng.choice(pupils[school_class.pk]), "school_class": school_class, "why": "sick",
             "leaves_at": out, "on": day, "taker": "家长", "relation": "父母", "taker_phone": "13900000000",
             "asked_by": school_class.head, "agreed_by": school_class.head,
             "agreed_at": out - dt.timedelta(minutes=30), "out_at": out,
             "returned_at": out + dt.timedelta(hours=2), "status": "back"}
        )  # fmt: skip
    records.create_many(Outing, rows, actor=school.actor, check=False)


def _happened(school: Any, term: Term, days: list[dt.date]) -> None:
    """Incidents spread over the term, all closed; and a camera that was blind for a day."""
    guard, director = school.user("guard"), school.user("director")
    for n, (kind, level, where, told, handling, lesson) in enumerate(HAPPENED):
        place = Place.objects.filter(name=where, status=PlaceStatus.OPEN).first()
        if place is None:
            continue
        at = at_hour(days[(n + 1) * len(days) // 8], 16, 20)
        what, _bar, article = told.partition("|")
        with audit.dated(at):
            one = services.incident_write(
                kind=kind, level=level, place=place, what=what, article=article, handling=handling,
                with_police=kind == "theft", now=at, actor=guard,
            )  # fmt: skip
            services.incident_close(one, lesson=lesson, now=at + dt.timedelta(hours=2), actor=director)
    camera = Camera.objects.order_by("pk")[3]
    at = at_hour(days[len(days) // 2], 9)
    with audit.dated(at):
        fault = services.camera_fail(camera, what="画面黑屏", now=at, actor=director)
        hours = dt.timedelta(hours=5 if term == school.full else 30)
        services.camera_mend(fault, note="换了电源", now=at + hours, actor=director)


def today(school: Any, now: dt.datetime) -> None:
    """What is going on at the gate at this moment."""
    guard, director = school.user("guard"), school.user("director")
    teacher = Person.objects.get(user=school.user("teacher"))
    with audit.dated(now):
        inside = services.visit_write(
            kind="worker", name="来客赵", phone="13800001234", host=Person.objects.get(user=director), why="修电梯",
            plate="湘A7M330", now=now - dt.timedelta(hours=1), actor=guard,
        )  # fmt: skip
        services.visit_enter(inside, badge="3", now=now - dt.timedelta(minutes=52), actor=director)
        services.visit_write(
            kind="parent", name="来客周", phone="13800005678", host=teacher, why="送课本",
            now=now - dt.timedelta(minutes=6), actor=guard,
        )  # fmt: skip
        pupils = Person.objects.filter(school_class__head=teacher, kind="student", status="here").order_by("pk")
        for pupil in pupils[:1]:
            services.outing_write(
                person=pupil, leaves_at=now + dt.timedelta(minutes=20), why="sick", taker="家长", relation="母亲",
                taker_phone="13900002222", now=now, actor=school.user("teacher"),
            )  # fmt: skip
        place = Place.objects.get(name="校门广场", status=PlaceStatus.OPEN)
        services.incident_write(
            kind="traffic", level="small", place=place, what="送货车堵住消防通道，司机找不到",
            now=now - dt.timedelta(minutes=40), actor=guard,
        )  # fmt: skip
        camera = Camera.objects.order_by("-pk")[1]
        services.camera_fail(camera, what="夜里画面全黑", now=now - dt.timedelta(hours=3), actor=director)
