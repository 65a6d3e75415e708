"""The figures of the log: how much was told, what was done, by how many hands, in what time."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvye.kernel.figures.api import Dim, Figure, Sum, declare

from .models import Entry
from .queries import COUNTED, KEPT, NO_JOB

DIMS = {
    "kind": Dim(_("类别"), "kind__name"),
    "person": Dim(_("谁做的"), "person__name"),
    "building": Dim(_("楼栋"), "building__name"),
}
ORIGIN = {"origin": Dim(_("来由"), "origin", {str(key): word for key, word in Entry.Origin.choices})}
PLACE = {"place": Dim(_("地点"), "place__full_name")}

declare(
    Figure(
        name="worklog.entries", label=_("工作日志"), unit=pgettext_lazy("日志", "条"),
        register="worklog.entry", date="done_on",
        where=KEPT, by={**DIMS, **PLACE, **ORIGIN}, breakdowns=(("kind",), ("person",), ("origin",)), better="more",
        definition=_("日期在时段内、没有撤回的日志；没有数量的一句话也算一条。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="worklog.work", label=_("零星工作"), unit="", register="worklog.line", date="done_on",
        where=COUNTED, value=Sum("qty"), approx="is_approx",
        by={
            "action": Dim(_("动作"), "action"),
            "object": Dim(_("物件"), "object"),
            "unit": Dim(_("单位"), "unit"),
            **DIMS, **PLACE,
            "origin": Dim(_("来由"), "entry__origin", ORIGIN["origin"].words),
        },
        breakdowns=(("action", "object", "unit"), ("kind", "unit")), apart="unit",
        definition=_(
            "日期在时段内的日志明细按“动作、物件、单位”分别求和，不含撤回的；转成报修的由报修单计，这里不再计。"
        ),
    )
)  # fmt: skip
declare(
    Figure(
        name="worklog.person_times", label=_("出动人次"), unit=_("人次"), register="worklog.entry", date="done_on",
        where=KEPT & NO_JOB, value=Sum("people"), by={**DIMS, **ORIGIN}, breakdowns=(("kind",),), better="more",
        definition=_("日期在时段内、没有撤回的日志，把每条的人数相加：一起干的由一个人记。整条转成报修的不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="worklog.minutes", label=_("日志用时"), unit=_("分钟"), register="worklog.entry", date="done_on",
        where=KEPT & NO_JOB & Q(minutes__gt=0), value=Sum("minutes"), by={**DIMS, **ORIGIN},
        breakdowns=(("kind",), ("person",)),
        definition=_("日期在时段内、写了用时的日志，用时相加；没有写的不估计。整条转成报修的不计。"),
    )
)  # fmt: skip
