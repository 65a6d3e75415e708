"""Recurring checks of the library, and the deed that takes a fault over as a hazard."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import EVERY, SCHOOL, WORK, Cadence, DutySpec, Item, ship
from lvye.kernel.offers.api import Offer, offer
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Hazard, Kind, Source
from lvye.modules.inspections.services.seed import KINDS
from lvye.modules.inspections.sight import REPORT
from lvye.modules.repairs.api import Job


def _take(*, title: str, text: str, place: Place, photos: Any, about: Record | None, actor: User) -> Hazard:
    """A fault of a check, a repair or a log entry becomes a hazard; its kind by the check's item where it fits."""
    kinds = Kind.objects.filter(is_active=True)
    item = getattr(about, "item", "")
    kind = kinds.filter(code=KIND_OF.get(item, item)).first() or kinds.get(code="other")
    what = f"{title}：{text}" if text and text != title else title
    label = about._meta.label_lower if about is not None else ""
    source = Source.DUTY if label.startswith("duties.") else Source.REPAIR if isinstance(about, Job) else Source.LOG
    return services.hazard_report(
        place=place, kind=kind, what=what[:200], source=source, finder=person_of(actor), photos=photos, about=about,
        now=timezone.now(), actor=actor,
    )  # fmt: skip


offer(
    Offer(
        code="inspections.hazard", label=_("转隐患"), takes=_take, right=REPORT, icon="warn", needs_place=True, order=20
    )
)

RULES = "安全生产法第41条；教育系统重大事故隐患判定指南（教发厅函〔2024〕20号）"  # house: kept as the library's words
OWN = "本校隐患排查治理制度"  # house: kept as the library's words
LOOKED_AT = tuple(
    Item(code=code, label=str(name), hint=str(look_for), kind="tick")
    for code, name, look_for, _icon, _warns in KINDS
    if code != "other"
)


PLUGGED = (
    Item(code="electric_wires", label=str(_("没有私接乱拉电线，接线板不串接、不落地"))),
    Item(code="electric_sockets", label=str(_("插座、开关、电线没有破损、发热、松动"))),
    Item(code="electric_heaters", label=str(_("没有热得快、电炉、电热毯等电热器具"))),
    Item(code="electric_plugs", label=str(_("没人的房间插头拔了，灯和空调关了"))),
    Item(code="electric_charging", label=str(_("电动车和它的电瓶没有进楼充电"))),
    Item(code="rooms", label=str(_("抽查了哪些房间")), kind="text"),
)


KIND_OF = {item.code: "electric" for item in PLUGGED if item.kind == "tick"}  # all other items are called as their kind


def _some(*codes: str) -> tuple[Item, ...]:
    return tuple(item for item in LOOKED_AT if item.code in codes)


ship(
    DutySpec(
        code="inspections-daily", name=str(_("每日校园巡查")), area="patrol", post="guard",
        cadence=Cadence(unit="day", days=WORK),
        items=_some("building", "stairs", "windows", "electric", "toilet", "ground", "fire"), basis=OWN,
        purpose=str(_("每天主动到各处看，发现损坏和隐患，能处理的当场处理。")),
    ),
    DutySpec(
        code="inspections-wall", name=str(_("每日围墙巡查")), area="patrol", post="guard",
        cadence=Cadence(unit="day", days=EVERY), items=_some("wall", "around"), basis=OWN,
        purpose=str(_("看围墙、后山有没有人翻越，学生离校期间也要看。")),
    ),
    DutySpec(
        code="inspections-friday", name=str(_("周五校舍全面检查")), area="building", post="director",
        cadence=Cadence(unit="week", days=SCHOOL, weekdays=(5,)), items=LOOKED_AT, basis=OWN,
        purpose=str(_("每周五组织后勤等人员把校舍和设施全面看一遍，发现问题及时处理。")),
    ),
    DutySpec(
        code="inspections-monthly", name=str(_("每月安全隐患排查")), area="building", post="director",
        cadence=Cadence(unit="month", days=SCHOOL, is_whole=True), items=LOOKED_AT, basis=RULES, evidence="law",
        purpose=str(_("每月全校排查一次，整改不了的书面上报。")),
    ),
    DutySpec(
        code="inspections-holiday", name=str(_("节假日前安全检查")), area="building", post="director",
        cadence=Cadence(unit="holiday", lead=3), items=LOOKED_AT, basis=OWN,
        purpose=str(_("放假前把水电门窗、宿舍、消防看一遍，关好、断好、锁好。")),
    ),
    DutySpec(
        code="inspections-plugs", name=str(_("宿舍、教室、办公室用电抽查")), area="building", post="director",
        cadence=Cadence(unit="week", days=SCHOOL, is_whole=True), items=PLUGGED, basis=OWN,
        purpose=str(_("不打招呼，每周换几间看：有没有私接电线，人走了插头拔没拔。私接的当场转隐患。")),
    ),
    DutySpec(
        code="inspections-weather", name=str(_("恶劣天气检查")), area="building", post="director",
        cadence=Cadence(unit="event"),
        items=_some("building", "canopy", "signs", "windows", "wall", "ground", "electric", "water"),
        basis=OWN, purpose=str(_("大风、暴雨、大雪、冰冻前后，先看会掉的、会倒的、会积水的。")),
    ),
)  # fmt: skip
