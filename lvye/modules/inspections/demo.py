"""The inspections of the demo school: hazards of both terms in every state, campaigns, patrols, letters upwards."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person, holders, person_of
from lvye.kernel.places.api import Place, PlaceStatus, code_of, place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, is_workday
from lvye.kit.days import at_hour
from lvye.kit.memo import forget

from . import services
from .models import Hazard, Kind, Letter, Level, MajorItem, Route, Source, Status, Stop
from .services.campaigns import campaign_begin

SEED = 20261117


@dataclass(frozen=True)
class Told:
    """One hazard as it will go. end: the last that happens to it; days: from its finding to its mending."""

    where: str
    kind: str
    what: str
    measure: str
    done: str
    end: str = "closed"
    days: int = 4


FULL = (
    Told("教学楼 2层", "stairs", "转角栏杆松动，一推就晃", "膨胀螺栓重新固定，加两道横撑", "栏杆固定好，用力推不晃"),
    Told("教学楼", "canopy", "南门雨棚焊点开裂两处", "补焊加固，能经受七八级大风", "补焊四处，加了斜撑", days=9),
    Told("操场", "sports", "篮球架底座螺栓锈断一根", "停用，更换底座螺栓", "换了四根螺栓，刷了防锈漆", days=3),
    Told("学生宿舍1号楼 3层", "electric", "走廊插座外壳破损，铜片露出", "更换插座面板", "换了面板，测过漏电", days=1),
    Told("实验楼 2层", "lab", "药品柜一把锁打不开", "更换双锁", "换了双锁，钥匙两人分管", days=2),
    Told("图书馆 1层", "windows", "东窗玻璃裂了一道", "更换钢化玻璃", "换了一块钢化玻璃", days=6),
    Told("食堂 1层", "toilet", "洗手池前地面有积水，打滑", "铺防滑垫，修水嘴", "铺了防滑垫，水嘴不滴了", days=1),
    Told("教学楼 2层", "stairs", "转角栏杆又松了", "换整段栏杆", "整段换新", days=11),
    Told("体育馆 1层", "signs", "比赛记分牌吊杆生锈", "更换吊杆，加保险绳", "换了吊杆", days=8),
    Told("校门广场", "ground", "井盖边缘翘起", "垫平井盖", "垫平，走上去不响", days=1),
    Told("艺术楼 3层", "windows", "舞蹈房窗扇合页松", "紧固合页", "紧了六个合页", days=5),
    Told("学生宿舍2号楼 4层", "electric", "有人从走廊灯接线充电", "拆除私接的线，谈话", "拆了，班主任谈过话", days=1),
    Told("后勤楼 1层", "fire", "库房门口堆了纸箱，挡住灭火器", "清走纸箱，划线", "清走了，地上划了黄线", days=1),
    Told("中心花园", "ground", "老樟树一根枯枝悬在路上方", "请花木工锯掉", "锯掉了", days=2),
    Told("实验楼 1层", "signs", "门厅吊顶一块板下坠", "重新固定吊顶", "", end="none"),
)  # fmt: skip
NOW = (
    Told("教学楼 3层", "windows", "走廊推拉窗限位器掉了", "装限位器", "装好十二个限位器", days=2),
    Told("操场", "sports", "单杠立柱根部锈蚀", "焊加固套管", "焊了套管，拉过不晃", days=4),
    Told("学生宿舍1号楼 2层", "toilet", "厕所隔板螺丝突出", "磨平、换圆头螺丝", "换了圆头螺丝", days=1),
    Told("食堂 1层", "water", "燃气报警器电池没电", "换电池，测试报警", "换了电池，试过会响", days=1),
    Told("教学楼 2层", "stairs", "转角栏杆第三次松动", "请厂家换落地立柱", "", end="doing", days=6),
    Told("艺术楼 2层", "electric", "配电箱门关不上", "换箱门锁", "换了锁", end="mended", days=3),
    Told("行政楼 1层", "building", "门厅外墙砖空鼓，掉过一块", "封闭通道，铲除空鼓重贴", "", end="major", days=10),
    Told("校门广场", "around", "校门口电线杆向人行道倾斜", "报请供电部门扶正", "", end="referred", days=5),
    Told("学生宿舍2号楼 1层", "stairs", "入口台阶缺一角", "水泥补齐", "", end="late", days=0),
    Told("图书馆 2层", "fire", "疏散指示灯不亮两盏", "换灯", "", end="assigned", days=2),
    Told("体育馆 1层", "canopy", "南侧雨棚铁皮被风掀起一角", "", "", end="unwarned"),
    Told("教学楼 4层", "signs", "教室吊扇晃动厉害", "", "", end="new"),
)
ROUTES = (
    ("日常巡查一圈", "daily", ("校门广场", "教学楼", "实验楼", "图书馆", "操场", "食堂", "后勤楼")),
    ("围墙巡查", "wall", ("校门广场", "操场", "中心花园")),
    ("周五全面检查", "friday", ("教学楼", "实验楼", "图书馆", "艺术楼", "体育馆", "行政楼", "后勤楼", "食堂", "操场")),
    ("宿舍夜巡", "night", ("学生宿舍1号楼", "学生宿舍2号楼", "教师公寓")),
)


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
    with transaction.atomic(), audit.dated(at_hour(school.full.begins_on, 7)):
        services.catalogue_prepare(actor=school.actor)
        routes = _routes(school)
    for term, told in ((school.full, FULL), (school.running, NOW)):
        until = min(term.ends_on, school.today)
        with transaction.atomic():
            _patrols(school, routes, term.begins_on, until, rng)
            _hazards(school, told, term, until, rng)
            _campaign(school, term, until)
            _months(school, term.begins_on, until)
        forget()


def _place(name: str) -> Place | None:
    return place_by_name(name) or Place.objects.filter(name=name.split(maxsplit=1)[0], status=PlaceStatus.OPEN).first()


def _routes(school: School) -> list[Route]:
    made = []
    for name, occasion, places in ROUTES:
        route = records.create(Route, actor=school.actor, name=name, occasion=occasion)
        found = [place for one in places if (place := _place(one)) is not None]
        for order, place in enumerate(found, start=1):
            records.create(
                Stop, actor=school.actor, route=route, order=order, place=place, look_for="门窗、灯、地面、墙"
            )
        made.append(route)
    return made


def _patrols(school: School, routes: list[Route], begin: dt.date, until: dt.date, rng: random.Random) -> None:
    """One walk every third day, on Fridays the great one; now and then one that was broken off."""
    guards = list(holders("guard", until)) or [_person(school, "desk")]
    day = begin
    while day <= until:
        route = routes[2] if day.isoweekday() == 5 else routes[rng.choice((0, 0, 1, 3))]
        if (is_workday(day) or route.occasion == "wall") and rng.random() < 0.4:
            _walk(school, route, day, rng.choice(guards), rng)
        day += dt.timedelta(days=1)


def _walk(school: School, route: Route, day: dt.date, person: Person, rng: random.Random) -> None:
    stops = list(route.stops.select_related("place").order_by("order"))
    begun = at_hour(day, 21 if route.occasion == "night" else 9, rng.randrange(50))
    broken = rng.random() < 0.06
    seen = [
        services.Seen(stop, begun + dt.timedelta(minutes=4 * n), code=code_of(stop.place) if rng.random() < 0.9 else "")
        for n, stop in enumerate(stops[: max(1, len(stops) - 2)] if broken else stops)
    ]
    now = begun + dt.timedelta(minutes=4 * len(stops) + 5)
    with audit.dated(now):
        services.patrol_record(
            route, seen, person=person, words="下暴雨，回来守门" if broken else "", now=now,
            actor=person.user or school.actor,
        )  # fmt: skip


def _person(school: School, username: str) -> Person:
    return _of(school.user(username))


def _hazards(school: School, told: tuple[Told, ...], term: Term, until: dt.date, rng: random.Random) -> None:
    """Spread over the term; those that are not gone lie in its last days."""
    days = [term.begins_on + dt.timedelta(days=n) for n in range((until - term.begins_on).days)]
    days = [day for day in days if is_workday(day)]
    over = [one for one in told if one.end in {"closed", "none"}]
    for n, one in enumerate(over):
        _tell(school, one, days[(n * (len(days) - 14)) // len(over)], rng)
    for one in told:
        if one.end not in {"closed", "none"}:
            back = {"late": 12, "major": 9, "referred": 15, "doing": 5, "mended": 4, "assigned": 2}.get(one.end, 0)
            _tell(school, one, until - dt.timedelta(days=back), rng)


def _tell(school: School, one: Told, day: dt.date, rng: random.Random) -> None:
    place = _place(one.where)
    if place is None:
        return
    finder = school.user(rng.choice(("teacher", "desk", "keeper", "deputy")))
    now = at_hour(day, rng.choice((8, 10, 14)), rng.randrange(50))
    warned = one.end not in {"unwarned", "new"}
    kind = Kind.objects.get(code=one.kind)
    with audit.dated(now):
        hazard = services.hazard_report(
            place=place, kind=kind, what=one.what, source=Source.SNAP, finder=person_of(finder),
            needs_warning=kind.warns and one.end != "new", photos=[_picture(rng, broken=True)],
            warning_photos=[_picture(rng, tape=True)] if warned and kind.warns else [], now=now, actor=finder,
        )  # fmt: skip
    if one.end == "none":
        words = "吊顶本来就是这样装的，厂家看过，拉了不动"
        with audit.dated(now + dt.timedelta(hours=3)):
            services.hazard_drop(hazard, why="none", words=words, now=now, actor=school.user("director"))
    elif one.end not in {"unwarned", "new"}:
        _handle(school, one, hazard, now + dt.timedelta(hours=1))


def _handle(school: School, one: Told, hazard: Hazard, now: dt.datetime) -> None:
    mender = school.user("repairer" if one.kind in {"electric", "water"} else "mason")
    given: dict[str, Any] = {"measure": one.measure, "responsible": person_of(mender), "actor": school.user("desk")}
    given["due_on"] = timezone.localdate(now) + dt.timedelta(days=7)
    if one.end == "major":
        given |= {
            "level": Level.MAJOR, "major_item": MajorItem.objects.get(code="house-d"), "funds": Decimal(8600),
            "interim": "封闭门厅西侧通道，改走东门，安排人值守", "actor": school.user("director"),
        }  # fmt: skip
    with audit.dated(now):
        hazard = services.hazard_assign(hazard, **given, now=now)
    if one.end in {"doing", "referred"}:
        _begin(school, one, hazard, mender, now + dt.timedelta(hours=2))
    if one.end in {"closed", "mended"}:
        _mend(school, one, hazard, mender, now + dt.timedelta(days=one.days))


def _begin(school: School, one: Told, hazard: Hazard, mender: User, now: dt.datetime) -> None:
    with audit.dated(now):
        hazard = services.hazard_start(hazard, now=now, actor=mender)
        if one.end == "referred":
            director = school.user("director")
            services.hazard_refer(hazard, interim="拉警戒线，放学改走西侧门", now=now, actor=director)
            letter = Letter.objects.filter(hazard=hazard).latest("pk")
            services.letter_send(letter, now=now, actor=director)


def _mend(school: School, one: Told, hazard: Hazard, mender: User, now: dt.datetime) -> None:
    if timezone.localdate(now) > school.today:
        return
    with audit.dated(now):
        hazard = services.hazard_mend(
            hazard, note=one.done, photos=[_picture(random.Random(hazard.pk))], now=now, actor=mender
        )
    if one.end == "closed":
        with audit.dated(now + dt.timedelta(hours=1)):
            services.hazard_recheck(hazard, note="看过，好了", now=now, actor=school.user("deputy"))


def _campaign(school: School, term: Term, until: dt.date) -> None:
    """At the beginning of a term everything is looked at; of the running one, once more now."""
    _sweep(school, "开学前安全大排查", term.begins_on, term.begins_on + dt.timedelta(days=6), whole=True)
    if term == school.running:
        _sweep(school, "冬季安全大排查", until - dt.timedelta(days=3), until + dt.timedelta(days=4), whole=False)


def _sweep(school: School, name: str, begins_on: dt.date, ends_on: dt.date, *, whole: bool) -> None:
    users = [school.user(one) for one in ("deputy", "desk", "keeper", "repairer", "mason", "teacher")]
    places = [place for one in ROUTES[2][2] if (place := _place(one)) is not None]
    now = at_hour(begins_on, 8)
    with audit.dated(now):
        campaign = campaign_begin(
            name=name, why="按上级通知，逐楼逐间查一遍", begins_on=begins_on, ends_on=ends_on,
            items="房屋墙体和吊顶\n楼梯栏杆\n用电线路\n消防设施和通道\n门窗玻璃", lead=_person(school, "director"),
            areas=[(place, _of(users[n % len(users)])) for n, place in enumerate(places)], now=now,
            actor=school.user("director"),
        )  # fmt: skip
    areas = list(campaign.areas.select_related("person__user", "place", "campaign").order_by("pk"))
    for n, area in enumerate(areas if whole else areas[:5]):
        moment = now + dt.timedelta(days=1, minutes=20 * n)
        with audit.dated(moment):
            if n % 4 == 1:
                services.hazard_report(
                    place=area.place, kind=Kind.objects.get(code="electric"), what="墙角插排串接两个",
                    source=Source.CAMPAIGN, finder=area.person, needs_warning=False,
                    photos=[_picture(random.Random(n), broken=True)], area=area, now=moment,
                    actor=area.person.user or school.actor,
                )  # fmt: skip
            services.area_report(
                area, looked_at=campaign.item_list, found_none=n % 4 != 1, now=moment,
                actor=area.person.user or school.user("director"),
            )  # fmt: skip
    if whole:
        _close_swept(school, campaign.pk, now + dt.timedelta(days=2))
        with audit.dated(now + dt.timedelta(days=5)):
            services.campaign_finish(campaign, now=now + dt.timedelta(days=5), actor=school.user("director"))


def _close_swept(school: School, campaign: int, now: dt.datetime) -> None:
    for hazard in Hazard.objects.filter(area__campaign=campaign, status=Status.NEW).order_by("pk"):
        told = Told("", "electric", "", "拆掉串接的插排", "拆了，换了一个带保护的", days=1)
        _handle(school, told, hazard, now)


def _of(user: User) -> Person:
    return Person.objects.get(user=user)


def _months(school: School, begin: dt.date, until: dt.date) -> None:
    """The report on the buildings of each month that is over, sent and answered, the newest still to be sent."""
    month = begin.replace(day=1)
    while (following := services.next_month(month)) <= until:
        now = at_hour(following, 8)
        director = school.user("director")
        with audit.dated(now):
            letter = services.letter_month(month, now=now, actor=director)
        if services.next_month(following) <= until:
            _sent(school, letter, now + dt.timedelta(days=2))
        month = following


def _sent(school: School, letter: Letter, now: dt.datetime) -> None:
    with audit.dated(now):
        letter = services.letter_send(letter, now=now, actor=school.user("director"))
    later = now + dt.timedelta(days=2)
    number = f"教安收{letter.year}-{100 + letter.pk}"
    with audit.dated(later):
        services.letter_answer(letter, receipt=number, received_by="安全股", now=later, actor=school.user("desk"))


def _picture(rng: random.Random, *, broken: bool = False, tape: bool = False) -> SimpleUploadedFile:
    """A drawn stand-in for a photo: a wall and a floor; a crack where it is broken, a tape where a warning stands."""
    tone = rng.randrange(150, 200)
    picture = Image.new("RGB", (480, 360), (tone, tone - 6, tone - 16))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 250, 480, 360), fill=(tone - 50, tone - 50, tone - 46))
    for x in range(40, 480, 110):
        pen.rectangle((x, 60, x + 8, 262), fill=(90, 100, 104))
    pen.rectangle((0, 96, 480, 106), fill=(90, 100, 104))
    if broken:
        x, y = rng.randrange(120, 360), 40
        for _n in range(9):
            step = (x + rng.randrange(-28, 28), y + 26)
            pen.line((x, y, *step), fill=(40, 30, 30), width=4)
            x, y = step
    if tape:
        for n in range(0, 480, 40):
            pen.polygon(((n, 170), (n + 20, 170), (n + 8, 200), (n - 12, 200)), fill=(222, 60, 40))
            pen.polygon(((n + 20, 170), (n + 40, 170), (n + 28, 200), (n + 8, 200)), fill=(250, 246, 236))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=70)  # house: bytes in memory, no record
    return SimpleUploadedFile(f"photo{rng.randrange(10**6)}.jpg", kept.getvalue(), "image/jpeg")
