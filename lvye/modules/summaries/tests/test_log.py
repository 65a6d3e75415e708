"""Odd jobs from the log, beside the repairs: each told once, also where a line of the log became a repair."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.terms.api import period_of
from lvye.modules.repairs import services as repairs
from lvye.modules.repairs.services import Line
from lvye.modules.repairs.tests import make as jobs
from lvye.modules.summaries import queries, record
from lvye.modules.summaries.doubles import doubles
from lvye.modules.summaries.models import Kind, Summary
from lvye.modules.summaries.writer import TOKEN
from lvye.modules.worklog import services as logs
from lvye.modules.worklog.tests import make as logged

from . import make

pytestmark = pytest.mark.django_db
END = date(2026, 7, 9)


@pytest.fixture(autouse=True)
def term(db: None) -> Any:
    return make.spring()


def draft(**values: Any) -> Summary:
    return make.summary(**({"kind": Kind.TERM, "period": "2025-2", "today": END} | values))


def text_of(summary: Summary) -> str:
    known = queries.shown_figures(summary)
    return "\n".join(TOKEN.sub(lambda found: known[found[1]].text, b.get("text", "")) for b in summary.body["blocks"])


def told(action: str, thing: str, qty: int, unit: str, **values: Any) -> Any:
    """An entry with one line."""
    work = logged.work(action=action, object=thing, qty=Decimal(qty), unit=unit)
    return logged.entry(said=f"{action}{thing}{qty}{unit}", lines=[work], **values)


def as_job(line: Any) -> Any:
    return logs.line_to_job(
        line, place=places.room("302教室"), category=jobs.category(), today=logged.TODAY, now=jobs.NOW,
        actor=jobs.system_user(),
    )  # fmt: skip


def test_odd_jobs_are_told_by_kind_with_the_number_of_entries_behind_them() -> None:
    told("搬运", "凳子", 300, "张", people=6)
    told("搬运", "凳子", 20, "张")
    written = text_of(draft())
    assert "零星工作" in written
    assert "随手记下2条，出动7人次。" in written
    assert "搬运凳子320张" in written


def test_a_log_line_that_became_a_repair_is_told_by_the_repairs_alone() -> None:
    entry = told("更换", "灯管", 3, "根")
    line = entry.lines.get()
    job = as_job(line)
    worker = jobs.worker()
    repairs.job_assign(job, worker=worker, now=jobs.NOW, actor=jobs.system_user())
    job.refresh_from_db()
    repairs.job_start(job, now=jobs.NOW, actor=jobs.system_user())
    job.refresh_from_db()
    done = [Line("更换", "灯管", Decimal(3), "根")]
    repairs.job_finish(job, lines=done, minutes=5, now=jobs.at(10), actor=jobs.system_user())
    written = text_of(draft())
    assert written.count("更换灯管3根") == 1
    assert record.deeds_of(entry.person, period_of("2025-2")) == []
    assert [deed.kind for deed in record.deeds_of(worker.person, period_of("2025-2"))] == ["job"]


def test_an_entry_of_which_a_part_became_a_repair_stays_in_the_record() -> None:
    works = [logged.work(), logged.work(action="搬运", object="凳子", qty=Decimal(20), unit="张")]
    entry = logged.entry(said="换了两根灯管，搬了20张凳子", lines=works)
    line = entry.lines.get(object="灯管")
    as_job(line)
    assert [deed.what for deed in record.deeds_of(entry.person, period_of("2025-2"))] == ["换了两根灯管，搬了20张凳子"]
    written = text_of(draft())
    assert "搬运凳子20张" in written
    assert "更换灯管" not in written


def test_what_was_withdrawn_is_told_nowhere() -> None:
    entry = told("搬运", "凳子", 300, "张")
    logs.entry_withdraw(entry, why="记错了", today=logged.TODAY, actor=jobs.system_user())
    assert "凳子" not in text_of(draft())
    assert record.deeds_of(entry.person, period_of("2025-2")) == []


def test_a_persons_report_holds_his_own_log() -> None:
    mine, other = told("搬运", "凳子", 20, "张"), told("修剪", "绿篱", 60, "米")
    written = text_of(draft(kind=Kind.PERSON, person=mine.person))
    assert "搬运凳子20张" in written
    assert "绿篱" not in written
    labels = {one.label: one.text for one in record.works_of(mine.person, period_of("2025-2"))}
    assert labels == {"搬运凳子": "20张"}
    assert other.person != mine.person


# --- told twice? -------------------------------------------------------------------------------------------------


def repaired(worker: Any, line: Line) -> Any:
    job = jobs.job(status="doing", worker=worker)
    return repairs.job_finish(job, lines=[line], minutes=5, now=jobs.at(10), actor=jobs.system_user())


def test_the_same_number_in_the_log_and_in_a_job_is_shown_to_the_writer_and_not_left_out_by_guessing(
    client: Client,
) -> None:
    worker = jobs.worker()
    job = repaired(worker, Line("更换", "灯管", Decimal(3), "根"))
    entry = told("更换", "灯管", 3, "根", person=worker.person)
    found = doubles(period_of("2025-2"))
    assert [(one.what, one.job, one.said) for one in found] == [("更换灯管3根", job.number, entry.said)]
    director = people.user_in("director")
    summary = draft(actor=director)
    assert text_of(summary).count("更换灯管3根") == 2
    client.force_login(director)
    html = client.get(reverse("summaries.summary:detail", args=[summary.pk])).content.decode()
    assert 'id="doubles"' in html
    assert reverse("worklog.entry:detail", args=[entry.pk]) in html


def test_another_person_elsewhere_another_day_or_number_is_another_deed() -> None:
    worker = jobs.worker()
    repaired(worker, Line("更换", "灯管", Decimal(3), "根"))
    told("更换", "灯管", 3, "根")
    told("更换", "灯管", 2, "根", person=worker.person)
    told("更换", "灯管", 3, "根", person=worker.person, done_on=logged.TODAY - logged.DAY)
    assert doubles(period_of("2025-2")) == []


def test_a_line_that_became_the_job_is_no_double() -> None:
    worker = jobs.worker()
    repaired(worker, Line("更换", "灯管", Decimal(3), "根"))
    as_job(told("更换", "灯管", 3, "根", person=worker.person).lines.get())
    assert doubles(period_of("2025-2")) == []
