"""Papers that have to be agreed to: handed to their chain of signatures, and who signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.modules.finance.models import Claim, Payment


def hand_in(record: Any, *, actor: User, now: datetime | None = None) -> None:
    """Ask for the signatures its chain names; where it names none it is agreed to at once.

    Raises ValidationError when there is no chain for it, or a step of it could be decided by nobody.
    """
    approvals.ask(record, actor=actor, now=now)


def signatures(*papers: Any) -> Any:
    """The turns in which somebody agreed to one of these papers, in the order of the signatures."""
    about = Q()
    for paper in papers:
        about |= Q(asking__target=paper._meta.label_lower, asking__target_id=paper.pk)
    agreed = approvals.Turn.Status.AGREED
    rows = approvals.Turn.objects.filter(about, status=agreed, asking__status=approvals.Asking.Status.AGREED)
    return rows.select_related("decided_by").order_by("decided_at", "pk")


def signers_of(payment: Payment) -> set[int]:
    """The users who agreed to a payment, or to the claim it pays."""
    found = signatures(payment, *Claim.objects.filter(payment=payment))
    return {turn.decided_by_id for turn in found if turn.decided_by_id} | {payment.agreed_by_id or 0}
