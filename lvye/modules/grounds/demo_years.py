"""The demo school's green design by years, its pond with fish, and its health campaigns."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Protocol

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import holders
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour

from . import services
from .models import Design, DesignPart, Drive, Planting, Plot, Unit, WorkKind, Zone

DAY = dt.timedelta(days=1)
# years from the first, month and day, kind, what, plot, quantity, unit, estimate; what became of it with its cost
PARTS = (
    (0, (4, 10), "new", "操场四周种白杨、樟树", "操场四周行道树", 120, Unit.PLANTS, 7200, 6850,
     "成活一百零四棵，缺的次年补"),
    (0, (11, 30), "roof", "报告厅屋顶铺佛甲草，做防水和排水", "报告厅屋顶绿化", 240, Unit.SQUARE, 38000, 37400,
     "铺好，没有渗漏"),
    (1, (4, 10), "replant", "校门花坛换月季，补种四百株", "校门花坛", 400, Unit.PLANTS, 2400, None, ""),
    (1, (10, 31), "pond", "静心池清淤、加灯带和喷泉，放锦鲤", "静心池", 1, Unit.SPOTS, 26000, None, ""),
    (2, (4, 10), "replant", "停车场绿篱补种红叶石楠", "停车场绿篱", 300, Unit.PLANTS, 1800, None, ""),
    (2, (11, 30), "move", "教学楼前花池杜鹃移栽疏密", "教学楼前花池", 90, Unit.PLANTS, 900, None, ""),
    (3, (4, 10), "new", "食堂西侧空地建生态园", "", 180, Unit.SQUARE, 22000, None, ""),
)  # fmt: skip
CALLS = ((12, 34, ""), (8, 30, "后墙根的旧桌椅一起清走了"), (5, 28, ""), (9, 31, ""), (14, 36, ""), (6, 25, ""))


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        ...


def fill(school: School, plots: dict[str, Plot], zones: list[Zone]) -> None:
    """The design, the pond, a campaign that is over and one that goes on."""
    if "静心池" in plots:
        _design(school, plots)
        _pond(school, plots["静心池"])
    if zones:
        _drive(school, zones, school.full.begins_on + 30 * DAY, over=True)
        _drive(school, zones, school.today - DAY, over=False)


def _design(school: School, plots: dict[str, Plot]) -> None:
    """Begun the year before: the first year is done, this year's parts are done, put off or waiting."""
    first = school.full.begins_on.year - 1
    desk, lead = school.user("desk"), holders("gardener", school.today).order_by("pk").first()
    begun = dt.date(first, 3, 2)
    with audit.dated(at_hour(begun, 10)):
        design = records.create(
            Design, actor=desk, name="校园绿化五年规划", designer="市园林规划处", lead=lead, first_year=first,
            last_year=first + 4, goal="推窗见绿、四季有花；每年春天种一批，楼顶和空地逐年建成", budget=Decimal(120000),
        )  # fmt: skip
        parts = [_part(school, design, first, row, plots) for row in PARTS]
        design = services.design_agree(design, today=begun, actor=school.user("principal"))
    for row, part in zip(PARTS, parts, strict=True):
        _ended(school, row, DesignPart.objects.select_related("design").get(pk=part.pk), plots)


def _part(school: School, design: Design, first: int, row: tuple[Any, ...], plots: dict[str, Plot]) -> DesignPart:
    years, (month, day), kind, what, plot, qty, unit, estimate = row[:8]
    found = plots.get(plot)
    return services.design_part_add(
        design=design, due_on=dt.date(first + years, month, day), kind=kind, what=what, plot=found,
        place=(found or plots["静心池"]).place, qty=Decimal(qty), unit=unit, estimate=Decimal(estimate),
        actor=school.user("desk"),
    )  # fmt: skip


