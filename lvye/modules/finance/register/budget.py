"""Registers of the budget."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import sheet_columns
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.finance import services
from lvye.modules.finance.importing import COLUMNS, lines_import
from lvye.modules.finance.models import (
    Adjustment,
    AdjustmentLine,
    Budget,
    BudgetLine,
    CarryLine,
    CarryOver,
    Commitment,
    OverRun,
)
from lvye.modules.finance.screens import budget, carry_form
from lvye.modules.finance.sight import lines_seen

from .posts import BOOKS, HEADS, LEADERS, OFFICE, STAFF


def _close(budget: Budget, *, final_note: str = "", actor: User) -> Budget:
    return services.budget_close(budget, final_note=final_note, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Budget,
        menu="money",
        icon="chart",
        columns=("year", "book", "author", "approved_by", "status"),
        fields=("year", "book", "note"),
        filters=("status", "book", "year"),
        sorts=("-id", "-year"),
        create=services.budget_make,
        screens={"detail": budget.detail},
        amend=services.budget_change,
        actions={
            "ask": services.budget_send, "close": _close,
        },
        rights=rights((OFFICE, "view export"), (BOOKS, "add change ask close")),
        empty=_("每个财政年度编一份预算：按项目和支出科目列数，送审批准后才能花。"),
    )
)  # fmt: skip

register(
    Register(
        model=BudgetLine,
        menu="money",
        icon="list",
        columns=("label", "budget", "fund", "amount", "department", "rank"),
        fields=("budget", "project", "item", "fund", "amount"),
        more=("department", "rank", "note"),
        filters=("budget", "fund", "item", "rank", "department"),
        sorts=("-id",),
        imports=tuple(COLUMNS),
        importer=lines_import,
        create=services.line_add,
        amend=services.line_change,
        scope=lines_seen,
        rights=rights(
            (OFFICE, "view export"), (BOOKS, "add change import"), ((*LEADERS, "director"), "exceed"), (STAFF, "view"),
        ),
        empty=_("预算里的每一项：哪个项目、什么支出科目、多少钱、钱从哪来。先建一份年度预算。"),
    )
)  # fmt: skip
sheet_columns("finance.budgetline", COLUMNS, required=("project", "item", "amount"))


register(
    Register(
        model=Adjustment,
        menu="more",
        icon="edit",
        columns=("number", "budget", "kind", "why", "document", "made_on", "status"),
        filters=("status", "kind", "budget"),
        actions={"ask": services.adjustment_send},
        rights=rights((OFFICE, "view export"), ((*BOOKS, *HEADS), "add ask")),
        can_add=False,
        empty=_("预算批准以后要变，先写调整单：从哪一项调到哪一项，或者凭文件追加、追减。"),
    )
)  # fmt: skip

register(
    Register(
        model=AdjustmentLine,
        menu="more",
        icon="list",
        columns=("adjustment", "line", "delta"),
        rights=rights((OFFICE, "view export")),
        can_add=False,
        empty=_("调整单里每个预算项目增减多少。"),
    )
)


def _carry(carry: CarryOver, *, actor: User) -> CarryOver:
    return services.carry_send(carry, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=CarryOver,
        menu="more",
        icon="swap",
        columns=("number", "source", "target", "made_on", "author", "status"),
        filters=("status",),
        actions={"ask": _carry},
        screens={"edit": carry_form.edit},
        rights=rights((OFFICE, "view export"), (BOOKS, "add change ask")),
        can_add=False,
        empty=_("过了年，到上年的预算页上点“年终结转”：占用随单据转到新年度，剩下的决定结转还是收回。"),
    )
)  # fmt: skip

register(
    Register(
        model=CarryLine,
        menu="more",
        icon="list",
        columns=("carryover", "line", "held", "rest", "released", "target"),
        rights=rights((OFFICE, "view export")),
        can_add=False,
        empty=_("每个预算项目占用的、结转的、收回的各多少。"),
    )
)

register(
    Register(
        model=Commitment,
        menu="more",
        icon="lock",
        columns=("what", "line", "amount", "used", "status", "made_at", "by"),
        filters=("status", "line"),
        views=(View("held", _("占用中"), {"status": Commitment.Status.HELD}),),
        rights=rights((OFFICE, "view export")),
        can_add=False,
        empty=_("申请、订单、付款批下来以前先占住预算，这里看得见是谁占的。"),
    )
)

register(
    Register(
        model=OverRun,
        menu="money",
        icon="warn",
        columns=("what", "line", "amount", "over", "how", "why", "by", "on"),
        filters=("how", "line", "on"),
        views=(View("named", _("有人放行的"), {"how": OverRun.How.NAMED}),),
        rights=rights((OFFICE, "view export")),
        can_add=False,
        empty=_("超过预算还放行的每一笔都在这里，谁放行、为什么，审查时看。现在一笔也没有。"),
    )
)

panel_on("finance.budget", Panel(_("预算项目"), register="finance.budgetline", by="budget"))
panel_on("finance.carryover", Panel(_("每一项"), register="finance.carryline", by="carryover"))
panel_on("finance.budget", Panel(_("年终结转"), register="finance.carryover", by="source"))
panel_on("finance.budget", Panel(_("预算调整"), register="finance.adjustment", by="budget"))
panel_on("finance.adjustment", Panel(_("增减明细"), register="finance.adjustmentline", by="adjustment"))
panel_on("finance.budgetline", Panel(_("占用"), register="finance.commitment", by="line"))
panel_on("finance.budgetline", Panel(_("支出"), register="finance.entry", by="budget_line"))
panel_on("finance.budgetline", Panel(_("调整"), register="finance.adjustmentline", by="line"))
panel_on("finance.budgetline", Panel(_("超预算记录"), register="finance.overrun", by="line"))
