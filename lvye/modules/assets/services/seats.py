"""Desks, chairs and beds of a new term: the plan, its rooms and heads, and the moves it makes as transfers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term
from lvye.modules.assets.models import SeatPlan, SeatRoom, SeatStatus, Status, Transfer
from lvye.modules.assets.seating import Move, rooms_of_classes, rooms_with_beds, seating

from .cards import asset_step
from .transfers import transfer_ask, transfer_post

MOST_HEADS = 9999


def seatplan_make(*, term: Term, kind: str, today: date, actor: User) -> SeatPlan:
    """Begin a plan: every class with its room and heads, or every room with beds. Refuses a second."""
    rows: list[Any] = rooms_with_beds(today) if kind == SeatPlan.Kind.BEDS else rooms_of_classes(today)
    with records.deed():
        made = records.create(SeatPlan, actor=actor, term=term, kind=kind, made_on=today)
        places = Place.objects.in_bulk([row["place_id"] for row in rows])
        lines = [
            {"plan": made, "place": places[row["place_id"]], "school_class": row["school_class"], "heads": row["heads"]}
            for row in rows
        ]
        if lines:
            records.create_many(SeatRoom, lines, actor=actor)
    return made


def seatroom_add(
    *, plan: SeatPlan, place: Place, heads: int, school_class: SchoolClass | None = None, actor: User
) -> SeatRoom:
    """One room more."""
    _refuse_ended(plan)
    _refuse_heads(heads)
    return records.create(SeatRoom, actor=actor, plan=plan, place=place, heads=heads, school_class=school_class)


def seatroom_drop(room: SeatRoom, *, actor: User, reason: str = "") -> None:
    """Nobody sits there this term."""
    _refuse_ended(room.plan)
    records.remove(room, actor=actor, reason=reason)


def heads_set(plan: SeatPlan, heads: Mapping[int, int], *, actor: User) -> int:
    """How many each room is for (room of the plan → heads); returns how many rooms changed."""
    _refuse_ended(plan)
    changed = 0
    with records.deed():
        for room in plan.rooms.filter(pk__in=heads):
            _refuse_heads(heads[room.pk])
            if room.heads != heads[room.pk]:
                records.amend(room, actor=actor, heads=heads[room.pk])
                changed += 1
    return changed


def seatplan_move(plan: SeatPlan, *, today: date, actor: User) -> list[Transfer]:
    """Book the proposed moves, a transfer for each room that gets something; what stood idle is in use again.

    Raises ValidationError when there is nothing to move.
    """
    _refuse_ended(plan)
    with records.deed():
        SeatPlan.objects.select_for_update().get(pk=plan.pk)
        moves: dict[int, list[Move]] = defaultdict(list)
        for one in seating(plan, today=today).moves:
            moves[one.to.pk].append(one)
        if not moves:
            raise ValidationError(_("没有可以调的：要么都够了，要么别处也没有富余。"))
        return [_transfer(plan, mine, today=today, actor=actor) for mine in moves.values()]


def _transfer(plan: SeatPlan, moves: list[Move], *, today: date, actor: User) -> Transfer:
    pieces: dict[int, int] = {}
    for one in moves:  # a desk with its chair on one card goes once
        pieces[one.card.pk] = max(one.qty, pieces.get(one.card.pk, 0))
    room = moves[0].to
    words = {"term": plan.term.name, "what": plan.get_kind_display()}
    paper = transfer_ask(
        assets=list({one.card.pk: one.card for one in moves}.values()), pieces=pieces, to_place=room.place,
        to_class=room.school_class, why=_("%(term)s%(what)s安排") % words, today=today, actor=actor,
    )  # fmt: skip
    done = transfer_post(paper, today=today, actor=actor)
    for line in done.lines.select_related("asset").filter(asset__status=Status.IDLE):
        asset_step(line.asset, "use", actor=actor, reason=done.number)
    return done


def seatplan_finish(plan: SeatPlan, *, today: date, actor: User) -> SeatPlan:
    """All sit, or what is short is being bought."""
    return records.take(plan, "finish", actor=actor, done_on=today)


def _refuse_ended(plan: SeatPlan) -> None:
    if plan.status != SeatStatus.OPEN:
        raise ValidationError(_("这张安排表已经是“%(now)s”，不能再改。") % {"now": plan.get_status_display()})


def _refuse_heads(heads: int) -> None:
    if not 0 <= heads <= MOST_HEADS:
        raise ValidationError({"heads": _("人数在 0 到 %(most)s 之间。") % {"most": MOST_HEADS}})
