"""The register of emergencies, and the deed by which an incident starts a plan."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.offers.api import Offer
from lvye.kernel.offers.api import offer as deed
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.fire import services
from lvye.modules.fire.models import PlanRun, PlanStep, RunStatus
from lvye.modules.fire.posts import ADMIN, DESK, GUARDS, HEADS, LEADERS
from lvye.modules.fire.screens import run as run_page


def _end(run: PlanRun, *, actor: User, words: str = "") -> PlanRun:
    return services.run_end(run, words=words, now=timezone.now(), actor=actor)


def start(*, title: str, text: str, place: Any, photos: Any, about: Any, actor: User) -> PlanRun:
    """An incident starts a plan; which one is chosen on its page, with the clock running."""
    what = f"{title}：{text}" if text else title
    return services.run_start(what=what, place=place, about=about, now=timezone.now(), actor=actor)


register(
    Register(
        model=PlanRun,
        menu="safety",
        icon="bell",
        columns=("begun_at", "what", "plan", "place", "begun_by", "over_at", "status"),
        filters=("status", "plan", "begun_by"),
        sorts=("-id",),
        views=(View("running", _("处置中"), {"status": RunStatus.RUNNING}),),
        can_add=False,
        actions={"end": _end},
        screens={"detail": run_page.detail},
        rights=rights(
            ((*HEADS, *LEADERS), "view export start choose end"), (DESK, "view export start choose"),
            (GUARDS, "view start choose"), (ADMIN, "view"),
        ),
        empty=_("较大、重大的事件一启动预案，就在这里计时：一步一步点，几点几分做到的都留下。"),
    )
)  # fmt: skip
register(
    Register(
        model=PlanStep,
        menu="more",
        icon="list",
        columns=("run", "number", "text", "done_at", "by"),
        filters=("by",),
        can_add=False,
        rights=rights(((*HEADS, *LEADERS, *DESK), "view export"), ((*GUARDS, *ADMIN), "view")),
        empty=_("预案的每一步，几点几分做到的。"),
    )
)
panel_on("fire.plan", Panel(_("启动过"), register="fire.planrun", by="plan"))
deed(
    Offer(code="fire.start", label=_("启动应急预案"), takes=start, right="fire.start_planrun", icon="bell", order=90,
          is_listed=False)
)  # fmt: skip
