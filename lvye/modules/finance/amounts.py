"""Yuan with two places, whatever came in."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def yuan(amount: object) -> Decimal:
    """The amount in yuan with two places; None is nothing. Raises ValidationError for what is no exact amount."""
    if amount is None:
        return NOTHING
    try:
        given = Decimal(str(amount))
        kept = given.quantize(CENT)
    except InvalidOperation:
        raise ValidationError(_("金额写成数字，最多两位小数。")) from None
    if abs(kept - given) >= CENT / 10:
        raise ValidationError(_("金额最多两位小数。"))
    return kept


def summed(amount: object) -> Decimal:
    """A total as the database gives it, with its two places."""
    return Decimal(str(amount or 0)).quantize(CENT)
