"""Receiving: the first counts, the second confirms, neither bought it; then stock and cards follow by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import IncompatiblePair, posts_of
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.kit.events import tell
from lvye.modules.procurement.events import Accepted
from lvye.modules.procurement.models import (
    COMING,
    Acceptance,
    AcceptanceLine,
    AcceptanceStatus,
    Order,
    OrderLine,
    OrderStatus,
)

from .amounts import yuan
from .orders import order_settle
from .posting import post
from .requests import signers_of

RECEIVER = "receiver"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was found of one line: good pieces, refused ones with the reason."""

    accepted: Decimal
    refused: Decimal = Decimal(0)
    why: str = ""


def refuse_receiver(order: Order, actor: User, *, on: date) -> None:
    """Raises ValidationError for who must not receive: who bought, who agreed, who holds a post kept apart from it."""
    if actor.pk == order.buyer_id:
        raise ValidationError(_("采购的人不能验收自己买的东西（采购与验收分开）。"), code="incompatible")
    if actor.pk in signers_of(order.request):
        raise ValidationError(_("审批过这次采购的人不能验收（审批与验收分开）。"), code="incompatible")
    held = posts_of(actor, on)
    pairs = IncompatiblePair.objects.filter(
        Q(first__code=RECEIVER, second__code__in=held) | Q(second__code=RECEIVER, first__code__in=held), is_open=True
    )
    pair = pairs.select_related("first", "second").order_by("pk").first()
    if pair is not None:
        other = pair.first if pair.second.code == RECEIVER else pair.second
        text = _("%(post)s不能验收（%(source)s：%(why)s）。")
        told = {"post": other.name, "source": f"{pair.document}{pair.article}", "why": pair.why}
        raise ValidationError(text % told, code="incompatible")


def receive_count(
    order: Order, counted: Mapping[int, Counted], *, place: Place | None = None, note: str = "",
    photos: Iterable[Any] = (), now: datetime, today: date, actor: User,
) -> Acceptance:  # fmt: skip
    """The first of two counts what has come. counted: order line → what was found; lines left out did not come.

    Raises ValidationError: who must not receive, more than was ordered, a refusal without its reason, nothing at all.
    """
    refuse_receiver(order, actor, on=today)
    with records.deed():
        locked = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
        if locked.status not in COMING:
            raise ValidationError(_("这张订单现在是“%(now)s”，不用验收。") % {"now": locked.get_status_display()})
        lines = {line.pk: line for line in locked.lines.select_related("line").order_by("pk")}
        rows = [(line, counted[pk]) for pk, line in lines.items() if pk in counted]
        rows = [(line, one) for line, one in rows if one.accepted or one.refused]
        if not rows:
            raise ValidationError(_("请填到了多少；什么都没到就不用验收。"))
        for line, one in rows:
            _refuse_count(line, one)
        number = f"YS-{today.year}-{rules.next_number(f'procurement.acceptance:{today.year}', 4)}"
        amount = sum((yuan(one.accepted * line.price) for line, one in rows), Decimal(0))
        made = records.create(
            Acceptance, actor=actor, number=number, order=locked, counted_on=today, first=actor, amount=amount,
            place=place or locked.request.place, note=note.strip(),
        )  # fmt: skip
        for line, one in rows:
            records.create(
                AcceptanceLine, actor=actor, acceptance=made, line=line, accepted=one.accepted, refused=one.refused,
                why=one.why.strip(),
            )  # fmt: skip
        sent = list(photos)
        if sent:
            files.attach_all(made, sent, kind=files.Attachment.Kind.PHOTO, actor=actor, now=now)
    return made


def _refuse_count(line: OrderLine, one: Counted) -> None:
    name = str(line)
    if one.accepted < 0 or one.refused < 0:
        raise ValidationError(_("“%(what)s”的数量不能小于零。") % {"what": name})
    if one.accepted > line.missing:
        text = _("“%(what)s”只订了还没到的%(n)s%(unit)s，不能收%(got)s；多送的请拒收。")
        told = {"what": name, "n": say.qty(line.missing), "unit": line.line.unit, "got": say.qty(one.accepted)}
        raise ValidationError(text % told, code="more")
    if one.refused and not one.why.strip():
        raise ValidationError(_("“%(what)s”拒收%(n)s，请写明原因。") % {"what": name, "n": say.qty(one.refused)})


def receive_confirm(acceptance: Acceptance, *, now: datetime, today: date, actor: User) -> Acceptance:
    """The second agrees to the count: the order moves on, stock is booked and cards are made. Tells Accepted.

    Raises ValidationError for the first himself and whoever must not receive.
    """
    refuse_receiver(acceptance.order, actor, on=today)
    if actor.pk == acceptance.first_id:
        raise ValidationError(_("点数的人不能自己确认，请另一位验收员来。"), code="two")
    with records.deed():
        order = Order.objects.select_for_update(of=("self",)).get(pk=acceptance.order_id)
        taken = records.take(acceptance, "confirm", actor=actor, second=actor, accepted_on=today)
        rows = list(
            taken.lines.select_related("line__line__asset_class", "line__line__item", "line__order__partner").order_by(
                "pk"
            )
        )
        for row in rows:
            if row.accepted:
                line = OrderLine.objects.select_for_update(of=("self",)).get(pk=row.line_id)
                records.amend(line, actor=actor, verb="receive", accepted=line.accepted + row.accepted)
        post(taken, rows, now=now, today=today, actor=actor)
        _moved_on(order, today, actor)
        tell(Accepted(taken.pk, order.pk, taken.amount, today, actor.pk))
    return taken


def _moved_on(order: Order, today: date, actor: User) -> None:
    lines = list(order.lines.all())
    if all(line.accepted == line.qty for line in lines):
        order_settle(records.take(order, "complete", actor=actor, arrived_on=today), actor=actor)
    elif any(line.accepted for line in lines) and order.status == OrderStatus.OPEN:
        records.take(order, "deliver", actor=actor)


def receive_undo(acceptance: Acceptance, *, why: str, today: date, actor: User) -> Acceptance:
    """The second finds another number: it is counted anew. Raises ValidationError without a word why."""
    refuse_receiver(acceptance.order, actor, on=today)
    if not why.strip():
        raise ValidationError({"why": _("请写明哪里不对。")})
    return records.take(acceptance, "undo", actor=actor, reason=why.strip(), why=why.strip())


def open_count(order: Order) -> Acceptance | None:
    """The count of an order that waits for the second person."""
    return order.acceptances.filter(status=AcceptanceStatus.COUNTED).select_related("first").first()
