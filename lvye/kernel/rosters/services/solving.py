"""Letting the solver work on a roster, and writing down what it found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rosters import solver, words
from lvye.kernel.rosters.models import Assignment, Origin, Roster, Status
from lvye.kernel.rosters.reading import Read, read

MOST_REASON = 200
STALE = timedelta(minutes=10)  # a solver that has said nothing for so long died with its worker


def rosters_solve(now: datetime, *, actor: User) -> int:
    """Solve what waits, one after the other, oldest first; what a dead worker left is begun anew. How many."""
    count = 0
    for roster in Roster.objects.filter(status__in=(Status.QUEUED, Status.SOLVING)).order_by("pk"):
        stale = roster.step_at is None or now - roster.step_at > STALE
        if roster.status == Status.QUEUED or stale:
            roster_solve(roster, now=now, actor=actor)
            count += 1
    return count


def roster_solve(roster: Roster, *, now: datetime, actor: User, seconds: int = 0) -> Roster:
    """Solve one roster that was asked for; the work is told while it goes on. Its status is then READY or FAILED.

    Stopped meanwhile by a person, it stays the draft he made of it: what was found is not written.

    seconds: other than the rule says, for a demo that must be there soon.
    """
    with override(settings.LANGUAGE_CODE), suppress(records.WrongStatusError):
        with records.attempt():
            roster = records.take(roster, "begin", actor=actor)
        keep(roster, step_words=words.progress_words(0, None), step_at=now)
        question = read(roster)
        outcome = solver.solve(
            question.problem, seconds=seconds or roster.seconds, tell=lambda at: _progress(roster, at, now)
        )
        with records.attempt():
            return _concluded(roster, question, outcome, actor)
    return Roster.objects.select_related("kind").get(pk=roster.pk)


def _concluded(roster: Roster, question: Read, outcome: solver.Outcome, actor: User) -> Roster:
    """Write what came of it. Raises WrongStatusError where a person stopped it meanwhile; nothing is written then."""
    if outcome.found:
        return _write(roster, question, outcome, actor)
    if outcome.state == "none":
        why = words.reasons(*solver.explain(question.problem), _names(question))
    else:
        why = {
            "why": [_("在%(n)s秒里没有找到，也没有证明排不出。") % {"n": roster.seconds}],
            "advice": [_("把排班时限调长一些，或者先放宽一条规则再试。")],
        }
    with records.deed():
        failed = records.take(roster, "fail", actor=actor, reason=" ".join(why["why"][:1])[:MOST_REASON])
        keep(failed, result=outcome.told(), reasons=why, step_words="", step_at=None)
    return failed


def keep(roster: Roster, **values: Any) -> None:
    """What the solver says of its work: shown on the page; the deed's reason tells it in words for the history."""
    Roster.objects.filter(pk=roster.pk).update(**values)  # house: no deed, the solver's own numbers
    for name, value in values.items():
        setattr(roster, name, value)


def _names(question: Read) -> Mapping[int, str]:
    return {pk: human.name for pk, human in question.pool.names.items()}


def _progress(roster: Roster, at: solver.Progress, began: datetime) -> bool:
    """A line for the page that watches; no part of the record's history. Whether to go on: nobody stopped it."""
    line = words.progress_words(at.seconds, at.value)
    mine = Roster.objects.filter(pk=roster.pk, status=Status.SOLVING)
    return mine.update(step_words=line, step_at=began + timedelta(seconds=at.seconds)) > 0  # house: no deed, a note


@transaction.atomic
def _write(roster: Roster, question: Read, outcome: solver.Outcome, actor: User) -> Roster:
    """Who was put there by hand keeps his place; all others are written anew."""
    mine = Assignment.objects.filter(slot__roster=roster)
    mine.exclude(origin=Origin.HAND).delete()  # house: a draft made anew; the roster's trail keeps the deed
    kept: dict[tuple[int, int], set[int]] = defaultdict(set)
    for one in mine:
        kept[one.slot_id, one.seat_id].add(one.person_id)
    rows, stay = [], set()
    for (unit, seat), people in sorted(outcome.chosen.items()):
        for slot in question.slots[unit]:
            for person in sorted(people):
                if person in kept[slot.pk, seat]:
                    stay.add((slot.pk, seat, person))
                    continue
                rows.append({
                    "slot": slot, "seat": question.seats[seat], "person": question.pool.names[person],
                    "origin": Origin.SOLVER,
                })  # fmt: skip
    for one in mine:
        if (one.slot_id, one.seat_id, one.person_id) not in stay:
            records.remove(one, actor=actor, reason=_("不能再值"))
    records.create_many(Assignment, rows, actor=actor, check=False)
    keep(roster, result=outcome.told(), reasons={}, step_words="", step_at=None)
    return records.take(roster, "ready", actor=actor, reason=words.result_words(outcome.told()))
