"""The registers of 日管控, 周排查, 月调度 and what they found."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.canteen import services
from lvye.modules.canteen.models import Control, Finding, FindingStatus

from .posts import HEADS, KITCHEN, LEADERS, STAFF


def _settle(finding: Finding, *, actor: User, done_note: str = "") -> Finding:
    return services.finding_settle(finding, done_note=done_note, now=timezone.now(), actor=actor)


register(
    Register(
        model=Control,
        menu="food",
        icon="list",
        columns=("kind", "begins_on", "ends_on", "is_zero", "is_late", "by", "written_at"),
        filters=("kind", "begins_on", "is_zero", "is_late"),
        sorts=("-id", "-begins_on"),
        views=tuple(View(kind, label, {"kind": kind}) for kind, label in Control.Kind.choices),
        can_add=False,
        rights=rights((KITCHEN, "view add export"), (HEADS, "view add weekly export"),
                      (LEADERS, "view add weekly monthly export")),
        empty=_("食品安全员每天记一次，总监每周排查一次，校长每月调度一次；没有发现问题也要记。"),
    )
)  # fmt: skip
register(
    Register(
        model=Finding,
        menu="food",
        icon="warn",
        columns=("what", "found_on", "responsible", "due_on", "status", "done_note", "done_on"),
        filters=("status", "responsible", "found_on"),
        sorts=("-id", "due_on"),
        views=(View("open", _("待整改"), {"status": FindingStatus.OPEN}),),
        can_add=False,
        actions={"settle": _settle},
        rights=rights(
            (KITCHEN, "view export settle"),
            (HEADS, "view export settle"),
            (LEADERS, "view export settle"),
            (STAFF, "view"),
        ),
        empty=_("三种检查、陪餐和上级检查发现的问题都在这里，改好一条销一条。"),
    )
)
