"""What the plans show on other pages: buttons on records, deadlines, kinds of notices, places in the menu."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.notices import api as notices
from lvye.kernel.registers.api import MenuLink, Offer, menu_link, offer, registers
from lvye.modules.plans.models import DecisionStatus, ItemStatus, PlanStatus, State
from lvye.modules.plans.services.telling import ITEM, MEETING, PLAN

VIEW = "plans.view_planitem"


def _as_proof(record: Any) -> str:
    """Choose the item this record counts for."""
    return f"{reverse('plans:count')}?{urlencode({'about': record._meta.label_lower, 'pk': record.pk})}"


for key in ("repairs.job", "repairs.plannedwork", "worklog.entry"):
    offer(
        Offer(name="plan", label=_("算进计划"), icon="flag", url=_as_proof, right="plans.prove_planitem", order=60),
        on=key,
    )


def _items(user: User) -> QuerySet[Any]:
    rows = registers["plans.planitem"].rows(user).filter(plan__status=PlanStatus.AGREED, status=ItemStatus.KEPT)
    return rows.exclude(state__in=[State.DONE, State.DROPPED])


def _decisions(user: User) -> QuerySet[Any]:
    return registers["plans.decision"].rows(user).filter(status=DecisionStatus.OPEN, item=None)


deadlines.declare(
    deadlines.Deadline(
        "plans.item", _("计划事项"), _items, date="due_on", warn_days="plans.warn_days",
        blocks=_("总结时要写明原因。"),
    ),
    deadlines.Deadline(
        "plans.decision", _("会议决定"), _decisions, date="due_on", warn_days=3, blocks=_("下次会上要说明。")
    ),
)  # fmt: skip

notices.declare(
    notices.Kind(PLAN, _("计划送审和审定")),
    notices.Kind(ITEM, _("我的计划事项")),
    notices.Kind(MEETING, _("会议通知")),
)

for label, url_name, icon, right, order in (
    (_("月历"), "plans:month", "calendar", VIEW, 10),
    (_("我的事项"), "plans:mine", "todo", VIEW, 11),
    (_("按人看"), "plans:people", "user", "plans.all_planitem", 12),
    (_("责任书"), "plans:letters", "edit", "plans.add_goalletter", 13),
):
    menu_link(MenuLink(group="plans", label=label, url_name=url_name, icon=icon, right=right, order=order))
