"""收货: inspected by two different people, refused on the spot where something is wrong, then in store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, person_for
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.canteen.models import Batch, Delivery, Keep, Order
from lvye.modules.menus.api import refuse_forbidden
from lvye.modules.partners.api import Partner, refuse_if_barred
from lvye.modules.stores.api import In, Item, Receipt, receive

from .common import ZERO, canteen_store, food_category, measured, number_next, plain
from .telling import tell_sign


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """One food as it stands on the scales. qty: what is taken; refused: what is not; both of `unit`.

    fresh: sold without a shelf life (vegetables, meat of the day); else made_on or expires_on is wanted.
    """

    item: Item
    qty: Decimal = ZERO
    refused: Decimal = ZERO
    unit: str = ""
    price: Decimal = ZERO
    code: str = ""
    made_on: date | None = None
    expires_on: date | None = None
    is_fresh: bool = False
    paper: str = ""
    paper_no: str = ""
    keep: str = Keep.ROOM
    temperature: Decimal | None = None
    senses_ok: bool = True
    why: str = ""
    fate: str = ""
    photos: Sequence[Any] = ()


def delivery_receive(
    supplier: Partner, lines: Sequence[Arrived], *, order: Order | None = None, paper_number: str = "",
    watchers: str = "", at: datetime | None = None, now: datetime, actor: User,
) -> Delivery:  # fmt: skip
    """The first of two writes down what came, and signs. Nothing is in store before the second has signed.

    at: when it came, where the form was sent later. Raises ValidationError for what must not be taken: a forbidden
    food, no certificate, past its day, too warm, bad to the senses, no shelf life; Barred for a supplier without
    licence; and where whoever ordered it would inspect it.
    """
    moment = at or now
    day = timezone.localdate(moment)
    refuse_closed(day)
    if not lines:
        raise ValidationError(_("还没有写到了什么。"), code="nothing")
    first = person_for(actor)
    _refuse_orderer(order, first, day)
    if any(one.qty > 0 for one in lines):
        refuse_if_barred(supplier, on=day, category=food_category())
    for one in lines:
        _refuse_line(one, day)
    pictures = [[p if isinstance(p, files.Received) else files.receive(p) for p in one.photos] for one in lines]
    with records.deed():
        delivery = records.create(
            Delivery, actor=actor, number=number_next("YS", day), supplier=supplier, order=order, arrived_on=day,
            arrived_at=moment, paper_number=paper_number.strip(), watchers=watchers.strip(), first=first,
            first_at=moment,
        )  # fmt: skip
        for one, shots in zip(lines, pictures, strict=True):
            _batch(delivery, one, shots, now=now, actor=actor)
        if order is not None and order.status == Order.Status.PLACED:
            records.take(order, "arrive", actor=actor)
        tell_sign(delivery, now=now)
    return delivery


def delivery_sign(delivery: Delivery, *, now: datetime, actor: User) -> Delivery:
    """The second looks at the same goods and signs: now they are in the canteen's store, each batch with its lot.

    Raises ValidationError where the same person signs twice, or who ordered them signs.
    """
    second = person_for(actor)
    if second.pk == delivery.first_id:
        raise ValidationError(_("您已经签过了，要由另一个人来验。"), code="same_person")
    _refuse_orderer(delivery.order, second, delivery.arrived_on)
    taken = [one for one in delivery.batches.select_related("item").order_by("pk") if one.qty > 0]
    with records.deed():
        receipt = _stored(delivery, taken, second, now=now, actor=actor) if taken else None
        return records.take(delivery, "sign", actor=actor, second=second, second_at=now, receipt=receipt)


def delivery_void(delivery: Delivery, *, why: str = "", actor: User) -> Delivery:
    """A delivery written down wrongly, before the second signature. Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": _("写明为什么作废。")})
    return records.take(delivery, "void", actor=actor, why=why.strip())


