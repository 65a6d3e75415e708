"""The hard rules for one change by hand or by swap: who could take a duty, and what stands in the way of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lvye.kernel.people.api import Person

from .models import Assignment, Kind, Roster, Seat, Slot, Status
from .pool import Pool, pool_of, slot_words
from .reading import rules_of, too_near, unit_of
from .solver import Barrier, Because, Unit

# What a written reason may set aside; nobody is ever put in two places, or in a place that is not his.
YIELDING = frozenset({Because.REST, Because.WEEK})


@dataclass(frozen=True)
class Candidate:
    """Somebody who holds a post of the seat. barriers: what stands in the way; none: he can."""

    person: Person
    barriers: tuple[Barrier, ...]

    @property
    def can(self) -> bool:
        """Without any reason."""
        return not self.barriers

    @property
    def can_with_reason(self) -> bool:
        """Only rules of rest and number stand in the way."""
        return all(one.because in YIELDING for one in self.barriers)

    @property
    def words(self) -> str:
        """All reasons in one line."""
        return "；".join(barrier_words(one) for one in self.barriers)


def barrier_words(one: Barrier) -> str:
    """A reason in words."""
    return {
        Because.ABSENT: one.words,
        Because.ELSEWHERE: _("同一时间有%(what)s") % {"what": one.words},
        Because.REST: _("离%(what)s太近") % {"what": one.words},
        Because.WEEK: _("这一周已经排满"),
        Because.HERE: _("已经在这一班里"),
        Because.POST: _("没有担任这个席位要求的岗位"),
    }[one.because]


def candidates(team: Sequence[Slot], seat: Seat, *, leaving: Collection[int] = ()) -> list[Candidate]:
    """All who hold a post of the seat on these days, those who can first. leaving: assignments that fall free."""
    kind = team[0].roster.kind
    pool = pool_of(kind, team[0].on, team[-1].on, but=team[0].roster)
    served = _served(team[0].roster, kind, team, pool, leaving)
    days = [slot.on for slot in team]
    people = pool.may(seat, days)
    found = [Candidate(pool.names[p], _barriers(team, kind, pool, p, served.get(p, []))) for p in sorted(people)]
    return sorted(found, key=lambda one: (not one.can, not one.can_with_reason, one.person.pk))


def check(
    team: Sequence[Slot], seat: Seat, person: Person, *, leaving: Collection[int] = (), despite: str = ""
) -> str:  # fmt: skip
    """Refuse a person the rules forbid. Gives the words of what a reason set aside. Raises ValidationError."""
    found = next((one for one in candidates(team, seat, leaving=leaving) if one.person.pk == person.pk), None)
    who = {"who": person.name, "day": slot_words(team[0])}
    if found is None:
        raise ValidationError(_("%(who)s不能值%(day)s：没有担任这个席位要求的岗位。") % who, code="post")
    if found.can:
        return ""
    if not found.can_with_reason:
        raise ValidationError(_("%(who)s不能值%(day)s：%(why)s。") % {**who, "why": found.words}, code="hard")
    if not despite.strip():
        text = _("%(who)s值%(day)s不合排班规则：%(why)s。确实要这样排，请写下理由。")
        raise ValidationError(text % {**who, "why": found.words}, code="reason")
    return found.words


def _served(
    roster: Roster, kind: Kind, team: Sequence[Slot], pool: Pool, leaving: Collection[int]
) -> dict[int, list[Slot]]:  # fmt: skip
    """The duties of this kind around these days: of this roster, and of published ones beside it."""
    around = timedelta(days=max(kind.gap_days, 7) + kind.rest_hours // 24 + 1)
    rows = Assignment.objects.filter(
        Q(slot__roster=roster) | Q(slot__roster__status=Status.PUBLISHED), slot__roster__kind=kind,
        person__in=pool.names, slot__on__range=(team[0].on - around, team[-1].on + around),
    )  # fmt: skip
    found: dict[int, list[Slot]] = defaultdict(list)
    for one in rows.exclude(pk__in=leaving).select_related("slot__shift", "slot__roster__kind"):
        found[one.person_id].append(one.slot)
    return found


def _barriers(team: Sequence[Slot], kind: Kind, pool: Pool, person: int, served: list[Slot]) -> tuple[Barrier, ...]:
    own = {slot.pk for slot in team}
    if any(slot.pk in own for slot in served):
        return (Barrier(Because.HERE),)
    found = [barrier] if (barrier := pool.barrier(person, team)) is not None else []
    for slot in served:
        if any(slot.starts_at < one.ends_at and one.starts_at < slot.ends_at for one in team):
            return (*found, Barrier(Because.ELSEWHERE, slot_words(slot)))
    unit = unit_of(team, (), 1)
    others = [unit_of([slot], (), 1) for slot in served]
    near = too_near(unit, others, rules_of(kind))
    if near is not None:
        found.append(Barrier(Because.REST, near.label))
    if kind.week_most and _in_week(unit, others) >= kind.week_most:
        found.append(Barrier(Because.WEEK))
    return tuple(found)


def _in_week(unit: Unit, others: Sequence[Unit]) -> int:
    week = unit.days[0].isocalendar()[:2]
    return sum(other.days[0].isocalendar()[:2] == week for other in others)
