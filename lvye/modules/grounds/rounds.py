"""Recurring work of the grounds: which duty is due on which plots and zones, and what work its check was."""

# house: the duties and their items, as they are kept in the database

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.duties.api import Cadence, Done, DutySpec, Item, Result, TargetSource, Window, ship, target
from lvye.kit.events import on

from . import services
from .models import CARE, Loss, Plot, PlotKind, Unit, WorkKind, Zone, ZoneKind

PLOT, ZONE = "grounds.plot", "grounds.zone"
# duty → what it is, the field of a plot that says whether it wants it, the unit of the quantity
WORKS: dict[str, tuple[str, str]] = {
    "grounds-water": (WorkKind.WATER, Unit.SQUARE), "grounds-weed": (WorkKind.WEED, Unit.SQUARE),
    "grounds-prune": (WorkKind.PRUNE, Unit.PLANTS), "grounds-feed": (WorkKind.FEED, Unit.SQUARE),
    "grounds-pest": (WorkKind.PEST, Unit.PLANTS), "grounds-pond-water": (WorkKind.RENEW, Unit.CUBIC),
}  # fmt: skip
OWN, CITY = "本校环境卫生管理制度", "学校卫生工作条例 第8条"
DAYTIME = (Window(time(6, 30), time(18)),)
QTY, DEAD = "qty", "dead"
POND_ROUND = "grounds-pond"
PONDS = (POND_ROUND, "grounds-pond-water")


def plots_for(duty: Any) -> QuerySet[Plot]:
    """The plots in use that want what the duty does."""
    rows = Plot.objects.filter(is_open=True).select_related("place").order_by("place__path", "pk")
    if duty.code in PONDS:
        return rows.filter(kind=PlotKind.POND)
    kind = WORKS.get(duty.code, ("", ""))[0]
    return rows.filter(**{kind: True}) if kind in CARE else rows


def zones_for(duty: Any) -> QuerySet[Zone]:
    """The toilets for the rounds of the toilets; all zones for any other duty of the school's own."""
    rows = Zone.objects.filter(is_open=True).select_related("place").order_by("sort", "pk")
    return rows.filter(kind=ZoneKind.TOILET) if duty.code == "grounds-toilet" else rows


target(TargetSource(code=PLOT, label=_("绿地"), rows=plots_for))
target(TargetSource(code=ZONE, label=_("保洁区域"), rows=zones_for))


def _care(code: str, name: str, cadence: Cadence, purpose: str, *items: Item) -> DutySpec:
    unit = str(dict(Unit.choices)[WORKS[code][1]])
    asked = (
        Item(code="done", label="做完了，场地收拾干净"), *items,
        Item(code=QTY, label="做了多少", kind="reading", unit=unit, required=False),
    )  # fmt: skip
    return DutySpec(
        code=code, name=name, area="ground", post="gardener", targets=PLOT, cadence=cadence, purpose=purpose, basis=OWN,
        items=asked,
    )  # fmt: skip


