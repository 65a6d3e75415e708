"""Quotes: what each supplier offers for all lines of a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.assets.api import class_code_of, classes_by_code
from lvye.modules.partners.api import Partner
from lvye.modules.procurement.models import Into, Quote, QuoteLine, QuoteStatus, Request, RequestLine, RequestStatus

from .amounts import yuan


def quote_add(
    request: Request, *, partner: Partner, prices: Mapping[int, Decimal], brands: Mapping[int, str] | None = None,
    days: int | None = None, warranty: int | None = None, note: str = "", quoted_on: date, actor: User,
) -> Quote:  # fmt: skip
    """Write down what a supplier asks. prices: line number → yuan for one, of every line.

    Raises ValidationError before the request is agreed to, for a missing price, a second quote of the same supplier.
    """
    if request.status != RequestStatus.AGREED:
        text = _("这份申请现在是“%(now)s”，不能登记报价。")
        raise ValidationError(text % {"now": request.get_status_display()})
    lines = list(request.lines.order_by("pk"))
    missing = [line for line in lines if not prices.get(line.pk)]
    if missing:
        text = _("“%(what)s”还没有填报价。")
        raise ValidationError({"prices": [text % {"what": line} for line in missing]})
    total = sum((yuan(line.qty * prices[line.pk]) for line in lines), Decimal(0))
    with records.deed():
        made = records.create(
            Quote, actor=actor, request=request, partner=partner, quoted_on=quoted_on, total=total, days=days,
            warranty=warranty, note=note.strip(), by=actor,
        )  # fmt: skip
        for line in lines:
            brand = (brands or {}).get(line.pk, "").strip()
            records.create(QuoteLine, actor=actor, quote=made, line=line, price=yuan(prices[line.pk]), brand=brand)
    return made


def quote_withdraw(quote: Quote, *, why: str, actor: User) -> Quote:
    """It does not count any more; with the reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    return records.take(quote, "withdraw", actor=actor, reason=why.strip(), why=why.strip())


def valid_quotes(request: Request) -> list[Quote]:
    """The quotes that count, the cheapest first."""
    rows = request.quotes.exclude(status=QuoteStatus.WITHDRAWN).select_related("partner")
    return list(rows.prefetch_related("lines__line").order_by("total", "pk"))


def line_sort(line: RequestLine, *, into: str, class_code: str = "", actor: User) -> RequestLine:
    """Say where a thing goes when it has come: into store, onto a card of a class (by its code), or nowhere.

    Raises ValidationError for a card without a class, or a code nobody knows.
    """
    if into not in Into.values:
        raise ValidationError(_("请选“%(what)s”到货后怎么办。") % {"what": line})
    found = None
    if into == Into.ASSET:
        found = classes_by_code().get(class_code_of(class_code)) if class_code.strip() else line.asset_class
        if found is None:
            raise ValidationError(_("“%(what)s”要建资产卡，请选资产分类。") % {"what": line})
    return records.amend(line, actor=actor, verb="sort", into=into, asset_class=found)
