from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.api import Person
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.rosters import api, services, solver
from lvye.kernel.rosters.load import brought
from lvye.kernel.rosters.models import Assignment, Kind, Origin, Roster, Status
from lvye.kernel.rosters.pool import pool_of
from lvye.kernel.rosters.reading import read
from lvye.kernel.rosters.services import solving
from lvye.kernel.rosters.tests import make
from lvye.kernel.rosters.words import result_words

pytestmark = pytest.mark.django_db


def refused(words: str) -> Any:
    return pytest.raises(ValidationError, match=words)


def test_a_solved_and_published_roster_answers_who_is_on_duty() -> None:
    made = make.solved(kind=make.staffed(4, gap_days=2))
    assert made.status == Status.READY
    assert made.result["state"] == "best"
    held = services.roster_publish(made, now=make.NOW, actor=system_user())
    noon = datetime.combine(make.MONDAY, time(12), make.SHANGHAI)
    [person] = api.on_duty(held.kind, noon)
    assert [one.slot.on for one in api.assigned(person, make.MONDAY)] == [make.MONDAY]
    assert api.on_duty(held.kind.code, noon.replace(hour=5)) == []
    assert api.slots_of(held.kind, make.MONDAY, held.ends_on).count() == 7


def test_a_draft_puts_nobody_on_duty_and_two_rosters_of_one_kind_do_not_overlap() -> None:
    made = make.filled()
    noon = datetime.combine(make.MONDAY, time(12), make.SHANGHAI)
    assert api.on_duty(made.kind, noon) == []
    services.roster_publish(made, now=make.NOW, actor=system_user())
    rival = make.filled(kind=made.kind, begins_on=make.MONDAY + make.DAY * 6, ends_on=make.MONDAY + make.DAY * 8)
    with refused("不能重叠"), transaction.atomic():
        services.roster_publish(rival, now=make.NOW, actor=system_user())


def test_the_kinds_that_are_shipped_are_made_once_and_then_the_schools_own() -> None:
    first = services.kinds_prepare(system_user())
    assert {kind.code for kind in first} >= {"duty", "escort", "meal", "market", "holiday", "gate", "week"}
    assert services.kinds_prepare(system_user()) == []
    assert Kind.objects.get(code="gate").shifts.count() == 3


def test_a_night_ends_on_the_next_morning_and_a_weekend_weighs_more() -> None:
    kind = make.staffed(3, shift_values={"begins": time(22), "ends": time(6)})
    slots = list(make.roster(kind=kind).slots.order_by("starts_at"))
    assert slots[0].ends_at.astimezone(make.SHANGHAI).date() == make.MONDAY + make.DAY
    assert [slot.weight for slot in slots] == [Decimal(1)] * 5 + [Decimal("1.5")] * 2


def test_a_week_is_served_by_one_person() -> None:
    kind = make.staffed(2, shift_values={"span": "week"})
    made = make.solved(kind=kind, ends_on=make.MONDAY + make.DAY * 13)
    first = set(
        Assignment.objects.filter(slot__roster=made, slot__on__lt=make.MONDAY + make.DAY * 7).values_list("person")
    )
    assert len(first) == 1
    assert Assignment.objects.filter(slot__roster=made).values("person").distinct().count() == 2


def test_without_a_solution_the_roster_says_which_day_who_and_what_to_relax() -> None:
    made = make.solved(kind=make.staffed(2, gap_days=3))
    assert made.status == Status.FAILED
    assert result_words(made.result) == ""
    assert "3月5日 周三" in made.reasons["why"][0]
    assert "太近" in made.reasons["why"][0]
    assert any("改成2天" in line for line in made.reasons["advice"])
    assert any("再增加1个" in line for line in made.reasons["advice"])


def test_nobody_on_leave_is_put_on_a_roster_and_excused_days_are_not_caught_up() -> None:
    kind = make.staffed(3)
    [away, *others] = Person.objects.filter(appointments__post__code__in=kind.shifts.get().seats.get().posts)
    make.absence(person=away, begins_on=make.MONDAY, ends_on=make.MONDAY + make.DAY * 2, status="agreed")
    made = make.solved(kind=kind, ends_on=make.MONDAY + make.DAY * 8)
    mine = Assignment.objects.filter(slot__roster=made, person=away)
    assert not mine.filter(slot__on__lte=make.MONDAY + make.DAY * 2).exists()
    points = {person: _points(made, person) for person in others}
    assert _points(made, away) < min(points.values())


