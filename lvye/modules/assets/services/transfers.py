"""调拨: asked for by whoever has the things, booked by the general office, or not agreed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Department, Person, SchoolClass, person_of
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.modules.assets.models import HERE, Asset, Movement, Transfer, TransferStatus

from .moving import asset_move
from .splitting import asset_split, refuse_pieces

MOST_LINES = 2000


def transfer_ask(
    *, assets: Sequence[Asset], why: str, to_place: Place | None = None, to_department: Department | None = None,
    to_class: SchoolClass | None = None, to_keeper: Person | None = None, pieces: Mapping[int, int] | None = None,
    today: date, actor: User,
) -> Transfer:  # fmt: skip
    """Write a transfer of these cards; `pieces`: card → how many of a lot go, where not all do.

    Raises ValidationError: none, one away or gone, nowhere to go, on two papers, more pieces than there are.
    """
    refuse_lines(assets)
    wanted = pieces or {}
    for one in assets:
        refuse_pieces(one, wanted.get(one.pk, one.qty))
    if not (to_place or to_department or to_class or to_keeper):
        raise ValidationError(_("请写明调到哪里，或者交给谁保管。"))
    waiting = Movement.objects.filter(
        asset__in=[one.pk for one in assets], transfer__status=TransferStatus.ASKED
    ).select_related("asset", "transfer")
    if other := waiting.first():
        words = {"asset": other.asset, "number": other.transfer}
        raise ValidationError(_("“%(asset)s”已经列在调拨单 %(number)s 上，等总务处调整。") % words)
    with records.deed():
        made = records.create(
            Transfer, actor=actor, number=f"DB{today.year}-{next_number(f'assets.transfer:{today.year}', 4)}",
            to_place=to_place, to_department=to_department, to_class=to_class, to_keeper=to_keeper, why=why.strip(),
            asked_by=person_of(actor), asked_on=today,
        )  # fmt: skip
        lines = [{"asset": one, "transfer": made, "qty": _part(one, wanted)} for one in assets]
        records.create_many(Movement, lines, actor=actor)
    return made


def _part(asset: Asset, wanted: Mapping[int, int]) -> int | None:
    """How many pieces go; None for the whole card."""
    qty = wanted.get(asset.pk, asset.qty)
    return None if qty == asset.qty else qty


def refuse_lines(assets: Sequence[Asset]) -> None:
    """Raises ValidationError for an empty or endless list, and for a card that is not here to be moved."""
    if not assets:
        raise ValidationError({"assets": _("请至少选一件资产。")})
    if len(assets) > MOST_LINES:
        raise ValidationError({"assets": _("一张单子最多列 %(n)s 件，请分开写。") % {"n": MOST_LINES}})
    for one in assets:
        if one.status not in HERE:
            words = {"asset": one, "status": one.get_status_display()}
            raise ValidationError({"assets": _("“%(asset)s”现在是“%(status)s”，不能列进来。") % words})


def transfer_post(transfer: Transfer, *, today: date, actor: User, answer: str = "") -> Transfer:
    """The general office books it: each card changes, each line says where from and where to."""
    with records.deed():
        done = records.take(transfer, "post", actor=actor, posted_on=today, answer=answer)
        to = target_of(done)
        for line in _waiting(done.lines.all()):
            why = f"{done.number} {done.why}"
            card = asset_split(line.asset, line.qty or line.asset.qty, actor=actor, reason=why)
            if card.pk != line.asset_id:
                records.amend(line, actor=actor, verb="post", asset=card)
            asset_move(card, **to, paper=line, today=today, actor=actor, reason=why)
    return done


def transfer_drop(transfer: Transfer, *, actor: User, answer: str = "") -> Transfer:
    """Not agreed to, with the reason. Raises ValidationError without one."""
    if not answer.strip():
        raise ValidationError({"answer": _("不同意要写明原因。")})
    return records.take(transfer, "drop", actor=actor, answer=answer.strip())


def target_of(transfer: Transfer) -> dict[str, Any]:
    """What a transfer changes on its cards: only what it names."""
    wanted = {
        "place": transfer.to_place, "keeper": transfer.to_keeper, "department": transfer.to_department,
        "school_class": transfer.to_class,
    }  # fmt: skip
    return {name: value for name, value in wanted.items() if value is not None}


def _waiting(lines: QuerySet[Movement]) -> QuerySet[Movement]:
    return lines.filter(moved_on=None).select_related("asset").order_by("pk")
