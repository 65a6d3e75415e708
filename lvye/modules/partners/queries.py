"""Reads about partners that modules above ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from .models import Contract, ContractStatus, Evaluation, EvaluationStatus, Partner, PartnerStatus, SupplyCategory


def partners_for(category: SupplyCategory) -> QuerySet[Partner]:
    """The partners the school deals with that supply a class of things, by name."""
    return Partner.objects.filter(status=PartnerStatus.ACTIVE, categories=category).order_by("name")


def contract_for(partner: Partner, *, on: date, category: SupplyCategory | None = None) -> Contract | None:
    """The signed contract that covers a day (of a class of things), the one that runs longest; None for none."""
    rows = Contract.objects.filter(partner=partner, status=ContractStatus.LIVE, begins_on__lte=on, ends_on__gte=on)
    if category is not None:
        rows = rows.filter(category=category)
    return rows.order_by("-ends_on", "-pk").first()


def evaluated(partners: Iterable[Partner]) -> dict[int, tuple[int, Decimal]]:
    """partner → (year, score) of its last decided evaluation; those never judged are left out."""
    rows = Evaluation.objects.filter(partner__in=list(partners), status=EvaluationStatus.DECIDED).order_by("year")
    return {one.partner_id: (one.year, one.score) for one in rows}
