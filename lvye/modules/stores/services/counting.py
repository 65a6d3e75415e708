"""盘点: a count proposes, a second person posts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.modules.stores.models import (
    Holding,
    Item,
    Kind,
    Lot,
    LotHolding,
    MoveKind,
    Stocktake,
    StocktakeLine,
    StocktakeStatus,
    Store,
)

from .ledger import GRAIN, ZERO, Book, Piece, ShortError, cents
from .posting import number_next, refuse_future

Pieces = list[tuple[int, Piece]]


def stocktake_start(
    *, store: Store, kind: Kind | None = None, happened_on: date | None = None, note: str = "", now: datetime,
    actor: User,
) -> Stocktake:  # fmt: skip
    """Begin a count of a store (or of one kind of goods in it): a line for each item and lot the book knows there."""
    day = happened_on or timezone.localdate(now)
    refuse_future(day, now)
    with records.deed():
        count = records.create(
            Stocktake, actor=actor, store=store, kind=kind, happened_on=day, note=note.strip(),
            number=number_next(Stocktake.series, day),
        )  # fmt: skip
        rows = [{"stocktake": count, **row} for row in _known(store, kind)]
        if rows:
            records.create_many(StocktakeLine, rows, actor=actor, check=False)
    return count


def stocktake_found(
    count: Stocktake, *, item: Item, lot: Lot | None = None, counted: Decimal, price: Decimal | None = None,
    why: str = "", actor: User,
) -> StocktakeLine:  # fmt: skip
    """So much was found. The book's quantity is read now: what moves after the count does not spoil it.

    Makes the line where the book knew nothing of it. Raises ValidationError once the count is handed in.
    """
    if counted < 0 or counted != counted.quantize(GRAIN):
        raise ValidationError({"counted_qty": _("实盘数不能小于零，最多三位小数。")})
    with records.deed():
        count = Stocktake.objects.select_for_update().get(pk=count.pk)
        if count.status != StocktakeStatus.COUNTING:
            raise ValidationError(_("这张盘点表已经提交，要改请先退回重盘。"))
        values: dict[str, Any] = {
            "book_qty": _book_qty(count.store, item, lot), "counted_qty": counted.quantize(GRAIN), "price": price,
            "why": why.strip(),
        }  # fmt: skip
        line = StocktakeLine.objects.filter(stocktake=count, item=item, lot=lot).first()
        if line is None:
            return records.create(StocktakeLine, actor=actor, stocktake=count, item=item, lot=lot, **values)
        return records.amend(line, actor=actor, verb="count", **values)


def stocktake_propose(count: Stocktake, *, now: datetime, actor: User) -> Stocktake:
    """Hand the count in. What nobody counted is refused: an empty line would pass for nothing there."""
    empty = count.lines.filter(counted_qty__isnull=True).count()
    if empty:
        raise ValidationError(_("还有 %(n)s 行没有填实盘数；没有了的请填 0。") % {"n": empty})
    if not count.lines.exists():
        raise ValidationError(_("这张盘点表还是空的。"))
    return records.take(count, "propose", actor=actor, proposed_by=actor)


def stocktake_back(count: Stocktake, *, answer: str, actor: User) -> Stocktake:
    """Send it back to be counted again."""
    if not answer.strip():
        raise ValidationError({"answer": _("退回要说明原因。")})
    return records.take(count, "back", actor=actor, answer=answer.strip())


def stocktake_drop(count: Stocktake, *, actor: User) -> Stocktake:
    """It comes to nothing."""
    return records.take(count, "drop", actor=actor)


def stocktake_post(count: Stocktake, *, now: datetime, actor: User) -> Stocktake:
    """A second person posts the differences, as of today: short goods leave the book, surplus comes in.

    What is short goes at the moving average; surplus comes in at it, or at the line's price where there is none.
    """
    if count.proposed_by_id == actor.pk:
        raise ValidationError(_("盘点的人不能自己过账，请另一个人审核。"))
    with records.deed():
        audit.hold()
        posted = records.take(count, "post", actor=actor, posted_by=actor, posted_at=now)
        day = timezone.localdate(now)
        lines = list(posted.lines.select_related("item", "lot").order_by("pk"))
        book = Book([posted.store], [line.item for line in lines])
        pieces, short = _pieces(book, posted, lines, day)
        if short:
            raise ShortError(short)
        _value(lines, pieces, day, actor)
        book.write(MoveKind.STOCKTAKE, posted.pk, pieces, day=day, actor=actor)
    return posted


def _pieces(book: Book, count: Stocktake, lines: list[StocktakeLine], day: date) -> tuple[Pieces, list[str]]:
    pieces: Pieces = []
    short: list[str] = []
    for line in lines:
        difference = (line.counted_qty or ZERO) - line.book_qty
        try:
            if difference < 0:
                drawn = book.draw(count.store, line.item, -difference, day=day, lot=line.lot)
                pieces += [(line.pk, piece) for piece in drawn]
            elif difference > 0:
                price = book.average(count.store, line.item) or line.price or ZERO
                value = cents(price * difference)
                pieces.append((line.pk, book.put(count.store, line.item, difference, value, lot=line.lot)))
        except ShortError as problem:
            short += problem.messages
    return pieces, short


def _value(lines: list[StocktakeLine], pieces: Pieces, day: date, actor: User) -> None:
    traces = []
    for line in lines:
        line.value = sum((piece.value for pk, piece in pieces if pk == line.pk), ZERO)
        line.done_on = day
        traces.append((line, {"value": [None, audit.plain(line.value)], "done_on": [None, audit.plain(day)]}))
    StocktakeLine.objects.bulk_update(lines, ["value", "done_on"])  # house: set-wise, each with its trace
    audit.note_many(traces, "post", actor=actor)


def _known(store: Store, kind: Kind | None) -> list[dict[str, Any]]:
    held = Holding.objects.filter(store=store, qty__gt=0).select_related("item").order_by("item__kind", "item__name")
    if kind is not None:
        held = held.filter(item__kind=kind)
    by_item: dict[int, list[LotHolding]] = {}
    for row in LotHolding.objects.filter(store=store, qty__gt=0).select_related("lot").order_by("lot__expires_on"):
        by_item.setdefault(row.lot.item_id, []).append(row)
    rows: list[dict[str, Any]] = []
    for holding in held:
        lots = by_item.get(holding.item_id, [])
        rows += [{"item": holding.item, "lot": row.lot, "book_qty": row.qty} for row in lots]
        free = holding.qty - sum((row.qty for row in lots), ZERO)
        if free > 0:
            rows.append({"item": holding.item, "lot": None, "book_qty": free})
    return rows


def _book_qty(store: Store, item: Item, lot: Lot | None) -> Decimal:
    lots = LotHolding.objects.filter(store=store, lot__item=item)
    if lot is not None:
        return lots.filter(lot=lot).values_list("qty", flat=True).first() or ZERO
    there = Holding.objects.filter(store=store, item=item).values_list("qty", flat=True).first() or ZERO
    return there - sum(lots.values_list("qty", flat=True), ZERO)
