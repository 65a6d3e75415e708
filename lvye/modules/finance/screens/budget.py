"""A budget and how it is carried out: each project with its items, a picture, and the same on paper."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, school_name
from lvye.kernel.rules import api as rules
from lvye.modules.finance import services
from lvye.modules.finance.models import Budget, BudgetStatus
from lvye.modules.finance.reports import Execution, Standing, execution

from .common import mine_of


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The budget's page; ?as=print is the table of execution, after the year the final account."""
    budget: Budget = mine_of(request, reg.key, pk)
    found = execution(budget, whole=_("合计"))
    if request.GET.get("as") == "print":
        return paper(budget, found)
    context: dict[str, Any] = detail_context(reg, budget, request.user)
    context["panels"] = [panel for panel in context["panels"] if panel["title"] != _("预算项目")]
    if budget.status != BudgetStatus.DRAFT:
        context["edit_url"] = ""
    if timezone.localdate().year <= budget.year:
        context["steps"] = [step for step in context["steps"] if step["name"] != "close"]
    reserve = services.budget_reserve(budget)
    context |= {
        "budget": budget, "found": found, "warn_at": int(rules.value("finance.warn_share")),
        "chart": picture(found) if found.projects else "", "reserve": reserve,
        "may_add": budget.status == BudgetStatus.DRAFT and request.user.has_perm("finance.add_budgetline"),
        "may_carry": budget.status == BudgetStatus.RUNNING
        and timezone.localdate().year > budget.year
        and request.user.has_perm("finance.add_carryover"),
        "may_adjust": budget.status == BudgetStatus.RUNNING and request.user.has_perm("finance.add_adjustment"),
    }  # fmt: skip
    return render(request, "finance/budget.html", context)


def picture(found: Execution) -> str:
    """Spent of each project, the budget written beside it."""
    bars = [
        papers.Bar(
            part.label, max(part.left.used, services.NOTHING),
            _("%(used)s / %(budget)s") % {"used": f"{part.left.used:,.0f}", "budget": f"{part.left.budget:,.0f}"},
            "", "late" if part.left.left < 0 else "",
        )
        for part, _rows in found.projects
    ]  # fmt: skip
    return papers.bar_svg(bars, unit=_("元"), label=_("各项目占用和支出"))


def _cells(one: Standing, name: str) -> list[str]:
    now = one.left
    return [
        name, f"{one.first:,.2f}", f"{now.budget - one.first:+,.2f}" if now.budget != one.first else "",
        f"{now.budget:,.2f}", f"{now.committed:,.2f}", f"{now.spent:,.2f}", f"{now.left:,.2f}", f"{one.rate}%",
    ]  # fmt: skip


def paper(budget: Budget, found: Execution) -> HttpResponse:
    """预算执行情况表, after the year 决算表, with the explanation."""
    is_final = budget.status == BudgetStatus.CLOSED
    heads = [
        _("项目 / 支出科目"), _("年初预算"), _("调整"), _("调整后预算"), _("占用"), _("支出"), _("结余"), _("执行率"),
    ]  # fmt: skip
    rows = []
    for part, lines in found.projects:
        rows.append(_cells(part, part.label))
        rows += [_cells(line, f"　{line.label}") for line in lines]
    explained = budget.final_note if is_final else budget.note
    content = papers.table_pdf(
        title=(_("%(year)s年决算表") if is_final else _("%(year)s年预算执行情况表")) % {"year": budget.year},
        school=school_name(), printed_on=timezone.localdate(), register=str(budget.book), period=_("单位：元"),
        table=papers.Table(heads, rows, widths=(4, 2, 2, 2, 2, 2, 2, 1), numeric=set(range(1, 8))),
        totals=_cells(found.whole, _("合计")), facts=[(_("说明"), explained)] if explained else [],
        signatures=[
            papers.Signature(_("制表"), str(budget.author)), papers.Signature(_("分管校长")),
            papers.Signature(_("校长"), str(budget.approved_by or "")),
        ],
        url=f"{settings.BASE_URL}{reverse('finance.budget:detail', args=[budget.pk])}", code=f"YS-{budget.year}",
    )  # fmt: skip
    return papers.answer(content, f"{budget}.pdf")
