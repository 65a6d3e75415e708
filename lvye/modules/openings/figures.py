"""The figures of the term's opening: how many had theirs, and whether in time."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Count, Dim, Figure, Share, Sum, declare
from lvye.modules.repairs.api import PlannedWork

from .models import PackStatus

DROPPED = Q(status=PlannedWork.Status.DROPPED)
HANDED = Q(status=PackStatus.HANDED)
DIMS = {"handout": Dim(_("开学发放"), "handout__name"), "grade": Dim(_("年级"), "school_class__grade")}

declare(
    Figure(
        name="openings.packs", label=_("开学发放到位"), unit=_("份"), register="openings.pack", date="handed_on",
        where=HANDED, by=DIMS, breakdowns=(("handout",), ("grade",)), better="more",
        definition=_("发放日期在时段内、已经出库发到班级或教师手里的份数。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="openings.in_time", label=_("开学发放按时率"), unit="%", register="openings.pack", date="handed_on",
        where=HANDED, value=Share(Q(handed_on__lte=F("handout__due_on"))), by=DIMS, breakdowns=(("handout",),),
        better="more",
        definition=_("时段内发出的份数中，在计划的到手日期当天或以前发到的占多少；没有发的不在分母里。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="openings.pupils", label=_("开学发放学生人次"), unit=_("人次"), register="openings.pack", date="handed_on",
        where=HANDED & Q(school_class__isnull=False), value=Sum("heads"), by=DIMS, breakdowns=(("grade",),),
        better="more",
        definition=_("时段内发出的各班份，按列单时的班级人数相加。"),
    )
)  # fmt: skip
for _name, _label, _unit, _value, _words in (
    ("openings.works", _("开学前检修"), _("项"), Count(), _("开学日期在时段内的计划维修，作废的不算。")),
    (
        "openings.ready", _("开学前检修完成率"), "%", Share(Q(done_on__lte=F("opening_on"))),
        _("开学日期在时段内的计划维修（作废的不算），在开学当天或以前完成的占多少。"),
    ),
):  # fmt: skip
    declare(
        Figure(
            name=_name, label=_label, unit=_unit, register="repairs.plannedwork", date="opening_on", where=~DROPPED,
            value=_value, by={"batch": Dim(_("所属清单"), "batch")}, better="more", definition=_words,
        )
    )  # fmt: skip
