"""Custody: who has signed for his room this term and who has not; the page on which one signs, item by item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, registers
from lvye.kernel.terms.api import Term, current, terms
from lvye.modules.assets import services
from lvye.modules.assets.models import ON_BOOKS, Asset, CustodySheet, SheetStatus
from lvye.modules.assets.sight import ALL

KEY = "assets.custodysheet"


@needs("assets.view_custodysheet")
def board(request: AuthedRequest) -> HttpResponse:
    """A term's sheets: those who have not signed first."""
    today = timezone.localdate()
    term = _term(request.GET.get("term", ""))
    phase = request.GET.get("phase", "begin")
    phase = phase if phase in CustodySheet.Phase.values else "begin"
    rows = registers[KEY].rows(request.user).filter(term=term, phase=phase).exclude(status=SheetStatus.DROPPED)
    sheets = list(rows.select_related("place", "keeper").order_by("status", "place__full_name", "pk"))
    waiting = [one for one in sheets if one.status == SheetStatus.OPEN]
    context = {
        "term": term, "terms": list(terms())[-6:], "phase": phase, "phases": CustodySheet.Phase.choices,
        "waiting": [{"sheet": one, "days": (today - one.made_on).days} for one in waiting],
        "signed": [one for one in sheets if one.status == SheetStatus.SIGNED], "all": len(sheets),
        "nobody": _nobody() if request.user.has_perm(ALL) else None,
        "may_prepare": term is not None and request.user.has_perm("assets.add_custodysheet"),
    }  # fmt: skip
    return render(request, "assets/custody.html", context)


def _term(code: str) -> Term | None:
    chosen = [one for one in terms() if one.code == code]
    return chosen[0] if chosen else current(timezone.localdate())


def _nobody() -> dict[str, int]:
    """Cards that have no room, or nobody to answer for them."""
    rows = Asset.objects.filter(status__in=ON_BOOKS)
    return rows.aggregate(place=Count("pk", filter=Q(place=None)), keeper=Count("pk", filter=Q(keeper=None)))


@needs("assets.add_custodysheet")
@require_http_methods(["POST"])
def prepare(request: AuthedRequest) -> HttpResponseBase:
    """Lay out the sheets that are still missing."""
    term = _term(request.POST.get("term", ""))
    phase = request.POST.get("phase", "begin")
    address = reverse("assets:custody")
    if term is None or phase not in CustodySheet.Phase.values:
        messages.warning(request, _("还没有学期，请先到学期里登记。"))
        return redirect(address)
    made = services.custody_prepare(term, phase=phase, today=timezone.localdate(), actor=request.user)
    if made:
        text = ngettext("发出了 %(n)s 张责任书，等保管人签字。", "发出了 %(n)s 张责任书，等保管人签字。", len(made))
        messages.success(request, text % {"n": len(made)})
    else:
        messages.success(request, _("每间房、每位保管人都已经有责任书了。"))
    return redirect(f"{address}?term={term.code}&phase={phase}")


@allowed("view")
def sheet(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The page of one sheet: what is to be signed for, or what was."""
    found: CustodySheet = get_object_or_404(reg.rows(request.user), pk=pk)
    return _page(request, reg, found)


def _page(request: AuthedRequest, reg: Register, found: CustodySheet, **more: Any) -> HttpResponse:
    context = detail_context(reg, found, request.user) | {"sheet": found} | more
    if found.status == SheetStatus.OPEN:
        context["cards"] = list(services.cards_of(found).select_related("asset_class"))
        context["may_sign"] = may_sign(request.user, found)
        context["for_him"] = found.keeper.user_id != request.user.pk
    context["paper_url"] = reverse("assets:custody-paper", args=[found.pk])
    name = "registers/print_detail.html" if request.GET.get("as") == "print" else "assets/sheet.html"
    return render(request, name, context, status=400 if more.get("problem") else 200)


def may_sign(user: User, found: CustodySheet) -> bool:
    """The keeper himself; who may note what was signed on paper."""
    own = found.keeper.user_id == user.pk and user.has_perm("assets.sign_custodysheet")
    return own or user.has_perm("assets.for_custodysheet")


@needs("assets.sign_custodysheet", "assets.for_custodysheet")
@require_http_methods(["POST"])
def sign(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Signed: with what was damaged or not there."""
    found: CustodySheet = get_object_or_404(registers[KEY].rows(request.user), pk=pk)
    states = {
        int(name[6:]): (str(value), request.POST.get(f"note_{name[6:]}", "")[:120])
        for name, value in request.POST.items()
        if name.startswith("state_") and name[6:].isdecimal() and value != "ok"
    }
    try:
        services.custody_sign(found, found=states, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return _page(request, registers[KEY], found, problem=" ".join(problem.messages), typed=states)
    messages.success(request, _("签好了。谁使用、谁保管、谁负责。"))
    return redirect(f"{KEY}:detail", pk=pk)
