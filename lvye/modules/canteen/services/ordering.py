"""Ordering food."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_for
from lvye.kernel.records import api as records
from lvye.modules.canteen.models import Order, OrderLine
from lvye.modules.menus.api import refuse_forbidden
from lvye.modules.partners.api import Partner, refuse_if_barred
from lvye.modules.stores.api import Item

from .common import food_category, measured, number_next


@dataclass(frozen=True)
class Wanted:
    """One line of an order: so much of `unit` (the item's own where none is given)."""

    item: Item
    qty: Decimal
    unit: str = ""
    price: Decimal | None = None


def order_place(
    supplier: Partner, lines: Sequence[Wanted], *, due_on: date, note: str = "", now: datetime, actor: User
) -> Order:
    """Order food. Raises ValidationError for a forbidden food, a day gone by, nothing ordered, the same food twice, a
    unit the food has not; Barred for a supplier without valid licences or under a ban."""
    today = timezone.localdate(now)
    if due_on < today:
        raise ValidationError({"due_on": _("送到的日期不能早于今天。")})
    if not lines:
        raise ValidationError(_("还没有写要什么。"), code="nothing")
    if len({one.item.pk for one in lines}) != len(lines):
        raise ValidationError(_("同一种食材写了两次，请合在一行。"), code="twice")
    refuse_if_barred(supplier, on=due_on, category=food_category())
    for one in lines:
        refuse_forbidden(one.item.name, on=due_on)
    with records.deed():
        order = records.create(
            Order, actor=actor, number=number_next("DH", today), supplier=supplier, due_on=due_on, placed_on=today,
            placed_by=person_for(actor), note=note.strip(),
        )  # fmt: skip
        rows = [
            {"order": order, "item": one.item, "qty": measured(one.item, one.qty, one.unit), "price": one.price}
            for one in lines
        ]
        records.create_many(OrderLine, rows, actor=actor)
    return order


def order_cancel(order: Order, *, note: str = "", actor: User) -> Order:
    """Call an order off. Raises ValidationError without a reason."""
    if not note.strip():
        raise ValidationError({"note": _("写明为什么取消。")})
    return records.take(order, "cancel", actor=actor, note=note.strip())
