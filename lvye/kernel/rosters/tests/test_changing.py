from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.rosters import events, services
from lvye.kernel.rosters.models import AbsenceStatus, Assignment, Origin, Roster, Seat, Swap, SwapStatus
from lvye.kernel.rosters.tests import make
from lvye.kit.events import on

pytestmark = pytest.mark.django_db
heard: list[Any] = []


@on(events.Swapped)
def _hear_swaps(event: events.Swapped) -> None:
    heard.append(event)


@on(events.Changed)
def _hear_changes(event: events.Changed) -> None:
    heard.append(event)


@pytest.fixture(autouse=True)
def _quiet() -> None:
    heard.clear()


def refused(words: str) -> Any:
    return pytest.raises(ValidationError, match=words)


def duties(roster: Roster) -> list[Assignment]:
    rows = Assignment.objects.filter(slot__roster=roster).select_related(
        "slot__shift", "slot__roster__kind", "person", "seat"
    )
    return list(rows.order_by("slot__starts_at", "pk"))


def change(one: Assignment, person: Person, **values: Any) -> list[Assignment]:
    given = {"now": make.NOW, "actor": system_user(), "reason": "临时有事"} | values
    return services.assignment_change(one, person, **given)


def test_a_change_in_a_published_roster_needs_a_reason_and_leaves_a_trace() -> None:
    first, second, *_rest = duties(make.published())
    before = first.person_id
    with refused("要写原因"), transaction.atomic():
        change(first, second.person, reason=" ")
    [done] = change(first, second.person)
    assert (done.person, done.origin) == (second.person, Origin.HAND)
    assert audit.trail(done)[0].reason == "临时有事"
    [event] = heard
    assert (event.before_id, event.after_id) == (before, second.person_id)


def test_hard_rules_are_checked_at_once() -> None:
    first, second, *_rest = duties(make.published())
    with refused("没有担任"), transaction.atomic():
        change(first, people.person())
    make.absence(person=second.person, begins_on=first.slot.on, ends_on=first.slot.on, status="agreed")
    with refused("请假"), transaction.atomic():
        change(first, second.person, despite="没有别人")


def test_rest_yields_to_a_written_reason_alone() -> None:
    first, second, *_rest = duties(make.published(kind=make.staffed(3, gap_days=2)))
    with refused("请写下理由"), transaction.atomic():
        change(first, second.person)
    [done] = change(first, second.person, despite="只有他在")
    assert done.despite == "只有他在"


def test_an_empty_week_is_filled_as_a_whole() -> None:
    kind = make.staffed(2, shift_values={"span": "week"})
    made = make.filled(kind=kind, ends_on=make.MONDAY + make.DAY * 13)
    rows = Assignment.objects.filter(slot__roster=made)
    rows.update(person=rows[0].person)
    week = rows.filter(slot__on__lt=make.MONDAY + make.DAY * 7)
    for one in week:
        records.remove(one, actor=system_user(), reason="测试")
    [seat] = Seat.objects.filter(shift__kind=kind)
    other = Person.objects.filter(appointments__post__code__in=seat.posts).exclude(pk=rows[0].person_id).get()
    slot = made.slots.order_by("-starts_at")[8]  # the Saturday of the empty week
    done = services.assignment_fill(slot, seat, other, now=make.NOW, actor=system_user())
    assert len(done) == week.filter(person=other, origin=Origin.HAND).count() == 7
    with refused("已经有人"), transaction.atomic():
        services.assignment_fill(slot, seat, other, now=make.NOW, actor=system_user())


def test_two_change_places_by_hand() -> None:
    first, second, *_rest = duties(make.published())
    a, b = first.person, second.person
    services.assignments_exchange(first, second, now=make.NOW, actor=system_user(), reason="互换")
    again = {one.pk: one.person for one in duties(first.slot.roster)}
    assert (again[first.pk], again[second.pk]) == (b, a)


