"""The registers of the gate: the log, the hours nobody showed himself."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.security import services
from lvye.modules.security.models import Entry, EntryKind, Gap, GapStatus

from .posts import ADMIN, DESK, GUARDS, HEADS, LEADERS


def _write(*, actor: User, **values: Any) -> Entry:
    return services.entry_write(now=timezone.now(), actor=actor, **values)


register(
    Register(
        model=Entry,
        menu="safety",
        icon="list",
        columns=("at", "shift", "kind", "person", "partner", "found", "words"),
        fields=("kind", "at", "words", "partner", "found"),
        more=("place",),
        filters=("kind", "person", "shift", "on", "found"),
        sorts=("-at", "-id"),
        views=(
            View("check", _("查岗"), {"kind": EntryKind.CHECK}),
            View("handover", _("交接班"), {"kind": EntryKind.HANDOVER}),
        ),
        create=_write,
        rights=rights(
            ((*HEADS, *DESK), "view add export"), (LEADERS, "view add export"), (GUARDS, "view add"), (ADMIN, "view")
        ),
        empty=_("每班记值班日志：一切正常点一下，有情况写一句，交接班写交了什么。写了不能改。"),
    )
)


def _judge(gap: Gap, *, actor: User, verdict: str = "", words: str = "") -> Gap:
    return services.gap_judge(gap, verdict=verdict, words=words, actor=actor)


register(
    Register(
        model=Gap,
        menu="more",
        icon="warn",
        columns=("on", "gate", "begins_at", "ends_at", "on_duty", "status", "verdict", "words"),
        filters=("status", "verdict", "on"),
        views=(View("open", _("待核实"), {"status": GapStatus.OPEN}),),
        can_add=False,
        actions={"judge": _judge},
        rights=rights(
            (HEADS, "view export judge"),
            (DESK, "view export judge"),
            (LEADERS, "view export judge"),
            (GUARDS, "view"),
            (ADMIN, "view"),
        ),
        empty=_("门岗每小时扫一次码表示在岗。哪一小时没有扫，马上通知主任，核实以后记在这里。"),
    )
)