ship(
    _care(
        "grounds-water", "绿地浇水", Cadence(unit="week", days="every", weekdays=(2, 5), windows=DAYTIME),
        "早晚浇，浇透；下过透雨的可以免检。",
    ),
    _care("grounds-weed", "绿地除草", Cadence(unit="biweek", days="every", is_whole=True, windows=DAYTIME),
          "连根拔，运走。"),
    _care(
        "grounds-prune", "修剪花木", Cadence(unit="month", days="every", is_whole=True, windows=DAYTIME),
        "长得快的（草坪、白三叶）一月两次，把“多久一次”改成每两周。",
    ),
    _care(
        "grounds-feed", "绿地施肥", Cadence(unit="quarter", days="every", is_whole=True, windows=DAYTIME),
        "埋肥浇水，不露在外面。"
    ),
    _care(
        "grounds-pest", "防治病虫害", Cadence(unit="month", days="every", is_whole=True, windows=DAYTIME),
        "放学以后或周末喷，挂牌写明几点以后可以靠近。",
        Item(code="sign", label="挂了警示牌，学生不在场"),
        Item(code="agent", label="药剂和用量", kind="text"),
        Item(code="hours", label="几小时以后可以靠近", kind="reading", unit="小时"),
    ),
    _care(
        "grounds-pond-water", "池塘换水", Cadence(unit="month", days="every", is_whole=True, windows=DAYTIME),
        "一次换三分之一上下，不要一次放干；天热、水浑提前换。",
        Item(code="clean", label="池底、过滤网清过"),
    ),
    DutySpec(
        code=POND_ROUND, name="池塘巡查", area="ground", post="gardener", targets=PLOT,
        cadence=Cadence(unit="week", days="every", weekdays=(1, 4), windows=DAYTIME),
        purpose="先看护栏和警示牌，再看水和鱼。死鱼捞出来深埋，几尾写在这里，鱼的数目会跟着减。", basis=OWN,
        items=(
            Item(code="rail", label="护栏、警示牌、救生圈完好"), Item(code="water", label="水清、没有异味，水位正常"),
            Item(code="power", label="喷泉、灯带、水泵不漏电，漏电保护按一下会跳"),
            Item(code=DEAD, label="捞出死鱼", kind="reading", unit="尾", low=Decimal(0), required=False),
        ),
    ),
    DutySpec(
        code="grounds-toilet", name="公共卫生间保洁", area="ground", post="cleaner", targets=ZONE, grace=30,
        cadence=Cadence(
            unit="day",
            windows=(
                Window(time(6, 30), time(8), "早"), Window(time(11, 30), time(13), "中"),
                Window(time(16, 30), time(18), "晚"),
            ),
        ),
        purpose="男厕、女厕分开安排人，早中晚各一遍。", basis=f"{CITY}；{OWN}", evidence="memory",
        items=(
            Item(code="floor", label="地面没有积水、没有纸屑"), Item(code="bowl", label="便槽（池）干净，没有异味"),
            Item(code="wall", label="墙面、门窗没有污迹、没有乱画"), Item(code="pipe", label="冲水、管道通畅"),
            Item(code="light", label="灯亮、通风"), Item(code="soap", label="洗手液、纸够用"),
        ),
    ),
    DutySpec(
        code="grounds-spray", name="消毒灭蚊蝇", area="ground", post="cleaner",
        cadence=Cadence(unit="week", weekdays=(5,), windows=(Window(time(16), time(19)),)),
        purpose="放学以后喷：厕所、宿舍、办公室、教室、食堂外围。做完到“记作业”写药剂和可以靠近的时间。",
        basis=OWN,
        items=(
            Item(code="toilet", label="卫生间喷了，没有蝇蛆"), Item(code="dorm", label="宿舍喷了，没有蚊虫"),
            Item(code="rooms", label="办公室、教室喷了"), Item(code="around", label="垃圾房、下水口喷了"),
            Item(code="stored", label="药剂双人领用，剩的锁好"),
        ),
    ),
    DutySpec(
        code="grounds-rat", name="灭鼠检查", area="ground", post="cleaner",
        cadence=Cadence(unit="month", days="every", is_whole=True, windows=DAYTIME),
        purpose="食堂、库房、下水口、绿地四处看。",
        basis=OWN,
        items=(
            Item(code="trace", label="没有鼠洞、鼠粪、咬痕"), Item(code="board", label="挡鼠板、防鼠网完好"),
            Item(code="bait", label="毒饵站上锁、有编号、学生够不着"),
        ),
    ),
)  # fmt: skip


@on(Done)
def work_done(event: Done) -> None:
    """A check of care was made on a plot: it is work done, with its quantity; of a pond: what was found dead."""
    if event.target == PLOT and event.code == POND_ROUND:
        _dead_found(event)
    if event.target != PLOT or event.code not in WORKS:
        return
    result = Result.objects.select_related("person__user").get(pk=event.result_id)
    said = {answer.item.code: answer for answer in result.read}
    if "done" in said and said["done"].is_bad:
        return
    plot = Plot.objects.select_related("place").get(pk=event.target_id)
    kind, unit = WORKS[event.code]
    qty, hours = (getattr(said.get(code), "value", None) for code in (QTY, "hours"))
    agent = getattr(said.get("agent"), "value", None) or getattr(said.get("agent"), "note", "") or str(plot)
    services.work_of_check(
        kind, result=result.pk, on=timezone.localdate(result.done_at), plot=plot, place=plot.place, qty=qty, unit=unit,
        person=result.person, agent=str(agent)[:100],
        safe_at=result.done_at + timedelta(minutes=int((hours or Decimal(0)) * 60)),
        note=result.note, actor=_actor(result),
    )  # fmt: skip


def _dead_found(event: Done) -> None:
    """Dead fish of a round lessen what lives in the pond, once for each result, and never below none."""
    result = Result.objects.select_related("person__user").get(pk=event.result_id)
    said = next((answer.value for answer in result.read if answer.item.code == DEAD), None)
    plot = Plot.objects.get(pk=event.target_id)
    there = sum(one.left for one in services.stock_of(plot) if one.measure == services.FISH)
    count = min(int(said or 0), there)
    if count <= 0 or Loss.objects.filter(result=result.pk).exists():
        return
    day = timezone.localdate(result.done_at)
    services.fish_died(
        plot, "", count, on=day, cause="巡查捞出", today=day, actor=_actor(result), by=result.person, result=result.pk
    )


def _actor(result: Result) -> User:
    user = result.person.user if result.person is not None else None
    return user or system_user()
