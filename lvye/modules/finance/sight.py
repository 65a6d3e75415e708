"""Who sees which papers: the office all of them, everybody else his own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of

from .models import BudgetStatus


def payments_seen(rows: Any, user: User) -> Any:
    """All payment requests, or those one asked for."""
    return rows if user.has_perm("finance.all_payment") else rows.filter(requester=user)


def claims_seen(rows: Any, user: User) -> Any:
    """All claims, or those one filled in or gets the money of."""
    if user.has_perm("finance.all_claim"):
        return rows
    person = person_of(user)
    own = Q(requester=user) | Q(person=person) if person else Q(requester=user)
    return rows.filter(own)


def claim_lines_seen(rows: Any, user: User) -> Any:
    """The lines of the claims one sees."""
    if user.has_perm("finance.all_claim"):
        return rows
    person = person_of(user)
    own = Q(claim__requester=user) | Q(claim__person=person) if person else Q(claim__requester=user)
    return rows.filter(own)


def pay_seen(rows: Any, user: User, all_of: str) -> Any:
    """Pay of everybody for those who need it, one's own for everybody else."""
    if user.has_perm(all_of):
        return rows
    person = person_of(user)
    return rows.filter(person=person) if person else rows.none()


def lines_seen(rows: Any, user: User) -> Any:
    """Every budget line for the office; of budgets in force for everybody who must say what he spends of."""
    if user.has_perm("finance.view_budget"):
        return rows
    return rows.filter(budget__status=BudgetStatus.RUNNING)
