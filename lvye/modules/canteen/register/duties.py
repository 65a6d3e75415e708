"""Readings that recur: each fridge, freezer and cabinet of samples is a target of its own."""

# house: duties and their items, as they are kept in the database

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.api import EVERY, Cadence, DutySpec, Item, TargetSource, Window, ship, target
from lvye.modules.canteen.machines import TARGET
from lvye.modules.canteen.models import Fridge, Machine

CHILLED, FROZEN = "canteen-chilled", "canteen-frozen"
TWICE = (Window(time(6, 0), time(10, 0), "上午"), Window(time(14, 0), time(18, 0), "下午"))
DAYTIME = (Window(time(6, 0), time(18, 0)),)
BASIS = "食品安全法第56条；GB 31654-2021"


def _rows(duty: Any) -> QuerySet[Fridge]:
    rows = Fridge.objects.filter(is_active=True).select_related("place")
    if duty.code == FROZEN:
        return rows.filter(kind=Fridge.Kind.FROZEN)
    return rows.exclude(kind=Fridge.Kind.FROZEN) if duty.code == CHILLED else rows


K = Machine.Kind
# duty → the machines it looks at; all others are for the monthly safety check
KINDS = {"canteen-gas": (K.GAS,), "canteen-duct": (K.DUCT, K.AIR), "canteen-pests": (K.PEST,)}


def _machines(duty: Any) -> QuerySet[Machine]:
    rows = Machine.objects.filter(is_active=True).select_related("place")
    if duty.code in KINDS:
        return rows.filter(kind__in=KINDS[duty.code])
    return rows.exclude(kind__in=(K.GAS, K.DUCT, K.PEST))


