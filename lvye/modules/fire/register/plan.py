"""The register of emergency plans."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.fire import services
from lvye.modules.fire.models import Plan, PlanStatus
from lvye.modules.fire.posts import ADMIN, DESK, GUARDS, HEADS, LEADERS, STAFF


def _issue(plan: Plan, *, actor: User) -> Plan:
    return services.plan_issue(plan, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Plan,
        menu="safety",
        icon="doc",
        columns=("title", "kind", "version", "owner", "drills", "issued_on", "review_on", "status"),
        fields=("title", "kind", "owner", "text", "drills", "changed"),
        filters=("kind", "status", "owner", "review_on"),
        views=(
            View("holds", _("现行"), {"status": PlanStatus.HOLDS}),
            View("draft", _("拟稿"), {"status": PlanStatus.DRAFT}),
        ),
        create=services.plan_create,
        amend=services.plan_amend,
        actions={"issue": _issue},
        rights=rights(
            (HEADS, "view add change export issue revise"), (LEADERS, "view export issue revise"),
            (DESK, "view add change export"), ((*GUARDS, *STAFF), "view"), (ADMIN, "view"),
        ),
        empty=_("应急预案一份一份放在这里：谁负责、第几版、哪天再看、每学期演练几次。"),
    )
)  # fmt: skip
panel_on("fire.plan", Panel(_("按它做过的演练"), register="fire.drill", by="plan"))
