"""The registers of upkeep: what is planned, and each time it was done."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.notices import api as notices
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, registers, rights
from lvye.modules.assets import services
from lvye.modules.assets.models import Upkeep, UpkeepDone, UpkeepStatus
from lvye.modules.assets.services.reminding import LOAN, UPKEEP
from lvye.modules.assets.sight import through

from .kept import stays
from .posts import EVERYBODY, HEADS, KEEPERS, LEADERS, LOOKERS, MONEY


def _plan(*, actor: User, **values: Any) -> Upkeep:
    return services.upkeep_plan(actor=actor, **values)


def _done(*, actor: User, **values: Any) -> UpkeepDone:
    return services.upkeep_done(today=timezone.localdate(), actor=actor, **values)


def _stop(upkeep: Upkeep, *, actor: User) -> Upkeep:
    return records.take(upkeep, "stop", actor=actor)


register(
    Register(
        model=Upkeep,
        menu="things",
        icon="wrench",
        columns=(
            "name", "kind", "asset", "asset_class", "place", "interval_months", "due_on", "last_on", "doer", "status",
        ),
        fields=("name", "kind", "asset", "asset_class", "place", "interval_months", "due_on", "doer", "how"),
        filters=("status", "kind", "doer", "due_on", "asset_class", "place"),
        sorts=("-id",),
        views=(View("runs", _("执行中"), {"status": UpkeepStatus.RUNS}),),
        create=_plan,
        actions={"stop": _stop, "resume": services.upkeep_resume},
        scope=through("doer", "asset__keeper"),
        rights=rights(
            (HEADS, "view add change export stop resume"), (KEEPERS, "view add change export stop resume"),
            ((*LEADERS, *MONEY), "view export"), ((*EVERYBODY, *LOOKERS), "view"),
        ),
        empty=_("要定期保养、检测的东西列在这里：空调洗滤网、体育器材紧螺丝……到日子会提醒，做完记一笔。"),
    )
)  # fmt: skip
register(
    Register(
        model=UpkeepDone,
        menu="more",
        icon="check",
        columns=("upkeep", "done_on", "was_due_on", "is_late", "by", "firm", "pieces", "cost", "fine", "found"),
        fields=("upkeep", "done_on", "by", "pieces", "cost", "fine", "found"),
        more=("firm",),
        filters=("fine", "is_late", "by", "done_on"),
        views=(View("trouble", _("发现问题的"), {"fine": "0"}), View("late", _("做晚了的"), {"is_late": "1"})),
        create=_done,
        screens={"edit": stays},
        scope=through("by", "upkeep__doer", "upkeep__asset__keeper"),
        rights=rights(
            (HEADS, "view add export"), (KEEPERS, "view add export"), ((*LEADERS, *MONEY), "view export"),
            (("repairer", "teacher", "canteen", "guard", "cleaner", "gardener"), "view add"),
            (("desk", "buyer", "receiver", "admin", "cashier"), "view"),
        ),
        empty=_("每次保养、检测做完记一笔：谁做的、花了多少、发现了什么。"),
    )
)  # fmt: skip
panel_on("assets.upkeep", Panel(_("做过的"), register="assets.upkeepdone", by="upkeep"))
panel_on("assets.asset", Panel(_("保养计划"), register="assets.upkeep", by="asset"))
link_by(Upkeep, "asset")
link_by(UpkeepDone, "upkeep")


def _due(user: User) -> Any:
    rows = registers["assets.upkeep"].rows(user).filter(status=UpkeepStatus.RUNS, due_on__isnull=False)
    return rows.select_related("asset", "asset_class", "place")


def _title(one: Upkeep) -> str:
    return f"{one.name} {one.asset or one.asset_class} {one.place or ''}".strip()


declare(
    Deadline(
        name="assets.upkeep_due", label=_("保养到期"), rows=_due, date="due_on", warn_days="assets.warn_upkeep",
        title=_title, blocks=_("该保养的不保养，坏得快，保修也可能不认。"),
    )
)  # fmt: skip
notices.declare(notices.Kind(LOAN, _("借用到期和过期")))
notices.declare(notices.Kind(UPKEEP, _("保养到期")))
