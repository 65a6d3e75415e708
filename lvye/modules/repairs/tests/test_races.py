"""Two people at once, on the engine where they can be."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import verify
from lvye.kernel.places.tests import make as places
from lvye.kit import memo
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, Rating, WorkItem
from lvye.modules.repairs.tests import make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*deeds: Callable[[], Any]) -> tuple[list[Any], list[str]]:
    """Run each deed on a connection of its own, all let go together: (results, refusals)."""
    gate = threading.Barrier(len(deeds))
    done: list[Any] = []
    refused: list[str] = []

    def run(deed: Callable[[], Any]) -> None:
        memo.forget()
        try:
            gate.wait(timeout=20)
            done.append(deed())
        except ValidationError as problem:
            refused.extend(problem.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return done, refused


def take(pk: int, user: Any) -> Job:
    return services.job_take(Job.objects.get(pk=pk), now=make.NOW, actor=user)


def test_of_two_who_take_one_job_exactly_one_gets_it() -> None:
    for _ in range(5):
        job = make.job()
        done, refused = at_once(*(partial(take, job.pk, make.worker().person.user) for _ in range(2)))
        assert len(done) == 1
        assert ["现在不能" in text for text in refused] == [True]
        job.refresh_from_db()
        assert job.worker == done[0].worker


def test_numbers_have_no_gap_and_no_double_when_many_report_at_once() -> None:
    place, kind, actor = make.room(), make.category(), system_user()

    def report() -> Job:
        return services.job_report(place=place, category=kind, source="desk", now=make.NOW, actor=actor)

    done, refused = at_once(*[report] * 8)
    assert refused == []
    assert sorted(job.number for job in done) == [f"260310-{n:02d}" for n in range(1, 9)]
    assert verify().sound


def test_a_job_is_finished_once_though_two_press_the_button() -> None:
    job = make.job(status="doing")
    actor = system_user()
    done, refused = at_once(
        *[lambda: services.job_finish(Job.objects.get(pk=job.pk), lines=[make.LINE], now=make.NOW, actor=actor)] * 2
    )
    assert (len(done), len(refused)) == (1, 1)
    assert job.lines.count() == 1


def test_a_job_is_rated_once_though_two_send_it() -> None:
    job = make.job(status="closed")
    actor = system_user()
    done, refused = at_once(*[lambda: services.job_rate(job, score=5, now=make.at(12), actor=actor)] * 2)
    assert len(done) == 1
    assert len(refused) == 1
    assert Rating.objects.count() == 1


def test_two_who_use_the_same_new_words_at_once_share_or_are_told() -> None:
    actor = system_user()
    jobs = [make.job(status="doing") for _ in range(2)]
    line = services.Line("焊接", "护栏", make.Decimal(1), "处")
    done, refused = at_once(
        *[
            lambda pk=job.pk: services.job_finish(Job.objects.get(pk=pk), lines=[line], now=make.NOW, actor=actor)
            for job in jobs
        ]
    )
    assert WorkItem.objects.filter(object="护栏").count() == 1
    assert len(done) + len(refused) == 2
    assert len(done) >= 1


def test_reports_by_code_at_once_each_get_their_number() -> None:
    code, kind = places.placecode(place=make.room()).code, make.category(joins=False)

    def scan() -> Job:
        return services.job_report_by_code(code, category=kind, now=make.NOW)

    done, refused = at_once(*[scan] * 5)
    assert refused == []
    assert len({job.number for job in done}) == 5
