"""Quotes: what each supplier offers for all lines of a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.partners.api import Partner
from lvye.modules.procurement.models import (
    Quote,
    QuoteLine,
    QuoteStatus,
    Request,
    RequestStatus,
    Tender,
    TenderStatus,
    Way,
)

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
    _refuse_unpublished(request)
    lines = list(request.lines.order_by("pk"))
    missing = [line for line in lines if not prices.get(line.pk)]
    if missing:
        text = _("“%(what)s”还没有填报价。")
        raise ValidationError({"prices": [text % {"what": line} for line in missing]})
    asked = {line.pk: yuan(prices[line.pk]) for line in lines}
    total = sum((yuan(line.qty * asked[line.pk]) for line in lines), Decimal(0))
    with records.deed():
        made = records.create(
            Quote, actor=actor, request=request, partner=partner, quoted_on=quoted_on, total=total, days=days,
            warranty=warranty, note=note.strip(), by=actor,
        )  # fmt: skip
        for line in lines:
            brand = (brands or {}).get(line.pk, "").strip()
            records.create(QuoteLine, actor=actor, quote=made, line=line, price=asked[line.pk], brand=brand)
    return made


def running_tender(request: Request) -> Tender | None:
    """The tender of a request that has not failed."""
    return request.tenders.exclude(status=TenderStatus.FAILED).select_related("winner__partner").first()


def _refuse_unpublished(request: Request) -> None:
    """Bids are taken from the call for them until they are opened, at no other time."""
    if request.way != Way.TENDER:
        return
    tender = running_tender(request)
    if tender is None or tender.status != TenderStatus.PUBLISHED:
        raise ValidationError(_("要公开招标：发了招标公告、还没开标，才能登记投标。"), code="tender")


def quote_withdraw(quote: Quote, *, why: str, actor: User) -> Quote:
    """It does not count any more; with the reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    return records.take(quote, "withdraw", actor=actor, reason=why.strip(), why=why.strip())


def valid_quotes(request: Request) -> list[Quote]:
    """The quotes that count, the cheapest first."""
    rows = request.quotes.exclude(status=QuoteStatus.WITHDRAWN).select_related("partner")
    return list(rows.prefetch_related("lines__line").order_by("total", "pk"))
