"""Recurring checks of fire equipment, each once for every device, proved by the label on it."""

# house: the duties and their items, as they are kept in the database

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.api import Cadence, DutySpec, Item, TargetSource, Window, ship, target
from lvye.modules.fire.checking import DATES, TARGET, code_of, devices_for, number_in

LAW = "消防法 第16条"
STANDARD = "GB 50444-2008 第5章"
DAYTIME = (Window(time(7), time(21)),)
LAPSED = Item(code=DATES, label="没到维修、检测、报废日期")

target(
    TargetSource(
        code=TARGET, label=_("消防器材"), rows=devices_for,
        title=lambda device: f"{device.where} {device.number}", reads=number_in, label_of=code_of,
    )
)  # fmt: skip


def _ticks(**labels: str) -> tuple[Item, ...]:
    return (*(Item(code=code, label=label) for code, label in labels.items()), LAPSED)


BOTTLE = _ticks(
    pressure="压力指针在绿区（二氧化碳的看铅封、掂重量）", seal="铅封、保险销完好", hose="喷管、喷嘴没有破损",
    body="筒体没有锈、没有变形", plate="铭牌看得清", clear="没有遮挡、没有上锁",
)  # fmt: skip

ship(
    DutySpec(
        code="extinguisher_monthly", name="灭火器月检", area="fire", post="guard", proof="scan", targets=TARGET,
        cadence=Cadence(unit="month", days="every", is_whole=True, windows=DAYTIME), items=BOTTLE,
        purpose="走到跟前扫瓶上的码，一具一具看。", basis=f"{STANDARD}；{LAW}", evidence="secondary",
    ),
    DutySpec(
        code="fire-extinguisher-often", name="灭火器半月检（锅炉房、地下室）", area="fire", post="guard", proof="scan",
        targets=TARGET, cadence=Cadence(unit="biweek", days="every", is_whole=True, windows=DAYTIME), items=BOTTLE,
        purpose="走到跟前扫瓶上的码，一具一具看。", basis=STANDARD, evidence="memory",
    ),
    DutySpec(
        code="fire-hydrant-monthly", name="消火栓月检", area="fire", post="guard", proof="scan", targets=TARGET,
        cadence=Cadence(unit="month", days="every", is_whole=True, windows=DAYTIME),
        items=_ticks(
            door="箱门好开、没有上锁", hose="水带、水枪齐全，接口完好", valve="阀门不漏、转得动", mark="标志清楚",
            clear="没有遮挡、没有挪用",
        ),
        purpose="开箱看一遍，阀门试转。", basis=LAW, evidence="law",
    ),
    DutySpec(
        code="fire-light-monthly", name="安全出口、应急灯和指示牌月检", area="fire", post="repairer", proof="scan",
        targets=TARGET, cadence=Cadence(unit="month", days="every", is_whole=True, windows=DAYTIME),
        items=_ticks(lit="灯亮、方向对（出口：指示亮）", test="按测试钮能转应急（出口：门从里面推得开）",
                     clear="没有遮挡、没有锁闭、没有堆物"),
        purpose="按一下测试钮，推一下门。", basis=LAW, evidence="law",
    ),
    DutySpec(
        code="fire-alarm-monthly", name="火灾报警器月检", area="fire", post="repairer", proof="scan", targets=TARGET,
        cadence=Cadence(unit="month", days="every", is_whole=True, windows=DAYTIME),
        items=_ticks(lamp="指示灯正常", test="测试能响", body="外壳完好、没有遮挡"),
        purpose="测试前先告诉值班室。", basis=LAW, evidence="law",
    ),
    DutySpec(
        code="fire-pump-weekly", name="消防水泵周检", area="fire", post="repairer", proof="scan", targets=TARGET,
        cadence=Cadence(unit="week", days="every", is_whole=True, windows=DAYTIME),
        items=(
            Item(code="room", label="泵房没有杂物、没有积水"), Item(code="power", label="电源、指示灯正常"),
            Item(code="manual", label="手动盘车、点动正常"),
            Item(code="pressure", label="管网压力", kind="reading", unit="兆帕"), LAPSED,
        ),
        purpose="听声音、看压力表，看到多少记多少。", basis=LAW, evidence="law",
    ),
    DutySpec(
        code="evacuation_drill", name="应急疏散演练", area="fire", post="vice_principal",
        cadence=Cadence(unit="month", days="work", is_whole=True, windows=(Window(time(7), time(18)),)),
        purpose="在“演练”里安排、计时，演练完这一项自己记上。幼儿园每季度一次。",
        basis="教基一厅〔2014〕2号", evidence="secondary",
        items=(
            Item(code="drill", label="哪次演练", kind="text"),
            Item(code="people", label="参加人数", kind="reading", unit="人"),
            Item(code="slowest", label="最慢一栋用时", kind="reading", unit="秒"),
        ),
    ),
)  # fmt: skip
