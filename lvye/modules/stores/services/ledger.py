"""The ledger: what goods may move, at what value, and what lies in the stores after it.

Value: the moving average of the store. Going out: value × quantity ÷ what is there, to the cent, half up; the last of
it takes what is left, so that nothing there is worth nothing. Coming in: what was paid, or what it went out at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.stores.models import Holding, Item, Lot, LotHolding, Move, Store

from .months import refuse_closed_month

ZERO, CENT, GRAIN = Decimal(0), Decimal("0.01"), Decimal("0.001")
Key = tuple[int, int]  # store, item


class ShortError(ValidationError):
    """There is not so much of it in the store."""


@dataclass(frozen=True)
class Piece:
    """One movement to be written: qty in the item's unit and value in yuan, both below zero when going out."""

    store: Store
    item: Item
    lot: Lot | None
    qty: Decimal
    value: Decimal


def cents(yuan: Decimal) -> Decimal:
    """To the cent, half up."""
    return yuan.quantize(CENT, ROUND_HALF_UP)


class Book:
    """The balances of some stores, locked until the transaction ends. Draw and put, then `write` once.

    Who comes second waits here, and then finds the shelf as the first has left it.
    """

    def __init__(self, stores: Iterable[Store], items: Iterable[Item]) -> None:
        known = {store.pk: store for store in stores}
        audit.hold()
        # no_key: others may go on writing records that name the store; a document in draft locks nobody out.
        list(Store.objects.select_for_update(no_key=True).filter(pk__in=known).order_by("pk"))
        wanted = {item.pk for item in items}
        rows = Holding.objects.filter(store__in=known, item__in=wanted)
        self._holdings: dict[Key, Holding] = {(row.store_id, row.item_id): row for row in rows}
        self._before = {key: row.qty for key, row in self._holdings.items()}
        lots = LotHolding.objects.filter(store__in=known, lot__item__in=wanted, qty__gt=0).select_related("lot")
        self._lots: dict[Key, list[LotHolding]] = defaultdict(list)
        for row in sorted(lots, key=lambda one: (one.lot.expires_on or date.max, one.lot_id)):
            self._lots[row.store_id, row.lot.item_id].append(row)
        self._touched: set[Key] = set()
        self._touched_lots: dict[tuple[int, int], LotHolding] = {}

    def there(self, store: Store, item: Item) -> Decimal:
        """How much of an item is there."""
        found = self._holdings.get((store.pk, item.pk))
        return found.qty if found else ZERO

    def draw(self, store: Store, item: Item, qty: Decimal, *, day: date, lot: Lot | None = None) -> list[Piece]:
        """Take out at the moving average, first expired first out; lots past their day are left where they are.

        Raises ShortError. lot: only of this one, whatever its day (a count writes off what is spoilt).
        """
        parts = self._parts(store, item, qty, day=day, lot=lot)
        holding = self._holdings[store.pk, item.pk]
        whole = holding.value if qty == holding.qty else cents(holding.value * qty / holding.qty)
        return self._taken(store, item, parts, qty, whole)

    def draw_at(self, store: Store, item: Item, qty: Decimal, value: Decimal, *, lot: Lot | None, day: date) -> Piece:
        """Take back exactly what came in, at what it came in for; where that is no longer there, at the average."""
        parts = self._parts(store, item, qty, day=day, lot=lot, unlotted=lot is None)
        holding = self._holdings[store.pk, item.pk]
        left = holding.value - value
        if qty == holding.qty:
            value = holding.value
        elif left < 0:
            value = cents(holding.value * qty / holding.qty)
        return self._taken(store, item, parts, qty, value)[0]

    def put(self, store: Store, item: Item, qty: Decimal, value: Decimal, *, lot: Lot | None = None) -> Piece:
        """Bring in, at a value."""
        self._move(store, item, lot, qty, value)
        return Piece(store, item, lot, qty, value)

    def average(self, store: Store, item: Item) -> Decimal | None:
        """Value ÷ quantity, not rounded; none while nothing is there."""
        found = self._holdings.get((store.pk, item.pk))
        return found.value / found.qty if found and found.qty else None

    def write(
        self, kind: str, paper_id: int, pieces: Sequence[tuple[int, Piece]], *, day: date, actor: User
    ) -> list[Move]:
        """Write the moves (line, piece) and the balances that follow. Raises for a closed term or month, and where
        goods would have been handed out before they came."""
        refuse_closed(day)
        refuse_closed_month(day)
        self._refuse_too_early(day)
        for key in self._touched:
            row = self._holdings[key]
            row.moved_on = max(row.moved_on, day)
        moves = records.create_many(
            Move,
            [
                {
                    "kind": kind, "item": piece.item, "store": piece.store, "lot": piece.lot, "qty": piece.qty,
                    "value": piece.value, "moved_on": day, "paper_id": paper_id, "line_id": line_id,
                }
                for line_id, piece in pieces
            ],
            actor=actor, check=False,
        )  # fmt: skip
        self._keep()
        return moves

    def _parts(
        self, store: Store, item: Item, qty: Decimal, *, day: date, lot: Lot | None, unlotted: bool = False
    ) -> list[tuple[Lot | None, Decimal]]:
        """Which lots so much comes from; a part without lot is what was received without one."""
        there = self.there(store, item)
        rows = self._lots[store.pk, item.pk]
        free = there - sum((row.qty for row in rows), ZERO)
        if lot is not None:
            usable: list[tuple[Lot | None, Decimal]] = [(row.lot, row.qty) for row in rows if row.lot_id == lot.pk]
        elif unlotted:
            usable = [(None, free)]
        else:
            good = [row for row in rows if row.lot.expires_on is None or row.lot.expires_on >= day]
            usable = [(row.lot, row.qty) for row in good] + [(None, free)]
        parts: list[tuple[Lot | None, Decimal]] = []
        left = qty
        for which, have in usable:
            if left > 0 and have > 0:
                parts.append((which, min(left, have)))
                left -= parts[-1][1]
        if left > 0:
            raise ShortError(_short_words(store, item, qty, qty - left, there))
        return parts

    def _taken(
        self, store: Store, item: Item, parts: list[tuple[Lot | None, Decimal]], qty: Decimal, whole: Decimal
    ) -> list[Piece]:
        """The line's value is rounded once and shared out among its lots, to the cent."""
        pieces = []
        before, so_far = ZERO, ZERO
        for lot, part in parts:
            so_far += part
            upto = cents(whole * so_far / qty)
            self._move(store, item, lot, -part, before - upto)
            pieces.append(Piece(store, item, lot, -part, before - upto))
            before = upto
        return pieces

    def _move(self, store: Store, item: Item, lot: Lot | None, qty: Decimal, value: Decimal) -> None:
        key = (store.pk, item.pk)
        row = self._holdings.get(key)
        if row is None:
            row = Holding(store=store, item=item, qty=ZERO, value=ZERO, moved_on=date.min)
            self._holdings[key] = row
        row.qty += qty
        row.value += value
        self._touched.add(key)
        if lot is not None:
            self._move_lot(key, store, lot, qty)

    def _move_lot(self, key: Key, store: Store, lot: Lot, qty: Decimal) -> None:
        row = next((one for one in self._lots[key] if one.lot_id == lot.pk), None)
        if row is None:
            row = LotHolding.objects.filter(store=store, lot=lot).first() or LotHolding(store=store, lot=lot, qty=ZERO)
            row.lot = lot
            self._lots[key].append(row)
        row.qty += qty
        self._touched_lots[store.pk, lot.pk] = row

    def _refuse_too_early(self, day: date) -> None:
        """Goods that came on the tenth were not handed out on the third."""
        for key in self._touched:
            row = self._holdings[key]
            net = row.qty - self._before.get(key, ZERO)
            if row.moved_on <= day or net >= 0:
                continue
            later = Move.objects.filter(store=key[0], item=key[1], moved_on__gt=day)
            by_day = later.values("moved_on").annotate(moved=Sum("qty")).order_by("-moved_on")
            then = least = self._before.get(key, ZERO)
            for found in by_day:
                then -= found["moved"]
                least = min(least, then)
            if least + net < 0:
                words = _("%(day)s那天%(item)s还没有这么多：当时最多能发 %(qty)s %(unit)s。")
                known = {"day": say.day(day), "item": row.item, "qty": say.qty(least), "unit": row.item.unit}
                raise ShortError(words % known)

    def _keep(self) -> None:
        """The balances as they stand now; the store's lock is ours, so nobody else has written them since."""
        Holding.objects.bulk_create(  # house: a balance is no deed of its own: the moves beside it are its trail
            [self._holdings[key] for key in sorted(self._touched)],
            update_conflicts=True, unique_fields=["store", "item"], update_fields=["qty", "value", "moved_on"],
        )  # fmt: skip
        LotHolding.objects.bulk_create(  # house: as above
            [self._touched_lots[key] for key in sorted(self._touched_lots)],
            update_conflicts=True, unique_fields=["store", "lot"], update_fields=["qty"],
        )  # fmt: skip


def _short_words(store: Store, item: Item, qty: Decimal, usable: Decimal, there: Decimal) -> str:
    known = {
        "item": item, "store": store, "there": say.qty(there), "unit": item.unit,
        "qty": say.qty(qty), "usable": say.qty(usable),
    }  # fmt: skip
    if usable < there:
        text = _(
            "%(item)s在%(store)s能发的只有 %(usable)s %(unit)s（账上 %(there)s，其余已过期或不在这一批），要 %(qty)s。"
        )
        return text % known
    return _("%(item)s在%(store)s只有 %(there)s %(unit)s，要 %(qty)s，不够。") % known