def _points(roster: Roster, person: Person) -> Decimal:
    return sum((one.slot.weight for one in Assignment.objects.filter(slot__roster=roster, person=person)), Decimal(0))


def test_a_newcomer_is_credited_with_the_average_of_the_others() -> None:
    first = make.published()
    [seat] = first.kind.shifts.get().seats.all()
    fresh = people.person()
    post = people.Post.objects.get(code=seat.posts[0])
    people.appointment(person=fresh, post=post, from_on=make.MONDAY + make.DAY * 7)
    later = make.MONDAY + make.DAY * 7
    pool = pool_of(first.kind, later, later + make.DAY * 6)
    found = brought(first.kind, pool, later)
    assert found[fresh.pk].served == 0
    assert abs(found[fresh.pk].total - Decimal(8) / 3) < Decimal("0.1")
    assert sum(one.served for one in found.values()) == Decimal(8)


def test_who_is_set_by_hand_stays_when_the_roster_is_made_again() -> None:
    made = make.solved(kind=make.staffed(3))
    one = Assignment.objects.filter(slot__roster=made).order_by("slot__starts_at")[0]
    other = Person.objects.filter(appointments__post__code__in=one.seat.posts).exclude(pk=one.person_id)[0]
    services.assignment_change(one, other, now=make.NOW, actor=system_user())
    again = make.solved(roster=Roster.objects.select_related("kind").get(pk=made.pk))
    kept = Assignment.objects.get(slot=one.slot)
    assert (kept.person_id, kept.origin, again.status) == (other.pk, Origin.HAND, Status.READY)


def test_other_days_lay_the_slots_anew_and_a_published_roster_keeps_its_days() -> None:
    made = services.roster_amend(make.roster(), actor=system_user(), ends_on=make.MONDAY + make.DAY)
    assert made.slots.count() == 2
    held = make.published()
    with refused("不能改日期"), transaction.atomic():
        services.roster_amend(held, actor=system_user(), ends_on=make.MONDAY)


def test_an_empty_place_keeps_a_roster_from_being_published() -> None:
    made = make.filled()
    records.remove(Assignment.objects.filter(slot__roster=made)[0], actor=system_user(), reason="测试")
    with refused("还有 1 个席位没有人"), transaction.atomic():
        services.roster_publish(made, now=make.NOW, actor=system_user())


def test_a_published_roster_is_recalled_only_before_it_begins() -> None:
    made = make.published()
    values = {"why_recalled": "校历改了", "now": make.NOW, "actor": system_user()}
    with refused("已经开始"), transaction.atomic():
        services.roster_recall(made, today=make.MONDAY, **values)
    back = services.roster_recall(made, today=make.MONDAY - make.DAY, **values)
    assert back.status == Status.READY
    assert api.on_duty(made.kind, datetime.combine(make.MONDAY, time(12), make.SHANGHAI)) == []


def test_a_roster_nobody_wants_any_more_is_stopped_and_nothing_of_it_is_written() -> None:
    waiting = services.roster_ask(make.roster(), actor=system_user())
    services.roster_stop(waiting, actor=system_user())
    assert services.roster_solve(waiting, now=make.NOW, actor=system_user()).status == Status.DRAFT
    begun = records.take(services.roster_ask(make.roster(), actor=system_user()), "begin", actor=system_user())
    question = read(begun)
    found = solver.solve(question.problem, seconds=1)
    services.roster_stop(begun, actor=system_user())
    with pytest.raises(records.WrongStatusError), records.attempt():
        solving._concluded(begun, question, found, system_user())
    assert found.found
    assert not Assignment.objects.filter(slot__roster=begun).exists()


def test_a_kind_without_seats_makes_no_roster() -> None:
    with refused("还没有班次"):
        make.roster(kind=make.shift().kind)
