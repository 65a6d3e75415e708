"""What moves an asking on: the next turn, the end, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals.deciders import may_any, own_of, users_for
from lvye.kernel.approvals.declare import Approvable, approvables
from lvye.kernel.approvals.events import Agreed
from lvye.kernel.approvals.models import Asking, Turn
from lvye.kernel.approvals.planning import Planned
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import users_with
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import registers
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import add_working_minutes
from lvye.kit.events import tell

WAITING, OUTCOME = "approvals.waiting", "approvals.outcome"
CHIEF = "approvals.change_approvalchain"
HOUR = 60


def kind_of(asking: Asking) -> Approvable:
    """The declaration behind an asking."""
    return approvables[asking.kind]


def record_of(asking: Asking) -> Any:
    """The record that is asked about, as it stands now."""
    return registers[asking.target].model._default_manager.get(pk=asking.target_id)


def lay(asking: Asking, planned: Sequence[Planned], *, actor: User) -> None:
    """Write the turns of the present round."""
    rows = [{"asking": asking, "round": asking.round, **turn.values()} for turn in planned]
    records.create_many(Turn, rows, actor=actor)


def advance(asking: Asking, *, actor: User, now: datetime) -> Asking:
    """Open the next turns, or take the record's step when there are none left. Gives the asking as it is then."""
    rows = Turn.objects.filter(asking=asking, round=asking.round)
    left = list(rows.filter(status__in=(Turn.Status.WAITING, Turn.Status.OPEN)).order_by("place", "pk"))
    if not left:
        return _finish(asking, actor=actor, now=now)
    here = [turn for turn in left if turn.place == left[0].place]
    for turn in here:
        if turn.status == Turn.Status.WAITING:
            open_turn(turn, actor=actor, now=now)
    return asking


def open_turn(turn: Turn, *, actor: User, now: datetime) -> Turn:
    """It is his turn now: with a deadline in working hours, and told so."""
    hours = turn.hours or int(rules.value("approvals.hours"))
    due = add_working_minutes(now, hours * HOUR)
    opened = records.take(turn, "open", actor=actor, opened_at=now, due_at=due)
    tell_deciders(opened, _("请您审批：%(what)s"), now=now)
    return opened


def _finish(asking: Asking, *, actor: User, now: datetime) -> Asking:
    nobody_asked = not asking.turns.exclude(status=Turn.Status.PASSED).exists()
    doer = system_user() if nobody_asked else actor  # where the chain asks nobody, nobody has agreed
    asking = records.take(asking, "agree", actor=doer, ended_at=now)
    kind_of(asking).agreed(record_of(asking), actor=doer)
    tell_requester(asking, _("同意了：%(what)s"), actor=doer, now=now)
    tell(Agreed(asking.pk, asking.target, asking.target_id, doer.pk))
    return asking


def drop_rest(asking: Asking, *, actor: User, reason: str = "") -> None:
    """Nobody else is asked in this round any more."""
    open_ones = (Turn.Status.WAITING, Turn.Status.OPEN)
    for turn in Turn.objects.filter(asking=asking, round=asking.round, status__in=open_ones).order_by("pk"):
        records.take(turn, "drop", actor=actor, reason=reason)


def page_of(asking: Asking) -> str:
    """The address where it is decided and looked at."""
    return reverse("approvals.asking:detail", args=[asking.pk])


def words_of(asking: Asking) -> str:
    """What is asked, in a line: "领用申请 L2026-003"."""
    return f"{kind_of(asking).label} {asking.title}"


def tell_deciders(turn: Turn, title: str, *, now: datetime) -> None:
    """Tell all who may decide a turn."""
    asking = turn.asking
    people = users_for(turn, own_of(asking), timezone.localdate(now))
    body = _("%(who)s提交，最晚%(due)s前答复。") % {
        "who": asking.requester,
        "due": timezone.localtime(turn.due_at).strftime("%m-%d %H:%M") if turn.due_at else "",
    }
    text = title % {"what": words_of(asking)}
    notify(people, text, body, page_of(asking), about=asking, kind=WAITING, now=now)


def tell_requester(asking: Asking, title: str, *, actor: User, now: datetime, body: str = "") -> None:
    """Tell who asked, unless he did it himself."""
    people = [user for user in _askers(asking) if user.pk != actor.pk]
    notify(people, title % {"what": words_of(asking)}, body, page_of(asking), about=asking, kind=OUTCOME, now=now)


def _askers(asking: Asking) -> Iterable[User]:
    found = {user.pk: user for user in (asking.requester, asking.asked_by)}
    return found.values()


def _tell_stuck(turn: Turn, *, now: datetime) -> str:
    """Nobody holds the post any more: who looks after the chains is told; the sentence for the requester."""
    body = _("“%(step)s”现在没有人能批。请安排任职，或请申请人撤回后按新的流程再提交。") % {"step": turn.name}
    chiefs = users_with(CHIEF, timezone.localdate(now))
    title = _("审批没有人能批：%(what)s") % {"what": words_of(turn.asking)}
    notify(chiefs, title, body, page_of(turn.asking), about=turn.asking, kind=WAITING, now=now)
    return body


def remind(*, now: datetime) -> int:
    """Tell those who are late once more, and the requester that they were told; returns how many turns."""
    pause = int(rules.value("approvals.remind_hours")) * HOUR
    since = add_working_minutes(now, -pause)
    late = Turn.objects.filter(status=Turn.Status.OPEN, asking__status=Asking.Status.ASKED, due_at__lt=now)
    count = 0
    for turn in late.exclude(reminded_at__gt=since).select_related("asking", "post", "person", "department__head"):
        with records.deed():
            held = records.amend(turn, actor=system_user(), verb="remind", reminded_at=now)
            if may_any(held, own_of(held.asking), timezone.localdate(now)):
                tell_deciders(held, _("还等着您审批：%(what)s"), now=now)
                body = _("现在等“%(step)s”，已经催办。") % {"step": held.name}
            else:
                body = _tell_stuck(held, now=now)
            tell_requester(held.asking, _("审批超过时限：%(what)s"), actor=system_user(), now=now, body=body)
        count += 1
    return count
