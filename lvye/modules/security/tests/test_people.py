"""Visitors come in with their host's word, pupils go out with their head teacher's; who sees their names."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lvye.kernel.notices.api import unread_count
from lvye.kernel.people.tests import make as people
from lvye.kernel.registers.api import registers
from lvye.kernel.terms.tests import make as terms
from lvye.modules.security import services
from lvye.modules.security.models import Outing
from lvye.modules.security.tests import make
from lvye.modules.security.tests.conftest import Crew, refused

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 3, 10, 18, 0, tzinfo=make.SHANGHAI)


def lessons() -> None:
    terms.term(school_year=2025, half=2, begins_on=date(2026, 2, 23), ends_on=date(2026, 7, 10))


def test_nobody_comes_in_before_his_host_has_said_yes(crew: Crew) -> None:
    visit = make.visit(host=crew.person("teacher"), actor=crew.guard, now=EVENING)
    assert unread_count(crew.teacher) == 1
    stranger = make.user_in("teacher")[0]
    with refused("被访人和门卫"):
        services.visit_enter(visit, now=EVENING, actor=stranger)
    inside = services.visit_enter(visit, now=EVENING, actor=crew.teacher)
    assert (inside.status, inside.confirmed, unread_count(crew.guard)) == ("inside", "program", 1)
    gone = services.visit_leave(inside, now=EVENING + make.HOUR, actor=crew.guard)
    assert gone.left_at == EVENING + make.HOUR
    with refused("现在不能"):
        services.visit_leave(gone, now=EVENING, actor=crew.guard)


def test_the_guard_may_telephone_and_who_is_not_wanted_is_turned_away_with_a_reason(crew: Crew) -> None:
    called = services.visit_enter(make.visit(now=EVENING), badge="7", now=EVENING, actor=crew.guard)
    assert (called.confirmed, called.badge) == ("phone", "7")
    other = make.visit(now=EVENING)
    with refused("为什么不让进"):
        services.visit_refuse(other, refusal="", now=EVENING, actor=crew.guard)
    assert services.visit_refuse(other, refusal="找不到人", now=EVENING, actor=crew.guard).status == "refused"


def test_in_class_hours_a_parent_waits_in_the_reception_room(crew: Crew) -> None:
    lessons()
    parent = make.visit(now=make.NOW)
    assert parent.meets == "lobby"
    with refused("接待室"):
        services.visit_enter(parent, inside=True, now=make.NOW, actor=crew.guard)
    assert services.visit_enter(parent, now=make.NOW, actor=crew.guard).meets == "lobby"
    by_leader = make.visit(now=make.NOW)
    assert services.visit_enter(by_leader, inside=True, now=make.NOW, actor=crew.principal).meets == "inside"
    assert make.visit(kind="supplier", now=make.NOW).meets == "inside"
    assert make.visit(now=EVENING).meets == "inside"


def test_cars_of_parents_stay_outside_and_banned_things_stay_at_the_gate(crew: Crew) -> None:
    with refused("停在外面"):
        make.visit(plate="湘A12345")
    assert make.visit(kind="supplier", plate="湘a 12345").plate == "湘A12345"
    with refused("违禁物品"):
        make.visit(goods_seen=False)
    with refused("在校的教职工"):
        make.visit(host=people.person(kind="student"))
    with refused("电话"):
        make.visit(phone="不知道")


def test_who_has_not_left_in_the_evening_is_told_to_the_guards(crew: Crew) -> None:
    services.visit_enter(make.visit(now=make.NOW, kind="worker"), now=make.NOW, actor=crew.guard)
    assert services.visits_left_behind(now=EVENING, actor=crew.director) == 1
    assert unread_count(crew.mate) == 1


def test_a_pupil_goes_out_with_the_word_of_his_head_teacher_and_is_fetched(crew: Crew) -> None:
    pupil = make.pupil(crew.person("teacher"))
    with refused("谁来接"):
        make.outing(person=pupil, taker="")
    asked = make.outing(person=pupil, actor=crew.guard)
    assert (asked.status, unread_count(crew.teacher)) == ("asked", 1)
    with refused("还没有了结"):
        make.outing(person=pupil)
    with refused("只有班主任"):
        services.outing_agree(asked, now=make.NOW, actor=crew.director)
    with refused("现在不能"):
        services.outing_go(asked, now=make.NOW, actor=crew.guard)
    agreed = services.outing_agree(asked, now=make.NOW, actor=crew.teacher)
    with refused("不是今天的"):
        services.outing_go(agreed, now=make.NOW + make.DAY, actor=crew.guard)
    out = services.outing_go(agreed, now=make.NOW + make.HOUR, actor=crew.guard)
    assert services.outing_come(out, now=EVENING, actor=crew.guard).status == "back"


def test_the_head_teachers_own_slip_is_his_word_and_staff_put_themselves_down(crew: Crew) -> None:
    pupil = make.pupil(crew.person("teacher"))
    assert make.outing(person=pupil, actor=crew.teacher).agreed_by == crew.person("teacher")
    own = make.outing(person=crew.person("teacher"), why="duty", actor=crew.teacher)
    assert (own.status, own.school_class) == ("agreed", None)
    with refused("本人登记"):
        make.outing(person=crew.person("mate"), actor=crew.guard)
    with refused("填单的人"):
        services.outing_drop(own, actor=crew.mate)
    assert services.outing_drop(own, actor=crew.teacher).status == "dropped"


def test_a_refused_slip_says_why_and_stand_ins_may_answer(crew: Crew) -> None:
    asked = make.outing(person=make.pupil(), actor=crew.guard)
    with refused("为什么不同意"):
        services.outing_refuse(asked, refusal="", now=make.NOW, actor=crew.principal)
    assert services.outing_refuse(asked, refusal="家长没来电", now=make.NOW, actor=crew.principal).status == "refused"


def test_the_gate_sees_a_pupils_slip_today_only_and_other_teachers_never(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = make.outing(person=make.pupil(crew.person("teacher")), actor=crew.teacher)
    waiting = make.outing(person=make.pupil(), actor=crew.principal)
    rows = registers["security.outing"].rows
    stranger = make.user_in("teacher")[0]
    for today, seen in ((make.TODAY, [slip]), (make.TODAY + make.DAY, [])):
        monkeypatch.setattr("lvye.modules.security.sight.timezone.localdate", lambda day=today: day)
        assert list(rows(crew.guard)) == seen
    assert list(rows(crew.teacher)) == [slip]
    assert not rows(stranger).exists()
    assert set(rows(crew.principal)) == {slip, waiting} == set(Outing.objects.all())
