from __future__ import annotations

from typing import Any

import pytest

from lvye.kernel.people.tests import make as people
from lvye.kernel.registers.api import Listing, registers
from lvye.kit import memo
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job
from lvye.modules.repairs.tests import make

pytestmark = pytest.mark.django_db


def seen(user: Any, key: str = "repairs.job") -> set[Any]:
    memo.forget()
    return set(registers[key].rows(user))


@pytest.mark.parametrize("post", ["director", "deputy_director", "desk", "vice_principal", "principal", "admin"])
def test_the_office_and_the_heads_see_all_jobs(post: str) -> None:
    jobs = {make.job(), make.job(status="closed")}
    assert seen(people.user_in(post)) == jobs


def test_a_repairer_sees_open_jobs_of_his_crafts_and_all_his_own() -> None:
    craft = make.trade()
    kind = make.category(trade=craft)
    worker = make.worker(trades=[craft])
    open_one, foreign = make.job(category=kind), make.job()
    done_by_other = make.job(category=kind, status="closed")
    own = make.job(worker=worker, status="closed")
    found = seen(worker.person.user)
    assert found == {open_one, own}
    assert foreign not in found
    assert done_by_other not in found


def test_a_teacher_sees_what_he_reported_and_what_he_took_in() -> None:
    teacher = people.user_in("teacher")
    own = make.job(reporter=teacher.person)
    taken_in = make.job(first_asked=teacher.person)
    make.job()
    assert seen(teacher) == {own, taken_in}


def test_what_hangs_on_a_job_is_seen_with_the_job() -> None:
    worker = make.worker()
    mine = make.jobline(job=make.job(worker=worker, status="finished"))
    make.jobline()
    assert mine in seen(worker.person.user, "repairs.jobline")
    assert {line.job.worker for line in seen(worker.person.user, "repairs.jobline")} == {worker}


def test_somebody_without_a_person_sees_no_job() -> None:
    make.job()
    assert seen(people.user_without_person()) == set()


def test_a_planned_work_is_seen_by_who_answers_for_it() -> None:
    repairer = people.user_in("repairer")
    own = make.plannedwork(responsible=repairer.person)
    make.plannedwork()
    assert seen(repairer, "repairs.plannedwork") == {own}


def test_who_becomes_a_repairer_sees_more_at_once(actor: Any) -> None:
    person = people.user_in("repairer").person
    kind = make.category()
    job = make.job(category=kind)
    assert job not in registers["repairs.job"].rows(person.user)
    services.worker_add(person=person, trades=[kind.trade], actor=actor)
    assert job in registers["repairs.job"].rows(person.user)


@pytest.mark.parametrize(
    ("post", "may", "may_not"),
    [
        ("director", "dispatch report cancel import", "rate work"),
        ("desk", "dispatch report assign join", "rate work import"),
        ("repairer", "work start hold finish", "dispatch assign rate all"),
        ("teacher", "report urge rate confirm reopen", "dispatch work assign finish all"),
        ("keeper", "report urge rate", "dispatch finish all"),
        ("vice_principal", "view all urge", "dispatch finish cancel"),
        ("principal", "view all", "dispatch finish cancel"),
    ],
)
def test_each_post_may_what_its_work_needs_and_no_more(post: str, may: str, may_not: str) -> None:
    user = people.user_in(post)
    assert [verb for verb in may.split() if not user.has_perm(f"repairs.{verb}_job")] == []
    assert [verb for verb in may_not.split() if user.has_perm(f"repairs.{verb}_job")] == []


def test_the_list_of_open_jobs_leaves_out_what_is_done() -> None:
    director = people.user_in("director")
    open_one = make.job()
    make.job(status="finished")
    assert list(Listing(registers["repairs.job"], director, {"is_open": "True"}).rows()) == [open_one]
    assert open_one not in Listing(registers["repairs.job"], director, {"is_open": "False"}).rows()


def test_a_job_is_found_by_number_word_place_and_initials() -> None:
    director = people.user_in("director")
    job = make.job(what="水龙头关不紧", reporter_name="陈一帆")
    for asked in (job.number, "水龙头", "slt", "陈一帆", job.place.full_name.split()[-1]):
        assert job in Listing(registers["repairs.job"], director, {"q": asked}).rows(), asked


def test_the_stored_openness_follows_the_status() -> None:
    for status in ("assigned", "doing", "held"):
        job = make.job(status=status)
        assert Job.objects.get(pk=job.pk).is_open
    for status in ("finished", "closed"):
        assert not Job.objects.get(pk=make.job(status=status).pk).is_open
