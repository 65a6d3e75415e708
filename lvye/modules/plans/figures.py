"""The figures of the plans: how much of what was meant was done, how often people met, what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvye.kernel.figures.api import Dim, Figure, Share, Sum, declare

from .models import (
    Area,
    DecisionStatus,
    ItemStatus,
    LetterStatus,
    MeetingKind,
    MeetingStatus,
    PlanStatus,
    Presence,
    State,
)

KEPT = Q(plan__status__in=[PlanStatus.AGREED, PlanStatus.CLOSED]) & ~Q(status=ItemStatus.DROPPED)
HELD = [MeetingStatus.HELD, MeetingStatus.FILED]


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


AREA = Dim(_("方面"), "area", _words(Area.choices))
PERSON = Dim(_("负责人"), "person__name")
POST = Dim(_("负责岗位"), "post__name")
PARTNER = Dim(_("配合处室"), "partner__name")
KINDS = _words(MeetingKind.choices)

declare(
    Figure(
        name="plans.items", label=_("计划事项"), unit=_("项"), register="plans.planitem", date="due_on", where=KEPT,
        by={"area": AREA, "person": PERSON, "post": POST, "partner": PARTNER,
            "state": Dim(_("完成情况"), "state", _words(State.choices))},
        definition=_("期限在时段内、计划已经审定的事项，不含取消的；完成情况由目标和凭据算出，每十分钟核一遍。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.done", label=_("完成计划事项"), unit=_("项"), register="plans.planitem", date="due_on",
        where=KEPT & Q(state=State.DONE), better="more",
        by={"area": AREA, "person": PERSON, "post": POST, "partner": PARTNER},
        definition=_("期限在时段内的计划事项中，每个目标都达到的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.rate", label=_("计划完成率"), unit="%", register="plans.planitem", date="due_on", where=KEPT,
        value=Share(Q(state=State.DONE)), by={"area": AREA, "person": PERSON, "post": POST}, better="more",
        definition=_("期限在时段内的计划事项中，完成的占比；部分完成的不算完成，取消的不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.together", label=_("配合完成事项"), unit=_("项"), register="plans.planitem", date="due_on",
        where=KEPT & Q(state=State.DONE, partner__isnull=False), better="more",
        by={"partner": PARTNER, "area": AREA, "person": PERSON},
        definition=_("期限在时段内、写明了配合处室并且每个目标都达到的计划事项。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.budget", label=_("计划预算"), unit=_("元"), register="plans.planitem", date="due_on",
        where=KEPT & Q(budget__gt=0), value=Sum("budget"), by={"area": AREA, "person": PERSON},
        definition=_("期限在时段内的计划事项写明的预算之和；只是打算，不是支出。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.meetings", label=_("会议"), unit=_("次"), register="plans.meeting", date="starts_at",
        where=Q(status__in=HELD), by={"kind": Dim(_("种类"), "kind", KINDS)}, better="more",
        definition=_("时段内开过的会议，包括纪要还没有定稿的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.minutes", label=_("会议纪要"), unit=_("份"), register="plans.meeting", date="starts_at",
        where=Q(status=MeetingStatus.FILED), by={"kind": Dim(_("种类"), "kind", KINDS)}, better="more",
        definition=_("时段内开过、纪要已经定稿的会议。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.attendance", label=_("到会率"), unit="%", register="plans.attendance", date="meeting__starts_at",
        where=Q(meeting__status__in=HELD), value=Share(Q(status=Presence.PRESENT)), better="more",
        by={"kind": Dim(_("种类"), "meeting__kind", KINDS), "person": Dim(_("谁"), "person__name"),
            "status": Dim(_("到会"), "status", _words(Presence.choices))},
        definition=_("时段内开过的会，签到的人次占应到人次的比例；请假的也算没到。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.decisions", label=_("会议决定"), unit=pgettext_lazy("决定", "条"),
        register="plans.decision", date="decided_on",
        by={"kind": Dim(_("种类"), "meeting__kind", KINDS), "person": Dim(_("谁办"), "person__name"),
            "status": Dim(_("状态"), "status", _words(DecisionStatus.choices))},
        definition=_("时段内会议作出的决定，不论办了没有。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="plans.letters", label=_("签订目标责任书"), unit=_("份"), register="plans.goalletter", date="signed_on",
        where=Q(status=LetterStatus.SIGNED), by={"post": POST}, better="more",
        definition=_("签字日期在时段内的目标责任书，不含作废的。"),
    )
)  # fmt: skip
