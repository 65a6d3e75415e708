"""The demo's ground: school, calendar, fourteen buildings, sixty people, nine hundred pupils."""

# house: names of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.audit import api as audit
from lvye.kernel.people import api as people
from lvye.kernel.places import api as places
from lvye.kernel.terms import api as terms

PASSWORD = "qinghe-2026"  # noqa: S105 - printed at every start of the demo, and only there
SIGN_INS = {
    "director": "总务主任",
    "vice": "分管副校长",
    "principal": "校长",
    "repairer": "维修工（水电）",
    "teacher": "教师",
    "colleague": "教师（同事）",
    "keeper": "保管员",
    "desk": "总务干事",
    "deputy": "总务副主任",
    "carpenter": "维修工（木工）",
    "media": "维修工（电教）",
    "mason": "维修工（土建）",
    "climate": "维修工（空调）",
    "finance": "会计",
    "cashier": "出纳",
    "buyer": "采购员",
    "receiver": "验收员",
    "guard": "门卫",
    "canteen": "食堂管理员",
    "admin": "系统管理员",
}

# building, floors, rooms a floor, what a room is called
BUILDINGS = (
    ("教学楼", 5, 10, "教室"),
    ("实验楼", 4, 8, "实验室"),
    ("图书馆", 3, 4, "阅览室"),
    ("行政楼", 4, 8, "办公室"),
    ("艺术楼", 3, 6, "功能室"),
    ("体育馆", 2, 4, "场馆"),
    ("食堂", 2, 4, "餐厅"),
    ("学生宿舍1号楼", 6, 14, "宿舍"),
    ("学生宿舍2号楼", 6, 14, "宿舍"),
    ("教师公寓", 5, 6, "宿舍"),
    ("报告厅", 1, 3, "厅室"),
    ("校医室", 1, 3, "诊室"),
    ("后勤楼", 2, 6, "库房"),
    ("门卫室", 1, 2, "值班室"),
)
GROUNDS = ("操场", "中心花园", "停车场", "校门广场")

# post, name, department, username
STAFF = (
    ("principal", "林远山", "校办", "principal"),
    ("vice_principal", "周敏", "校办", "vice"),
    ("director", "何建国", "总务处", "director"),
    ("deputy_director", "钱志平", "总务处", "deputy"),
    ("desk", "吴桂芳", "总务处", "desk"),
    ("repairer", "王德明", "总务处", "repairer"),
    ("repairer", "赵志强", "总务处", "carpenter"),
    ("repairer", "马俊", "总务处", "media"),
    ("repairer", "李国富", "总务处", "mason"),
    ("repairer", "孙海涛", "总务处", "climate"),
    ("keeper", "郑秀兰", "总务处", "keeper"),
    ("finance", "冯雅琴", "财务室", "finance"),
    ("cashier", "蔡玉琴", "财务室", "cashier"),
    ("buyer", "陈立新", "总务处", "buyer"),
    ("receiver", "褚卫红", "总务处", "receiver"),
    ("canteen", "卫长顺", "食堂", "canteen"),
    ("guard", "蒋大勇", "保卫处", "guard"),
    ("guard", "沈有才", "保卫处", ""),
    ("guard", "陶守正", "保卫处", ""),
    ("guard", "尤国平", "保卫处", ""),
    ("cleaner", "韩玉梅", "总务处", ""),
    ("cleaner", "杨翠花", "总务处", ""),
    ("gardener", "朱老根", "总务处", ""),
    ("admin", "秦朗", "信息中心", "admin"),
)
TEACHERS = 39
GRADES = ("七年级", "八年级", "九年级")
CLASSES = 6
PUPILS = 50
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎余"
    "潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "子轩雨桐梓涵浩然欣怡宇航思远佳慧一诺明哲晓彤俊熙若曦天佑诗涵博文静雅志远可馨家豪梦瑶文杰语嫣泽宇紫萱睿雪晴昊阳悦心"
)


@dataclass
class Demo:
    """What the modules' own parts of the demo stand on."""

    CODE: ClassVar[str] = "LVYE-DEMO"

    today: dt.date
    actor: User
    full: terms.Term
    running: terms.Term
    rng: random.Random = field(default_factory=lambda: random.Random(20260223))

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        return User.objects.get(username=username)


