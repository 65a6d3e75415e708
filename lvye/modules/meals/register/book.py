"""Registers of the canteen's own book."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Register, View, register, rights
from lvye.kit import say
from lvye.modules.meals import services
from lvye.modules.meals.models import Category, Line, LineStatus, Month, Waste
from lvye.modules.meals.screens import book as screens

from .posts import ADMIN, BOOKS, HEADS, KITCHEN, LEADERS, TILL

register(
    Register(
        model=Category,
        menu="more",
        icon="list",
        columns=("name", "section", "comes_in", "is_food", "sort", "is_active"),
        fields=("code", "name", "section", "comes_in", "is_food"),
        more=("sort", "is_active"),
        filters=("section", "is_active"),
        sorts=("sort", "-id"),
        rights=rights((BOOKS, "view add change export"), (HEADS, "view export"), (LEADERS, "view"), (ADMIN, "view")),
        empty=_("膳食账的科目就是公示表上的行。建校时按公示表的样子建好，可以加。"),
    )
)


def _add(*, actor: User, **values: Any) -> Line:
    return services.line_add(today=timezone.localdate(), actor=actor, **values)


def _void(line: Line, *, actor: User, why: str = "") -> Line:
    return services.line_void(line, why=why, actor=actor)


def _in(line: Line) -> str:
    """The amount, where it came in."""
    return say.money(line.amount) if line.category.comes_in else ""


def _out(line: Line) -> str:
    """The amount, where it went out."""
    return "" if line.category.comes_in else say.money(line.amount)


register(
    Register(
        model=Line,
        menu="food",
        icon="doc",
        columns=(
            "day", "number", "words", "category", Column("in", _("收入"), _in, reads=("category",)),
            Column("out", _("支出"), _out, reads=("category",)), "partner", "paper", "status",
        ),
        fields=("day", "category", "amount", "words", "paper"),
        more=("partner",),
        filters=("category", "status", "day"),
        sorts=("-day", "-id"),
        views=(View("good", _("有效"), {"status": LineStatus.GOOD}),),
        imports=("day", "category", "amount", "words", "paper"),
        create=_add,
        amend=services.line_change,
        actions={"void": _void},
        rights=rights(
            (BOOKS, "view add change export import void"), (HEADS, "view export"), (LEADERS, "view export"),
            (TILL, "view export"), (KITCHEN, "view"), (ADMIN, "view"),
        ),
        empty=_("食堂的账和学校的账分开：伙食费收入、买菜买米、水电燃气、工资都记在这里，每月结账、公示。"),
    )
)  # fmt: skip


def _close(month: Month, *, actor: User, stock: Decimal | None = None, words: str = "") -> Month:
    return services.month_close(month, stock=stock, words=words, today=timezone.localdate(), actor=actor)


def _reopen(month: Month, *, actor: User, why: str = "") -> Month:
    return services.month_reopen(month, why=why, actor=actor)


def _publish(month: Month, *, actor: User) -> Month:
    return services.month_publish(month, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Month,
        menu="food",
        icon="chart",
        columns=("first", "stock", "status", "closed_on", "due_on", "published_on", "words"),
        filters=("status",),
        sorts=("-first", "-id"),
        can_add=False,
        screens={"detail": screens.month},
        actions={"close": _close, "reopen": _reopen, "publish": _publish},
        rights=rights(
            (BOOKS, "view export close reopen"), (HEADS, "view export publish"), (LEADERS, "view export publish"),
            (TILL, "view"), (KITCHEN, "view"), (ADMIN, "view"),
        ),
        empty=_("记第一笔账，月份自动出来。月底盘点库存、结账，下月15号前公示。"),
    )
)  # fmt: skip


def _weigh(*, actor: User, **values: Any) -> Waste:
    return services.waste_weigh(today=timezone.localdate(), actor=actor, **values)


def _grams(waste: Waste) -> str:
    """For each diner of the meal."""
    return say.qty((waste.kilos * 1000 / waste.heads).quantize(Decimal("0.1"))) if waste.heads else ""


register(
    Register(
        model=Waste,
        menu="food",
        icon="trash",
        columns=("day", "meal", "kind", "kilos", "heads", Column("grams", _("人均（克）"), _grams)),
        fields=("day", "meal", "kind", "kilos"),
        filters=("meal", "kind", "day"),
        sorts=("-day", "-id"),
        create=_weigh,
        amend=services.waste_change,
        rights=rights(
            (KITCHEN, "view add change export"), (HEADS, "view add change export"), (LEADERS, "view export"),
            (BOOKS, "view"),
        ),
        empty=_("每餐收残时称一下：吃剩的、没打完的各多少公斤。人均克数自动算。"),
    )
)  # fmt: skip
