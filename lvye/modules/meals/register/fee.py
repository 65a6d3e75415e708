"""Registers of standards, meal money, refunds, counts and leaves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register, rights
from lvye.kit import say
from lvye.modules.meals import services, sight
from lvye.modules.meals.models import Fee, FeeStatus, Leave, Refund, Serving, Standard

from .posts import ADMIN, BOOKS, HEADS, KITCHEN, LEADERS, TEACHERS, TILL

register(
    Register(
        model=Standard,
        menu="more",
        icon="money",
        columns=("name", "term", "breakfast", "lunch", "dinner", "snack", "document", "is_active"),
        fields=("term", "name", "breakfast", "lunch", "dinner", "snack", "document"),
        more=("is_active",),
        filters=("term", "is_active"),
        create=services.standard_add,
        amend=services.standard_change,
        rights=rights(
            (HEADS, "view add change export"), (BOOKS, "view add change export"), (LEADERS, "view export"),
            (TILL, "view"), (KITCHEN, "view"), (ADMIN, "view"),
        ),
        empty=_("每学期先定标准：走读午餐、住宿三餐各收多少，依据哪份文件。没有价格的餐次就是不吃。"),
    )
)  # fmt: skip


def _settle(fee: Fee, *, actor: User) -> Fee:
    return services.fee_settle(fee, today=timezone.localdate(), actor=actor)


def _void(fee: Fee, *, actor: User, why: str = "") -> Fee:
    return services.fee_void(fee, why=why, actor=actor)


def _left(fee: Fee) -> str:
    """What of it was not eaten; below zero what is owed."""
    return "" if fee.left is None else say.money(fee.left)


register(
    Register(
        model=Fee,
        menu="food",
        icon="money",
        columns=(
            "number", "pupil", "school_class", "standard", "paid", "added", "days", "charge", "aid",
            Column("left", _("结余"), _left), "status",
        ),
        fields=("standard", "from_on", "how"),
        more=("aid_kind", "aid_per_day", "aid_document"),
        filters=("status", "term", "school_class", "standard", "aid_kind", "paid_on"),
        views=(
            View("paid", _("在用"), {"status": FeeStatus.PAID}),
            View("settled", _("已结算"), {"status": FeeStatus.SETTLED}),
        ),
        can_add=False,
        amend=services.fee_change,
        actions={"settle": _settle, "void": _void},
        scope=sight.fees,
        rights=rights(
            (HEADS, "view export all"), (LEADERS, "view export all"), (BOOKS, "view change export settle void all"),
            (TILL, "view add export all"),
        ),
        empty=_("开学一次收齐，按班收：到“收伙食费”里选一个班，一次给全班开收据。"),
    )
)  # fmt: skip


def _refund(*, actor: User, fee: Fee, amount: Decimal, paid_on: date, how: str = "bank", **more: Any) -> Refund:
    return services.refund_make(
        fee, amount=amount, paid_on=paid_on, how=how, today=timezone.localdate(), actor=actor, **more
    )


def _refund_void(refund: Refund, *, actor: User, why: str = "") -> Refund:
    return services.refund_void(refund, why=why, actor=actor)


register(
    Register(
        model=Refund,
        menu="food",
        icon="money",
        columns=("number", "fee", "pupil",
                 "kind", "amount", "paid_on", "how", "status"),
        fields=("fee", "amount", "paid_on", "how"),
        filters=("kind", "status", "how", "paid_on"),
        create=_refund,
        actions={"void": _refund_void},
        scope=sight.refunds,
        rights=rights(
            (HEADS, "view export"), (LEADERS, "view export"), (BOOKS, "view export void"), (TILL, "view add export"),
        ),
        empty=_("请假停餐的中途退，期末结余的一起退。退的钱不会比交的多：系统先算出最多能退多少。"),
    )
)  # fmt: skip
panel_on("meals.fee", Panel(_("退过的钱"), register="meals.refund", by="fee"))

register(
    Register(
        model=Serving,
        menu="food",
        icon="people",
        columns=("day", "meal", "school_class", "due", "eaten", "is_late"),
        fields=("due", "eaten"),
        filters=("meal", "school_class", "is_late", "day"),
        sorts=("-day", "-id"),
        can_add=False,
        amend=services.serving_change,
        scope=sight.servings,
        rights=rights(
            (HEADS, "view add change export tell"), (LEADERS, "view export"),
            (BOOKS, "view add change export tell"), (KITCHEN, "view add change export tell"),
            (TEACHERS, "view tell"),
        ),
        empty=_("班主任每天报谁不吃，人数自动出来；教职工的由食堂填。"),
    )
)  # fmt: skip


def _tell(*, actor: User, **values: Any) -> Leave:
    return services.leave_tell(now=timezone.now(), actor=actor, **values)


def _change(leave: Leave, *, actor: User, **values: Any) -> Leave:
    return services.leave_change(leave, now=timezone.now(), actor=actor, **values)


def _withdraw(leave: Leave, *, actor: User) -> Leave:
    return services.leave_withdraw(leave, now=timezone.now(), actor=actor)


register(
    Register(
        model=Leave,
        menu="food",
        icon="calendar",
        columns=("pupil", "school_class", "begins_on", "ends_on", "refund_from", "status"),
        fields=("pupil", "begins_on", "ends_on"),
        filters=("status", "school_class", "begins_on"),
        sorts=("-begins_on", "-id"),
        create=_tell,
        amend=_change,
        actions={"void": _withdraw},
        scope=sight.leaves,
        rights=rights(
            (HEADS, "view add export"), (BOOKS, "view add change export void"), (TILL, "view"),
            (TEACHERS, "view add change void"),
        ),
        empty=_("几天不吃提前报，从报的第二天起（当天早上报的从当天起）不收钱。不写原因。"),
    )
)  # fmt: skip