def test_nobody_is_on_two_rosters_at_the_same_time() -> None:
    first = duties(make.published())[0]
    kind = make.kind()
    make.seat(shift=make.shift(kind=kind), posts=first.seat.posts)
    other = make.filled(kind=kind)
    [there, *_rest] = duties(other)
    services.assignment_change(there, duties(other)[1].person, now=make.NOW, actor=system_user())
    with refused("同一时间"), transaction.atomic():
        change(there, first.person)
    solved = make.solved(roster=Roster.objects.select_related("kind").get(pk=other.pk))
    mine = {one.slot.on: one.person_id for one in duties(first.slot.roster)}
    assert all(mine[one.slot.on] != one.person_id for one in duties(solved))


def swap_of(roster: Roster, *, back: bool = True) -> tuple[Swap, Assignment, Assignment]:
    first, second, *_rest = duties(roster)
    swap = make.swap(given=first, other=second.person, taken=second if back else None)
    return swap, first, second


def test_a_swap_changes_both_once_the_other_agrees_and_not_before() -> None:
    swap, first, second = swap_of(make.published())
    assert duties(first.slot.roster)[0].person == first.person
    with refused("只有本人"), transaction.atomic():
        services.swap_agree(swap, now=make.NOW, actor=first.person.user)
    done = services.swap_agree(swap, now=make.NOW, actor=second.person.user)
    mine, theirs, *_rest = duties(first.slot.roster)
    assert (mine.person, theirs.person, mine.origin) == (second.person, first.person, Origin.SWAP)
    assert done.status == SwapStatus.AGREED
    assert [type(event) for event in heard] == [events.Swapped]


def test_a_swap_without_return_gives_the_duty_away() -> None:
    swap, first, second = swap_of(make.published(), back=False)
    services.swap_agree(swap, now=make.NOW, actor=second.person.user)
    assert duties(first.slot.roster)[0].person == second.person


def test_a_swap_that_breaks_a_rule_is_refused_when_asked_and_when_answered() -> None:
    roster = make.published(kind=make.staffed(3, gap_days=2))
    with refused("不合排班规则"), transaction.atomic():
        swap_of(roster, back=False)
    swap, first, second = swap_of(make.published())
    make.absence(person=second.person, begins_on=first.slot.on, ends_on=first.slot.on, status="agreed")
    with refused("请假"), transaction.atomic():
        services.swap_agree(swap, now=make.NOW, actor=second.person.user)
    assert Swap.objects.get(pk=swap.pk).status == SwapStatus.ASKED


def test_who_asked_may_withdraw_and_what_nobody_answered_lapses() -> None:
    swap, first, _second = swap_of(make.published())
    with refused("已经在等别人答复"), transaction.atomic():
        make.swap(given=first)
    services.swap_withdraw(swap, now=make.NOW, actor=first.person.user)
    late = make.swap(given=first)
    assert services.swaps_lapse(first.slot.starts_at - timedelta(hours=1)) == 1
    assert Swap.objects.get(pk=late.pk).status == SwapStatus.LAPSED


def test_a_duty_that_is_about_to_begin_is_not_swapped() -> None:
    first = duties(make.published())[0]
    with refused("不到2小时"), transaction.atomic():
        make.swap(given=first, now=first.slot.starts_at - timedelta(minutes=30))


def test_only_ones_own_duty_is_offered() -> None:
    first, second, *_rest = duties(make.published())
    with refused("只能换自己的班"), transaction.atomic():
        make.swap(given=first, actor=second.person.user)


def test_one_asks_for_himself_and_the_office_agrees() -> None:
    teacher, desk = people.user_in("teacher"), people.user_in("desk")
    given = {"begins_on": make.MONDAY, "ends_on": make.MONDAY, "today": make.MONDAY, "now": make.NOW, "why": "busy"}
    asked = services.absence_add(person=teacher.person, actor=teacher, **given)
    assert asked.status == AbsenceStatus.ASKED
    with refused("只能登记自己的"), transaction.atomic():
        services.absence_add(person=desk.person, actor=teacher, **given)
    done = services.absence_agree(asked, today=make.MONDAY, now=make.NOW, actor=desk)
    assert done.status == AbsenceStatus.AGREED


def test_wishes_are_few() -> None:
    person = people.person(username="wishful")
    kind = make.kind()
    for weekday in range(5):
        make.wish(person=person, kind=kind, weekday=weekday, actor=person.user)
    with refused("最多写5条"), transaction.atomic():
        make.wish(person=person, kind=kind, weekday=5, actor=person.user)
