"""Reads on the property."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q as Where
from django.db.models import QuerySet

from lvye.kernel.records.api import matching
from lvye.kernel.rules import api as rules
from lvye.kit.memo import once
from lvye.modules.finance.api import Income

from .codes import asset_code_in
from .models import Asset, AssetClass, Status, WriteOff
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
    return rows.filter(code=code).first()


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
