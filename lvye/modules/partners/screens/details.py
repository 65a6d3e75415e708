"""Pages of one partner, contract, evaluation and rent: what counts stands first; ?as=print is its paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, registers
from lvye.modules.partners import documents
from lvye.modules.partners.models import ContractStatus, EvaluationStatus, PartnerStatus, RentStatus
from lvye.modules.partners.queries import contract_money, with_received
from lvye.modules.partners.standing import standing

# What may be entered from a page: register, field that names the record, label.
ON_PARTNER = (
    ("partners.licence", "partner", gettext_lazy("登记证照")), ("partners.contract", "partner", gettext_lazy("新合同")),
    ("partners.evaluation", "partner", gettext_lazy("评一评")), ("partners.ban", "partner", gettext_lazy("禁止交易")),
)  # fmt: skip
ON_CONTRACT = (
    ("partners.instalment", "contract", gettext_lazy("加一笔付款")),
    ("partners.guarantee", "contract", gettext_lazy("登记保证金")),
    ("partners.obligation", "contract", gettext_lazy("加一项义务")),
)
OPEN = (ContractStatus.DRAFT, ContractStatus.AGREED, ContractStatus.LIVE)


def _adds(user: User, wanted: Sequence[tuple[str, str, Any]], pk: int) -> list[dict[str, Any]]:
    """The buttons that lead to a form which already names this record."""
    return [
        {"label": label, "url": f"{reverse(f'{key}:new')}?{field}={pk}"}
        for key, field, label in wanted
        if user.has_perm(registers[key].permission("add"))
    ]


@allowed("view")
def partner(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A partner: first of all whether anything may be ordered from it, and why not."""
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    context = detail_context(reg, record, request.user)
    context |= {
        "standing": standing(record, on=timezone.localdate()),
        "adds": _adds(request.user, ON_PARTNER, pk) if record.status == PartnerStatus.ACTIVE else [],
    }
    paper = request.GET.get("as") == "print"
    return render(request, "registers/print_detail.html" if paper else "partners/partner.html", context)


@allowed("view")
def contract(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A contract: what it costs, what is paid, what is late."""
    rows = reg.rows(request.user).select_related("partner", "category", "handler", "main")
    record = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    if request.GET.get("as") == "print":
        return answer(documents.contract_sheet(record, today=today), f"{record.number}.pdf")
    context = detail_context(reg, record, request.user)
    context |= {"money": contract_money(record, today=today), "standing": standing(record.partner, on=today)}
    context["adds"] = _adds(request.user, ON_CONTRACT, pk) if record.status in OPEN else []
    return render(request, "partners/contract.html", context)


@allowed("view")
def evaluation(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """An evaluation: the score, and what it asks for."""
    record = get_object_or_404(reg.rows(request.user).select_related("partner"), pk=pk)
    today = timezone.localdate()
    if request.GET.get("as") == "print":
        return answer(documents.evaluation_sheet(record, today=today), f"{record.partner.name}{record.year}.pdf")
    context = detail_context(reg, record, request.user)
    asks = documents.verdict_words(record, today=today) if record.status == EvaluationStatus.DRAFT else ""
    return render(request, "partners/evaluation.html", context | {"asks": asks})


@allowed("view")
def rent(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The rent of one period: what is asked, what came in, what is open; the notice on paper."""
    rows = with_received(reg.rows(request.user).select_related("lease__partner", "lease__place"))
    record: Any = get_object_or_404(rows, pk=pk)
    today = timezone.localdate()
    if request.GET.get("as") == "print":
        return answer(documents.rent_notice(record, today=today), f"{record.lease.number}-{record.begins_on:%Y%m}.pdf")
    open_now = record.amount - record.waived - record.received
    url = f"{reverse('partners.rentreceipt:new')}?{urlencode({'rent': pk, 'amount': open_now})}"
    due = record.status == RentStatus.DUE
    context = detail_context(reg, record, request.user)
    context |= {
        "open": open_now, "is_late": due and record.due_on < today,
        "receive_url": url if due and request.user.has_perm("partners.add_rentreceipt") else "",
    }  # fmt: skip
    return render(request, "partners/rent.html", context)
