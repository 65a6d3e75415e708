"""Reads about works: the money, what is still missing before the next deed, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from lvye.modules.assets.api import Asset
from lvye.modules.partners.api import Contract, ContractStatus, Guarantee, Instalment

from .models import ChangeStatus, Formality, Gate, Project, ProjectStatus, Stage

NONE = Decimal(0)
LABEL = "works.project"
FULL = 100


@dataclass(frozen=True)
class Purse:
    """The money of a work, in yuan. contract: without supplements; None: none, or settled by what was delivered.

    allowed: what it may cost: the contract with its supplements, or with the changes agreed to, whichever is more.
    paid, planned: instalments of the contract and its supplements. held: quality guarantees the school has in hand.
    """

    estimate: Decimal
    contract: Decimal | None
    changes: Decimal
    allowed: Decimal
    paid: Decimal
    planned: Decimal
    held: Decimal
    settled: Decimal | None

    @property
    def whole(self) -> Decimal:
        """What it costs as far as one knows today."""
        return self.allowed if self.settled is None else self.settled

    @property
    def percent(self) -> int:
        """How much of it is paid, 0 to 100."""
        return min(FULL, int(self.paid * FULL / self.whole)) if self.whole else 0

    @property
    def is_over(self) -> bool:
        """The contract with its changes is above what was agreed to at the beginning."""
        return self.allowed > self.estimate


def _sum(rows: QuerySet[Any]) -> Decimal:
    found: Decimal | None = rows.aggregate(sum=Sum("amount"))["sum"]
    return found or NONE


def contracts_of(project: Project) -> QuerySet[Contract]:
    """Its contract and the supplements of it that were signed."""
    if project.contract_id is None:
        return Contract.objects.none()
    signed = Contract.objects.filter(main=project.contract_id, status__in=[ContractStatus.LIVE, ContractStatus.DONE])
    return Contract.objects.filter(pk=project.contract_id) | signed


def purse(project: Project) -> Purse:
    """The money of one work."""
    contracts = list(contracts_of(project))
    main = next((one.amount for one in contracts if one.pk == project.contract_id), None)
    changes = _sum(project.changes.filter(status=ChangeStatus.AGREED))
    signed = sum((one.amount or NONE for one in contracts), NONE)
    base = project.estimate if main is None else main
    instalments = Instalment.objects.filter(contract__in=contracts)
    held = Guarantee.objects.filter(contract__in=contracts, status=Guarantee.Status.HELD, kind=Guarantee.Kind.QUALITY)
    return Purse(
        estimate=project.estimate, contract=main, changes=changes, allowed=max(signed, base + changes),
        paid=_sum(instalments.filter(status=Instalment.Status.PAID)),
        planned=_sum(instalments.filter(status=Instalment.Status.PLANNED)), held=_sum(held), settled=project.settled,
    )  # fmt: skip


def cards_of(project: Project) -> QuerySet[Asset]:
    """The property cards the work became."""
    return Asset.objects.filter(about_kind=LABEL, about_id=project.pk).order_by("pk")


NEXT = {
    ProjectStatus.AGREED: Gate.START, ProjectStatus.GOING: Gate.ACCEPT, ProjectStatus.DONE: Gate.ACCEPT,
    ProjectStatus.USED: Gate.SETTLE,
}  # fmt: skip


def missing_papers(project: Project) -> list[Formality]:
    """The papers the next deed waits for."""
    gate = NEXT.get(ProjectStatus(project.status))
    if gate is None:
        return []
    return list(project.formalities.filter(gate=gate, status=Formality.Status.WANTED).order_by("pk"))


def progress(stages: Iterable[Stage]) -> int:
    """How far a work is, 0 to 100: the stages weighed by the days planned for them."""
    known = [((one.ends_on - one.begins_on).days + 1, one.percent) for one in stages]
    whole = sum(days for days, _percent in known)
    return sum(days * percent for days, percent in known) // whole if whole else 0


def is_late(stage: Stage, today: date) -> bool:
    """Its last planned day is over, and it is not done."""
    return stage.ended_on is None and stage.ends_on < today
