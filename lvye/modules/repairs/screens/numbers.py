"""Numbers as people type them on a phone."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

MOST = Decimal(99_999)


def number(text: str, *, most: Decimal = MOST) -> Decimal:
    """A number as people type it, also full-width: "３", "1.5". Raises ValueError with a sentence."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise ValueError(_("“%(text)s”不是数字，请写阿拉伯数字，例如 3。") % {"text": text[:20]}) from None
    if not found.is_finite() or found < 0 or found > most:
        raise ValueError(_("“%(text)s”不像这里的数，请再看看。") % {"text": text[:20]})
    if found != found.quantize(Decimal("0.01")):
        raise ValueError(_("最多写两位小数。"))
    return found
