"""比价: the quotes side by side with what the things cost before; the lowest is marked; one is ordered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kit.days import read_day
from lvye.modules.partners.api import Partner, standings
from lvye.modules.procurement import papers, prices, services, ways
from lvye.modules.procurement.models import Quote, Request, RequestStatus

from . import whereto
from .common import number_of, seen, whole_of

BUY = "procurement.buy_request"
WEEK = timedelta(days=7)
SORTED = ("item", "store", "asset_class", "place", "keeper", "request__place", "request__category")


@needs("procurement.view_request")
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The page; POST do=add writes a quote down, do=order orders one. ?as=print: 比价表."""
    record: Request = seen(request, "procurement.request", pk, "category", "budget_line", "place")
    if request.GET.get("as") == "print":
        return answer(papers.comparison(record, today=timezone.localdate()), f"{record.number}.pdf")
    if request.method != "POST":
        return _page(request, record)
    if not request.user.has_perm(BUY):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return _add(request, record) if request.POST.get("do") == "add" else _order(request, record)
    except ValidationError as problem:
        return _page(request, record, problem=" ".join(problem.messages))


def _add(request: AuthedRequest, record: Request) -> HttpResponseBase:
    given = request.POST.get("partner", "")
    partner = Partner.objects.filter(pk=given).first() if given.isdigit() else None
    if partner is None:
        raise ValidationError(_("请选供应商；名单里没有的，先到“往来单位”登记。"))
    lines = list(record.lines.order_by("pk"))
    typed = {line.pk: number_of(request.POST.get(f"price-{line.pk}")) for line in lines}
    services.quote_add(
        record, partner=partner, prices={pk: price for pk, price in typed.items() if price and price > 0},
        brands={line.pk: request.POST.get(f"brand-{line.pk}", "")[:60] for line in lines},
        days=whole_of(request.POST.get("days"), 999), warranty=whole_of(request.POST.get("warranty"), 600),
        note=request.POST.get("note", "")[:120], quoted_on=timezone.localdate(), actor=request.user,
    )  # fmt: skip
    messages.success(request, _("%(who)s的报价记下了。") % {"who": partner.name})
    return redirect("procurement:compare", pk=record.pk)


def _order(request: AuthedRequest, record: Request) -> HttpResponseBase:
    given, today = request.POST.get("quote", ""), timezone.localdate()
    quote = (
        Quote.objects.filter(request=record, pk=given).select_related("partner").first() if given.isdigit() else None
    )
    due = read_day(request.POST.get("due_on"))
    if quote is None or due is None:
        raise ValidationError(_("请选一家，并写约定的到货日。"))
    _sort(request, record)
    order = services.order_place(
        quote, due_on=due, choice_why=request.POST.get("choice_why", "")[:200], today=today, actor=request.user
    )
    messages.success(request, _("订单 %(number)s 下了，预算占住了。到货由两位验收员验收。") % {"number": order.number})
    return redirect("procurement.order:detail", pk=order.pk)


def _sort(request: AuthedRequest, record: Request) -> None:
    """Where each thing goes when it has come, as the buyer says."""
    for line in record.lines.select_related(*SORTED).order_by("pk"):
        whereto.keep(line, request.POST, request.user)


def _page(request: AuthedRequest, record: Request, problem: str = "") -> HttpResponse:
    today = timezone.localdate()
    quotes = services.valid_quotes(record)
    lines = list(record.lines.select_related(*SORTED).order_by("pk"))
    needed = ways.needed_quotes(record.way, today)
    going = record.status == RequestStatus.AGREED and request.user.has_perm(BUY)
    bars = {one.partner.pk: one for one in standings([q.partner for q in quotes], on=today, category=record.category)}
    context: dict[str, Any] = {
        "record": record, "lines": lines, "table": table(quotes, lines, bars), "quotes": quotes, "problem": problem,
        "needed": needed, "missing": max(needed - len(quotes), 0), "may_buy": going,
        "histories": prices.histories(lines), "due_on": request.POST.get("due_on") or (today + WEEK).isoformat(),
        "partners": _partners(record, quotes), "typed": request.POST, "tender": services.running_tender(record),
    }  # fmt: skip
    if going and quotes and len(quotes) >= needed:
        context |= whereto.choices(lines, request.user)
        context["rows"] = whereto.rows(lines, request.POST, today)
    return render(request, "procurement/compare.html", context, status=400 if problem else 200)


def _partners(record: Request, quotes: list[Quote]) -> Any:
    """Who may be asked: those that supply this class first, then all others the school deals with."""
    rows = Partner.objects.filter(status="active").exclude(pk__in=[one.partner_id for one in quotes])
    supplying = set(rows.filter(categories=record.category).values_list("pk", flat=True))
    return sorted(rows.exclude(kind="tenant"), key=lambda one: (one.pk not in supplying, one.name))


def table(quotes: list[Quote], lines: list[Any], bars: dict[int, Any]) -> dict[str, Any]:
    """Columns: quotes, the cheapest first; rows: lines, each with its lowest price marked."""
    by_line = {line.pk: {one.quote_id: one for q in quotes for one in q.lines.all() if one.line_id == line.pk}
               for line in lines}  # fmt: skip
    rows = []
    for line in lines:
        found = by_line[line.pk]
        lowest = min((one.price for one in found.values()), default=None)
        cells = [
            {"price": found[q.pk].price, "brand": found[q.pk].brand, "is_low": found[q.pk].price == lowest}
            for q in quotes
        ]
        rows.append({"line": line, "cells": cells})
    heads = [{"quote": q, "is_low": q.total == quotes[0].total, "standing": bars.get(q.partner_id)} for q in quotes]
    return {"heads": heads, "rows": rows}
