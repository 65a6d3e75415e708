"""Before the demo's gate and beyond it: cars, crossings and signs, letters to parents."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person, PersonKind, PersonStatus
from lvye.kernel.places.api import Place, PlaceStatus
from lvye.kernel.records import api as records
from lvye.kit.days import at_hour

from . import services
from .models import Car, CrossPoint, ParentLetter, ParentSlip

DAY = dt.timedelta(days=1)
LOOKS = ("白色轿车", "黑色轿车", "灰色越野车", "蓝色电动车", "银色面包车")
POINTS = (
    ("zebra", "正门外马路", "市交警大队"), ("bump", "正门内十米", ""), ("sign", "东路口“前方学校”", "市交警大队"),
    ("line", "正门两侧黄线", "市交警大队"), ("rail", "接送区护栏", ""), ("pole", "正门硬质隔离桩", ""),
    ("light", "正门路灯", "路灯管理所"), ("flag", "门卫室护学旗、班牌架", ""),
)  # fmt: skip
TEXT = (
    "各位家长：\n上课期间学校封闭管理，接送孩子请在校门外等候，不要进校。有急事请先联系班主任，在门卫室登记，"
    "班主任到接待室见面。接送车辆停在接送区外，不要压黄线、不要堵校门。\n请和孩子一起看一遍，签好回执。"
)


def fill(school: Any, rng: random.Random) -> None:
    """Cars and points since the closed term began; one letter of each term."""
    with audit.dated(at_hour(school.full.begins_on, 8)):
        _cars(school, rng)
        _points(school)
    _letter(school, school.full.begins_on + 3 * DAY, "封闭管理致家长信", closed=True, rng=rng)
    _letter(school, school.today - 2 * DAY, "冬季用火用电安全致家长信", closed=False, rng=rng)


def _cars(school: Any, rng: random.Random) -> None:
    owners = Person.objects.filter(kind__in=(PersonKind.TEACHER, PersonKind.STAFF), status=PersonStatus.HERE)
    rows = [
        {"plate": f"湘A{rng.randint(10000, 99999)}", "owner": owner, "pass_number": f"TX{n:03}",
         "looks": rng.choice(LOOKS), "ends_on": school.today + dt.timedelta(days=9) if n == 3 else None}
        for n, owner in enumerate(owners.order_by("pk")[:14], 1)
    ]  # fmt: skip
    records.create_many(Car, rows, actor=school.user("desk"))


def _points(school: Any) -> None:
    place = Place.objects.filter(name="校门广场", status=PlaceStatus.OPEN).first()
    if place is None:
        return
    keeper = Person.objects.get(user=school.user("deputy"))
    rows = [
        {"kind": kind, "place": place, "spot": spot, "keeper": keeper, "outer": outer,
         "checked_on": school.today.replace(day=1) + 3 * DAY, "is_bad": kind == "line"}
        for kind, spot, outer in POINTS
    ]  # fmt: skip
    records.create_many(CrossPoint, rows, actor=school.user("director"))


def _letter(school: Any, day: dt.date, title: str, *, closed: bool, rng: random.Random) -> None:
    desk = school.user("desk")
    with audit.dated(at_hour(day, 10)):
        letter = records.create(ParentLetter, actor=desk, title=title, text=TEXT, slip_on=day + 5 * DAY)
        letter = services.letter_send(letter, today=day, actor=desk)
    given = {
        one.pk: one.wanted if closed or n % 3 else max(0, one.wanted - rng.randint(1, 9))
        for n, one in enumerate(ParentSlip.objects.filter(letter=letter).order_by("pk"))
    }
    later = day + DAY
    with audit.dated(at_hour(later, 16)):
        services.slips_count(letter, given, today=later, actor=desk)
        if closed:
            services.letter_close(letter, actor=desk)
