"""库存: what is there; one item's moves and prices; a month's book as the office keeps it."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kernel.terms.api import Period, month_period
from lvye.kit import say
from lvye.modules.stores import queries, services
from lvye.modules.stores.models import Holding, Kind, LotHolding, Move, MoveKind, Store
from lvye.modules.stores.sight import VALUE

PAGE, LATEST, SOON = 50, 60, timedelta(days=30)
HOLDING, MOVE = "stores.view_holding", "stores.view_move"


@needs(HOLDING)
def stock(request: AuthedRequest) -> HttpResponseBase:
    """What is there, found by name, initials or barcode; by store and kind; what runs low first, if asked."""
    text, low, soon = request.GET.get("q", "")[:60], "low" in request.GET, "lapsing" in request.GET
    store = _picked(Store, request.GET.get("store", ""))
    kind = _picked(Kind, request.GET.get("kind", ""))
    items: Any = queries.low_items().select_related("kind") if low else queries.stock_like(text)
    lots = list(queries.lapsing(timezone.localdate() + SOON, store))
    if soon:
        items = items.filter(pk__in={one.lot.item_id for one in lots})
    if kind is not None:
        items = items.filter(kind=kind)
    if store is not None:
        items = items.filter(holdings__store=store, holdings__qty__gt=0)
    elif not (text or low):
        items = items.filter(there__gt=0)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "q": text, "low": low, "store": store, "kind": kind, "held": _held(page.object_list, store),
        "stores": Store.objects.filter(is_active=True).order_by("level", "pk"),
        "kinds": Kind.objects.filter(is_active=True).order_by("sort"), "low_count": queries.low_items().count(),
        "lapsing": soon, "lapsing_count": len(lots), "lots": _by_item(lots), "today": timezone.localdate(),
        "total": _total(store) if request.user.has_perm(VALUE) else None, "see_value": request.user.has_perm(VALUE),
    }  # fmt: skip
    return render(request, "stores/stock.html", context)


@needs(HOLDING)
def item(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One item: where it lies, in which lots, how it moved, what was paid for it."""
    thing = get_object_or_404(registers["stores.item"].rows(request.user).select_related("kind"), pk=pk)
    moves = Move.objects.filter(item=thing).select_related("store", "lot").order_by("-moved_on", "-pk")[:LATEST]
    lots = LotHolding.objects.filter(lot__item=thing, qty__gt=0).select_related("lot", "store")
    context = {
        "item": thing, "there": queries.on_hand(thing), "price": queries.average_price(thing), "moves": moves,
        "held": Holding.objects.filter(item=thing, qty__gt=0).select_related("store").order_by("store__level", "store"),
        "lots": lots.order_by("lot__expires_on"), "prices": queries.price_history(thing)[:12],
        "today": timezone.localdate(), "see_value": request.user.has_perm(VALUE),
        "units": thing.units.order_by("factor"),
    }  # fmt: skip
    return render(request, "stores/item.html", context)


@needs(MOVE)
def book(request: AuthedRequest) -> HttpResponseBase:
    """收发存月报: what was there, came, went and is there, item by item; as a page or on paper."""
    period = month_of(request.GET.get("month", ""))
    store = _picked(Store, request.GET.get("store", ""))
    rows, sums = book_rows(period, store)
    if request.GET.get("as") == "pdf":
        return _printed(period, store, rows, sums)
    last = services.closed_until()
    context = {
        "rows": rows, "sums": sums, "period": period, "store": store, "month": period.code,
        "stores": Store.objects.filter(is_active=True).order_by("level", "pk"),
        "closed": last is not None and period.begins_on <= last,
    }  # fmt: skip
    return render(request, "stores/book.html", context)


def book_rows(period: Period, store: Store | None) -> tuple[list[dict[str, Any]], dict[str, Decimal]]:
    """A line for each item that was there or moved. Over all stores what went between them does not count."""
    moves = Move.objects.filter(moved_on__lte=period.ends_on)
    inside = Q(moved_on__gte=period.begins_on)
    if store is not None:
        moves = moves.filter(store=store)
    else:
        inside &= ~Q(kind=MoveKind.TRANSFER)
    sums = {
        f"{name}_{what}": Sum(what, filter=narrowed)
        for name, narrowed in (
            ("before", Q(moved_on__lt=period.begins_on)), ("came", inside & Q(qty__gt=0)),
            ("went", inside & Q(qty__lt=0)), ("after", Q()),
        )
        for what in ("qty", "value")
    }  # fmt: skip
    found = moves.values("item", "item__code", "item__name", "item__spec", "item__unit", "item__kind__name")
    rows: list[dict[str, Any]] = []
    listed: Any = found.annotate(**sums).order_by("item__kind__sort", "item__name", "item")
    for row in listed:
        for key in sums:
            row[key] = row[key] or Decimal(0)
        row["went_qty"], row["went_value"] = -row["went_qty"], -row["went_value"]
        if any(row[key] for key in sums):
            rows.append(row)
    return rows, {key: sum((row[key] for row in rows), Decimal(0)) for key in sums if key.endswith("value")}


def _printed(period: Period, store: Store | None, rows: list[dict[str, Any]], sums: dict[str, Decimal]) -> HttpResponse:
    header = [_("物资"), _("单位")] + [
        f"{when}{what}" for when in (_("期初"), _("收入"), _("发出"), _("期末")) for what in (_("数量"), _("金额"))
    ]
    order = ("before", "came", "went", "after")
    lines = [
        [f"{row['item__name']} {row['item__spec']}".strip(), row["item__unit"]]
        + [word for name in order for word in (say.qty(row[f"{name}_qty"]), f"{row[f'{name}_value']:,.2f}")]
        for row in rows
    ]
    total = [_("合计"), ""] + [word for name in order for word in ("", f"{sums[f'{name}_value']:,.2f}")]
    table = papers.Table(header, lines, widths=[4, 1, 1.4, 2, 1.4, 2, 1.4, 2, 1.4, 2], numeric=set(range(2, 10)))
    content = papers.table_pdf(
        title=_("物资收发存月报表"), school=school_name(), printed_on=timezone.localdate(), table=table,
        period=period.label, facts=[(_("保管室"), store.name if store else _("全部"))], totals=total,
        signatures=[papers.Signature(_("保管员")), papers.Signature(_("会计")), papers.Signature(_("总务主任"))],
    )  # fmt: skip
    return papers.answer(content, f"{_('物资收发存月报表')} {period.code}.pdf")


def month_of(text: str) -> Period:
    """2026-03 as a period; this month where nothing else is said."""
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", text)
    today = timezone.localdate()
    return month_period(int(found[1]), int(found[2])) if found else month_period(today.year, today.month)


def _picked(model: Any, pk: str) -> Any:
    return model.objects.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 12 else None


def _held(items: Any, store: Store | None) -> dict[int, list[Holding]]:
    rows = Holding.objects.filter(item__in=[one.pk for one in items], qty__gt=0).select_related("store")
    found: dict[int, list[Holding]] = {}
    for row in rows.filter(store=store) if store else rows:
        found.setdefault(row.item_id, []).append(row)
    return found


def _by_item(lots: list[LotHolding]) -> dict[int, list[LotHolding]]:
    found: dict[int, list[LotHolding]] = {}
    for one in lots:
        found.setdefault(one.lot.item_id, []).append(one)
    return found


def _total(store: Store | None) -> Decimal:
    rows = Holding.objects.filter(store=store) if store else Holding.objects.all()
    return rows.aggregate(n=Sum("value"))["n"] or Decimal(0)
