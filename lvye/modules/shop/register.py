"""What the kernel is told about the shop."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.notices import api as notices
from lvye.kernel.registers.api import (
    Column,
    MenuLink,
    Offer,
    Panel,
    Register,
    View,
    menu_link,
    offer,
    panel_on,
    register,
    registers,
)

from . import figures, services  # noqa: F401
from .models import BannedGoods, Check, Finding, FindingStatus, Price
from .screens import ADD, VIEW

HEADS = ("director", "deputy_director", "desk")
READERS = dict.fromkeys(("vice_principal", "principal", "finance", "canteen", "admin"), "view export")

register(
    Register(
        model=BannedGoods,
        menu="more",
        icon="x",
        columns=("name", "words", "document", "article", "is_active"),
        fields=("name", "words", "why", "document", "article", "is_active"),
        filters=("is_active",),
        rights=READERS | dict.fromkeys(HEADS, "view add change export"),
        empty=_("小卖部不能卖什么、依据哪份文件。"),
    )
)


def _failed(check: Check) -> str:
    """How many of the seven are not well."""
    return str(len(check.failed) or _("都合格"))


register(
    Register(
        model=Check,
        menu="food",
        icon="check",
        columns=("checked_on", "lease", "kind", "checked_by", Column("failed", _("不合格"), _failed), "words"),
        filters=("kind", "lease", "checked_on"),
        sorts=("-checked_on", "-id"),
        can_add=False,
        rights=READERS | dict.fromkeys(HEADS, "view add export"),
        empty=_("每月至少查一次小卖部，也要不打招呼抽查。从“小卖部”页面上开始查。"),
    )
)


def _add(*, actor: User, **values: Any) -> Finding:
    return services.finding_add(today=timezone.localdate(), actor=actor, **values)


def _fix(finding: Finding, *, actor: User, done: str = "") -> Finding:
    return services.finding_fix(finding, done=done, today=timezone.localdate(), actor=actor)


def _drop(finding: Finding, *, actor: User, done: str = "") -> Finding:
    return services.finding_drop(finding, done=done, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Finding,
        menu="food",
        icon="warn",
        columns=("found_on", "lease", "kind", "what", "is_serious", "due_on", "fixed_on", "status"),
        fields=("lease", "kind", "what", "found_on"),
        filters=("status", "kind", "is_serious", "lease", "found_on"),
        sorts=("-found_on", "-id"),
        views=(View("open", _("待整改"), {"status": FindingStatus.OPEN}),),
        create=_add,
        amend=services.finding_change,
        actions={"fix": _fix, "drop": _drop},
        rights=READERS
        | dict.fromkeys(HEADS, "view add change export fix")
        | {"director": "view add change export fix drop"},
        empty=_("过期、三无、禁售的当场下架；满三次列入禁止交易名单，租约不能再签。"),
    )
)


def _compare(*, actor: User, **values: Any) -> Price:
    return services.price_compare(today=timezone.localdate(), actor=actor, **values)


def _cut(price: Price, *, actor: User, agreed: Decimal | None = None) -> Price:
    return services.price_cut(price, agreed=agreed, today=timezone.localdate(), actor=actor)


def _gap(price: Price) -> str:
    """How much dearer it is in the shop."""
    return f"{price.gap:+.2f}"


register(
    Register(
        model=Price,
        menu="food",
        icon="money",
        columns=(
            "goods",
            "lease",
            "ours",
            "outside",
            Column("gap", _("贵多少"), _gap),
            "where",
            "compared_on",
            "agreed",
            "status",
        ),
        fields=("lease", "goods", "ours", "outside", "where", "compared_on"),
        filters=("status", "lease", "compared_on"),
        sorts=("-compared_on", "-id"),
        views=(View("dear", _("偏贵"), {"status": Price.Status.DEAR}),),
        create=_compare,
        amend=services.price_change,
        actions={"cut": _cut},
        rights=READERS | dict.fromkeys(HEADS, "view add change export cut"),
        empty=_("学生说贵，就到校外同样的店看一看：同一件商品、同一天，两个价写在一起。贵得多的找商家谈。"),
    )
)


def _is_live(lease: Any) -> bool:
    return bool(lease.what == "shop" and lease.status == "live")


panel_on("partners.lease", Panel(_("小卖部检查"), register="shop.check", by="lease"))
panel_on("partners.lease", Panel(_("小卖部问题"), register="shop.finding", by="lease"))
panel_on("shop.check", Panel(_("查出的问题"), register="shop.finding", by="check_made"))
offer(
    Offer(
        name="check", label=_("查一查"), icon="check", right=ADD,
        url=lambda lease: reverse("shops:check", args=[lease.pk]) if _is_live(lease) else "",
    ),
    on="partners.lease",
)  # fmt: skip
link_by(Check, "lease")
link_by(Finding, "check_made")
menu_link(MenuLink(group="food", label=_("小卖部"), url_name="shops:shops", icon="door", right=VIEW, order=60))
declare(
    Deadline(
        "shop.finding", _("小卖部问题整改"), lambda user: registers["shop.finding"].rows(user).filter(status="open"),
        date="due_on", warn_days=1, blocks=_("发现问题立即整改。"),
    )
)  # fmt: skip
notices.declare(notices.Kind("shop.ended", _("小卖部要退出")))
