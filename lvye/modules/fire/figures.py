"""The figures of fire safety: what stands, what was checked of what was due, refilled, scrapped, drilled."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.api import Status
from lvye.kernel.figures.api import Dim, Figure, Mean, Share, Sum, declare

from .checking import TARGET
from .models import Agent, DeviceStatus, DrillStatus, FindingStatus, Kind, LineResult, UpkeepKind


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


KIND = Dim(_("种类"), "kind", _words(Kind.choices))
STANDS = ~Q(status=DeviceStatus.SCRAPPED)
ON_DEVICES = Q(spot__target=TARGET)
ASKED = ON_DEVICES & Q(status__in=(Status.DONE, Status.LATE, Status.MISSED))
CHECKS = {"duty": Dim(_("事项"), "duty__name"), "building": Dim(_("楼栋"), "spot__place__building__name")}

declare(
    Figure(
        name="fire.devices", label=_("在用消防器材"), unit=_("件"), register="fire.device", date="", where=STANDS,
        by={"kind": KIND, "agent": Dim(_("灭火剂"), "agent", _words(Agent.choices)),
            "building": Dim(_("楼栋"), "building__name")},
        breakdowns=(("kind",), ("building",)),
        definition=_("现在没有报废的消防器材，送修在外的也算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.due", label=_("器材应检"), unit=_("件次"), register="duties.instance", date="day", where=ASKED,
        by=CHECKS, breakdowns=(("duty",),),
        definition=_("应做日期在时段内、按件检查的消防器材：已检、补录、漏检的件次之和；免检的不算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.checked", label=_("器材已检"), unit=_("件次"), register="duties.instance", date="day",
        where=ON_DEVICES & Q(status__in=(Status.DONE, Status.LATE)), by=CHECKS, breakdowns=(("duty",),), better="more",
        definition=_("应做日期在时段内、检查过的消防器材件次，补录的也算；其中补录见“例行检查”。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.check_rate", label=_("器材检查率"), unit="%", register="duties.instance", date="day", where=ASKED,
        value=Share(Q(status__in=(Status.DONE, Status.LATE))), by=CHECKS, breakdowns=(("duty",),), better="more",
        definition=_("器材已检 ÷ 器材应检，补录算已检。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.serviced", label=_("器材充装检测"), unit=_("件"), register="fire.upkeepline", date="done_on",
        where=Q(result=LineResult.SERVICED), by={"kind": Dim(_("种类"), "device__kind", KIND.words),
        "order": Dim(_("办什么"), "upkeep__kind", _words(UpkeepKind.choices))}, breakdowns=(("order",),),
        definition=_("办完日期在时段内，送修充装或检测维护好、已经取回的器材。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.scrapped", label=_("器材报废"), unit=_("件"), register="fire.device", date="scrapped_on",
        where=Q(status=DeviceStatus.SCRAPPED), by={"kind": KIND}, definition=_("报废日期在时段内的消防器材。"),
    )
)  # fmt: skip
HELD = Q(status__in=(DrillStatus.HELD, DrillStatus.CLOSED))
PLAN = {"plan": Dim(_("预案"), "plan__title")}
declare(
    Figure(
        name="fire.drills", label=_("应急演练"), unit=_("次"), register="fire.drill", date="held_on", where=HELD,
        by=PLAN, better="more", definition=_("举行日期在时段内的演练，取消的不算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.drill_people", label=_("演练参加人次"), unit=_("人次"), register="fire.drill", date="held_on",
        where=HELD, value=Sum("people"), by=PLAN, definition=_("举行日期在时段内的演练，各楼清点人数之和。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.drill_seconds", label=_("演练每栋楼平均用时"), unit=_("秒"), register="fire.drilltime",
        date="drill__held_on", where=Q(seconds__isnull=False), value=Mean("seconds"), better="less",
        by={"building": Dim(_("楼栋"), "place__name")},
        definition=_("举行日期在时段内的演练，每栋楼从警报到最后一人清点完的秒数的平均。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.drill_on_time", label=_("演练按时撤完"), unit="%", register="fire.drilltime", date="drill__held_on",
        where=Q(seconds__isnull=False), value=Share(Q(is_over=False)), better="more",
        by={"building": Dim(_("楼栋"), "place__name")},
        definition=_("举行日期在时段内的演练，各楼用时没有超过限值的占多少；每次演练每栋楼算一个。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.findings", label=_("演练发现要改进的"), unit=_("项"), register="fire.finding", date="found_on",
        definition=_("发现日期在时段内的演练改进，转报修、转隐患的也算。"),
        by={"status": Dim(_("状态"), "status", _words(FindingStatus.choices))},
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.improved", label=_("演练改进改好率"), unit="%", register="fire.finding", date="found_on",
        where=~Q(status=FindingStatus.HANDED), value=Share(Q(status=FindingStatus.DONE)), better="more",
        definition=_("发现日期在时段内、没有转出去的演练改进中，已经改好的占多少。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="fire.runs", label=_("应急预案启动"), unit=_("次"), register="fire.planrun", date="begun_at",
        better="less", by={"plan": Dim(_("预案"), "plan__title")},
        definition=_("启动时间在时段内的应急预案，一次算一次；演练不算。"),
    )
)  # fmt: skip
