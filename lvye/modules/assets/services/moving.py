"""Things go to another room, keeper, department or class: at once, or as a set, each with its movement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.assets.models import GONE, Asset, Movement

MOVED = ("place", "keeper", "user", "department", "school_class")


def asset_move(
    asset: Asset, *, today: date, actor: User, reason: str, paper: Movement | None = None, **to: Any
) -> Asset:
    """Book one card to another place, keeper, user, department or school_class (only what is given changes).

    `paper`: the waiting line of a transfer or handover, which becomes the movement. Raises ValidationError for a card
    that has left the books, one that is lent, or a change of nothing that the card says.
    """
    unknown = set(to) - set(MOVED)
    if unknown:
        raise TypeError(f"a card is not moved by {sorted(unknown)}")
    with records.deed():
        asset = Asset.objects.select_for_update().get(pk=asset.pk)
        _refuse(asset)
        changes = {name: value for name, value in to.items() if getattr(asset, name) != value}
        if not changes and paper is None:
            return asset
        before = _words(asset)
        if "place" in changes:
            place = changes["place"]
            changes["building"] = None if place is None else (place if place.kind == "building" else place.building)
        asset = records.amend(asset, actor=actor, verb="move", reason=reason, **changes)
        line = before | {f"to_{name[5:]}": value for name, value in _words(asset).items()}
        line |= {"moved_on": today, "why": reason[:200]}
        if paper is None:
            records.create(Movement, actor=actor, asset=asset, **line)
        else:
            records.amend(paper, actor=actor, verb="post", **line)
    return asset


def assets_move(
    moves: Iterable[tuple[Asset, Mapping[str, Any]]], *, today: date, actor: User, reason: str
) -> list[Asset]:
    """Book several cards, each to its own place or keeper, all or none: what a count found elsewhere."""
    with records.deed():
        return [asset_move(asset, today=today, actor=actor, reason=reason, **to) for asset, to in moves]


def _words(asset: Asset) -> dict[str, Any]:
    owners = [str(one) for one in (asset.department, asset.school_class) if one is not None]
    return {"from_place": asset.place, "from_keeper": asset.keeper, "from_owner": " ".join(owners)[:60]}


def _refuse(asset: Asset) -> None:
    if asset.status in GONE:
        raise ValidationError(_("“%(asset)s”已经销账，不能再调拨。") % {"asset": asset})