def build(*, today: dt.date, small: bool) -> Demo:
    """Make the ground. Raises ValidationError where a school stands already."""
    if places.School.objects.exists():
        raise ValidationError("这里已经有学校了。")
    actor = system_user("system")
    (year, half), (next_year, next_half) = _two_terms(today)
    start = dt.datetime.combine(_term_days(year, half)[0] - dt.timedelta(days=14), dt.time(8), dt.UTC)
    with transaction.atomic(), audit.dated(start):
        places.school_set(
            actor=actor, name="青禾实验学校", short_name="青禾", code=Demo.CODE, phone="8001", address="青禾路1号"
        )
        for one in sorted({year, year + 1, next_year, next_year + 1}):
            terms.calendar_fill(one, actor=actor)
        full, running = (
            terms.term_add(
                school_year=y, half=h, begins_on=_term_days(y, h)[0], ends_on=_term_days(y, h)[1], actor=actor
            )
            for y, h in ((year, half), (next_year, next_half))
        )
        school = Demo(today=today, actor=actor, full=full, running=running)
        _places(actor, small=small)
        _people(school, full.begins_on, small=small)
    return school


def _two_terms(today: dt.date) -> tuple[tuple[int, int], tuple[int, int]]:
    """(school year, half) of the term that has run in full, and of the one that runs or ran last."""
    known = [(year, half) for year in range(today.year - 2, today.year + 1) for half in (1, 2)]
    begun = [one for one in known if _term_days(*one)[0] <= today]
    return begun[-2], begun[-1]


def _term_days(year: int, half: int) -> tuple[dt.date, dt.date]:
    if half == 1:
        return dt.date(year, 9, 1), dt.date(year + 1, 1, 22)
    return dt.date(year + 1, 2, 23), dt.date(year + 1, 7, 10)


def _places(actor: User, *, small: bool) -> None:
    rows = [
        {"campus": "青禾校区", "building": building, "floor": floor, "room": room, "kind": kind}
        for building, floor, room, kind in _rooms(small=small)
    ]
    places.place_tree_import(rows, actor=actor)


def _rooms(*, small: bool) -> Iterator[tuple[str, str, str, str]]:
    for building, floors, rooms, word in BUILDINGS:
        for floor in range(1, (min(floors, 2) if small else floors) + 1):
            for room in range(1, (min(rooms, 4) if small else rooms) + 1):
                yield building, f"{floor}层", f"{floor}{room:02d}{word}", "房间"
            for spot in ("男卫生间", "女卫生间", "走廊"):
                yield building, f"{floor}层", spot, "房间"
    for ground in GROUNDS:
        yield ground, "", "", "场地"


def _people(school: Demo, since: dt.date, *, small: bool) -> None:
    people.posts_prepare(school.actor)
    staff = [
        {"name": name, "kind": "职工", "department": department, "post": people.POSTS[post], "username": username}
        for post, name, department, username in STAFF
    ]
    people.person_import(staff, actor=school.actor, today=since, password=PASSWORD, password_is_given=False)
    taken = {name for _post, name, _department, _username in STAFF}
    teachers = [
        {"name": name, "kind": "教师", "department": "教务处", "post": people.POSTS["teacher"]}
        for name in _names(school.rng, 8 if small else TEACHERS, taken)
    ]
    teachers[0]["username"], teachers[1]["username"] = "teacher", "colleague"
    people.person_import(teachers, actor=school.actor, today=since, password=PASSWORD, password_is_given=False)
    pupils = [
        {"name": name, "kind": "学生", "school_class": f"{grade}{number}班", "number": f"{place:04d}"}
        for place, (name, grade, number) in enumerate(_pupils(school.rng, small=small), start=1)
    ]
    people.person_import(pupils, actor=school.actor, today=since)


def _pupils(rng: random.Random, *, small: bool) -> Iterator[tuple[str, str, int]]:
    for grade in GRADES:
        for number in range(1, (1 if small else CLASSES) + 1):
            for name in _names(rng, 5 if small else PUPILS, set()):
                yield name, grade, number


def _names(rng: random.Random, count: int, taken: set[str]) -> list[str]:
    """Invented names, each once."""
    found: list[str] = []
    while len(found) < count:
        name = rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))
        if name not in taken:
            taken.add(name)
            found.append(name)
    return found
