"""Some pieces of a lot get a card of their own: five of forty-five chairs go elsewhere, break, get lost; and back."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.assets.models import HERE, Asset, Status
from lvye.modules.assets.queries import lent_pieces

from .cards import asset_step, cards_make, refuse_gone
from .upkeeps import upkeeps_stop

COPIED = (
    "name", "asset_class", "spec", "brand", "serial", "unit", "is_nominal", "life_months", "acquired_on", "source",
    "fund", "supplier", "invoice_number", "warranty_until", "place", "department", "school_class", "keeper", "user",
    "old_number", "old_class", "note",
)  # fmt: skip
ALIKE = ("name", "asset_class", "unit", "acquired_on", "life_months", "is_nominal", "place", "keeper", "department",
         "school_class", "status")  # fmt: skip
PRICE_APART = Decimal("0.02")  # yuan: what rounding of shares may leave between two pieces of one lot
SPLIT = (Status.IN_USE, Status.IDLE, Status.REPAIR, Status.LOST)


def asset_split(asset: Asset, qty: int, *, actor: User, reason: str = "", of_lent: bool = False) -> Asset:
    """Take `qty` pieces off a lot onto a new card, with their share of the value; the two together are what it was.

    The new card stands as the old one did, with its own number and label, and remembers where it came from. All the
    pieces together are the card itself, which is given back. Raises ValidationError for more than are here; of_lent:
    they are pieces that are out.
    """
    with records.deed():
        whole = Asset.objects.select_for_update().get(pk=asset.pk)
        refuse_gone(whole)
        refuse_pieces(whole, qty)
        if qty == whole.qty:
            return whole
        if not of_lent:
            _refuse_lent(whole, qty)
        if whole.status not in SPLIT:
            words = {"asset": whole, "status": whole.get_status_display()}
            raise ValidationError(_("“%(asset)s”现在是“%(status)s”，不能拆开。") % words)
        share = (whole.value * qty / whole.qty).quantize(Decimal("0.01"), ROUND_HALF_UP)
        why = reason or _("拆出 %(n)s%(unit)s") % {"n": say.number(qty), "unit": whole.unit}
        records.amend(whole, actor=actor, verb="split", reason=why, qty=whole.qty - qty, value=whole.value - share)
        row = {name: getattr(whole, name) for name in COPIED} | {"qty": qty, "value": share, "status": whole.status}
        [made] = cards_make([row], actor=actor, about=whole, reason=why)
    return made


def asset_join(part: Asset, *, actor: User, reason: str = "") -> Asset:
    """The pieces go back onto the card they were taken from; returns that card, with pieces and value of both.

    The joined card stays readable, worth nothing, and its label leads to the lot. Raises ValidationError: it was not
    split off, it (or the lot) is not simply here, it stands elsewhere or is kept by another, or the two were mended
    apart so that they are not charged alike.
    """
    with records.deed():
        own = Asset.objects.select_for_update().get(pk=part.pk)
        lot = whole_of(own)
        if lot is None:
            raise ValidationError(_("“%(asset)s”不是从别的卡片拆出来的，没有可以并回的卡片。") % {"asset": own})
        lot = Asset.objects.select_for_update().get(pk=lot.pk)
        _refuse_unlike(own, lot)
        why = reason or _("并回 %(number)s") % {"number": lot.number}
        value, qty = own.value, own.qty
        records.amend(own, actor=actor, verb="take_in", reason=why, value=Decimal("0.00"))
        joined = asset_step(own, "join", actor=actor, reason=why, left_on=own.acquired_on)
        upkeeps_stop(joined, actor=actor, reason=why)
        why = reason or _("%(number)s 并回 %(n)s%(unit)s") % {
            "number": own.number, "n": say.number(qty), "unit": own.unit
        }  # fmt: skip
        return records.amend(lot, actor=actor, verb="take_in", reason=why, qty=lot.qty + qty, value=lot.value + value)


def whole_of(part: Asset) -> Asset | None:
    """The card these pieces were taken from, through cards that were joined meanwhile; none for a card of its own."""
    if part.about_kind != part._meta.label_lower or part.about_id is None:
        return None
    found = Asset.objects.filter(pk=part.about_id).first()
    return whole_of(found) if found is not None and found.status == Status.JOINED else found


def _refuse_unlike(own: Asset, lot: Asset) -> None:
    for one in (own, lot):
        if one.status not in HERE:
            words = {"asset": one, "status": one.get_status_display()}
            raise ValidationError(_("“%(asset)s”现在是“%(status)s”，不能并。") % words)
    for name in ALIKE:
        if getattr(own, name) != getattr(lot, name):
            words = {"what": Asset._meta.get_field(name).verbose_name, "lot": lot.number}  # type: ignore[union-attr]
            raise ValidationError(_("“%(what)s”和 %(lot)s 不一样，先调拨或改成一样再并。") % words)
    if abs(own.value / own.qty - lot.value / lot.qty) > PRICE_APART:
        raise ValidationError(_("单价和 %(lot)s 不一样，不能并成一张卡片。") % {"lot": lot.number})


def _refuse_lent(whole: Asset, qty: int) -> None:
    out = lent_pieces(whole)
    if qty > whole.qty - out:
        words = {"asset": whole, "n": say.number(whole.qty - out), "unit": whole.unit}
        raise ValidationError({"assets": _("“%(asset)s”有借出没还的，在校的只有 %(n)s%(unit)s。") % words})


def refuse_pieces(asset: Asset, qty: int) -> None:
    """Raises ValidationError for no pieces, or more than the card holds."""
    if not 0 < qty <= asset.qty:
        words = {"asset": asset, "n": say.number(asset.qty), "unit": asset.unit}
        raise ValidationError({"assets": _("“%(asset)s”一共 %(n)s%(unit)s，件数要在 1 和它之间。") % words})
