"""Who may decide a turn on a day, and why somebody may not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Appointment, IncompatiblePair, held_on, posts_of

from .models import Asking, Turn


@dataclass(frozen=True)
class Own:
    """The users whose own request it is: who wants it, and who put it in."""

    users: frozenset[int]


def own_of(asking: Asking) -> Own:
    """Who may not decide an asking, because it is his own."""
    return Own(frozenset({asking.requester_id, asking.asked_by_id}))


def for_others(own: Own) -> Q:
    """Appointments that do not merely stand in for one of these: a deputy is not another pair of eyes."""
    return Q(deputy_for=None) | ~Q(deputy_for__person__user__in=own.users)


def users_for(turn: Any, own: Own, on: date) -> QuerySet[User]:
    """The users who may decide a turn (or one that is planned): never those whose own request it is."""
    rows = User.objects.filter(is_active=True).exclude(pk__in=own.users)
    if getattr(turn, "person", None) is not None:
        return rows.filter(pk=turn.person.user_id)
    if turn.kind == Turn.Kind.HEAD:
        head = turn.department.head if turn.department else None
        return rows.filter(pk=head.user_id) if head and head.user_id else rows.none()
    held = Appointment.objects.filter(held_on(on), for_others(own), post=turn.post, post__is_open=True)
    return rows.filter(person__in=held.values("person"))


def may_any(turn: Any, own: Own, on: date) -> bool:
    """Whether anybody may decide it."""
    return users_for(turn, own, on).exists()


def turns_of(user: User, on: date) -> QuerySet[Turn]:
    """The open turns a user may decide now, whatever stands against him on a single one (`why_not`)."""
    held = Appointment.objects.filter(
        held_on(on),
        Q(deputy_for=None)
        | ~Q(deputy_for__person__user=OuterRef("asking__requester"))
        & ~Q(deputy_for__person__user=OuterRef("asking__asked_by")),
        person__user=user.pk,
        post=OuterRef("post"),
        post__is_open=True,
    )
    mine = (
        Q(person__user=user.pk)
        | Q(person=None, kind=Turn.Kind.HEAD, department__head__user=user.pk)
        | (Q(person=None) & ~Q(kind=Turn.Kind.HEAD) & Exists(held))
    )
    rows = Turn.objects.filter(mine, status=Turn.Status.OPEN, asking__status=Asking.Status.ASKED)
    return rows.exclude(asking__requester=user.pk).exclude(asking__asked_by=user.pk)


def why_not(turn: Turn, user: User, on: date) -> str:
    """Why this user may not agree to this turn now, in a sentence; empty when he may."""
    asking = turn.asking
    if user.pk in own_of(asking).users:
        return _("这是您自己的申请，不能由自己审批。")
    if turn.status != Turn.Status.OPEN or asking.status != Asking.Status.ASKED:
        return _("这一步现在不用审批了。")
    if not users_for(turn, own_of(asking), on).filter(pk=user.pk).exists():
        return _("现在等的是“%(step)s”，不是您。") % {"step": turn.name}
    return incompatible(turn, user, on)


def incompatible(turn: Turn, user: User, on: date) -> str:
    """The sentence when he would act in two posts on one chain that one person must not hold (会计法 art. 25)."""
    others = [t for t in asking_turns(turn.asking) if t.post is not None and t.status != Turn.Status.PASSED]
    held = posts_of(user, on)
    acting = {t.post_id for t in others if t.post and (t.post.code in held or _agreed(t, user))} | {turn.post_id}
    pair = pair_in(acting)
    if pair is None:
        return ""
    text = _("“%(first)s”和“%(second)s”在同一件事上不能由一个人经手（%(source)s）。请转办给另一位。")
    return text % pair_words(pair)


def pair_words(pair: IncompatiblePair) -> dict[str, str]:
    """The two posts and the source, for a sentence."""
    return {"first": pair.first.name, "second": pair.second.name, "source": f"{pair.document}{pair.article}"}


def asking_turns(asking: Asking) -> list[Turn]:
    """The turns of its present round as they stand in the database."""
    rows = Turn.objects.filter(asking=asking, round=asking.round).exclude(status=Turn.Status.DROPPED)
    return list(rows.select_related("post"))


def _agreed(turn: Turn, user: User) -> bool:
    return turn.status == Turn.Status.AGREED and turn.decided_by_id == user.pk


def pair_in(posts: Iterable[int | None]) -> IncompatiblePair | None:
    """Two of these posts that are to be kept apart, if there are."""
    sides = [Q(first=a, second=b) | Q(first=b, second=a) for a, b in combinations(sorted(filter(None, posts)), 2)]
    if not sides:
        return None
    wanted = sides[0]
    for side in sides[1:]:
        wanted |= side
    pairs = IncompatiblePair.objects.filter(wanted, is_open=True)
    return pairs.select_related("first", "second").order_by("pk").first()


def is_deputy(turn: Turn, user: User, own: Own, on: date) -> bool:
    """Whether he decides it only by standing in for the holder of the post."""
    if turn.person_id is not None or turn.post is None:
        return False
    held = Appointment.objects.filter(held_on(on), for_others(own), post=turn.post, person__user=user.pk)
    return not held.filter(deputy_for=None).exists()
