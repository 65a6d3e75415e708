"""What lies in the stores follows from the moves: proven, and rebuilt where a backup or a fault has spoilt it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.stores.models import Holding, Item, Lot, LotHolding, Move, Store

from .ledger import CENT, GRAIN, ZERO

Balance = tuple[Decimal, Decimal, date]


@dataclass(frozen=True)
class Drift:
    """A balance that is not what the moves say."""

    store_id: int
    item_id: int
    lot_id: int | None
    kept: tuple[Decimal, Decimal]
    moved: tuple[Decimal, Decimal]

    def __str__(self) -> str:
        words = {
            "store": Store.objects.get(pk=self.store_id), "item": Item.objects.get(pk=self.item_id),
            "lot": f" {Lot.objects.get(pk=self.lot_id).code}" if self.lot_id else "", "kept": say.qty(self.kept[0]),
            "moved": say.qty(self.moved[0]), "worth": say.money(self.kept[1]), "paid": say.money(self.moved[1]),
        }  # fmt: skip
        if self.lot_id:
            return _("%(store)s的%(item)s%(lot)s：库存 %(kept)s，明细账 %(moved)s") % words
        return _("%(store)s的%(item)s：库存 %(kept)s、%(worth)s，明细账 %(moved)s、%(paid)s") % words


def prove() -> list[Drift]:
    """Every balance that is not the sum of its moves; none in a sound book."""
    truth, kept = _summed(), {(row.store_id, row.item_id): (row.qty, row.value) for row in Holding.objects.all()}
    found = []
    for key in sorted(truth.keys() | kept.keys()):
        moved = truth.get(key, (ZERO, ZERO, date.min))[:2]
        have = kept.get(key, (ZERO, ZERO))
        if moved != have:
            found.append(Drift(*key, None, have, moved))
    lots = _summed_lots()
    have_lots = {(row.store_id, row.lot_id): row for row in LotHolding.objects.select_related("lot")}
    for pair in sorted(lots.keys() | have_lots.keys()):
        item, moved_qty = lots.get(pair, (0, ZERO))
        row = have_lots.get(pair)
        if moved_qty != (row.qty if row else ZERO):
            known = row.lot.item_id if row else item
            found.append(Drift(pair[0], known, pair[1], (row.qty if row else ZERO, ZERO), (moved_qty, ZERO)))
    return found


def rebuild(*, actor: User) -> int:
    """Make every balance anew from the moves; returns how many had drifted. Each stands in its store's trail."""
    with records.deed():
        audit.hold()
        stores = list(Store.objects.select_for_update(no_key=True).order_by("pk"))
        drifted = prove()
        _noted(stores, drifted, actor)
        truth, lots = _summed(), _summed_lots()
        Holding.objects.all().delete()  # house: a balance is derived; the moves stand
        LotHolding.objects.all().delete()  # house: as above
        Holding.objects.bulk_create(  # house: as above
            [Holding(store_id=s, item_id=i, qty=q, value=v, moved_on=d) for (s, i), (q, v, d) in truth.items()], 1000
        )
        LotHolding.objects.bulk_create(  # house: as above
            [LotHolding(store_id=s, lot_id=lot, qty=qty) for (s, lot), (_item, qty) in lots.items()], 1000
        )
    return len(drifted)


def _noted(stores: list[Store], drifted: list[Drift], actor: User) -> None:
    for store in stores:
        changes = {
            f"{one.item_id}" + (f"/{one.lot_id}" if one.lot_id else ""): [
                *(f"{qty.normalize():f} / {value}" for qty, value in (one.kept, one.moved))
            ]
            for one in drifted
            if one.store_id == store.pk
        }
        if changes:
            audit.note(store, "rebuild", actor=actor, changes=changes)


def _summed() -> dict[tuple[int, int], Balance]:
    rows = Move.objects.values_list("store", "item").annotate(Sum("qty"), Sum("value"), Max("moved_on")).order_by()
    return {(s, i): (q.quantize(GRAIN), v.quantize(CENT), d) for s, i, q, v, d in rows}


def _summed_lots() -> dict[tuple[int, int], tuple[int, Decimal]]:
    rows = Move.objects.filter(lot__isnull=False).values_list("store", "lot", "item").annotate(Sum("qty")).order_by()
    return {(s, lot): (item, q.quantize(GRAIN)) for s, lot, item, q in rows}
