"""Reads across the stores: what is there, what it is worth, how it moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from lvye.kernel.records.api import matching
from lvye.kernel.terms.api import Period

from .models import Holding, Item, Lot, LotHolding, Move, ReceiptLine, Status, Store
from .services.ledger import CENT, ZERO


def on_hand(item: Item, store: Store | None = None) -> Decimal:
    """How much of an item is there now, in its own unit; in all stores where none is named."""
    rows = Holding.objects.filter(item=item)
    if store is not None:
        rows = rows.filter(store=store)
    return rows.aggregate(n=Sum("qty"))["n"] or ZERO


def on_hand_many(store: Store | None = None) -> dict[int, Decimal]:
    """item → how much of it is there, for all that is there, in one query."""
    rows = Holding.objects.filter(qty__gt=0)
    if store is not None:
        return dict(rows.filter(store=store).values_list("item", "qty"))
    return dict(rows.values_list("item").annotate(n=Sum("qty")).order_by())


def on_hand_on(item: Item, day: date, store: Store | None = None) -> Decimal:
    """How much was there at the end of a day, by the moves."""
    rows = Move.objects.filter(item=item, moved_on__lte=day)
    if store is not None:
        rows = rows.filter(store=store)
    return rows.aggregate(n=Sum("qty"))["n"] or ZERO


def average_price(item: Item, store: Store | None = None) -> Decimal | None:
    """Yuan for one of its unit, the moving average, to the cent, half up; None while nothing of it is there."""
    rows = Holding.objects.filter(item=item)
    if store is not None:
        rows = rows.filter(store=store)
    sums = rows.aggregate(qty=Sum("qty"), value=Sum("value"))
    return (sums["value"] / sums["qty"]).quantize(CENT, "ROUND_HALF_UP") if sums["qty"] else None


def average_prices() -> dict[int, Decimal]:
    """item → its moving average over all stores, of what is there, in one query."""
    rows = Holding.objects.filter(qty__gt=0).order_by().values_list("item").annotate(Sum("qty"), Sum("value"))
    return {item: (value / qty).quantize(CENT, "ROUND_HALF_UP") for item, qty, value in rows}


def stock_like(text: str, *, only_there: bool = False) -> QuerySet[Item]:
    """Items in use that fit some words, a code, a barcode or pinyin initials, with `there`: how much of each is there.

    Most there first. only_there: none of which nothing is left.
    """
    text = text.strip()
    items = Item.objects.filter(is_active=True).select_related("kind")
    by_code = items.filter(Q(code__iexact=text) | Q(barcode=text) | Q(units__barcode=text)) if text else items.none()
    found = by_code if text and by_code.exists() else matching(items, text)
    found = found.annotate(there=Coalesce(Sum("holdings__qty"), ZERO)).order_by("-there", "name", "pk")
    return found.filter(there__gt=0) if only_there else found


def moves_of(item: Item, period: Period | None = None) -> QuerySet[Move]:
    """The moves of an item, the earliest first; within a period where one is named."""
    rows = Move.objects.filter(item=item).select_related("store", "lot").order_by("moved_on", "pk")
    return rows.filter(moved_on__range=(period.begins_on, period.ends_on)) if period else rows


def lot_moves(lot: Lot) -> QuerySet[Move]:
    """The moves of one lot, the earliest first."""
    return Move.objects.filter(lot=lot).select_related("store").order_by("moved_on", "pk")


def value_on(store: Store, day: date) -> Decimal | None:
    """What lay in a store at the end of a day, in yuan, by the moves; None before anything moved there."""
    found: Decimal | None = Move.objects.filter(store=store, moved_on__lte=day).aggregate(sum=Sum("value"))["sum"]
    return None if found is None else found.quantize(CENT)


def price_history(item: Item) -> QuerySet[ReceiptLine]:
    """What was paid for an item, the latest first."""
    lines = ReceiptLine.objects.filter(item=item, receipt__status=Status.POSTED, qty__gt=0)
    lines = lines.filter(receipt__reverses__isnull=True).select_related("receipt", "receipt__store")
    return lines.order_by("-done_on", "-pk")


def low_items() -> QuerySet[Item]:
    """Items in use of which less is there, over all stores, than the school wants there; `there` says how much."""
    items = Item.objects.filter(is_active=True, min_qty__isnull=False)
    return items.annotate(there=Coalesce(Sum("holdings__qty"), ZERO)).filter(there__lt=F("min_qty"))


def lapsing(day: date, store: Store | None = None) -> QuerySet[LotHolding]:
    """Lots still on a shelf whose day comes before `day`, the first to lapse first."""
    rows = LotHolding.objects.filter(qty__gt=0, lot__expires_on__lte=day)
    if store is not None:
        rows = rows.filter(store=store)
    return rows.select_related("lot", "lot__item", "store").order_by("lot__expires_on", "lot_id")
