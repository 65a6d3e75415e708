"""A roster's life: its slots, asking the solver, publishing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rosters.days import planned
from lvye.kernel.rosters.events import Published, Recalled
from lvye.kernel.rosters.models import Assignment, Kind, Roster, Seat, Shift, Slot, Status
from lvye.kernel.rosters.pool import seats_of
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.kit.events import tell

from .telling import tell_published, tell_recalled

LONGEST = 400  # days
OPEN = (Status.DRAFT, Status.READY, Status.FAILED)


def roster_create(*, kind: Kind, begins_on: date, ends_on: date, actor: User, name: str = "") -> Roster:
    """A roster with its slots by the school calendar. Raises ValidationError where there is nothing to serve."""
    _check_days(begins_on, ends_on)
    with records.deed():
        roster = records.create(
            Roster, actor=actor, kind=kind, begins_on=begins_on, ends_on=ends_on,
            name=name.strip() or f"{kind.name} {say.period(begins_on, ends_on)}",
            seconds=int(rules.value("rosters.seconds")),
        )  # fmt: skip
        _lay(roster, actor)
    return roster


def roster_amend(roster: Roster, *, actor: User, reason: str = "", **values: Any) -> Roster:
    """Another name or other days of a roster that is not published. Other days: its slots are made anew."""
    with records.deed():
        roster = _locked(roster)
        if roster.status not in OPEN:
            raise ValidationError(_("已经发布或正在排的值班表不能改日期；发布后请换班或手工改人。"))
        begins, ends = values.get("begins_on", roster.begins_on), values.get("ends_on", roster.ends_on)
        kind = values.get("kind", roster.kind)
        _check_days(begins, ends)
        again = (begins, ends, kind) != (roster.begins_on, roster.ends_on, roster.kind)
        roster = records.amend(roster, actor=actor, reason=reason, **values)
        if again:
            _lay(roster, actor)
    return roster


def roster_ask(roster: Roster, *, actor: User) -> Roster:
    """Put it before the solver, with the slots as calendar and shifts say now. Those set by hand are kept."""
    with records.deed():
        roster = records.take(roster, "ask", actor=actor)
        Roster.objects.filter(pk=roster.pk).update(  # house: the own notes of the solver
            reasons={}, step_words=_("等待排班"), step_at=None, seconds=int(rules.value("rosters.seconds"))
        )
        roster.refresh_from_db(fields=["reasons", "step_words", "step_at", "seconds"])
        _lay(roster, actor, keep=True)
    return roster


def roster_stop(roster: Roster, *, actor: User) -> Roster:
    """Do not go on making it: it is a draft again, with who was on it before. The solver stops within a second."""
    with records.deed():
        roster = records.take(roster, "stop", actor=actor)
        Roster.objects.filter(pk=roster.pk).update(step_words="", step_at=None)  # house: the own notes of the solver
    return roster


def roster_publish(roster: Roster, *, now: datetime, actor: User) -> Roster:
    """From now on it holds, and everybody on it is told. Raises ValidationError if a place is empty or days overlap."""
    with records.deed():
        Kind.objects.select_for_update().get(pk=roster.kind_id)  # two rosters of one kind wait for each other
        rivals = Roster.objects.filter(
            kind=roster.kind_id, status=Status.PUBLISHED, begins_on__lte=roster.ends_on, ends_on__gte=roster.begins_on
        )
        if rival := rivals.exclude(pk=roster.pk).first():
            text = _("这几天已经有发布的值班表“%(name)s”，同一类的两张表日期不能重叠。")
            raise ValidationError(text % {"name": rival.name})
        if lacking := empty_places(roster):
            text = _("还有 %(n)s 个席位没有人，先补上再发布，例如%(first)s。")
            raise ValidationError(text % {"n": len(lacking), "first": lacking[0]})
        roster = records.take(roster, "publish", actor=actor, published_at=now, published_by=actor)
        tell_published(roster, now=now)
        tell(Published(roster.pk, roster.kind.code, roster.begins_on, roster.ends_on, actor.pk))
    return roster


def roster_recall(roster: Roster, *, why_recalled: str, today: date, now: datetime, actor: User) -> Roster:
    """Take a published roster back before it begins. Raises ValidationError once somebody has served."""
    if not why_recalled.strip():
        raise ValidationError({"why_recalled": _("请写下为什么撤回，表上的人会看到。")})
    if not recallable(roster, today):
        raise ValidationError(_("已经开始值了，不能整张撤回；请换班或手工改人。"))
    with records.deed():
        if swaps_open(roster):
            raise ValidationError(_("这张表上有换班，不能整张撤回。"))
        roster = records.take(
            roster, "recall", actor=actor, why_recalled=why_recalled.strip(), published_at=None, published_by=None
        )
        tell_recalled(roster, now=now)
        tell(Recalled(roster.pk, roster.kind.code, actor.pk))
    return roster


def recallable(roster: Roster, today: date) -> bool:
    """Whether a published roster may still be taken back as a whole: nobody has served."""
    return roster.begins_on > today


def roster_drop(roster: Roster, *, actor: User) -> Roster:
    """A draft that is not wanted any more."""
    return records.take(roster, "drop", actor=actor)


def swaps_open(roster: Roster) -> bool:
    """Whether anybody has asked for a swap on it."""
    from lvye.kernel.rosters.models import Swap

    return Swap.objects.filter(given__slot__roster=roster).exists()


def empty_places(roster: Roster) -> list[str]:
    """The places nobody is in, in words."""
    from lvye.kernel.rosters.pool import day_words

    slots = roster.slots.select_related("shift").prefetch_related("assignments").order_by("starts_at")
    seats = seats_of(roster.kind)
    return [
        f"{day_words(slot.on)} {slot.shift.name} {seat.name}"
        for slot in slots
        for seat in seats
        if seat.shift_id == slot.shift_id and sum(one.seat_id == seat.pk for one in slot.assignments.all()) < seat.count
    ]


def _check_days(begins_on: date, ends_on: date) -> None:
    if ends_on < begins_on:
        raise ValidationError({"ends_on": _("结束日期不能早于开始日期。")})
    if ends_on - begins_on > timedelta(days=LONGEST):
        raise ValidationError({"ends_on": _("一张值班表不会这么长，请核对日期。")})
    refuse_closed(begins_on)
    refuse_closed(ends_on)


def _locked(roster: Roster) -> Roster:
    return Roster.objects.select_for_update(of=("self",)).select_related("kind").get(pk=roster.pk)


def _lay(roster: Roster, actor: User, *, keep: bool = False) -> list[Slot]:
    """Bring the slots in line with calendar and shifts; those that stay keep their number and who was set by hand."""
    shifts = list(Shift.objects.filter(kind=roster.kind, is_open=True).order_by("sort", "pk"))
    staffed = set(Seat.objects.filter(shift__in=shifts, is_open=True).values_list("shift_id", flat=True))
    if not staffed:
        raise ValidationError({"kind": _("这一类值班还没有班次，或者班次还没有写要几个什么人。请先补上。")})
    wanted = {
        (plan.shift.pk, plan.on): plan
        for plan in planned(roster.kind, [s for s in shifts if s.pk in staffed], roster.begins_on, roster.ends_on)
    }
    if not wanted:
        raise ValidationError(_("按校历和班次，这几天没有要值的班。"))
    standing = {(slot.shift_id, slot.on): slot for slot in roster.slots.all()}
    stale = [
        slot for key, slot in standing.items()
        if not keep or key not in wanted
        or (slot.starts_at, slot.ends_at, slot.weight, slot.block)
        != (wanted[key].starts_at, wanted[key].ends_at, wanted[key].weight, wanted[key].block)
    ]  # fmt: skip
    _clear(stale)
    gone = {slot.pk for slot in stale}
    fresh = [plan for key, plan in wanted.items() if key not in standing or standing[key].pk in gone]
    rows = [
        {
            "roster": roster, "shift": plan.shift, "on": plan.on, "starts_at": plan.starts_at,
            "ends_at": plan.ends_at, "block": plan.block, "weight": plan.weight,
        }
        for plan in fresh
    ]  # fmt: skip
    return records.create_many(Slot, rows, actor=actor, check=False)


def _clear(slots: list[Slot]) -> None:
    """A draft nobody has served by is laid anew: its own history tells that."""
    keys = [slot.pk for slot in slots]
    Assignment.objects.filter(slot__in=keys).delete()  # house: a draft; the roster's trail keeps the deed
    Slot.objects.filter(pk__in=keys).delete()  # house: a draft; the roster's trail keeps the deed
