from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals.declare import Approvable, approvables
from lvye.kernel.approvals.models import ApprovalChain, Asking, Turn
from lvye.kernel.approvals.services import chain_create
from lvye.kernel.people.api import Person, Post, posts_prepare
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records

_numbers = count(1)
LEAVE = "people.person:leaving"
MORNING = datetime(2026, 3, 3, 9, 0, tzinfo=timezone.get_default_timezone())


def approvalchain(**values: Any) -> ApprovalChain:
    """A chain as it stands in the table; one that is used is made by `chain`."""
    number = next(_numbers)
    given = {
        "code": f"chain-{number}", "name": f"流程{number}", "kind": LEAVE,
        "steps": [{"by": "post", "posts": ["director"], "above": "", "traits": {}, "name": "", "hours": 0}],
    }  # fmt: skip
    return records.create(ApprovalChain, actor=system_user(), **(given | values))


def asking(**values: Any) -> Asking:
    """An asking as it stands in the table, about a person."""
    actor = values.pop("actor", None) or system_user()
    chain = values.pop("chain", None) or approvalchain()
    given = {
        "kind": chain.kind, "target": "people.person", "target_id": 900_000 + next(_numbers), "title": "离校手续",
        "chain": chain, "chain_name": chain.name, "requester": actor, "asked_by": actor, "asked_at": MORNING,
    }  # fmt: skip
    return records.create(Asking, actor=actor, **(given | values))


def turn(**values: Any) -> Turn:
    """A turn as it stands in the table."""
    given = {"asking": values.pop("asking", None) or asking(), "place": 1, "kind": "post", "name": "总务主任"}
    return records.create(Turn, actor=system_user(), **(given | values))


class Desk:
    """Something to ask about: a person's leaving, agreed to before it is written. What happened is kept here."""

    def __init__(self, **declared: Any) -> None:
        self.amounts: dict[int, Decimal | None] = {}
        self.traits: dict[int, dict[str, str]] = {}
        self.asks_for: dict[int, User] = {}
        self.told: list[tuple[str, int]] = []
        self.kind = Approvable(
            register="people.person",
            step="leaving",
            label="离校手续",
            requester=lambda record: self.asks_for.get(record.pk),
            agreed=self._agreed,
            refused=lambda record, *, actor, reason: self.told.append(("refused", record.pk)),
            withdrawn=lambda record, *, actor: self.told.append(("withdrawn", record.pk)),
            amount=lambda record: self.amounts.get(record.pk),
            traits=lambda record: self.traits.get(record.pk, {}),
            **declared,
        )

    def returned(self, record: Person, *, actor: User, reason: str) -> None:
        """For a desk that takes back what is returned."""
        self.told.append(("returned", record.pk))

    def _agreed(self, record: Person, *, actor: User) -> None:
        records.take(record, "leave", actor=actor, left_on=timezone.localdate(MORNING))
        self.told.append(("agreed", record.pk))

    def thing(self, amount: Decimal | int | None = None, **traits: str) -> Person:
        """A record to ask about."""
        made = people.person(name=f"某某{next(_numbers)}")
        self.amounts[made.pk] = None if amount is None else Decimal(amount)
        self.traits[made.pk] = traits
        return made


@contextmanager
def desk(**declared: Any) -> Iterator[Desk]:
    """A desk whose things are asked about for the length of the block."""
    made = Desk(**declared)
    with ExitStack() as stack:
        stack.enter_context(approvables.with_item(made.kind.key, made.kind))
        yield made


def chain(*steps: Any, **values: Any) -> ApprovalChain:
    """A chain of the desk, its steps written as posts ("director"), "head", or dicts."""
    if not Post.objects.filter(code="director").exists():
        posts_prepare(system_user())
    number = next(_numbers)
    written = [step if isinstance(step, dict) else _step(step) for step in steps]
    given = {"code": f"own-{number}", "name": f"离校流程{number}", "kind": LEAVE, "steps": written}
    return chain_create(actor=system_user(), **(given | values))


def _step(by: str | tuple[str, ...]) -> dict[str, Any]:
    if by == "head":
        return {"by": "head", "posts": []}
    return {"by": "post", "posts": [by] if isinstance(by, str) else list(by)}
