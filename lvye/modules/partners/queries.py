"""Reads about partners that modules above ask for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from .models import (
    Contract,
    ContractStatus,
    Evaluation,
    EvaluationStatus,
    GuaranteeStatus,
    InstalmentStatus,
    Partner,
    PartnerStatus,
    Rent,
    RentReceipt,
    SupplyCategory,
)
from .services.contracts import contract_total


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


def with_received(rows: QuerySet[Rent]) -> QuerySet[Rent]:
    """Rents with what came in for each as `received`, in the same query."""
    good = RentReceipt.objects.filter(rent=OuterRef("pk"), status=RentReceipt.Status.GOOD).order_by()
    summed = good.values("rent").annotate(sum=Sum("amount")).values("sum")
    money = DecimalField(max_digits=12, decimal_places=2)
    return rows.annotate(received=Coalesce(Subquery(summed, output_field=money), Decimal(0), output_field=money))


@dataclass(frozen=True)
class Money:
    """How a contract is paid. total: with its supplements, None for a frame; late: due before today, unpaid."""

    total: Decimal | None
    planned: Decimal
    paid: Decimal
    late: Decimal
    held: Decimal

    @property
    def unplanned(self) -> Decimal | None:
        """What no payment was planned for yet."""
        return None if self.total is None else self.total - self.planned - self.paid


def contract_money(contract: Contract, *, today: date) -> Money:
    """The sums of a contract's payments and of the guarantees held for it."""
    total, planned = Sum("amount"), InstalmentStatus.PLANNED
    sums = contract.instalments.aggregate(
        planned=Sum("amount", filter=Q(status=planned)), paid=Sum("amount", filter=Q(status=InstalmentStatus.PAID)),
        late=Sum("amount", filter=Q(status=planned, due_on__lt=today)),
    )  # fmt: skip
    held = contract.guarantees.filter(status=GuaranteeStatus.HELD).aggregate(sum=total)["sum"]
    none = Decimal(0)
    return Money(
        contract_total(contract), sums["planned"] or none, sums["paid"] or none, sums["late"] or none, held or none
    )
