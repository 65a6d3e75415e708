"""What is asked about, and the chains a school begins with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.api import Approvable, Chain, StepSpec, approvable, ship
from lvye.kit import say
from lvye.modules.finance.api import Fund, left
from lvye.modules.partners.api import SupplyCategory
from lvye.modules.procurement import services
from lvye.modules.procurement.models import Request

YES, NO = "yes", "no"


def _traits(request: Request) -> dict[str, str]:
    return {
        "fund": request.budget_line.fund, "category": request.category.code,
        "emergency": YES if request.is_emergency else NO, "plan": NO if request.is_out_of_plan else YES,
    }  # fmt: skip


def _yes_no() -> list[tuple[str, str]]:
    return [(YES, str(_("是"))), (NO, str(_("否")))]


def _facts(request: Request, user: User) -> list[tuple[Any, ...]]:
    """All that is needed to decide: how much, out of which line, what is there already, how it is to be bought."""
    stands = left(request.budget_line)
    lines = "；".join(
        f"{line} {say.qty(line.qty)}{line.unit} × {say.money(line.price)}" for line in request.lines.order_by("pk")
    )
    facts: list[tuple[Any, ...]] = [
        (_("买什么"), lines), (_("金额"), say.money(request.estimate)), (_("为什么买"), request.why),
        (_("预算项目"), str(request.budget_line)),
        (_("预算还剩（已扣这一笔）"), say.money(stands.left), "late" if stands.left < 0 else "done"),
        (_("计划"), str(request.plan_line) if request.plan_line else _("计划外（零星采购）"),
         "done" if request.plan_line else "soon"),
        (_("采购方式"), f"{request.get_way_display()}：{request.way_words}"),
    ]  # fmt: skip
    if request.origin is not None:
        facts.insert(0, (_("为了"), str(request.origin)))
    if request.is_emergency:
        facts.append((_("紧急采购"), request.emergency_why, "late"))
    if request.stands:
        facts += [(_("学校现有"), request.stands, "soon"), (_("为什么还买"), request.despite)]
    if request.split_words:
        facts += [(_("拆分提示"), request.split_words, "late"), (_("说明"), request.split_why or _("没有说明"))]
    return facts


approvable(
    Approvable(
        register="procurement.request",
        label=_("采购申请"),
        requester=lambda record: record.requester,
        agreed=services.request_agreed,
        refused=services.request_refused,
        withdrawn=services.request_back,
        returned=services.request_back,
        amount=lambda record: record.estimate,
        traits=_traits,
        trait_labels={"fund": _("资金来源"), "category": _("类别"), "emergency": _("紧急采购"), "plan": _("计划内")},
        trait_choices={
            "fund": lambda: [(value, str(label)) for value, label in Fund.choices],
            "category": lambda: list(SupplyCategory.objects.order_by("sort").values_list("code", "name")),
            "emergency": _yes_no, "plan": _yes_no,
        },
        facts=_facts,
        parts={"procurement.requestline": "request"},
    )
)  # fmt: skip

approvable(
    Approvable(
        register="procurement.plan",
        label=_("年度采购计划"),
        requester=lambda record: record.author,
        agreed=services.plan_agreed,
        refused=services.plan_back,
        withdrawn=services.plan_back,
        returned=services.plan_back,
        amount=services.plan_total,
        facts=lambda record, user: [
            (_("年度"), str(record.year)), (_("合计"), say.money(services.plan_total(record))),
            (_("几项"), str(record.lines.filter(status="wanted").count())),
        ],
        parts={"procurement.planline": "plan"},
    )
)  # fmt: skip

ship(
    Chain(
        "procurement-emergency", _("紧急采购：总务主任先批"), "procurement.request", (StepSpec("director", hours=2),),
        traits={"emergency": YES}, order=10, note=_("先买后补报告。"),
    ),
    Chain(
        "procurement-principal", _("采购：部门、分管、校长都签"), "procurement.request",
        (StepSpec("head"), StepSpec("vice_principal"), StepSpec("principal")), order=20, is_open=False,
        note=_("部门申请，主管领导审批，一把手校长签字，后勤统一采购。"),
    ),
    Chain(
        "procurement-vice", _("采购：部门、分管签，校长不签"), "procurement.request",
        (StepSpec("head"), StepSpec("vice_principal")), order=30, is_open=False,
        note=_("部门申请，主管领导审批，后勤统一采购。"),
    ),
    Chain(
        "procurement-one-pen", _("采购：分管副校长一支笔"), "procurement.request", (StepSpec("vice_principal"),),
        order=40, is_open=False, note=_("分管副校长一支笔审批。"),
    ),
    Chain(
        "procurement", _("采购：按金额逐级"), "procurement.request",
        (
            StepSpec("director"), StepSpec("vice_principal", above="procurement.quotes_from"),
            StepSpec("principal", above="procurement.principal_from"),
        ),
        order=100, note=_("小额总务主任批，达到比价线分管副校长批，再大校长签字。"),
    ),
    Chain(
        "procurement-plan", _("年度采购计划"), "procurement.plan",
        (StepSpec("vice_principal"), StepSpec("principal")), note=_("分管副校长审，校长批。"),
    ),
)  # fmt: skip