def _stored(delivery: Delivery, taken: list[Batch], second: Person, *, now: datetime, actor: User) -> Receipt:
    rows = [In(one.item, one.qty, one.price, lot=_lot_code(one), expires_on=one.expires_on) for one in taken]
    receipt = receive(
        store=canteen_store(), lines=rows, source=delivery, delivered_by=delivery.supplier.name[:60],
        accepted_by=delivery.first, second_accepted_by=second, paper_number=delivery.paper_number,
        happened_on=delivery.arrived_on, now=now, actor=actor,
    )  # fmt: skip
    for one, line in zip(taken, receipt.lines.select_related("lot").order_by("pk"), strict=True):
        records.amend(one, actor=actor, verb="store", lot=line.lot)
    return receipt


def _lot_code(batch: Batch) -> str:
    """Each batch of ours is a lot of its own, also where two deliveries carry the same print."""
    return f"{batch.code or f'{batch.arrived_on:%Y%m%d}'}#{batch.pk}"[:40]


def _batch(delivery: Delivery, one: Arrived, shots: list[files.Received], *, now: datetime, actor: User) -> Batch:
    qty = measured(one.item, one.qty, one.unit) if one.qty else ZERO
    refused = measured(one.item, one.refused, one.unit) if one.refused else ZERO
    batch = records.create(
        Batch, actor=actor, delivery=delivery, item=one.item, supplier=delivery.supplier,
        arrived_on=delivery.arrived_on, code=one.code.strip(), made_on=one.made_on, expires_on=one.expires_on, qty=qty,
        refused=refused, written=f"{plain(one.qty + one.refused)} {one.unit or one.item.unit}", price=one.price,
        paper=one.paper, paper_no=one.paper_no.strip(), keep=one.keep, temperature=one.temperature,
        senses_ok=one.senses_ok, why=one.why.strip(), fate=one.fate,
    )  # fmt: skip
    if shots:
        files.attach_all(batch, shots, kind="paper", actor=actor, now=now, fresh=True)
    return batch


def _refuse_orderer(order: Order | None, person: Person, day: date) -> None:
    if order is not None and order.placed_by_id == person.pk and rules.value("canteen.buyer_not_receiver", on=day):
        raise ValidationError(_("这单是您订的，验收要由别人来：采购和验收分开。"), code="orderer")


def faults(one: Arrived, day: date) -> list[str]:
    """Why a food must not be taken on a day, one sentence each; [] where it may."""
    found = []
    if not one.paper or not (one.paper_no.strip() or one.photos):
        found.append(_("没有合格证明（要有编号或照片）"))
    if one.expires_on is not None and one.expires_on < day:
        found.append(_("已过保质期"))
    if one.expires_on is None and not one.is_fresh:
        found.append(_("没有保质期"))
    if not one.senses_ok:
        found.append(_("感官异常"))
    return [*found, *_warm(one, day)]


def _warm(one: Arrived, day: date) -> list[str]:
    if one.keep == Keep.ROOM:
        return []
    if one.temperature is None:
        return [_("冷链食材没有测到货温度")]
    most = Decimal(rules.value("canteen.chilled_most" if one.keep == Keep.CHILLED else "canteen.frozen_most", on=day))
    if one.temperature > most:
        return [_("到货 %(t)s℃，高于 %(most)s℃") % {"t": plain(one.temperature), "most": plain(most)}]
    return []


def _refuse_line(one: Arrived, day: date) -> None:
    if one.qty < 0 or one.refused < 0 or (one.qty == 0 and one.refused == 0):
        raise ValidationError(_("%(item)s：数量要大于零。") % {"item": one.item.name}, code="qty")
    if one.made_on is not None and one.made_on > day:
        raise ValidationError(_("%(item)s：生产日期在将来。") % {"item": one.item.name}, code="made_on")
    if one.refused > 0 and (not one.why.strip() or not one.fate):
        raise ValidationError(
            _("%(item)s：拒收要写明原因、退回还是销毁。") % {"item": one.item.name}, code="refused_why"
        )
    if one.qty == 0:
        return
    refuse_forbidden(one.item.name, on=day)
    if wrong := faults(one, day):
        words = {"item": one.item.name, "why": "；".join(wrong)}
        raise ValidationError(_("%(item)s不能收：%(why)s。请退回，或记为拒收。") % words, code="must_refuse")
