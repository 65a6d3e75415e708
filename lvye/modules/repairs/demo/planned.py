"""The lists of planned works of the demo."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.modules.repairs import services
from lvye.modules.repairs.services import Line

from .ground import School, at


@dataclass(frozen=True)
class Plan:
    """A work of a list. outside: done at another school; lines: what was given out or fitted within it."""

    name: str
    kind: str
    begins: dt.date
    days: int
    opens: dt.date | None
    who: str
    qty: int
    unit: str
    done: bool = True
    outside: str = ""
    lines: tuple[Line, ...] = ()


GIVEN_OUT = (
    Line("配发", "铁锁", Decimal(46), "把"),
    Line("配发", "铁锹", Decimal(24), "把"),
    Line("配发", "扫帚", Decimal(92), "把"),
    Line("安装", "门环", Decimal(14), "个"),
)


def works_of(school: School) -> tuple[Plan, ...]:
    """Before both terms, in the holiday, in the course of the full term."""
    full, opening = school.full.begins_on, school.running.begins_on
    summer, before = opening - dt.timedelta(days=40), full - dt.timedelta(days=12)
    drains, painting = full + dt.timedelta(days=50), full + dt.timedelta(days=70)
    return (
        Plan("课桌凳逐张检修", "overhaul", before, 8, full, "carpenter", 900, "套"),
        Plan("检查教室照明和插座", "overhaul", before, 8, full, "repairer", 50, "间"),
        Plan("教室门窗检查和用具配发", "overhaul", full - dt.timedelta(days=2), 4, None, "carpenter", 46, "间",
             lines=GIVEN_OUT),
        Plan("疏通雨水井", "drain", drains, 12, None, "mason", 16, "个"),
        Plan("清理屋面地漏", "drain", drains, 12, None, "mason", 48, "个"),
        Plan("垃圾桶除锈刷漆", "paint", painting, 15, None, "mason", 87, "个"),
        Plan("灭火器箱除锈刷漆", "paint", painting, 15, None, "mason", 69, "个"),
        Plan("宿舍床和柜子检修", "holiday", summer, 15, opening, "carpenter", 320, "张"),
        Plan("宿舍水管和阀门更换", "holiday", summer, 20, opening, "repairer", 40, "处"),
        Plan("教学楼外墙修补粉刷", "holiday", summer, 30, opening, "mason", 260, "平方米"),
        Plan("屋面防水修补", "upkeep", full + dt.timedelta(days=30), 18, None, "mason", 6, "处", outside="河湾小学"),
        Plan("艺术楼空调清洗", "holiday", summer + dt.timedelta(days=10), 22, opening, "climate", 36, "台", done=False),
        Plan("门窗密封条更换", "winter", opening + dt.timedelta(days=75), 12, None, "carpenter", 180, "米", done=False),
    )  # fmt: skip


def planned(school: School) -> None:
    """The lists of works before opening and in the holidays, most of them done in time."""
    people = {p.user.username: p for p in Person.objects.filter(user__isnull=False).select_related("user") if p.user}
    director, deputy = school.user("director"), school.user("deputy")
    for plan in works_of(school):
        due = plan.begins + dt.timedelta(days=plan.days)
        with transaction.atomic(), audit.dated(at(plan.begins, 9, 0)):
            work = services.planned_add(
                actor=director, name=plan.name, kind=plan.kind, batch=_batch(plan), begins_on=plan.begins,
                due_on=due, opening_on=plan.opens, responsible=people[plan.who], supervisor=people["deputy"],
                target_qty=Decimal(plan.qty), unit=plan.unit, outside=plan.outside,
            )  # fmt: skip
            if plan.done and due <= school.today:
                end = at(due - dt.timedelta(days=1), 16, 0)
                services.planned_finish(
                    work, done_on=end.date(), done_qty=Decimal(plan.qty), result="按计划完成", lines=plan.lines,
                    now=end, actor=deputy,
                )  # fmt: skip


def _batch(plan: Plan) -> str:
    words = {"overhaul": "开学前检修", "holiday": "假期维修"}
    place = f"{plan.outside}维修" if plan.outside else words.get(plan.kind, "日常计划")
    return f"{plan.begins.year}年{place}"
