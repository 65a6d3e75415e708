"""The canteen in numbers, each with its 口径."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Share, Sum, declare

from .models import (
    Accompany,
    CheckStatus,
    Control,
    DeliveryStatus,
    Disinfection,
    FindingStatus,
    MealKind,
    Meeting,
    SampleStatus,
    Visit,
)


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


MEALS = Dim(_("餐次"), "kind", _words(MealKind.choices))
SUPPLIER = Dim(_("供货单位"), "supplier__name")
TAKEN = Q(qty__gt=0, delivery__status=DeliveryStatus.DONE)

for one in (
    Figure(
        name="canteen.diners", label=_("用餐人次"), unit=_("人次"), register="canteen.meal", date="day",
        value=Sum("diners"), by={"meal": MEALS}, breakdowns=(("meal",),), better="more",
        definition=_("日期在时段内的各餐，报餐或登记的用餐人数之和；没有人数的餐次不算。"),
    ),
    Figure(
        name="canteen.meals", label=_("供餐"), unit=_("餐"), register="canteen.meal", date="day", by={"meal": MEALS},
        breakdowns=(("meal",),), definition=_("日期在时段内、有记录的餐次数。"),
    ),
    Figure(
        name="canteen.checks", label=_("晨检"), unit=_("人次"), register="canteen.morningcheck", date="day",
        where=~Q(status=CheckStatus.AWAY), definition=_("日期在时段内检过的人次；当天不在班的不算。"), better="more",
    ),
    Figure(
        name="canteen.off", label=_("晨检离岗"), unit=_("人次"), register="canteen.morningcheck", date="day",
        where=Q(status=CheckStatus.OFF), definition=_("日期在时段内因身体原因当天离岗的人次，上岗以后才离岗的也算。"),
    ),
    Figure(
        name="canteen.batches", label=_("食材验收"), unit=_("批"), register="canteen.batch", date="arrived_on",
        where=TAKEN, by={"supplier": SUPPLIER}, breakdowns=(("supplier",),),
        definition=_("到货日期在时段内、两个人签字验收入库的批次；一张单上的一样食材是一批。"),
    ),
    Figure(
        name="canteen.refused", label=_("食材拒收"), unit=_("批"), register="canteen.batch", date="arrived_on",
        where=Q(refused__gt=0) & ~Q(delivery__status=DeliveryStatus.VOID),
        by={"supplier": SUPPLIER, "why": Dim(_("原因"), "why")}, breakdowns=(("supplier",), ("why",)),
        definition=_("到货日期在时段内、全部或部分拒收（当场退回或销毁）的批次。"),
    ),
    Figure(
        name="canteen.samples", label=_("食品留样"), unit=_("份"), register="canteen.sample", date="day",
        by={"status": Dim(_("状态"), "status", _words(SampleStatus.choices))}, breakdowns=(("status",),),
        better="more", definition=_("留样日期在时段内的份数；一餐的一种成品一份，汤、粥也算。"),
    ),
    Figure(
        name="canteen.sampled", label=_("留样率"), unit="%", register="canteen.serving", date="meal__day",
        value=Share(Q(sample__isnull=False)), better="more",
        definition=_("日期在时段内各餐的成品中，留了样的占多少。分母是登记的全部成品，包括汤、粥。"),
    ),
    Figure(
        name="canteen.disinfections", label=_("消毒"), unit=_("次"), register="canteen.disinfection", date="day",
        by={"what": Dim(_("消毒什么"), "what", _words(Disinfection.What.choices))}, breakdowns=(("what",),),
        better="more", definition=_("日期在时段内的消毒次数，不合格的也在内（另见“消毒合格率”）。"),
    ),
    Figure(
        name="canteen.disinfected", label=_("消毒合格率"), unit="%", register="canteen.disinfection", date="day",
        value=Share(Q(is_good=True)), better="more",
        definition=_("日期在时段内的消毒中，温度、时间、浓度都达到当时规定的占多少。"),
    ),
    Figure(
        name="canteen.controls", label=_("日管控、周排查、月调度"), unit=_("份"), register="canteen.control",
        date="begins_on", by={"kind": Dim(_("哪种"), "kind", _words(Control.Kind.choices))}, breakdowns=(("kind",),),
        better="more", definition=_("开始日期在时段内的记录份数，没有发现问题的（零风险）和补记的都算。"),
    ),
    Figure(
        name="canteen.findings", label=_("食品安全问题"), unit=_("条"), register="canteen.finding", date="found_on",
        by={"status": Dim(_("状态"), "status", _words(FindingStatus.choices))}, breakdowns=(("status",),),
        better="less", definition=_("发现日期在时段内的问题：三种检查、陪餐、上级检查发现的。"),
    ),
    Figure(
        name="canteen.settled", label=_("食品安全问题整改率"), unit="%", register="canteen.finding", date="found_on",
        value=Share(Q(status=FindingStatus.DONE)), better="more",
        definition=_("发现日期在时段内的问题中，已经改好的占多少；没到期的也在分母里。"),
    ),
    Figure(
        name="canteen.accompanied", label=_("陪餐"), unit=_("人次"), register="canteen.accompany", date="day",
        by={"who": Dim(_("谁陪餐"), "who", _words(Accompany.Who.choices))}, breakdowns=(("who",),), better="more",
        definition=_("日期在时段内的陪餐记录，一人一餐算一次。"),
    ),
    Figure(
        name="canteen.discards", label=_("可疑食品处置"), unit=_("次"), register="canteen.discard", date="day",
        definition=_("日期在时段内把可疑、变质的食材或成品扔掉的次数。"),
    ),
    Figure(
        name="canteen.visits", label=_("上级食品安全检查"), unit=_("次"), register="canteen.visit", date="visited_on",
        by={"kind": Dim(_("哪种检查"), "kind", _words(Visit.Kind.choices)), "grade": Dim(_("等级"), "grade")},
        breakdowns=(("kind",),), definition=_("检查日期在时段内的上级检查。"),
    ),
    Figure(
        name="canteen.meetings", label=_("食堂会议"), unit=_("次"), register="canteen.meeting", date="held_on",
        by={"kind": Dim(_("哪种会"), "kind", _words(Meeting.Kind.choices))}, breakdowns=(("kind",),), better="more",
        definition=_("日期在时段内的食堂工作会、食品安全专题会、现场办公会和培训会；月调度另有会议纪要，不在内。"),
    ),
    Figure(
        name="canteen.incidents", label=_("食源性事件"), unit=_("起"), register="canteen.incident", date="day",
        where=~Q(is_food=False), better="less",
        definition=_("发现日期在时段内的疑似食源性事件；查明不是饮食引起的不算，还在查的算。"),
    ),
):  # fmt: skip
    declare(one)
