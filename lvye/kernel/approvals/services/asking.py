"""Putting a record before those who must agree; taking it back; putting it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.deciders import Own, own_of
from lvye.kernel.approvals.declare import Approvable, approvables
from lvye.kernel.approvals.events import Withdrawn
from lvye.kernel.approvals.models import Asking
from lvye.kernel.approvals.planning import Case, choose, plan
from lvye.kernel.approvals.queries import open_asking
from lvye.kernel.records import api as records
from lvye.kernel.records.api import Record
from lvye.kit.events import tell

from . import moving

TITLE = 200


def ask(record: Record, *, actor: User, reason: str = "", step: str = "", now: datetime | None = None) -> Asking:
    """Put a record before those who must agree; one that was sent back is put again, by the chain as it is now.

    The chain is chosen by register, amount and traits. Where it asks nobody (an amount below every line) the record's
    step is taken at once: read the record anew. Raises ValidationError: there is no chain that fits (it says what to
    set up), a step could be decided by nobody, or it is being asked already.
    """
    kind = _kind(record, step)
    moment = now or timezone.now()  # house: when it was asked is the asking's own fact
    with records.deed():
        locked: Any = type(record)._default_manager.select_for_update().get(pk=record.pk)
        standing = open_asking(locked, step)
        if standing is not None and standing.status == Asking.Status.ASKED:
            raise ValidationError(_("这件事正在审批，不能重复提交。"), code="asked")
        if standing is not None:
            _refuse_stranger(standing, actor)
            return _put(kind, locked, standing, actor=actor, reason=reason, now=moment)
        return _put(kind, locked, None, actor=actor, reason=reason, now=moment)


def _kind(record: Record, step: str) -> Approvable:
    label = record._meta.label_lower
    found = approvables.get(f"{label}:{step}" if step else label)
    if found is None:
        raise ImproperlyConfigured(f"nothing declares that {label!r} is asked about ({step!r})")
    return found


def _put(kind: Approvable, record: Any, standing: Asking | None, *, actor: User, reason: str, now: datetime) -> Asking:
    requester = standing.requester if standing else (kind.requester(record) or actor)
    case = Case(
        amount=kind.amount(record) if kind.amount else None,
        traits={name: str(value) for name, value in kind.traits(record).items()},
        own=Own(frozenset({requester.pk, actor.pk})),
        requester=requester,
        on=timezone.localdate(now),
    )
    chain = choose(kind, case)
    planned = plan(chain, case)
    values: dict[str, Any] = {
        "title": str(record)[:TITLE], "amount": case.amount, "traits": dict(case.traits), "chain": chain,
        "chain_name": chain.name, "asked_by": actor, "note": reason, "asked_at": now,
    }  # fmt: skip
    if standing is None:
        values |= {"kind": kind.key, "target": kind.register, "target_id": record.pk, "requester": requester}
        asking = records.create(Asking, actor=actor, **values)
    else:
        asking = records.take(standing, "ask_again", actor=actor, round=standing.round + 1, **values)
    moving.lay(asking, planned, actor=actor)
    return moving.advance(asking, actor=actor, now=now)


def withdraw(asked: Record, *, actor: User, reason: str = "", step: str = "", now: datetime | None = None) -> Asking:
    """Take a request back, as long as it is not decided: only who asked may. `asked`: the record, or its asking.

    Raises ValidationError when nothing is being asked, or it is somebody else's.
    """
    moment = now or timezone.now()  # house: when it was taken back is the asking's own fact
    with records.deed():
        found = asked if isinstance(asked, Asking) else open_asking(asked, step)
        if found is None:
            raise ValidationError(_("这件事没有在审批，不用撤回。"))
        asking = Asking.objects.select_for_update().get(pk=found.pk)
        _refuse_stranger(asking, actor)
        was = asking.status
        moving.drop_rest(asking, actor=actor)
        asking = records.take(asking, "withdraw", actor=actor, reason=reason, ended_at=moment)
        kind = moving.kind_of(asking)
        given_back = was == Asking.Status.RETURNED and kind.returned is not None
        if kind.withdrawn is not None and not given_back:
            kind.withdrawn(moving.record_of(asking), actor=actor)
        tell(Withdrawn(asking.pk, asking.target, asking.target_id, actor.pk))
    return asking


def _refuse_stranger(asking: Asking, actor: User) -> None:
    if actor.pk not in own_of(asking).users:
        raise ValidationError(_("这是%(who)s提交的，只有本人能撤回或重新提交。") % {"who": asking.requester})
