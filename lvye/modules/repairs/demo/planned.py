"""The lists of planned works of the demo."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.modules.repairs import services

from .ground import School, at


def works_of(school: School) -> tuple[tuple[Any, ...], ...]:
    """name, kind, begins, days, opening, who, how much, unit, whether it gets done."""
    opening = school.running.begins_on
    summer = opening - dt.timedelta(days=40)
    before = school.full.begins_on - dt.timedelta(days=12)
    return (
        ("检修全部课桌凳", "overhaul", before, 8, school.full.begins_on, "carpenter", 900, "套", True),
        ("检查教室照明和插座", "overhaul", before, 8, school.full.begins_on, "repairer", 50, "间", True),
        (
            "清掏雨水井和屋面地漏",
            "drain",
            school.full.begins_on + dt.timedelta(days=50),
            12,
            None,
            "mason",
            64,
            "处",
            True,
        ),
        (
            "垃圾桶、消防箱除锈刷漆",
            "paint",
            school.full.begins_on + dt.timedelta(days=70),
            15,
            None,
            "mason",
            156,
            "个",
            True,
        ),
        ("宿舍床和柜子检修", "holiday", summer, 15, opening, "carpenter", 320, "张", True),
        ("宿舍水管和阀门更换", "holiday", summer, 20, opening, "repairer", 40, "处", True),
        ("教学楼外墙修补粉刷", "holiday", summer, 30, opening, "mason", 260, "平方米", True),
        ("艺术楼空调清洗", "holiday", summer + dt.timedelta(days=10), 22, opening, "climate", 36, "台", False),
        ("门窗密封条更换", "winter", opening + dt.timedelta(days=75), 12, None, "carpenter", 180, "米", False),
    )


def planned(school: School) -> None:
    """The lists of works before opening and in the holidays, most of them done in time."""
    people = {p.user.username: p for p in Person.objects.filter(user__isnull=False).select_related("user") if p.user}
    for name, kind, begins, days, opens, who, qty, unit, done in works_of(school):
        moment = at(begins, 9, 0)
        due = begins + dt.timedelta(days=days)
        with transaction.atomic(), audit.dated(moment):
            work = services.planned_add(
                actor=school.user("director"), name=name, kind=kind, batch=_batch(kind, begins), begins_on=begins,
                due_on=due, opening_on=opens, responsible=people[who], supervisor=people["deputy"],
                target_qty=Decimal(qty), unit=unit,
            )  # fmt: skip
            if done and due <= school.today:
                end = at(due - dt.timedelta(days=1), 16, 0)
                services.planned_finish(
                    work,
                    done_on=end.date(),
                    done_qty=Decimal(qty),
                    result="按计划完成",
                    now=end,
                    actor=school.user("deputy"),
                )


def _batch(kind: str, begins: dt.date) -> str:
    words = {"overhaul": "开学前检修", "holiday": "假期维修"}
    return f"{begins.year}年{words.get(kind, '日常计划')}"
