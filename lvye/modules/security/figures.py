"""The figures of security: letters, the gate, incidents, cameras, visitors, going out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Ratio, Share, Sum, declare

from .models import (
    Camera,
    CameraStatus,
    Entry,
    EntryKind,
    FaultStatus,
    Found,
    Gap,
    Incident,
    IncidentKind,
    IncidentStatus,
    OutingStatus,
    PledgeStatus,
    Verdict,
    Visit,
    VisitStatus,
)


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


def _figure(name: str, label: Promise | str, register: str, date: str, definition: Promise | str, **more: Any) -> None:
    given: dict[str, Any] = {"unit": _("次")} | more
    declare(
        Figure(
            name=f"security.{name}", label=label, register=f"security.{register}", date=date, definition=definition,
            **given,
        )
    )  # fmt: skip


WORDING = {"wording": Dim(_("责任书"), "wording__name")}
ASKED = ~Q(status=PledgeStatus.DROPPED)
_figure(
    "pledges", _("安全责任书"), "pledge", "term__begins_on", _("开学日期在时段内的学期发出的责任书，不用签的不算。"),
    unit=_("份"), where=ASKED, by=WORDING, breakdowns=(("wording",),),
)  # fmt: skip
_figure(
    "pledged", _("责任书签订率"), "pledge", "term__begins_on",
    _("开学日期在时段内的学期发出的责任书中，已经签字的占多少；没有签的都在分母里，只去掉写明不用签的。"),
    unit="%", where=ASKED, value=Share(Q(status=PledgeStatus.SIGNED)), better="more", by=WORDING,
    breakdowns=(("wording",),),
)  # fmt: skip
_figure(
    "unsigned", _("没有签的责任书"), "pledge", "", _("现在还没有签的责任书。"), unit=_("份"),
    where=Q(status=PledgeStatus.DUE), better="less", by=WORDING,
)  # fmt: skip
KIND = {"kind": Dim(_("类型"), "kind", _words(Entry.Kind.choices))}
_figure(
    "entries", _("值班日志"), "entry", "on", _("日期在时段内的值班日志，包括一切正常、交接班、情况和查岗。"),
    unit=_("条"), by=KIND, breakdowns=(("kind",),), better="more",
)  # fmt: skip
_figure(
    "checks", _("查岗"), "entry", "on", _("时段内对值班人员的查岗，不论查到什么。"), where=Q(kind=EntryKind.CHECK),
    by={"found": Dim(_("查岗结果"), "found", _words(Entry.Found.choices))}, breakdowns=(("found",),), better="more",
)  # fmt: skip
_figure(
    "checks_well", _("查岗合格率"), "entry", "on", _("时段内的查岗中，人在岗、精神好的占多少。"), unit="%",
    where=Q(kind=EntryKind.CHECK), value=Share(Q(found=Found.THERE)), better="more",
)  # fmt: skip
_figure(
    "gaps", _("门岗缺扫"), "gap", "on",
    _("时段内门岗没有按时扫码报到的小时数，不论原因；核实为人在岗忘了扫码的也算，另按核实结果分列。"),
    unit=_("小时"), better="less", breakdowns=(("verdict",),),
    by={"verdict": Dim(_("核实结果"), "verdict", _words([*Gap.Verdict.choices, ("", _("待核实"))]))},
)  # fmt: skip
_figure(
    "unmanned", _("门岗无人"), "gap", "on", _("时段内门岗缺扫、核实为没有人在岗的小时数。"), unit=_("小时"),
    where=Q(verdict=Verdict.AWAY), better="less",
)  # fmt: skip
HAPPENED = {
    "kind": Dim(_("类别"), "kind", _words(Incident.Kind.choices)),
    "level": Dim(_("等级"), "level", _words(Incident.Level.choices)),
}
_figure(
    "incidents", _("安全事件"), "incident", "on", _("发生日期在时段内登记的安全事件，包括查到违禁物品。"), unit=_("起"),
    by=HAPPENED, breakdowns=(("kind",), ("level",)),
)  # fmt: skip
_figure(
    "incidents_closed", _("事件结案率"), "incident", "on", _("发生日期在时段内的安全事件中，已经结案的占多少。"),
    unit="%", value=Share(Q(status=IncidentStatus.CLOSED)), better="more", by=HAPPENED, breakdowns=(("level",),),
)  # fmt: skip
_figure(
    "banned", _("查到违禁物品"), "incident", "on", _("时段内查到违禁物品的次数。"),
    where=Q(kind=IncidentKind.BANNED), by={"article": Dim(_("物品"), "article")}, breakdowns=(("article",),),
)  # fmt: skip
COMERS = {
    "kind": Dim(_("什么人"), "kind", _words(Visit.Kind.choices)),
    "status": Dim(_("状态"), "status", _words(Visit.Status.choices)),
}
CAME = ~Q(status=VisitStatus.ASKED)
_figure(
    "visits", _("来访"), "visit", "on", _("日期在时段内登记的来访，一批算一次；包括劝返的，不包括还在等确认的。"),
    unit=_("批"), where=CAME, by=COMERS, breakdowns=(("kind",), ("status",)),
)  # fmt: skip
_figure(
    "visitors", _("来访人数"), "visit", "on", _("时段内进了校的来访的人数之和。"), unit=_("人"),
    where=Q(entered_at__isnull=False), value=Sum("people"), by={"kind": COMERS["kind"]},
)  # fmt: skip
_figure(
    "turned_away", _("劝返"), "visit", "on", _("时段内在校门口劝返的来访。"), unit=_("批"),
    where=Q(status=VisitStatus.REFUSED), by={"kind": COMERS["kind"]},
)  # fmt: skip
_figure(
    "left", _("来访离校登记率"), "visit", "on", _("时段内进了校的来访中，登记了离校时间的占多少。"), unit="%",
    where=Q(entered_at__isnull=False), value=Share(Q(left_at__isnull=False)), better="more",
)  # fmt: skip
_figure(
    "cars", _("校外车辆进校"), "visit", "on", _("时段内进了校、登记了车牌的来访。"), unit=_("辆次"),
    where=Q(entered_at__isnull=False) & ~Q(plate=""), by={"kind": COMERS["kind"]}, breakdowns=(("kind",),),
)  # fmt: skip
WENT = Q(status__in=[OutingStatus.OUT, OutingStatus.BACK])
_figure(
    "outings", _("学生外出"), "outing", "on", _("时段内凭外出单出校门的学生人次，不含教职工。"), unit=_("人次"),
    where=WENT & Q(school_class__isnull=False),
)  # fmt: skip
_figure(
    "staff_outings", _("教职工外出登记"), "outing", "on", _("时段内登记外出并出了校门的教职工人次。"), unit=_("人次"),
    where=WENT & Q(school_class=None),
)  # fmt: skip
IN_USE = ~Q(status=CameraStatus.OFF)
CAMERA = {"status": Dim(_("状态"), "status", _words(Camera.Status.choices))}
_figure(
    "cameras", _("监控点"), "camera", "", _("现在登记在册、没有停用的监控点。"), unit=_("个"), where=IN_USE, by=CAMERA,
    breakdowns=(("status",),),
)  # fmt: skip
_figure(
    "cameras_well", _("监控完好率"), "camera", "", _("现在在册的监控点中，没有故障的占多少。"), unit="%", where=IN_USE,
    value=Share(Q(status=CameraStatus.OK)), better="more",
)  # fmt: skip
_figure(
    "video_kept", _("录像天数达标率"), "camera", "",
    _("现在在册、看过回放的监控点中，能回放的天数达到应存天数的占多少；没有看过回放的不在分母里。"), unit="%",
    where=IN_USE & Q(keeps_days__isnull=False), value=Share(Q(keeps_days__gte=F("wanted_days"))), better="more",
)  # fmt: skip
_figure(
    "camera_faults", _("监控故障"), "camerafault", "found_on", _("发现日期在时段内的监控故障。"), unit=_("处"),
    better="less", by={"status": Dim(_("状态"), "status", _words(FaultStatus.choices))},
)  # fmt: skip
_figure(
    "mended_in_time", _("监控故障按时修复率"), "camerafault", "found_on",
    _("发现日期在时段内的监控故障中，在时限（默认24小时）以内修好的占多少；没有修好的算没有按时。"), unit="%",
    value=Share(Q(mended_at__lte=F("due_at"))), better="more",
)  # fmt: skip
_figure(
    "keyplaces", _("重点部位"), "keyplace", "", _("现在在册、在用的重点部位。"), unit=_("处"), where=Q(is_active=True),
)  # fmt: skip
_figure(
    "equipment", _("安保器材"), "equipment", "", _("现在在用的安保器材件数之和。"), unit=_("件"),
    where=Q(status="used"), value=Sum("count"),
)  # fmt: skip
_figure(
    "parent_letters", _("致家长信"), "parentletter", "sent_on", _("发出日期在时段内的致家长信。"), unit=_("封"),
    better="more",
)  # fmt: skip
_figure(
    "slips", _("家长信回执收回率"), "parentslip", "letter__sent_on",
    _("发出日期在时段内的致家长信，各班交回的 ÷ 应交的；不要回执的信不在内。"), unit="%", value=Ratio("back", "wanted"),
    better="more", by={"class": Dim(_("班级"), "school_class__name")},
)  # fmt: skip
_figure(
    "crosspoints", _("校门口交通设施"), "crosspoint", "", _("现在在用的校门口交通设施，一处算一处。"), unit=_("处"),
    where=Q(is_active=True), by={"bad": Dim(_("有问题"), "is_bad", {"True": _("有问题"), "False": _("完好")})},
)  # fmt: skip
_figure(
    "own_cars", _("本校车辆"), "car", "", _("现在登记可以进校的车，一辆算一辆。"), unit=_("辆"),
    where=Q(is_active=True),
)  # fmt: skip
