"""Figures beyond the repairs themselves: planned quantities, things kept, questions passed up, who was asked first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.figures.api import compute, one
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import month_period
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, Leftover, PlannedWork
from lvye.modules.repairs.services import Line, Unmended
from lvye.modules.repairs.tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW
MARCH = month_period(2026, 3)
S = Job.Status


def split(name: str, *by: str, **only: Any) -> dict[tuple[Any, ...], Decimal]:
    return {tuple(v.keys[key] for key in by): v.value for v in compute(name, MARCH, by=by, only=only)}


def work_done(actor: Any, **values: Any) -> PlannedWork:
    """A planned work finished in March; qty and lines as given."""
    qty, lines = values.pop("qty", None), values.pop("lines", ())
    work = make.plannedwork(**values)
    return services.planned_finish(
        work, done_on=NOW.date(), done_qty=qty, lines=lines, result="完成", now=NOW, actor=actor
    )


def test_the_quantities_of_planned_works_stand_by_work_and_unit(actor: Any) -> None:
    drain = {"kind": PlannedWork.Kind.DRAIN, "unit": "个"}
    work_done(actor, name="疏通雨水井", qty=Decimal(10), **drain)
    work_done(actor, name="疏通雨水井", qty=Decimal(6), **drain)
    work_done(actor, name="垃圾桶刷漆", kind="paint", unit="个", qty=Decimal(87))
    work_done(actor, name="检查线路", qty=None)
    make.plannedwork(name="还没做", target_qty=Decimal(5), unit="个")
    assert split("repairs.planned_qty", "work", "unit") == {("疏通雨水井", "个"): 16, ("垃圾桶刷漆", "个"): 87}
    assert split("repairs.planned_qty", "kind", "unit") == {("drain", "个"): 16, ("paint", "个"): 87}


def test_what_a_planned_work_gave_out_is_counted_line_by_line(actor: Any) -> None:
    issued = [Line("配发", "铁锁", Decimal(30), "把"), Line("配发", "扫帚", Decimal(60), "把")]
    work_done(actor, name="检修教室", lines=[*issued, Line("安装", "门环", Decimal(12), "个", approx=True)])
    work_done(actor, name="检修宿舍", lines=issued[:1])
    given_out = split("repairs.planned_work", "action", "object", "unit", action="配发")
    assert given_out == {("配发", "铁锁", "把"): 60, ("配发", "扫帚", "把"): 60}
    assert one("repairs.planned_work", MARCH, {"action": "安装"}).approx
    assert one("repairs.work", MARCH).rows == 0  # the tally of repairs is another


def test_works_at_other_schools_are_counted_by_school(actor: Any) -> None:
    for name, where in (("修屋面", "东河小学"), ("修围墙", "东河小学"), ("修课桌", "上湾小学"), ("修门", "")):
        work_done(actor, name=name, outside=where)
    assert split("repairs.planned_outside", "outside") == {("东河小学",): 2, ("上湾小学",): 1}


def test_what_could_not_be_repaired_is_counted_by_what_became_of_it(actor: Any) -> None:
    job = make.job(status="doing")
    services.job_finish(
        job,
        unmended=[
            Unmended("风扇", Decimal(2), "台", Leftover.Fate.KEPT, "库房三架"),
            Unmended("凳子", Decimal(3), "张", Leftover.Fate.SCRAPPED),
        ],
        now=NOW,
        actor=actor,
    )
    assert split("repairs.leftovers", "fate", "object", "unit") == {
        ("kept", "风扇", "台"): 2,
        ("scrapped", "凳子", "张"): 3,
    }
    fan = Leftover.objects.get(object="风扇")
    services.leftover_change(fan, fate=Leftover.Fate.RETURNED, where="退给厂家", actor=actor)
    assert split("repairs.leftovers", "fate") == {("returned",): 2, ("scrapped",): 3}
    assert one("repairs.work", MARCH).rows == 0


def test_questions_passed_up_are_counted_with_their_answers_and_how_long_they_took(actor: Any) -> None:
    principal = people.user_in("principal", name="周校长")
    quick, slow = (make.referral(now=NOW) for _n in range(2))
    make.referral(now=NOW)
    assert services.referral_answer(quick, answer="同意", now=make.at(16), actor=principal).answer_days == 0
    answered = services.referral_answer(slow, answer="同意", now=make.at(9, day=16), actor=principal)
    assert (answered.answer_days, answered.answered_by) == (4, principal.person)  # type: ignore[attr-defined]
    assert one("repairs.referred", MARCH).value == 3
    assert one("repairs.answered", MARCH).value == 2
    assert one("repairs.answer_days", MARCH).value == Decimal("2.00")
    assert split("repairs.answered", "by") == {("周校长",): 2}


def test_a_question_asked_on_a_day_off_waits_from_the_next_working_day(actor: Any) -> None:
    saturday = make.referral(now=make.at(10, day=14))
    monday = services.referral_answer(saturday, answer="同意", now=make.at(9, day=16), actor=actor)
    assert monday.answer_days == 1


def test_who_was_asked_first_is_counted_with_what_became_of_it(actor: Any) -> None:
    wu = people.person(name="吴干事")
    make.job(first_asked=wu)
    make.job(first_asked=wu, status="finished")
    make.job()
    services.job_cancel(make.job(first_asked=wu), reason="误报", now=NOW, actor=actor)
    assert split("repairs.first_asked", "person") == {("吴干事",): 2}
    assert one("repairs.first_asked_done", MARCH, {"person": "吴干事"}).value == Decimal("50.0")
