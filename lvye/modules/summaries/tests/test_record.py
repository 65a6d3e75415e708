"""One record per person: everything he did in a term, told once, as a page and as a file."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from lvye.kernel.accounts.api import User
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import period_of
from lvye.modules.plans.models import PlanItem
from lvye.modules.plans.tests import make as planned
from lvye.modules.repairs import services as repairs
from lvye.modules.repairs.services import Line
from lvye.modules.repairs.tests import make as jobs
from lvye.modules.summaries import record, services
from lvye.modules.summaries.models import Kind, Summary

from . import make

pytestmark = pytest.mark.django_db
TERM = "2025-2"


@pytest.fixture(autouse=True)
def term(db: None) -> Any:
    return make.spring()


def repaired(worker: Any, *lines: Line, day: int = 10, **values: Any) -> Any:
    job = jobs.job(status="doing", worker=worker, now=jobs.at(9, day=day), **values)
    return repairs.job_finish(job, lines=lines, minutes=30, now=jobs.at(10, day=day), actor=jobs.system_user())


def tubes(number: int) -> Line:
    return Line("更换", "灯管", Decimal(number), "根")


def page_of(client: Client, person: Any, period: str = TERM) -> str:
    return client.get(reverse("summaries:person", args=[person.pk]), {"period": period}).content.decode()


# --- what it holds -----------------------------------------------------------------------------------------------


def test_it_holds_what_the_person_did_and_nothing_of_the_others() -> None:
    one, other = jobs.worker(), jobs.worker()
    mine = repaired(one, tubes(3), Line("维修", "课桌", Decimal(2), "张"))
    repaired(other, tubes(8))
    found = record.deeds_of(one.person, period_of(TERM))
    assert [(deed.on, deed.what, deed.where) for deed in found] == [
        (date(2026, 3, 10), "更换灯管3根、维修课桌2张", mine.place.full_name)
    ]


def test_two_of_one_name_keep_their_own_deeds() -> None:
    one, other = (jobs.worker(person=people.user_in("repairer", name="王强").person) for _time in range(2))
    repaired(one, tubes(3))
    repaired(other, tubes(8))
    assert [deed.what for deed in record.deeds_of(other.person, period_of(TERM))] == ["更换灯管8根"]


def test_deeds_lie_in_their_weeks_the_newest_first() -> None:
    worker = jobs.worker()
    for day, number in ((10, 1), (12, 2), (17, 3)):
        repaired(worker, tubes(number), day=day)
    weeks = record.weeks_of(record.deeds_of(worker.person, period_of(TERM)))
    assert [week.label for week in weeks] == ["第4周（3月16日—3月22日）", "第3周（3月9日—3月15日）"]
    assert [deed.what for deed in weeks[1].deeds] == ["更换灯管2根", "更换灯管1根"]


def test_many_jobs_take_as_many_queries_as_one(django_assert_max_num_queries: Any) -> None:
    worker = jobs.worker()
    for number in range(12):
        repaired(worker, tubes(number + 1))
    with django_assert_max_num_queries(12):
        record.weeks_of(record.deeds_of(worker.person, period_of(TERM)))


# --- the page ----------------------------------------------------------------------------------------------------


def test_a_repairer_opens_his_own_record_from_the_menu(client: Client) -> None:
    worker = jobs.worker()
    repaired(worker, tubes(3))
    client.force_login(worker.person.user)
    answer = client.get(reverse("summaries:mine"))
    assert answer.headers["Location"] == reverse("summaries:person", args=[worker.person.pk])
    html = page_of(client, worker.person)
    assert "我的工作记录" in html
    assert "更换灯管3根" in html
    assert "30分钟" in html
    assert "写成述职" not in html


def test_nobody_reads_the_record_of_a_colleague(client: Client) -> None:
    one, other = jobs.worker(), jobs.worker()
    client.force_login(one.person.user)
    for name, args in (("person", [other.person.pk]), ("person-paper", [other.person.pk, "docx"])):
        assert client.get(reverse(f"summaries:{name}", args=args)).status_code == 403


def test_the_head_reads_it_and_begins_the_report_from_it(client: Client) -> None:
    worker = jobs.worker()
    repaired(worker, tubes(3))
    client.force_login(people.user_in("director"))
    html = page_of(client, worker.person)
    assert f"{worker.name}的工作记录" in html
    assert f"kind=person&amp;period={TERM}&amp;person={worker.person.pk}" in html
    kept = make.summary(kind=Kind.PERSON, period=TERM, person=worker.person)
    assert reverse("summaries.summary:detail", args=[kept.pk]) in page_of(client, worker.person)


def test_plan_items_stand_in_it_with_their_state(client: Client) -> None:
    teacher = people.user_in("teacher")
    plan = planned.plan()
    mine = planned.planitem(plan=plan, what="检修课桌凳", person=teacher.person)
    planned.planitem(plan=plan, what="清洗水箱")
    planned.agreed(plan)
    planned.proof(item=PlanItem.objects.get(pk=mine.pk))
    client.force_login(teacher)
    html = page_of(client, teacher.person)
    assert "检修课桌凳" in html
    assert "完成</span>" in html
    assert "清洗水箱" not in html


def test_a_term_without_a_deed_says_where_deeds_come_from(client: Client) -> None:
    teacher = people.user_in("teacher")
    client.force_login(teacher)
    assert "这段时间还没有记录" in page_of(client, teacher.person)


def test_a_period_that_is_none_and_an_account_of_nobody_are_told(client: Client) -> None:
    director = people.user_in("director")
    client.force_login(director)
    answer = client.get(reverse("summaries:person", args=[director.person.pk]), {"period": "2025-9"})
    assert answer.status_code == 200
    assert "没有“2025-9”这样的时段" in answer.content.decode()
    client.force_login(User.objects.create_superuser("of-nobody", password="long-enough-9"))
    answer = client.get(reverse("summaries:mine"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("home")
    assert "没有对应的人员" in answer.content.decode()


# --- on paper ----------------------------------------------------------------------------------------------------


def words_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read("word/document.xml").decode()


def test_the_file_has_the_report_and_behind_it_every_deed(client: Client) -> None:
    worker = jobs.worker()
    job = repaired(worker, tubes(3))
    client.force_login(worker.person.user)
    answer = client.get(reverse("summaries:person-paper", args=[worker.person.pk, "docx"]), {"period": TERM})
    assert worker.name in unquote(answer.headers["Content-Disposition"])
    body = words_of(answer.content)
    for words in ("述职报告", "完成维修", "工作记录", "3月10日", "更换灯管3根", job.place.full_name):
        assert words in body
    assert not Summary.objects.exists()


def test_a_signed_report_keeps_its_deeds(client: Client) -> None:
    worker = jobs.worker()
    repaired(worker, tubes(3))
    report = make.summary(kind=Kind.PERSON, period=TERM, person=worker.person)
    for step in (services.summary_submit, services.summary_approve):
        report = step(report, actor=jobs.system_user())
    report = services.summary_sign(report, actor=jobs.system_user(), now=jobs.NOW + timedelta(days=3))
    repaired(worker, tubes(8), day=11)
    client.force_login(people.user_in("director"))
    answer = client.get(reverse("summaries:paper", args=[report.pk, "docx"]))
    assert "更换灯管3根" in words_of(answer.content)
    assert "更换灯管8根" not in words_of(answer.content)
    assert report.digest == services.digest_of(report.title, report.body, report.snapshot)
