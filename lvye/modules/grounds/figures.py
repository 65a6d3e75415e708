"""The figures of the grounds: work with its quantity, what was planted and lived, scores, rounds of the toilets."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.api import Status
from lvye.kernel.figures.api import Dim, Figure, Mean, Ratio, Share, Sum, declare

from .models import CallStatus, DriveStatus, PartStatus, PlantingStatus, Plot, Unit, WorkKind, Zone

TIMES = _("次")
STEMS, FISH = "株", "尾"  # house: units, as they are kept


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


KIND = Dim(_("做了什么"), "kind", _words(WorkKind.choices))
UNIT = Dim(_("单位"), "unit", _words(Unit.choices))
TOILET = Q(duty__code="grounds-toilet")
WANTED = Q(status__in=(Status.DONE, Status.LATE, Status.MISSED))

for figure in (
    Figure(
        name="grounds.area", label=_("绿地面积"), unit=_("平方米"), register="grounds.plot", date="",
        where=Q(is_open=True), value=Sum("area"), by={"kind": Dim(_("类型"), "kind", _words(Plot.Kind.choices))},
        definition=_("现在在用的绿地，登记的面积之和；没有量过面积的不算。"),
    ),
    Figure(
        name="grounds.works", label=_("绿化保洁作业"), unit=TIMES, register="grounds.work", date="on",
        by={"kind": KIND}, definition=_("日期在时段内的绿化保洁作业，一条算一次。"),
    ),
    Figure(
        name="grounds.qty", label=_("绿化保洁作业量"), unit="", register="grounds.work", date="on", value=Sum("qty"),
        by={"unit": UNIT, "kind": KIND}, apart="unit", breakdowns=(("unit",), ("kind", "unit")),
        definition=_("日期在时段内的绿化保洁作业，数量之和；不同单位不相加。"),
    ),
    Figure(
        name="grounds.planted", label=_("栽种"), unit=_("株"), register="grounds.planting", date="planted_on",
        value=Sum("count"), where=Q(measure=STEMS), by={"species": Dim(_("种了什么"), "species")},
        better="more", definition=_("栽种日期在时段内、按株计的数量之和。"),
    ),
    Figure(
        name="grounds.lived", label=_("成活率"), unit="%", register="grounds.planting", date="planted_on",
        where=Q(status=PlantingStatus.COUNTED), value=Ratio("lived", "count"),
        by={"species": Dim(_("种了什么"), "species")}, better="more",
        definition=_("栽种日期在时段内、已经清点过的，成活数 ÷ 栽种数；没清点的不在内。"),
    ),
    Figure(
        name="grounds.fish", label=_("放养"), unit=_("尾"), register="grounds.planting", date="planted_on",
        value=Sum("count"), where=Q(measure=FISH), by={"species": Dim(_("放了什么"), "species")},
        better="more", definition=_("放养日期在时段内、按尾计的数量之和。"),
    ),
    Figure(
        name="grounds.fish_lost", label=_("死鱼"), unit=_("尾"), register="grounds.loss", date="on",
        value=Sum("count"), where=Q(planting__measure=FISH), by={"plot": Dim(_("池塘"), "planting__plot__name")},
        better="less", definition=_("日期在时段内记下的死鱼尾数之和，巡查捞出的也在内。"),
    ),
    Figure(
        name="grounds.parts", label=_("绿化规划项目完成率"), unit="%", register="grounds.designpart", date="due_on",
        where=~Q(design__status__in=("draft", "stopped")) & ~Q(status=PartStatus.DROPPED),
        value=Share(Q(status=PartStatus.DONE)), better="more", by={"design": Dim(_("规划"), "design__name")},
        definition=_("最迟完成日期在时段内的规划项目中，做成了的占多少；转到以后的算没做成，写明不做的不在分母里。"),
    ),
    Figure(
        name="grounds.parts_done", label=_("绿化规划做成的项目"), unit=_("项"), register="grounds.designpart",
        date="done_on", where=Q(status=PartStatus.DONE), better="more",
        by={"design": Dim(_("规划"), "design__name")}, definition=_("完成日期在时段内、做成了的规划项目。"),
    ),
    Figure(
        name="grounds.parts_spent", label=_("绿化规划花费"), unit=_("元"), register="grounds.designpart",
        date="done_on", where=Q(status=PartStatus.DONE), value=Sum("spent"),
        by={"design": Dim(_("规划"), "design__name")},
        definition=_("完成日期在时段内的规划项目，实际花费之和；还没有做完的不算。"),
    ),
    Figure(
        name="grounds.drives", label=_("爱国卫生运动"), unit=TIMES, register="grounds.drive", date="done_on",
        where=Q(status=DriveStatus.DONE), better="more", definition=_("结束日期在时段内的爱国卫生运动。"),
    ),
    Figure(
        name="grounds.calls", label=_("卫生运动区域回音率"), unit="%", register="grounds.call", date="drive__done_on",
        where=~Q(status=CallStatus.EXCUSED), value=Share(Q(status=CallStatus.ANSWERED)), better="more",
        by={"drive": Dim(_("卫生运动"), "drive__name")},
        definition=_("结束日期在时段内的卫生运动叫到的区域中，报了的占多少；没有回音的在分母里，写明免做的不在。"),
    ),
    Figure(
        name="grounds.cleared", label=_("卫生运动打扫的区域"), unit=_("个"), register="grounds.call",
        date="drive__done_on", where=Q(status=CallStatus.ANSWERED), better="more",
        by={"drive": Dim(_("卫生运动"), "drive__name")}, definition=_("结束日期在时段内的卫生运动中，报了的区域。"),
    ),
    Figure(
        name="grounds.hands", label=_("参加卫生运动"), unit=_("人次"), register="grounds.call", date="drive__done_on",
        where=Q(status=CallStatus.ANSWERED), value=Sum("people"), better="more",
        by={"drive": Dim(_("卫生运动"), "drive__name")},
        definition=_("结束日期在时段内的卫生运动中，报了的区域写的人数之和；一个人打扫两处算两次。"),
    ),
    Figure(
        name="grounds.scores", label=_("卫生评分"), unit=TIMES, register="grounds.score", date="on",
        by={"kind": Dim(_("类型"), "zone__kind", _words(Zone.Kind.choices)), "zone": Dim(_("区域"), "zone__name")},
        breakdowns=(("kind",),), definition=_("日期在时段内的卫生评分，一个区域一天一次。"),
    ),
    Figure(
        name="grounds.points", label=_("卫生平均分"), unit=_("分"), register="grounds.score", date="on",
        value=Mean("points"), better="more",
        by={"kind": Dim(_("类型"), "zone__kind", _words(Zone.Kind.choices)),
            "class": Dim(_("班级"), "zone__school_class__name")},
        breakdowns=(("kind",), ("class",)), definition=_("日期在时段内的卫生评分的平均，满分十分；没有评的区域不算。"),
    ),
    Figure(
        name="grounds.low", label=_("卫生不合格"), unit=TIMES, register="grounds.score", date="on",
        where=Q(is_low=True), better="less", by={"zone": Dim(_("区域"), "zone__name")},
        definition=_("日期在时段内、低于合格分的卫生评分。"),
    ),
    Figure(
        name="grounds.toilet_rounds", label=_("卫生间保洁"), unit=_("遍"), register="duties.instance", date="day",
        where=TOILET & Q(status__in=(Status.DONE, Status.LATE)), better="more",
        by={"spot": Dim(_("卫生间"), "spot__label")},
        definition=_("应做日期在时段内、做了的公共卫生间保洁，补录的也算。"),
    ),
    Figure(
        name="grounds.toilet_rate", label=_("卫生间保洁按时率"), unit="%", register="duties.instance", date="day",
        where=TOILET & WANTED, value=Share(Q(status=Status.DONE)), better="more",
        by={"spot": Dim(_("卫生间"), "spot__label")},
        definition=_("应做日期在时段内的公共卫生间保洁中，在规定时间里做完的占多少；免检的不在分母里。"),
    ),
    Figure(
        name="grounds.rooms", label=_("功能室使用"), unit=TIMES, register="grounds.roomuse", date="on",
        by={"place": Dim(_("功能室"), "place__name")}, definition=_("日期在时段内的功能室使用登记。"),
    ),
    Figure(
        name="grounds.tidy", label=_("功能室离开整洁率"), unit="%", register="grounds.roomuse", date="on",
        where=Q(left_at__isnull=False), value=Share(Q(left_tidy=True)), better="more",
        by={"place": Dim(_("功能室"), "place__name")}, definition=_("日期在时段内、已经登记离开的，整理好的占多少。"),
    ),
):  # fmt: skip
    declare(figure)