def _ended(school: School, row: tuple[Any, ...], part: DesignPart, plots: dict[str, Plot]) -> None:
    """The first year as it was told; of the second the roses with their planting, the pond put off or done."""
    desk, day = school.user("desk"), part.due_on - 6 * DAY
    if day >= school.today:
        return
    with audit.dated(at_hour(day, 15)):
        if row[8] is not None:
            services.part_finish(part, spent=Decimal(row[8]), became=row[9], today=day, actor=desk)
        elif part.kind == "replant":
            roses = services.planting_create(
                plot=part.plot, part=part, species="月季", count=400, planted_on=day, cost=Decimal(2260), why="植树节",
                today=day, actor=desk,
            )  # fmt: skip
            services.part_finish(part, spent=None, became="栽了四百株，五月全开了花", today=day, actor=desk)
            _counted(roses, desk)
        elif part.kind == "pond":
            services.work_record(
                kind=WorkKind.POND, plot=plots["静心池"], part=part, on=day, hired="绿洲园林", cost=Decimal(25300),
                qty=Decimal(1), unit=Unit.TIMES, note="清淤、灯带、喷泉", today=day, actor=desk,
            )  # fmt: skip
            services.part_finish(part, spent=None, became="灯带喷泉都亮了，护栏加高到一米一", today=day, actor=desk)


def _counted(planting: Planting, actor: User) -> None:
    day = planting.planted_on + 50 * DAY
    with audit.dated(at_hour(day, 16)):
        services.planting_count(planting, lived=371, today=day, actor=actor)


def _pond(school: School, pond: Plot) -> None:
    """Fish of two stockings, some that died, the water changed now and then."""
    gardener = holders("gardener", school.today).select_related("user").order_by("pk").first()
    actor = (gardener.user if gardener else None) or school.user("desk")
    for begins, count in ((school.full.begins_on, 60), (school.running.begins_on, 40)):
        put = begins + 12 * DAY
        with audit.dated(at_hour(put, 15)):
            fish = services.fish_put(pond, "锦鲤", count, on=put, cost=Decimal(count * 12), today=put, actor=actor)
        for days, dead, cause in ((9, 1, "刚放不适应"), (26, 2, "天热缺氧")):
            if (on := put + days * DAY) < school.today:
                with audit.dated(at_hour(on, 8)):
                    services.fish_died(pond, "锦鲤", dead, on=on, cause=cause, today=on, actor=actor)
        if (on := put + 58 * DAY) < school.today:
            fish.refresh_from_db()
            with audit.dated(at_hour(on, 9)):
                services.planting_count(fish, lived=fish.left - 1, today=on, actor=actor)
        for days in (5, 33, 61):
            if (on := put + days * DAY) < school.today:
                with audit.dated(at_hour(on, 16)):
                    services.work_record(
                        kind=WorkKind.RENEW, plot=pond, on=on, qty=Decimal(28), unit=Unit.CUBIC, today=on, actor=actor
                    )


def _drive(school: School, zones: list[Zone], begins: dt.date, *, over: bool) -> None:
    director = school.user("director")
    lead = holders("director", school.today).order_by("pk").first()
    called = [(zone, None) for zone in zones if services.answers_for(zone)][:8]
    if not called:
        return
    with audit.dated(at_hour(begins, 8)):
        drive = services.drive_begin(
            zones=called, name="爱国卫生月大扫除" if over else "冬季清洁校园", lead=lead, begins_on=begins,
            occasion="随全市爱国卫生运动" if over else "", ends_on=begins + (3 if over else 4) * DAY,
            standard="没有垃圾、积水、卫生死角，地面墙面干净", photo_wanted=not over, now=at_hour(begins, 8),
            actor=director,
        )  # fmt: skip
    _answers(school, drive, begins + DAY, over=over)
    if over:
        closed = at_hour(drive.ends_on + DAY, 9)
        with audit.dated(closed):
            services.drive_finish(
                drive, closing="环境区好，楼道窗台还有灰；下次把体育馆后面也分下去", now=closed, actor=director
            )


def _answers(school: School, drive: Drive, day: dt.date, *, over: bool) -> None:
    """All but one answer in the campaign that is over; of the running one nobody has a photo yet, one is excused."""
    director = school.user("director")
    for n, call in enumerate(drive.calls.select_related("drive__lead", "zone__place", "person").order_by("pk")):
        now = at_hour(min(day, school.today), 8, n % 50)
        with audit.dated(now):
            if over and n != len(CALLS):
                qty, people, words = CALLS[n % len(CALLS)]
                services.call_answer(call, people=people, qty=Decimal(qty), words=words, now=now, actor=director)
            elif not over and n == 1:
                services.call_excuse(call, words="围挡施工，进不去", now=now, actor=director)