target(TargetSource(code=TARGET, label=_("灶间设备"), rows=_machines, sort=lambda one: one.sort))
target(TargetSource(code="canteen.fridge", label=_("冰箱和留样柜"), rows=_rows, sort=lambda one: one.sort))
ship(
    DutySpec(
        code=CHILLED, name="冷藏柜、留样柜测温", area="food", post="canteen", targets="canteen.fridge", each=True,
        cadence=Cadence(unit="day", days=EVERY, windows=TWICE), basis=BASIS, evidence="memory", fits=("canteen",),
        keep="建议不少于2年", purpose="门关好几分钟后再看，看到多少记多少；每台各记各的。",
        items=(
            Item(code="degrees", label="温度", kind="reading", unit="℃", low=Decimal(0), high=Decimal(8)),
            Item(code="tidy", label="生熟分开，门封严，没有杂物"),
        ),
    ),
    DutySpec(
        code=FROZEN, name="冷冻柜测温", area="food", post="canteen", targets="canteen.fridge", each=True,
        cadence=Cadence(unit="day", days=EVERY, windows=TWICE), basis=BASIS, evidence="memory", fits=("canteen",),
        keep="建议不少于2年", purpose="门关好几分钟后再看，看到多少记多少；每台各记各的。",
        items=(
            Item(
                code="degrees", label="温度", kind="reading", unit="℃", high=Decimal(-12),
                hint="有的地方要求不高于 -18℃。",
            ),
            Item(code="tidy", label="没有结厚霜，分层码放"),
        ),
    ),
)  # fmt: skip
ship(
    DutySpec(
        code="canteen-machines", name="灶间设备安全检查", area="food", post="canteen", targets=TARGET, each=True,
        cadence=Cadence(unit="month", days=EVERY, is_whole=True, windows=DAYTIME), evidence="local", fits=("canteen",),
        basis="特种设备安全法 第39条（锅炉、食梯）；本校食堂设备管理制度", keep="建议不少于2年",
        purpose="一台一台看：坏了的、漏电漏水漏汽的当场停用，在这里报修。",
        items=(
            Item(code="body", label="外壳、插头、电线完好，接地不松"),
            Item(code="guard", label="防护罩、急停、联锁有效"),
            Item(code="runs", label="运行正常，没有异响、异味、漏水漏汽"),
            Item(code="clean", label="内外干净，刀片滤网清洗过"),
            Item(code="pressure", label="压力（有压力表的）", kind="reading", unit="兆帕", required=False),
        ),
    ),
    DutySpec(
        code="canteen-gas", name="燃气安全检查", area="food", post="canteen", targets=TARGET, each=True,
        cadence=Cadence(unit="week", weekdays=(1,), windows=DAYTIME), evidence="memory", fits=("canteen",),
        basis="城镇燃气管理条例 第27条；安全生产法 第36条", keep="建议不少于2年",
        purpose="用检漏仪或肥皂水查接口；闻到味先关总阀、开窗，不开电器。",
        items=(
            Item(code="leak", label="检漏仪读数", kind="reading", unit="%LEL", low=Decimal(0), high=Decimal(5),
                 hint="没有检漏仪的用肥皂水，不冒泡记 0。"),
            Item(code="alarm", label="报警器通电，按测试键会响、能切断"),
            Item(code="hose", label="软管没有老化、没有超过使用年限，接口管卡紧"),
            Item(code="valve", label="阀门好用，下班关总阀"),
            Item(code="clear", label="管道、气瓶旁没有堆放可燃物"),
        ),
    ),
    DutySpec(
        code="canteen-duct", name="油烟管道、风机清洗", area="food", post="canteen", targets=TARGET, each=True,
        cadence=Cadence(unit="quarter", days=EVERY, is_whole=True, windows=DAYTIME), evidence="memory",
        basis="人员密集场所消防安全管理（GB/T 40248-2021）；条款请对照原文一次", fits=("canteen",),
        keep="建议不少于2年", purpose="请专业单位洗，洗前洗后各拍一张，合同和单据号写上。",
        items=(
            Item(code="by", label="清洗单位和合同、单据号", kind="text", required=True),
            Item(code="inside", label="管道内壁没有厚油垢，能看到的都洗到了"),
            Item(code="fan", label="风机、防火阀能正常开关"),
            Item(code="shot", label="清洗前后的照片", kind="photo", required=True),
        ),
    ),
    DutySpec(
        code="canteen-pests", name="有害生物防治", area="food", post="canteen", targets=TARGET, each=True,
        cadence=Cadence(unit="month", days=EVERY, is_whole=True, windows=DAYTIME), evidence="memory", fits=("canteen",),
        basis="食品安全法 第33条；GB 31654-2021", keep="建议不少于2年",
        purpose="消杀单位来一次记一次：用了什么药、放在哪里、抓到多少。",
        items=(
            Item(code="by", label="消杀单位和合同号（自己做的写“自查”）", kind="text", required=True),
            Item(code="agent", label="用了什么药、多少（没用药的写“物理防治”）", kind="text", required=True),
            Item(code="caught", label="这一处捕到", kind="reading", unit="只", low=Decimal(0), high=Decimal(0),
                 hint="捕到一只也要记，会转成问题去处理。"),
            Item(code="works", label="灭蝇灯亮、粘板没满，挡鼠板纱窗完好"),
            Item(code="away", label="药剂和毒饵不靠近食品，用完收好"),
        ),
    ),
    DutySpec(
        code="canteen-big-clean", name="食堂每周大扫除", area="food", post="canteen",
        cadence=Cadence(unit="week", weekdays=(5,), windows=DAYTIME), evidence="local", fits=("canteen",),
        basis="本校食堂安全卫生制度", purpose="一周一次彻底打扫，做完拍一张。",
        items=(
            Item(code="floor", label="地面、墙面、排水沟、隔油池清干净"),
            Item(code="hood", label="灶台、烟罩、滤网去油"),
            Item(code="shelf", label="货架、冰箱、保洁柜擦过，过期的清出"),
            Item(code="hall", label="餐厅桌椅、窗台、灯具、风扇擦过"),
            Item(code="bins", label="垃圾桶、泔水桶里外刷过，垃圾间冲洗"),
            Item(code="screens", label="纱窗、挡鼠板、风幕机清洁完好"),
            Item(code="shot", label="打扫后的照片", kind="photo", required=False),
        ),
    ),
)  # fmt: skip
