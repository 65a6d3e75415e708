"""The registers of the site: stages, diary, findings, changes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.works import services
from lvye.modules.works.models import Change, ChangeStatus, Diary, DiaryKind, Finding, FindingKind, FindingStatus, Stage

from .posts import ADMIN, BUYER, DESK, HEADS, LEADERS, MONEY

LOOK = ((*MONEY, *BUYER, *ADMIN), "view")

register(
    Register(
        model=Stage,
        menu="more",
        icon="calendar",
        columns=("project", "name", "begins_on", "ends_on", "began_on", "ended_on", "percent"),
        fields=("project", "name", "begins_on", "ends_on"),
        filters=("project", "ends_on"),
        sorts=("-id", "ends_on"),
        create=services.stage_plan,
        amend=services.stage_mend,
        rights=rights(((*HEADS, *DESK), "view add change export"), (LEADERS, "view export"), LOOK),
        empty=_("开工前把阶段排好：基础、主体、装修、收尾，各从哪天到哪天；进度跟着工程日志走。"),
    )
)
register(
    Register(
        model=Diary,
        menu="more",
        icon="camera",
        columns=("on", "project", "stage", "kind", "words", "workers", "percent", "by"),
        filters=("project", "kind", "on", "by"),
        sorts=("-id", "-on"),
        views=(View("meeting", _("例会"), {"kind": DiaryKind.MEETING}),),
        can_add=False,
        rights=rights(((*HEADS, *DESK), "view add export"), (LEADERS, "view export add"), LOOK),
        empty=_("在建的工程，现场监督人每天用手机记一条：拍照，做了什么，到百分之几，有没有问题。"),
    )
)


def _add(*, actor: User, **values: Any) -> Finding:
    return services.finding_add(found_on=timezone.localdate(), actor=actor, **values)


def _fix(finding: Finding, *, actor: User, fixed: str = "") -> Finding:
    return services.finding_fix(finding, fixed=fixed, today=timezone.localdate(), actor=actor)


def _check(finding: Finding, *, actor: User) -> Finding:
    return services.finding_check(finding, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Finding,
        menu="more",
        icon="warn",
        columns=("project", "kind", "what", "found_on", "due_on", "fixed", "fixed_on", "checked_on", "status"),
        fields=("project", "kind", "what", "due_on"),
        filters=("project", "kind", "status", "due_on"),
        sorts=("-id", "due_on"),
        views=(
            View("open", _("待整改"), {"status": FindingStatus.OPEN}),
            View("fixed", _("待复查"), {"status": FindingStatus.FIXED}),
            View("warranty", _("保修"), {"kind": FindingKind.WARRANTY}),
        ),
        create=_add,
        actions={"fix": _fix, "check": _check, "reject": services.finding_reject},
        rights=rights(
            (HEADS, "view add export fix check reject"), (DESK, "view add export fix check reject"),
            (LEADERS, "view add export check reject"), LOOK,
        ),
        empty=_("现场看到的、验收提出的、保修期内坏的，都记在这里：施工单位改好，另一个人复查合格才算完。"),
    )
)  # fmt: skip


def _make(*, actor: User, **values: Any) -> Change:
    return services.change_make(today=timezone.localdate(), actor=actor, **values)


def _mend(change: Change, *, actor: User, **values: Any) -> Change:
    return services.change_mend(change, today=timezone.localdate(), actor=actor, **values)


register(
    Register(
        model=Change,
        menu="more",
        icon="edit",
        columns=("number", "project", "kind", "on", "what", "amount", "days", "agreed_on", "status"),
        fields=("project", "kind", "on", "what", "why", "amount", "days"),
        filters=("project", "kind", "status", "agreed_on"),
        views=(View("asked", _("审批中"), {"status": ChangeStatus.ASKED}),),
        create=_make,
        amend=_mend,
        actions={"ask": services.change_send},
        rights=rights((HEADS, "view add change export ask"), (DESK, "view add change export"),
                      (LEADERS, "view export"), LOOK),
        empty=_("施工中要变的，先办变更签证：变什么、为什么、增减多少钱，批了才做，结算才认。"),
    )
)  # fmt: skip
