"""Quotes: what each supplier offers for all lines of a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.assets.api import class_code_of, classes_by_code
from lvye.modules.partners.api import Partner
from lvye.modules.procurement.models import Into, Quote, QuoteLine, QuoteStatus, Request, RequestLine, RequestStatus
from lvye.modules.stores.api import Item, Kind, item_add

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
    found, item = None, None
    if into == Into.STORE:
        item = _item(line, actor)
    if into == Into.ASSET:
        found = classes_by_code().get(class_code_of(class_code)) if class_code.strip() else line.asset_class
        if found is None:
            raise ValidationError(_("“%(what)s”要建资产卡，请选资产分类。") % {"what": line})
    return records.amend(line, actor=actor, verb="sort", into=into, asset_class=found, item=item)


def _item(line: RequestLine, actor: User) -> Item:
    """The item of the stores a thing is kept as: of the same name and unit, or a new one of the category's kind."""
    known = line.item or Item.objects.filter(name=line.name, spec=line.spec, is_active=True).order_by("pk").first()
    known = known or Item.objects.filter(name=line.name, is_active=True).order_by("pk").first()
    if known is not None:
        if known.unit == line.unit or known.units.filter(name=line.unit).exists():
            return known
        text = _("库里的“%(what)s”按%(unit)s计，没有“%(asked)s”的换算，请先到物资目录里登记换算单位。")
        raise ValidationError(text % {"what": known, "unit": known.unit, "asked": line.unit})
    category = line.request.category
    kinds = Kind.objects.filter(is_active=True).order_by("sort", "pk")
    kind = kinds.filter(Q(code=category.code) | Q(name=category.name)).first() or kinds.first()
    if kind is None:
        raise ValidationError(_("物资目录里还没有类别，请保管员先建。"))
    return item_add(name=line.name, spec=line.spec[:60], unit=line.unit, kind=kind, actor=actor)
