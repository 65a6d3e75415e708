"""Reads on the property."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models import Q as Where
from django.db.models.functions import Coalesce

from lvye.kernel.records.api import matching
from lvye.kernel.rules import api as rules
from lvye.kit.memo import once
from lvye.modules.finance.api import Income

from .codes import asset_code_in
from .models import Asset, AssetClass, Loan, LoanStatus, Status, WriteOff
from .worth import charged, charged_months


@once
def classes_by_code() -> dict[str, AssetClass]:
    """Every class by its code."""
    return {one.code: one for one in AssetClass.objects.all()}


def below(asset_class: AssetClass) -> Where:
    """Cards of a class or any below it."""
    return Where(asset_class__code__startswith=asset_class.prefix)


def idle_like(what: str | AssetClass) -> QuerySet[Asset]:
    """Idle things that would serve instead of buying: of a class (or below it), or found by words. Oldest first.

    国务院令738号, article 24: what can be re-used goes before what is bought.
    """
    rows = Asset.objects.filter(status=Status.IDLE)
    rows = matching(rows, what) if isinstance(what, str) else rows.filter(below(what))
    return rows.select_related("place", "asset_class", "keeper").order_by("acquired_on", "pk")


def asset_by_code(text: str) -> Asset | None:
    """The card a label leads to: its code or the label's address, whatever way it was written; None for none."""
    code = asset_code_in(text)
    if not code:
        return None
    rows = Asset.objects.select_related("place", "asset_class", "keeper", "user", "department", "school_class")
    found = rows.filter(code=code).first()
    while found is not None and found.status == Status.JOINED:
        found = rows.filter(
            pk=found.about_id or 0
        ).first()  # the lot it was joined to: the thing hangs on that card again
    return found


def pieces_lent() -> Coalesce:
    """As `lent_pieces`, for each card of a query."""
    loans = Loan.objects.filter(asset=OuterRef("pk"), status=LoanStatus.OUT, qty__isnull=False).order_by()
    sums = loans.values("asset").annotate(n=Sum("qty")).values("n")
    return Coalesce(Subquery(sums, output_field=IntegerField()), Value(0))


def lent_pieces(asset: Asset) -> int:
    """How many pieces of a lot are lent while its card stays; 0 for a card lent as a whole."""
    out = Loan.objects.filter(asset=asset, status=LoanStatus.OUT, qty__isnull=False).aggregate(n=Sum("qty"))
    return out["n"] or 0


def book_value(asset: Asset, *, on: date) -> Decimal:
    """What a card is worth in the books at the end of a day's month, yuan; nothing before it came or once it left."""
    if on < asset.acquired_on or (asset.left_on is not None and asset.left_on <= on):
        return Decimal("0.00")
    months = charged_months(asset.acquired_on, asset.life_months, on=on, left_on=asset.left_on)
    return asset.value - charged(asset.value, asset.life_months, months)


def under_warranty(asset: Asset, *, on: date) -> bool:
    """Whether the supplier still answers for it on that day."""
    return asset.warranty_until is not None and asset.warranty_until >= on


def is_fixed_asset(value: Decimal, asset_class: AssetClass, *, on: date) -> bool:
    """Whether a thing of this unit price (yuan) gets a card: at the line, or furniture and books below it as a lot."""
    return value >= rules.value("assets.value_line", on) or asset_class.code[:3] in ("A04", "A05")


def incomes_about(writeoff: WriteOff) -> QuerySet[Income]:
    """What was taken in for the things of a write-off."""
    return Income.objects.filter(about="assets.writeoff", about_id=writeoff.pk).order_by("pk")
