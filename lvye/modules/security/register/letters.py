"""The registers of responsibility letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register, rights
from lvye.modules.security import services
from lvye.modules.security.models import Pledge, PledgeStatus, Wording
from lvye.modules.security.sight import pledges

from .posts import ADMIN, DESK, EVERYBODY, HEADS, LEADERS

register(
    Register(
        model=Wording,
        menu="more",
        icon="doc",
        columns=("name", "kind", "post", "basis", "is_active"),
        fields=("code", "name", "kind", "post", "text", "basis", "is_active"),
        filters=("kind", "is_active"),
        rights=rights(((*HEADS, *ADMIN), "view add change export"), ((*DESK, *LEADERS), "view export")),
        empty=_("每个岗位、部门、场所、租赁单位签什么，写在范本里；常用的已经备好，可以改、可以加。"),
    )
)


def _drop(pledge: Pledge, *, actor: User, why: str = "") -> Pledge:
    return services.pledge_drop(pledge, why=why, actor=actor)


def _whose(pledge: Pledge) -> str:
    return str(pledge.person or (pledge.lease.partner if pledge.lease else ""))


register(
    Register(
        model=Pledge,
        menu="more",
        icon="doc",
        columns=(
            Column("whose", _("由谁签"), _whose, reads=("person", "lease__partner")), "wording", "place", "term",
            "due_on", "status", "how", "signed_on",
        ),
        filters=("status", "term", "wording", "person", "how"),
        views=(
            View("due", _("还没有签"), {"status": PledgeStatus.DUE}),
            View("signed", _("已签"), {"status": PledgeStatus.SIGNED}),
        ),
        can_add=False,
        actions={"drop": _drop},
        scope=pledges,
        rights=rights(
            (EVERYBODY, "view sign"), (HEADS, "export issue witness all drop"), (DESK, "export witness all"),
            (LEADERS, "export all issue"), (ADMIN, "view"),
        ),
        empty=_("开学发责任书：每个岗位、部门、教室、重点部位和租赁单位一份，在手机上签；没签的列在这里。"),
    )
)  # fmt: skip
panel_on("security.wording", Panel(_("发出的责任书"), register="security.pledge", by="wording"))
panel_on("people.person", Panel(_("安全责任书"), register="security.pledge", by="person"))
