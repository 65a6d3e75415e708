"""Before both sides sign: contracts and leases go to those who must agree inside the school."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.records import api as records
from lvye.modules.partners.models import Contract, Lease
from lvye.modules.partners.standing import refuse_if_barred

Paper = TypeVar("Paper", Contract, Lease)


def contract_send(contract: Contract, *, today: date, actor: User, now: datetime | None = None) -> Contract:
    """Put it before those who agree. Raises Barred for a partner nothing may be ordered from now."""
    refuse_if_barred(contract.partner, on=today, category=contract.category)
    return _send(contract, actor=actor, now=now)


def lease_send(lease: Lease, *, today: date, actor: User, now: datetime | None = None) -> Lease:
    """Put it before those who agree. Raises Barred for a partner the school may not deal with now."""
    refuse_if_barred(lease.partner, on=today)
    return _send(lease, actor=actor, now=now)


def _send(paper: Paper, *, actor: User, now: datetime | None) -> Paper:
    with records.deed():
        taken = records.take(paper, "ask", actor=actor)
        approvals.ask(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def signing_agreed(paper: Paper, *, actor: User) -> Paper:
    """The school agrees: now both sides may sign. Called by the approvals alone."""
    return records.take(paper, "agree", actor=actor)


def signing_back(paper: Paper, *, actor: User, reason: str = "") -> Paper:
    """Back to who drew it up, as a draft. Called by the approvals (refused, sent back, withdrawn)."""
    return records.take(paper, "send_back", actor=actor, reason=reason)
