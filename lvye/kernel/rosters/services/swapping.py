"""Swaps: one asks, the other agrees, the hard rules hold for both, and it is written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rosters.checks import check
from lvye.kernel.rosters.events import Swapped
from lvye.kernel.rosters.models import Assignment, Origin, Status, Swap, SwapStatus
from lvye.kernel.rosters.pool import slot_words
from lvye.kernel.rosters.queries import team_of
from lvye.kernel.rules import api as rules
from lvye.kit.events import tell

from .changing import trade
from .telling import tell_answered, tell_asked, tell_office_swapped


def swap_ask(
    *, given: Assignment, other: Person, why: str, now: datetime, actor: User, taken: Assignment | None = None
) -> Swap:  # fmt: skip
    """Ask another to take a duty of one's own, for one of his or for nothing. Raises ValidationError.

    The rules are checked now, so that nobody is asked for what cannot be, and again when he agrees.
    """
    asker = person_of(actor)
    if asker is None or given.person_id != asker.pk:
        raise ValidationError(_("只能换自己的班。"))
    if not why.strip():
        raise ValidationError({"why": _("请写下为什么换，对方好决定。")})
    if other.user_id is None:
        raise ValidationError(_("%(who)s没有登录账号，不能在这里答复；请找总务处改。") % {"who": other.name})
    with records.deed():
        _check(given, taken, asker, other, now=now)
        swap = records.create(
            Swap, actor=actor, given=given, asker=asker, other=other, taken=taken, why=why.strip(), asked_at=now,
            given_words=_words(given), taken_words=_words(taken) if taken else "",
        )  # fmt: skip
        tell_asked(swap, now=now)
    return swap


def swap_agree(swap: Swap, *, now: datetime, actor: User) -> Swap:
    """The other consents: both rosters change in the same breath. Raises ValidationError if it cannot be any more."""
    _only(swap.other, actor)
    with records.deed():
        keys = [key for key in (swap.given_id, swap.taken_id) if key]
        rows = Assignment.objects.select_for_update(of=("self",)).filter(pk__in=keys)
        known = {one.pk: one for one in rows.select_related("slot__roster__kind", "slot__shift", "seat", "person")}
        given, taken = known[swap.given_id], known.get(swap.taken_id or 0)
        _check(given, taken, swap.asker, swap.other, now=now)
        done = records.take(swap, "agree", actor=actor, answered_at=now)
        mine = team_of(given)
        theirs = team_of(taken) if taken else []
        if taken:
            trade(mine, theirs, origin=Origin.SWAP, reason=swap.why, actor=actor)
        for one in mine if not taken else ():
            records.amend(one, actor=actor, verb="swap", reason=swap.why, person=swap.other, origin=Origin.SWAP)
        _drop_others(done, [one.pk for one in (*mine, *theirs)], now=now)
        tell_answered(done, now=now)
        tell_office_swapped(done, today=timezone.localdate(now), now=now)
        tell(
            Swapped(
                done.pk, given.slot.roster.kind.code, tuple(one.pk for one in mine), tuple(one.pk for one in theirs),
                swap.asker_id, swap.other_id, actor.pk,
            )
        )  # fmt: skip
    return done


def swap_decline(swap: Swap, *, now: datetime, actor: User, answer: str = "") -> Swap:
    """The other would rather not."""
    _only(swap.other, actor)
    with records.deed():
        done = records.take(swap, "decline", actor=actor, answer=answer.strip(), answered_at=now)
        tell_answered(done, now=now)
    return done


def swap_withdraw(swap: Swap, *, now: datetime, actor: User) -> Swap:
    """Who asked takes it back."""
    _only(swap.asker, actor)
    return records.take(swap, "withdraw", actor=actor, answered_at=now)


def swaps_lapse(now: datetime) -> int:
    """What nobody answered in time is over; returns how many."""
    count = 0
    limit = now + _ahead()
    for swap in Swap.objects.filter(status=SwapStatus.ASKED, given__slot__starts_at__lte=limit).order_by("pk"):
        with records.deed():
            done = records.take(swap, "lapse", actor=system_user(), answered_at=now)
            tell_answered(done, now=now)
        count += 1
    return count


def _drop_others(done: Swap, keys: Sequence[int], *, now: datetime) -> None:
    """Whatever else was asked about these duties is over: they are somebody else's now."""
    rows = Swap.objects.filter(status=SwapStatus.ASKED)
    for swap in rows.filter(given__in=keys) | rows.filter(taken__in=keys):
        if swap.pk != done.pk:
            over = records.take(swap, "lapse", actor=system_user(), answered_at=now, answer=_("这一班已经换给别人。"))
            tell_answered(over, now=now)


def _check(
    given: Assignment, taken: Assignment | None, asker: Person, other: Person, *, now: datetime
) -> None:  # fmt: skip
    if given.person_id != asker.pk or (taken is not None and taken.person_id != other.pk):
        raise ValidationError(_("这一班已经换过人了，请刷新看看最新的值班表。"))
    if asker.pk == other.pk:
        raise ValidationError(_("不能和自己换班。"))
    mine = team_of(given)
    theirs = team_of(taken) if taken else []
    for one in (*mine, *theirs):
        if one.slot.roster.status != Status.PUBLISHED:
            raise ValidationError(_("只有发布了的班可以换。"))
    first = min(one.slot.starts_at for one in (*mine, *theirs))
    if first <= now + _ahead():
        raise ValidationError(
            _("离上岗不到%(n)s小时的班不能自己换，请找总务处改。") % {"n": rules.value("rosters.swap_hours")}
        )
    leaving = [one.pk for one in (*mine, *theirs)]
    check([one.slot for one in mine], given.seat, other, leaving=leaving)
    if taken:
        check([one.slot for one in theirs], taken.seat, asker, leaving=leaving)


def _ahead() -> timedelta:
    return timedelta(hours=int(rules.value("rosters.swap_hours")))


def _words(one: Assignment) -> str:
    return f"{slot_words(one.slot)}（{one.seat.name}）"[:100]


def _only(person: Person, actor: User) -> None:
    if person.user_id != actor.pk:
        raise ValidationError(_("只有本人可以答复。"))
