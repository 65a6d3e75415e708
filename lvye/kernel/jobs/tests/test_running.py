"""Jobs run when they are due, once, and their failures are kept."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.jobs.api import Run, daily, every, health, last_runs, run_due, worker_loop
from lvye.kernel.jobs.models import Turn
from lvye.kernel.jobs.services import HOLD, prune

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in China
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Diary:
    """A job that writes down when it was called."""

    def __init__(self, wrote: int = 1, problem: Exception | None = None) -> None:
        self.calls: list[datetime] = []
        self.wrote, self.problem = wrote, problem

    def __call__(self, now: datetime) -> int:
        self.calls.append(now)
        if self.problem:
            raise self.problem
        return self.wrote


def sign(name: str) -> Callable[[datetime], int]:
    """A job that leaves a row behind."""

    def work(now: datetime) -> int:
        User.objects.create_user(f"{name}{User.objects.count()}", name="任务")
        return 1

    return work


@pytest.mark.django_db
def test_a_job_runs_once_for_each_of_its_times() -> None:
    diary = every(5, "test.sweep", "清扫")(Diary(wrote=3))
    assert [(r.job, r.wrote, r.error, r.due_at) for r in run_due(NOON + MINUTE)] == [("test.sweep", 3, "", NOON)]
    assert run_due(NOON + 4 * MINUTE) == []
    assert len(run_due(NOON + 5 * MINUTE)) == 1
    assert diary.calls == [NOON + MINUTE, NOON + 5 * MINUTE]


@pytest.mark.django_db
def test_times_missed_are_made_up_for_once() -> None:
    diary = daily("06:00", "test.digest", "摘要")(Diary())
    run_due(NOON)
    run_due(NOON + 9 * DAY)
    run_due(NOON + 9 * DAY + MINUTE)
    assert diary.calls == [NOON, NOON + 9 * DAY]


@pytest.mark.django_db
def test_a_clock_that_was_turned_back_runs_nothing_twice() -> None:
    diary = every(5, "test.sweep", "清扫")(Diary())
    run_due(NOON)
    run_due(NOON - 30 * MINUTE)
    assert diary.calls == [NOON]


@pytest.mark.django_db
def test_an_error_is_kept_and_stops_no_other_job() -> None:
    every(5, "test.bad", "坏")(Diary(problem=RuntimeError("没有纸了")))
    good = every(5, "test.good", "好")(Diary())
    bad_run, good_run = run_due(NOON)
    assert "RuntimeError: 没有纸了" in bad_run.error
    assert (bad_run.wrote, good_run.error, good.calls) == (0, "", [NOON])
    kept = Run.objects.get(job="test.bad")
    assert kept.error == bad_run.error
    assert kept.ended_at is not None


@pytest.mark.django_db
def test_a_job_that_failed_is_tried_again_at_its_next_time_not_before() -> None:
    bad = every(5, "test.bad", "坏")(Diary(problem=RuntimeError("坏了")))
    run_due(NOON)
    run_due(NOON + MINUTE)
    assert len(bad.calls) == 1
    run_due(NOON + 5 * MINUTE)
    assert len(bad.calls) == 2


@pytest.mark.django_db
def test_what_a_failing_job_wrote_is_undone() -> None:
    def half(now: datetime) -> int:
        User.objects.create_user("half", name="一半")
        raise RuntimeError("停电")

    every(5, "test.half", "一半")(half)
    [run] = run_due(NOON)
    assert "停电" in run.error
    assert not User.objects.filter(username="half").exists()


@pytest.mark.django_db
def test_a_job_with_its_own_transactions_keeps_what_it_finished() -> None:
    def half(now: datetime) -> int:
        with transaction.atomic():
            User.objects.create_user("half", name="一半")
        raise RuntimeError("停电")

    every(5, "test.half", "一半", one_transaction=False)(half)
    [run] = run_due(NOON)
    assert "停电" in run.error
    assert User.objects.filter(username="half").exists()


@pytest.mark.django_db
def test_a_job_another_worker_holds_is_left_to_it() -> None:
    diary = every(5, "test.sweep", "清扫")(Diary())
    Turn.objects.create(job="test.sweep", holder="another", held_until=timezone.now() + MINUTE)
    assert run_due(NOON) == []
    assert diary.calls == []


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_taken_over() -> None:
    diary = every(5, "test.sweep", "清扫")(Diary())
    Turn.objects.create(job="test.sweep", holder="dead", held_until=timezone.now() - MINUTE)
    [run] = run_due(NOON)
    assert (run.error, diary.calls) == ("", [NOON])


@pytest.mark.django_db
def test_a_job_that_lost_its_turn_undoes_what_it_did() -> None:
    def slow(now: datetime) -> int:
        User.objects.create_user("slow", name="慢")
        Turn.objects.filter(job="test.slow").update(holder="another")  # what a second worker does after HOLD
        return 1

    every(5, "test.slow", "慢")(slow)
    [run] = run_due(NOON)
    assert f"took longer than {HOLD}" in run.error
    assert not User.objects.filter(username="slow").exists()


@pytest.mark.django_db
def test_a_look_that_finds_nothing_due_costs_one_query(django_assert_num_queries: object) -> None:
    every(5, "test.sweep", "清扫")(Diary())
    daily("06:00", "test.digest", "摘要")(Diary())
    run_due(NOON)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert run_due(NOON + MINUTE) == []


@pytest.mark.django_db
def test_each_job_asks_anew_what_was_remembered() -> None:
    from lvye.kit.memo import once

    asked: list[int] = []

    @once
    def answer() -> int:
        asked.append(1)
        return len(asked)

    answer()
    every(5, "test.one", "一")(lambda now: answer())
    every(5, "test.two", "二")(lambda now: answer())
    assert [run.wrote for run in run_due(NOON)] == [2, 3]


# --- health -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_healthy_installation_has_nothing_to_complain_about() -> None:
    every(5, "test.sweep", "清扫")(Diary())
    daily("06:00", "test.digest", "摘要")(Diary())
    run_due(NOON)
    assert health(NOON) == []
    assert health(NOON + 9 * MINUTE) == []


@pytest.mark.django_db
def test_a_worker_that_never_ran_is_noticed() -> None:
    every(5, "test.sweep", "清扫")(Diary())
    [complaint] = health(NOON)
    assert (complaint.job, complaint.late) == ("", True)
    assert str(complaint) == "后台任务还没有运行过：请确认后台任务在运行（lvye serve 或 lvye worker）。"


@pytest.mark.django_db
def test_a_job_that_never_ran_among_others_that_did_is_named() -> None:
    every(5, "test.sweep", "清扫")(Diary())
    run_due(NOON)
    every(5, "test.new", "新的")(Diary())
    [complaint] = health(NOON)
    assert (complaint.job, complaint.late) == ("test.new", True)
    assert str(complaint).startswith("“新的”还没有运行过")


@pytest.mark.django_db
def test_a_worker_that_stopped_is_noticed_with_the_time_it_missed() -> None:
    daily("06:00", "test.digest", "摘要")(Diary())
    run_due(NOON)
    assert health(NOON + 18 * timedelta(hours=1)) == []  # 06:00: due this very moment
    [complaint] = health(NOON + 20 * timedelta(hours=1))
    assert complaint.sentence.startswith("“摘要”应在3月3日 06:00运行而没有运行，上次是3月2日 06:00")


@pytest.mark.django_db
def test_a_failed_run_is_told_until_one_goes_well() -> None:
    diary = every(5, "test.bad", "坏")(Diary(problem=RuntimeError("没有纸了")))
    run_due(NOON)
    [complaint] = health(NOON)
    assert not complaint.late
    assert complaint.sentence.endswith("出错：RuntimeError: 没有纸了")
    diary.problem = None
    run_due(NOON + 5 * MINUTE)
    assert health(NOON + 5 * MINUTE) == []


@pytest.mark.django_db
def test_old_runs_are_forgotten_those_that_say_something_later() -> None:
    for days, wrote, error in [(8, 0, ""), (8, 5, ""), (8, 0, "坏"), (6, 0, ""), (401, 5, "")]:
        began = NOON - days * DAY
        Run.objects.create(job="x", due_at=began, began_at=began, ended_at=began, wrote=wrote, error=error)
    assert prune(NOON) == 2
    assert [(run.wrote, run.error) for run in last_runs()] == [(0, ""), (0, "坏"), (5, "")]


# --- the worker ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_what_is_due_and_stops_when_told() -> None:
    stop = threading.Event()

    def last(now: datetime) -> int:
        stop.set()
        return 1

    every(1, "test.last", "最后")(last)
    worker_loop(stop, pause=0.01)
    assert Run.objects.get(job="test.last").wrote == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_outlives_a_database_that_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    from lvye.kernel.jobs import worker

    stop, looks = threading.Event(), []

    def look(now: datetime) -> list[Run]:
        looks.append(now)
        if len(looks) == 1:
            raise ConnectionError("away")
        stop.set()
        return run_due(now)

    monkeypatch.setattr(worker, "run_due", look)
    worker_loop(stop, pause=0.01)
    assert len(looks) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_run_each_job_once() -> None:
    for number in range(5):
        every(5, f"test.job{number}", "任务")(sign(f"job{number}-"))
    ready = threading.Barrier(3)

    def work() -> None:
        try:
            ready.wait(10)
            run_due(NOON)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert User.objects.filter(name="任务").count() == 5
    assert Run.objects.count() == 5
    assert not Run.objects.exclude(error="").exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_job_under_way_is_not_begun_a_second_time_at_its_next_beat() -> None:
    begun, may_end = threading.Event(), threading.Event()
    calls: list[datetime] = []

    def long(now: datetime) -> int:
        calls.append(now)
        begun.set()
        may_end.wait(10)
        return 1

    every(5, "test.long", "长")(long)

    def work() -> None:
        try:
            run_due(NOON)
        finally:
            connection.close()

    other = threading.Thread(target=work)
    other.start()
    assert begun.wait(10)
    began = time.monotonic()
    assert run_due(NOON + 5 * MINUTE) == []
    assert time.monotonic() - began < 5  # it is left alone, not waited for
    may_end.set()
    other.join(10)
    assert calls == [NOON]
    assert len(run_due(NOON + 5 * MINUTE)) == 1
