"""The figures of hazards, campaigns, patrols and what went up in writing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Share, Sum, declare

from .models import UNMENDED, AreaStatus, CampaignStatus, Hazard, Letter, LetterStatus, Level, Patrol, Route, Status

VALID = ~Q(status=Status.DROPPED)
CLOSED = Q(status=Status.CLOSED)


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


DIMS = {
    "kind": Dim(_("类别"), "kind__name"),
    "building": Dim(_("楼栋"), "building__name"),
    "level": Dim(_("等级"), "level", _words(Hazard.Level.choices)),
    "source": Dim(_("来源"), "source", _words(Hazard.Source.choices)),
    "place": Dim(_("部位"), "place__full_name"),
}
MAIN = (("kind",), ("building",), ("level",), ("source",))
SOME = {name: DIMS[name] for name in ("kind", "building", "level")}


def _hazards(name: str, label: Promise | str, date: str, where: Q, definition: Promise | str, **more: object) -> None:
    given = {"unit": _("处"), "by": DIMS, "breakdowns": MAIN} | more
    declare(
        Figure(
            name=f"inspections.{name}", label=label, register="inspections.hazard", date=date, where=where,
            definition=definition, **given,  # type: ignore[arg-type]
        )
    )  # fmt: skip


_hazards(
    "found", _("发现隐患"), "found_on", VALID,
    _("发现日期在时段内登记的隐患，不含核实不成立和重复的（另见“核实不成立”）；学校整改不了、书面上报的也算在内。"),
)  # fmt: skip
_hazards(
    "rate", _("隐患整改率"), "found_on", VALID,
    _("时段内发现的隐患中已经销号的占多少。分母是时段内发现的全部隐患，只去掉核实不成立和重复的；没到期的、书面上报的都在分母里。"),
    unit="%", value=Share(CLOSED), better="more", by=SOME, breakdowns=(("level",), ("building",)),
)  # fmt: skip
_hazards(
    "closed", _("隐患销号"), "closed_on", CLOSED, _("销号日期在时段内的隐患，不论哪天发现：整改后由另一个人复查合格。"),
    better="more",
)  # fmt: skip
_hazards(
    "dropped", _("核实不成立"), "found_on", Q(status=Status.DROPPED),
    _("时段内登记、核实不是隐患或和别处重复的；不在整改率的分母里，单独列出来。"),
    by={"why": Dim(_("为什么"), "drop_why", _words(Hazard.DropWhy.choices)), "kind": DIMS["kind"]},
    breakdowns=(("why",),),
)  # fmt: skip
_hazards(
    "on_time", _("隐患按期整改率"), "first_due_on", VALID,
    _("最初时限在时段内的隐患中，在最初时限当天或以前整改好的占多少；延期不改变最初时限，还没有整改的算没有按期。"),
    unit="%", value=Share(Q(mended_on__lte=F("first_due_on"))), better="more", by=SOME, breakdowns=(("level",),),
)  # fmt: skip
_hazards(
    "major", _("重大隐患"), "found_on", VALID & Q(level=Level.MAJOR), _("时段内发现、判定为重大的隐患。"),
    better="less",
)  # fmt: skip
_hazards(
    "warned", _("先立警示率"), "found_on", VALID & Q(needs_warning=True),
    _("时段内发现、会伤到人的隐患中，已经立起警示（有照片）的占多少。"),
    unit="%", value=Share(Q(warned_at__isnull=False)), better="more", by=SOME, breakdowns=(("building",),),
)  # fmt: skip
_hazards(
    "failed", _("复查不合格"), "found_on", VALID & Q(failed_count__gt=0),
    _("时段内发现的隐患中，整改后复查不合格退回过的；一处退回几次也只算一处。"), better="less", by=SOME,
    breakdowns=(("kind",),),
)  # fmt: skip
_hazards(
    "extended", _("隐患延期"), "found_on", VALID & Q(extended_count__gt=0),
    _("时段内发现的隐患中，改过整改时限的。"), better="less", by=SOME, breakdowns=(("level",),),
)  # fmt: skip
_hazards(
    "open", _("未销号隐患"), "", Q(is_open=True), _("现在还没有销号的隐患，包括待核定、整改中、书面上报和待复查的。"),
    better="less",
)  # fmt: skip
_hazards(
    "unmended", _("未整改隐患"), "", Q(status__in=UNMENDED), _("现在还没有整改好的隐患，包括书面上报、等上级解决的。"),
    better="less",
)  # fmt: skip
declare(
    Figure(
        name="inspections.letters", label=_("书面上报"), unit=_("份"), register="inspections.letter", date="sent_on",
        where=~Q(status=LetterStatus.DRAFT), by={"kind": Dim(_("类型"), "kind", _words(Letter.Kind.choices))},
        breakdowns=(("kind",),), definition=_("报送日期在时段内的书面报告：整改不了的隐患、重大隐患、校舍安全月报。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="inspections.answered", label=_("上级有回执"), unit="%", register="inspections.letter", date="sent_on",
        where=~Q(status=LetterStatus.DRAFT), value=Share(Q(status=LetterStatus.ANSWERED)), better="more",
        by={"kind": Dim(_("类型"), "kind", _words(Letter.Kind.choices))},
        definition=_("报送日期在时段内的书面报告中，已经登记上级回执的占多少。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="inspections.campaigns", label=_("大排查"), unit=_("次"), register="inspections.campaign", date="done_on",
        where=Q(status=CampaignStatus.DONE), better="more",
        definition=_("结束日期在时段内的大排查：每个区域都报了结果（没有发现的也报）或写明原因免查，才算结束。"),
    )
)  # fmt: skip
AREAS = {"campaign": Dim(_("大排查"), "campaign__name")}
declare(
    Figure(
        name="inspections.areas", label=_("排查区域报结果"), unit="%", register="inspections.area",
        date="campaign__ends_on", where=~Q(status=AreaStatus.EXCUSED), value=Share(Q(status=AreaStatus.REPORTED)),
        by=AREAS, better="more",
        definition=_("截止日期在时段内的大排查的全部区域中，已经报结果的占多少；免查的另计，不在分母里。"),
    )
)  # fmt: skip
WALKS = {
    "route": Dim(_("路线"), "route__name"),
    "occasion": Dim(_("类型"), "route__occasion", _words(Route.Occasion.choices)),
}
declare(
    Figure(
        name="inspections.patrols", label=_("巡查"), unit=_("趟"), register="inspections.patrol", date="walked_on",
        by={**WALKS, "status": Dim(_("状态"), "status", _words(Patrol.Status.choices))},
        breakdowns=(("route",), ("occasion",), ("status",)), better="more",
        definition=_("出发日期在时段内的巡查，包括没走完的和补录的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="inspections.stops", label=_("巡查应到"), unit=_("站"), register="inspections.patrol", date="walked_on",
        value=Sum("stop_count"), by=WALKS, definition=_("时段内走的每一趟巡查，路线上应到的站数之和。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="inspections.seen", label=_("巡查实到"), unit=_("站"), register="inspections.patrol", date="walked_on",
        value=Sum("seen_count"), by=WALKS, better="more", definition=_("时段内走的每一趟巡查，实际到了的站数之和。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="inspections.scanned", label=_("巡查扫码到点"), unit=_("站"), register="inspections.patrol",
        date="walked_on", value=Sum("scanned_count"), by=WALKS, better="more",
        definition=_("时段内走的每一趟巡查，凭扫那里的码证明到了的站数之和；手点的不算。"),
    )
)  # fmt: skip
