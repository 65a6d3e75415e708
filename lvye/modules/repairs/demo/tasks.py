"""What happens in the demo: each job as it will go, the counted work of the full term exactly."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal

from lvye.kernel.terms.api import Term
from lvye.modules.repairs.services import Line

from .ground import at, workdays


@dataclass(frozen=True)
class Tally:
    """Work counted exactly: `total` in lines over `jobs` jobs. approx: the last line is given as 余."""

    action: str
    object: str
    unit: str
    total: int
    jobs: int
    category: str
    fault: str
    where: str = ""
    approx: bool = False


COUNTED = (
    Tally("维修并更换", "电源开关插座", "个", 58, 46, "power-socket", "插座没有电"),
    Tally("更换", "灯管", "个", 84, 61, "power-lamp", "灯管不亮"),
    Tally("维修并更换", "脚踏阀", "个", 20, 16, "water-valve", "脚踏阀踩下去不回弹", "卫生间", approx=True),
    Tally("维修并更换", "水嘴", "个", 18, 15, "water-tap", "水龙头关不严", "卫生间"),
    Tally("维修", "门", "次", 60, 60, "door-door", "门下沉，关不上", approx=True),
    Tally("维修", "课桌", "张", 280, 34, "desk-desk", "课桌松动", "教学楼"),
    Tally("维修", "凳子", "张", 180, 24, "desk-chair", "凳子腿松了", "教学楼"),
    Tally("维修", "窗帘轨道", "次", 12, 12, "door-curtain", "窗帘拉不动"),
    Tally("维修", "门扣", "次", 30, 26, "door-catch", "门扣掉了"),
    Tally("维修", "电脑打印机", "次", 120, 112, "media-computer", "电脑开不了机", approx=True),
)

# category, what is said, action, object, unit, most at once, weight, where (a part of the place's name)
OTHERS = (
    ("water-blocked", "下水道堵了，水漫出来", "疏通", "下水道", "次", 1, 300, "宿舍"),
    ("water-toilet", "便池冲水不停", "更换", "水箱配件", "套", 1, 180, "卫生间"),
    ("water-leak", "管子接头漏水", "维修", "水管", "处", 2, 190, "宿舍"),
    ("water-heater", "开水器不出热水", "维修", "开水器", "台", 1, 60, ""),
    ("power-trip", "一跳闸整间没电", "更换", "空气开关", "个", 1, 130, "宿舍"),
    ("power-fan", "风扇不转", "维修", "风扇", "台", 2, 150, "宿舍"),
    ("door-lock", "钥匙拧不动", "更换", "门锁", "把", 1, 330, "宿舍"),
    ("door-window", "窗户推不动", "更换", "窗户滚轮", "个", 4, 170, "宿舍"),
    ("door-glass", "玻璃裂了", "更换", "玻璃", "块", 2, 90, ""),
    ("desk-bed", "床板断了一根", "维修", "床", "张", 2, 260, "宿舍"),
    ("desk-cabinet", "柜门掉了", "维修", "柜子", "个", 2, 220, "宿舍"),
    ("media-screen", "投影没有信号", "维修", "多媒体设备", "次", 1, 240, "教学楼"),
    ("media-network", "网络时断时续", "维修", "网络", "处", 1, 130, ""),
    ("media-speaker", "广播不响", "维修", "广播喇叭", "个", 1, 50, "教学楼"),
    ("climate-air", "空调不制冷", "维修", "空调", "台", 1, 200, ""),
    ("climate-air", "空调有异味", "清洗", "空调滤网", "台", 2, 120, "教学楼"),
    ("building-wall", "墙皮脱落", "修补", "墙面", "平方米", 6, 80, ""),
    ("building-floor", "地砖翘起", "修补", "地面", "平方米", 3, 60, "食堂"),
    ("other-carry", "搬一批桌椅到报告厅", "搬运", "桌椅", "套", 40, 40, "报告厅"),
)
SOURCES = (
    ("dormitory", 1290),
    ("phone", 929),
    ("scan", 780),
    ("patrol", 184),
    ("desk", 60),
    ("canteen", 46),
    ("adhoc", 23),
)
FULL_TERM = 3312
RUNNING_A_DAY = 8
OPEN_AT_THE_END = 26
SMALL = 4  # the small demo keeps every fourth of the jobs nobody counts


@dataclass(frozen=True)
class Task:
    """One job as it will go: when and where it was reported, and what was done."""

    at: dt.datetime
    source: str
    category: str
    what: str
    where: str
    lines: tuple[Line, ...]


def full_term(rng: random.Random, term: Term, *, small: bool) -> list[Task]:
    """The counted work exactly, the rest up to FULL_TERM, each with the source that keeps the tally by source."""
    tasks: list[tuple[str, str, str, tuple[Line, ...]]] = []
    for tally in COUNTED:
        for place, count in enumerate(_shared(rng, tally.total, tally.jobs)):
            line = Line(tally.action, tally.object, Decimal(count), tally.unit, tally.approx and place == 0)
            tasks.append((tally.category, tally.fault, tally.where, (line,)))
    tasks += [_other(rng) for _ in range(FULL_TERM - len(tasks))]
    sources = [source for source, count in SOURCES for _ in range(count)]
    rng.shuffle(sources)
    kept = list(zip(tasks, sources, strict=True))
    if small:
        counted = sum(tally.jobs for tally in COUNTED)
        kept = kept[:counted] + kept[counted :: SMALL * 4]
    days = workdays(term.begins_on, term.ends_on - dt.timedelta(days=14))
    return _dated(rng, kept, days)


def running_term(rng: random.Random, term: Term, today: dt.date, *, small: bool) -> list[Task]:
    days = workdays(term.begins_on, min(today, term.ends_on))
    counted = [(t.category, t.fault, t.where, (Line(t.action, t.object, Decimal(1), t.unit),)) for t in COUNTED]
    number = max(OPEN_AT_THE_END * 2, len(days) * RUNNING_A_DAY // (SMALL if small else 1))
    tasks = [rng.choice(counted) if rng.random() < 0.2 else _other(rng) for _ in range(number)]
    weights = [count for _source, count in SOURCES]
    sources = rng.choices([source for source, _count in SOURCES], weights, k=number)
    kept = list(zip(tasks, sources, strict=True))
    newest = [day for day in days if day < today][-2:]  # what is still open came in lately
    older = _dated(rng, kept[:-OPEN_AT_THE_END], [day for day in days if day < newest[-1]])
    return older + _dated(rng, kept[-OPEN_AT_THE_END:], [newest[0], *newest[1:] * 3])


def _dated(
    rng: random.Random, kept: list[tuple[tuple[str, str, str, tuple[Line, ...]], str]], days: list[dt.date]
) -> list[Task]:
    tasks = [
        Task(at(rng.choice(days), rng.randint(7, 16), rng.randint(0, 59)), source, category, what, where, lines)
        for (category, what, where, lines), source in kept
    ]
    return sorted(tasks, key=lambda task: task.at)


def _other(rng: random.Random) -> tuple[str, str, str, tuple[Line, ...]]:
    category, what, action, thing, unit, most, _weight, where = rng.choices(OTHERS, [o[6] for o in OTHERS])[0]
    return category, what, where, (Line(action, thing, Decimal(rng.randint(1, most)), unit),)


def _shared(rng: random.Random, total: int, parts: int) -> list[int]:
    """`total` cut into `parts` positive whole numbers."""
    cuts = sorted(rng.sample(range(1, total), parts - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
