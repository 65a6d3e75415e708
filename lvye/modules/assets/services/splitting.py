"""Some pieces of a lot get a card of their own: five chairs of forty-five go elsewhere, break, or are missing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.assets.models import Asset, Status

from .cards import cards_make, refuse_gone

COPIED = (
    "name", "asset_class", "spec", "brand", "serial", "unit", "is_nominal", "life_months", "acquired_on", "source",
    "fund", "supplier", "invoice_number", "warranty_until", "place", "department", "school_class", "keeper", "user",
    "old_number", "old_class", "note",
)  # fmt: skip
SPLIT = (Status.IN_USE, Status.IDLE, Status.REPAIR, Status.LOST)


def asset_split(asset: Asset, qty: int, *, actor: User, reason: str = "") -> Asset:
    """Take `qty` pieces off a lot onto a new card, with their share of the value; the two together are what it was.

    The new card stands as the old one did, with its own number and label, and remembers where it came from. All the
    pieces together are the card itself, which is given back. Raises ValidationError for more than there are.
    """
    with records.deed():
        whole = Asset.objects.select_for_update().get(pk=asset.pk)
        refuse_gone(whole)
        refuse_pieces(whole, qty)
        if qty == whole.qty:
            return whole
        if whole.status not in SPLIT:
            words = {"asset": whole, "status": whole.get_status_display()}
            raise ValidationError(_("“%(asset)s”现在是“%(status)s”，不能拆开。") % words)
        share = (whole.value * qty / whole.qty).quantize(Decimal("0.01"), ROUND_HALF_UP)
        why = reason or _("拆出 %(n)s%(unit)s") % {"n": say.number(qty), "unit": whole.unit}
        records.amend(whole, actor=actor, verb="split", reason=why, qty=whole.qty - qty, value=whole.value - share)
        row = {name: getattr(whole, name) for name in COPIED} | {"qty": qty, "value": share, "status": whole.status}
        [made] = cards_make([row], actor=actor, about=whole, reason=why)
    return made


def refuse_pieces(asset: Asset, qty: int) -> None:
    """Raises ValidationError for no pieces, or more than the card holds."""
    if not 0 < qty <= asset.qty:
        words = {"asset": asset, "n": say.number(asset.qty), "unit": asset.unit}
        raise ValidationError({"assets": _("“%(asset)s”一共 %(n)s%(unit)s，件数要在 1 和它之间。") % words})
