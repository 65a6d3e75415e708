"""The life of jobs under arbitrary deeds: whatever people do in whatever order, the books stay right."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import verify
from lvye.kernel.figures.api import one, recount
from lvye.kernel.terms.api import month_period
from lvye.kit import memo
from lvye.modules.repairs import services
from lvye.modules.repairs.models import OPEN, Job, JobLine, Rating
from lvye.modules.repairs.tests import make

PERIOD = month_period(2026, 3)
MAX_JOBS = 2
which = st.integers(0, MAX_JOBS - 1)
who = st.integers(0, 1)
S = Job.Status


class Life(RuleBasedStateMachine):
    """Jobs, two repairers and a contractor; each deed either succeeds or changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        memo.forget()
        self.now = make.NOW
        self.jobs: list[int] = []
        self.work = Decimal(0)  # what was ever entered as a line
        self.actor = system_user()

    def teardown(self) -> None:
        assert verify().sound
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def people(self) -> None:
        self.workers = [make.worker(), make.worker()]
        self.contractor = make.contractor()
        self.place, self.kind = make.room(), make.category()

    # --- deeds ---------------------------------------------------------------------------------------------------

    def attempt(self, index: int, deed: Any, **values: Any) -> bool:
        """Do it on a job as it stands; a refusal says why and leaves everything as it was."""
        job = Job.objects.get(pk=self.jobs[index % len(self.jobs)])
        before = list(Job.objects.order_by("pk").values())
        try:
            with transaction.atomic():
                deed(job, now=self.now, **({"actor": self.actor} | values))
        except ValidationError as problem:
            refused = problem.messages
        else:
            return True
        assert all(refused)
        assert list(Job.objects.order_by("pk").values()) == before
        return False

    @rule(minutes=st.sampled_from([1, 45, 600, 3000]))
    def time_passes(self, minutes: int) -> None:
        if self.now + timedelta(minutes=minutes) < make.at(0, day=31):
            self.now += timedelta(minutes=minutes)

    @precondition(lambda self: len(self.jobs) < MAX_JOBS)
    @rule()
    def report(self) -> None:
        job = services.job_report(
            place=self.place, category=self.kind, what="坏了", source=Job.Source.DESK, now=self.now, actor=self.actor
        )
        self.jobs.append(job.pk)

    @precondition(lambda self: self.jobs)
    @rule(job=which, choice=st.integers(0, 20), worker=who)
    def go_on(self, job: int, choice: int, worker: int) -> None:
        """A step that is possible now: so that lives get long, and not only refusals are tried."""
        now = Job.objects.get(pk=self.jobs[job % len(self.jobs)])
        steps = [step.name for step in Job.flow.open_from(now.status)]
        deeds = {
            "assign": lambda: self.assign(job, worker, outside=False),
            "reassign": lambda: self.assign(job, worker, outside=choice % 2 == 0),
            "start": lambda: self.attempt(job, services.job_start),
            "hold": lambda: self.hold(job, "parts"),
            "resume": lambda: self.resume(job),
            "finish": lambda: self.finish(job, 1 + choice % 3, worker),
            "confirm": lambda: self.confirm(job),
            "reopen": lambda: self.reopen(job, "又坏了"),
        }
        usual = [name for name in steps if name in deeds]
        if usual:
            deeds[usual[choice % len(usual)]]()

    @precondition(lambda self: self.jobs)
    @rule(job=which, worker=who, outside=st.booleans())
    def assign(self, job: int, worker: int, outside: bool) -> None:
        owner = {"contractor": self.contractor} if outside else {"worker": self.workers[worker]}
        self.attempt(job, services.job_assign, **owner)

    @precondition(lambda self: self.jobs)
    @rule(job=which, worker=who)
    def take(self, job: int, worker: int) -> None:
        self.attempt(job, services.job_take, actor=self.workers[worker].person.user)

    @precondition(lambda self: self.jobs)
    @rule(job=which, worker=who)
    def start(self, job: int, worker: int) -> None:
        self.attempt(job, services.job_start, actor=self.workers[worker].person.user)

    @precondition(lambda self: self.jobs)
    @rule(job=which, reason=st.sampled_from(["parts", "weather", "other", ""]))
    def hold(self, job: int, reason: str) -> None:
        self.attempt(job, services.job_hold, reason=reason)

    @precondition(lambda self: self.jobs)
    @rule(job=which)
    def resume(self, job: int) -> None:
        self.attempt(job, services.job_resume)

    @precondition(lambda self: self.jobs)
    @rule(job=which, qty=st.integers(0, 5), worker=who)
    def finish(self, job: int, qty: int, worker: int) -> None:
        line = services.Line("更换", "灯管", Decimal(qty), "根")
        if self.attempt(job, services.job_finish, lines=[line], actor=self.workers[worker].person.user):
            self.work += qty

    @precondition(lambda self: self.jobs)
    @rule(job=which)
    def confirm(self, job: int) -> None:
        self.attempt(job, services.job_confirm)

    @precondition(lambda self: self.jobs)
    @rule(job=which, words=st.sampled_from(["又坏了", ""]))
    def reopen(self, job: int, words: str) -> None:
        self.attempt(job, services.job_reopen, words=words)

    @precondition(lambda self: self.jobs)
    @rule(job=which)
    def cancel(self, job: int) -> None:
        self.attempt(job, services.job_cancel, reason="误报")

    @precondition(lambda self: self.jobs)
    @rule(job=which, other=which)
    def join(self, job: int, other: int) -> None:
        into = Job.objects.get(pk=self.jobs[other % len(self.jobs)])
        self.attempt(job, lambda one, **how: services.job_join(one, into, **how))

    @precondition(lambda self: self.jobs)
    @rule(job=which, score=st.integers(0, 6))
    def rate(self, job: int, score: int) -> None:
        self.attempt(job, services.job_rate, score=score)

    @precondition(lambda self: self.jobs)
    @rule()
    def nobody_answers(self) -> None:
        services.jobs_time_out(now=self.now, actor=self.actor)
        services.jobs_escalate(now=self.now, actor=self.actor)

    # --- what always holds ---------------------------------------------------------------------------------------

    @invariant()
    def one_owner_while_it_is_in_hand_and_none_before(self) -> None:
        for job in Job.objects.all():
            owners = [one for one in (job.worker_id, job.contractor_id) if one is not None]
            assert len(owners) <= 1
            if job.status == S.NEW:
                assert not owners
            elif job.status not in {S.CANCELLED, S.JOINED}:
                assert owners

    @invariant()
    def times_follow_each_other(self) -> None:
        for job in Job.objects.all():
            moments = [job.reported_at, job.assigned_at, job.started_at, job.finished_at, job.closed_at]
            known = [moment for moment in moments if moment is not None]
            assert known == sorted(known), (job.status, known)
            assert job.done_on == (job.finished_at and timezone.localdate(job.finished_at))
            assert (job.status in {S.FINISHED, S.CLOSED}) == (job.finished_at is not None)
            assert (job.status == S.CLOSED) == (job.closed_at is not None)
            assert (job.status == S.HELD) == (job.held_at is not None)
            assert job.is_open == (job.status in OPEN)

    @invariant()
    def a_joined_job_lies_in_another_that_was_open(self) -> None:
        for job in Job.objects.filter(status=S.JOINED):
            assert job.joined_to_id not in (None, job.pk)
        joined = Job.objects.filter(status=S.JOINED)
        for job in Job.objects.exclude(status=S.JOINED):
            chained = [one for one in joined if one.joined_to_id == job.pk]
            assert job.same_count >= len(chained)

    @invariant()
    def figures_equal_a_recount(self) -> None:
        statuses = list(Job.objects.values_list("status", flat=True))
        assert one("repairs.done", PERIOD).value == sum(s in {S.FINISHED, S.CLOSED} for s in statuses)
        assert one("repairs.reported", PERIOD).value == sum(s not in {S.CANCELLED, S.JOINED} for s in statuses)
        assert one("repairs.open", None).value == sum(s in OPEN for s in statuses)
        assert one("repairs.work", PERIOD).value == self.work
        assert JobLine.objects.filter(qty__lte=0).count() == 0
        for name in ("repairs.on_time", "repairs.rated", "repairs.rating", "repairs.reopened"):
            stated = one(name, PERIOD)
            assert (stated.value, stated.rows) == recount(name, PERIOD)

    @invariant()
    def nobody_rated_himself(self) -> None:
        for rating in Rating.objects.select_related("job__worker__person"):
            assert 1 <= rating.score <= 5
            assert rating.job.worker is None or rating.rated_by_id != rating.job.worker.person_id


@pytest.mark.django_db
def test_whatever_people_do_in_whatever_order_the_books_stay_right() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            report_multiple_bugs=False,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
