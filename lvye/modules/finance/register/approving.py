"""What of money is asked about before it goes on, and the chains of signatures a school begins with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.api import Approvable, Chain, StepSpec, approvable, ship
from lvye.kit import say
from lvye.modules.finance import services
from lvye.modules.finance.models import Adjustment, Appraisal, Budget, BudgetLine, CarryOver, Claim, Fund, Payment

LIMIT = "finance.approve_limit"


def _funds() -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in Fund.choices]


def _line_facts(line: BudgetLine | None) -> list[tuple[Any, ...]]:
    if line is None:
        return []
    now = services.left(line)
    tone = "late" if now.left < 0 else ""
    return [
        (_("预算项目"), f"{line.label}（{line.get_fund_display()}，{line.get_rank_display()}）"),
        (_("预算数"), say.money(now.budget)),
        (_("已占用（含这一笔）和已支出"), f"{say.money(now.committed)} / {say.money(now.spent)}"),
        (_("还剩"), say.money(now.left), tone),
    ]


def _over_facts(record: Any) -> list[tuple[Any, ...]]:
    found = services.overruns_of(record)
    return [(_("超预算"), f"{say.money(one.over)} {one.why}（{one.by}）", "late") for one in found]


def _payment_facts(payment: Payment, user: User) -> list[tuple[Any, ...]]:
    invoices = list(payment.invoices.order_by("pk"))
    rows: list[tuple[Any, ...]] = [
        (_("金额"), f"{say.money(payment.amount)}（{say.money_upper(payment.amount)}）"),
        (_("收款单位（人）"), payment.payee),
        (_("事由"), payment.what),
        *_line_facts(payment.budget_line),
        *([(_("冲往来科目（不占预算）"), str(payment.account))] if payment.budget_line is None else []),
        *_over_facts(payment),
        (_("发票"), "；".join(f"{one.number} {one.seller} {say.money(one.amount)}" for one in invoices) or _("没有")),
    ]
    return [*rows, (_("依据"), str(payment.about_record))] if payment.about else rows


def _claim_facts(claim: Claim, user: User) -> list[tuple[Any, ...]]:
    lines = claim.lines.select_related("invoice").order_by("pk")
    said = [
        (
            f"{say.date(line.on)} {line.what}",
            f"{say.money(line.amount)} {line.invoice.number if line.invoice else line.no_invoice}",
            "" if line.invoice else "soon",
        )
        for line in lines
    ]
    return [
        (_("金额"), f"{say.money(claim.amount)}（{say.money_upper(claim.amount)}）"), (_("报销人"), str(claim.person)),
        (_("事由"), f"{claim.get_kind_display()} {claim.what}"), *_line_facts(claim.budget_line), *_over_facts(claim),
        *said,
    ]  # fmt: skip


def _moved(adjustment: Adjustment) -> Decimal:
    """How much money it moves, in yuan: what lines get."""
    return sum((row.delta for row in adjustment.lines.all() if row.delta > 0), Decimal())


def _adjustment_facts(adjustment: Adjustment, user: User) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = [
        (_("种类"), str(adjustment.get_kind_display())), (_("理由"), adjustment.why),
        (_("依据文件"), adjustment.document or _("没有")),
    ]  # fmt: skip
    for one in adjustment.lines.select_related("line").order_by("pk"):
        now = services.left(one.line)
        text = _("%(delta)s（现在还剩 %(left)s）") % {"delta": f"{one.delta:+,.2f}", "left": say.money(now.left)}
        rows.append((one.line.label, text))
    return rows


def _budget_facts(budget: Budget, user: User) -> list[tuple[Any, ...]]:
    totals: dict[str, Decimal] = {}
    for line in budget.lines.all():
        totals[str(line.get_fund_display())] = totals.get(str(line.get_fund_display()), Decimal()) + line.amount
    total, reserve = services.budget_total(budget), services.budget_reserve(budget)
    return [
        (_("账套"), str(budget.book)), (_("合计"), say.money(total)),
        *[(fund, say.money(amount)) for fund, amount in totals.items()],
        (_("机动数"), f"{say.money(reserve.amount)}（{reserve.share}%）", "soon" if reserve.is_short else ""),
        (_("编制说明"), budget.note or _("没有写")),
    ]  # fmt: skip


def _total(budget: Budget) -> Decimal:
    return services.budget_total(budget)


def _carry_facts(carry: CarryOver, user: User) -> list[tuple[Any, ...]]:
    rows = [row for row in carry.lines.select_related("line").order_by("pk") if row.held or row.rest or row.released]
    total = {name: sum((getattr(row, name) for row in rows), Decimal()) for name in ("held", "rest", "released")}
    said = _("随单据 %(held)s，决定结转 %(rest)s，收回 %(released)s")
    return [
        (_("从哪年到哪年"), f"{carry.source} → {carry.target}"),
        (_("合计"), said % {name: say.money(amount) for name, amount in total.items()}),
        (_("说明"), carry.note),
        *[(row.line.label, said % {name: say.money(getattr(row, name)) for name in total}) for row in rows],
        (
            _("同意以后"),
            _("%(budget)s决算关账，谁也不能再记；订单和申请改从新年度的预算付。") % {"budget": carry.source},
        ),
    ]


FUND: dict[str, Any] = {"trait_labels": {"fund": _("资金来源")}, "trait_choices": {"fund": _funds}}

approvable(
    Approvable(
        register="finance.payment", label=_("付款申请"), requester=lambda record: record.requester,
        agreed=services.payment_agreed, refused=services.payment_refused, returned=services.payment_back,
        withdrawn=services.payment_back, amount=lambda record: record.amount, facts=_payment_facts,
        traits=lambda record: {"fund": record.budget_line.fund if record.budget_line else ""},
        parts={"finance.invoice": "payment"}, **FUND,
    )
)  # fmt: skip
approvable(
    Approvable(
        register="finance.claim", label=_("报销单"), requester=lambda record: record.requester,
        agreed=services.claim_agreed, refused=services.claim_refused, returned=services.claim_back,
        withdrawn=services.claim_back, amount=lambda record: record.amount, facts=_claim_facts,
        traits=lambda record: {"fund": record.budget_line.fund},
        parts={"finance.claimline": "claim", "finance.invoice": "claim"}, **FUND,
    )
)  # fmt: skip
approvable(
    Approvable(
        register="finance.adjustment", label=_("预算调整单"), requester=lambda record: record.author,
        agreed=services.adjustment_agreed, refused=services.adjustment_refused, returned=services.adjustment_back,
        withdrawn=services.adjustment_back, amount=_moved, facts=_adjustment_facts,
        parts={"finance.adjustmentline": "adjustment"},
    )
)  # fmt: skip
approvable(
    Approvable(
        register="finance.budget", label=_("年度预算"), requester=lambda record: record.author,
        agreed=services.budget_agreed, refused=services.budget_back, returned=services.budget_back,
        withdrawn=services.budget_back, amount=_total, facts=_budget_facts, parts={"finance.budgetline": "budget"},
    )
)  # fmt: skip

approvable(
    Approvable(
        register="finance.carryover", label=_("年终结转"), requester=lambda record: record.author,
        agreed=services.carry_agreed, refused=services.carry_back, returned=services.carry_back,
        withdrawn=services.carry_back, facts=_carry_facts, parts={"finance.carryline": "carryover"},
    )
)  # fmt: skip


def _appraisal_facts(appraisal: Appraisal, user: User) -> list[tuple[Any, ...]]:
    rows = appraisal.lines.select_related("volume").order_by("volume__number")
    until = _("继续保管到%(day)s")
    return [
        (_("鉴定意见"), appraisal.words), (_("鉴定小组"), "、".join(one.name for one in appraisal.members.all())),
        *[
            (
                str(one.volume),
                f"{until % {'day': say.day(one.until)} if one.until else one.get_verdict_display()} {one.why}",
                "" if one.until else "late",
            )
            for one in rows
        ],
    ]  # fmt: skip


approvable(
    Approvable(
        register="finance.appraisal", label=_("会计档案鉴定"), requester=lambda record: record.author,
        agreed=services.appraisal_agreed, refused=services.appraisal_back, returned=services.appraisal_back,
        withdrawn=services.appraisal_back, facts=_appraisal_facts, parts={"finance.appraisalline": "appraisal"},
    )
)  # fmt: skip

PEN = (StepSpec("vice_principal"), StepSpec("principal", above=LIMIT))
HEAD_SIGNS = (StepSpec("director"), StepSpec("vice_principal"), StepSpec("principal"))
HEAD_DOES_NOT = (StepSpec("director"), StepSpec("vice_principal"))
for name, label in (("payment", _("付款")), ("claim", _("报销"))):
    key = f"finance.{name}"
    ship(
        Chain(
            f"finance-{name}-pen", _("%(what)s：分管副校长一支笔") % {"what": label}, key, PEN,
            note=_("分管副校长一支笔签字，达到限额的还要校长签字。校级干部轮岗后改任职就行，审批单跟着岗位走。"),
        ),
        Chain(
            f"finance-{name}-head", _("%(what)s：校长每笔都签") % {"what": label}, key, HEAD_SIGNS,
            order=110, is_open=False,
            note=_("总务主任、分管副校长、校长依次签字。要用这一套，启用它并停用“一支笔”。"),
        ),
        Chain(
            f"finance-{name}-no-head", _("%(what)s：校长不签字") % {"what": label}, key, HEAD_DOES_NOT,
            order=120, is_open=False,
            note=_("校长不直接管钱：总务主任审核、分管副校长审批。"),
        ),
    )  # fmt: skip
ship(
    Chain("finance-adjustment", _("预算调整"), "finance.adjustment", PEN),
    Chain("finance-carry", _("年终结转"), "finance.carryover", (StepSpec("vice_principal"), StepSpec("principal"))),
    Chain(
        "finance-appraisal",
        _("会计档案鉴定"),
        "finance.appraisal",
        (StepSpec("vice_principal"), StepSpec("principal")),
        note=_("销毁清册由单位负责人签；有上级要求的，再加一步“外单位”。"),
    ),
    Chain("finance-budget", _("年度预算"), "finance.budget", (StepSpec("vice_principal"), StepSpec("principal"))),
)
