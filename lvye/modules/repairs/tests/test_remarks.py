"""补一句: a sentence or a photo added to a job by those it concerns; the others hear of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files import api as files
from lvye.kernel.files.tests import make as make_files
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.rules.api import rule_set
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, Remark, Worker
from lvye.modules.repairs.tests import make
from lvye.modules.repairs.tests.test_reporting import refusal

# A refusal undoes the deed and no more, and the page says why.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_committed")]
S, Side = Job.Status, Remark.Side
NOW = make.NOW


@pytest.fixture
def wang(db: None) -> Worker:
    return make.worker(person=people.user_in("repairer", name="王德明").person)  # type: ignore[attr-defined]


@pytest.fixture
def desk(db: None) -> Any:
    return people.user_in("desk", name="吴干事")


@pytest.fixture
def teacher(db: None) -> Any:
    return people.user_in("teacher", name="李老师")


def fresh(**values: Any) -> Job:
    return make.job(**{"now": timezone.now() - timedelta(minutes=45)} | values)


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(answer: Any) -> str:
    return str(answer.content.decode())


def page(job: Job) -> str:
    return reverse("repairs:status", args=[job.token])


def visitor_says(job: Job, words: str, now: Any = NOW) -> Remark:
    return services.job_remark(job, words=words, side=Side.REPORTER, now=now, actor=system_user("visitor"))


def heard(title: str = "补充") -> set[str]:
    return set(Notice.objects.filter(title__startswith=title).values_list("user__name", flat=True))


# --- the deed ----------------------------------------------------------------------------------------------------


def test_the_other_sides_hear_of_it_and_nobody_of_his_own_words(wang: Worker, desk: Any, teacher: Any) -> None:
    job = fresh(worker=wang, reporter=teacher.person)
    services.job_remark(job, words="水漫到走廊了", side=Side.REPORTER, now=timezone.now(), actor=teacher)
    assert heard() == {"王德明", "吴干事"}
    Notice.objects.all().delete()
    services.job_remark(job, words="下午带阀芯来", side=Side.WORKER, now=timezone.now(), actor=wang.person.user)
    assert heard() == {"李老师", "吴干事"}
    Notice.objects.all().delete()
    services.job_remark(job, words="已经催过厂家", side=Side.OFFICE, now=timezone.now(), actor=desk)
    assert heard() == {"李老师", "王德明"}


def test_who_took_the_report_hears_of_it_though_he_is_not_at_the_desk(teacher: Any) -> None:
    job = make.job(first_asked=teacher.person)
    visitor_says(job, "又漏了")
    assert "李老师" in heard()


def test_each_speaks_for_the_side_he_is_on(wang: Worker, desk: Any, teacher: Any) -> None:
    asked = people.user_in("teacher", name="周老师")
    job = make.job(worker=wang, reporter=teacher.person, first_asked=asked.person)  # type: ignore[attr-defined]
    sides = [services.side_of(job, user) for user in (wang.person.user, desk, asked, teacher)]
    assert sides == [Side.WORKER, Side.OFFICE, Side.OFFICE, Side.REPORTER]
    strangers = [make.worker().person.user, people.user_in("teacher"), people.user_in("principal")]
    assert [services.side_of(job, user) for user in strangers if user] == ["", "", ""]


def test_it_needs_a_word_or_a_photo() -> None:
    job = make.job()
    assert "写一句" in refusal(visitor_says, job, "  ")
    made = services.job_remark(job, photos=[make_files.photo()], side=Side.REPORTER, now=NOW, actor=system_user())
    assert (made.words, [one.added_at for one in files.of(job)]) == ("", [NOW])


def test_it_may_be_said_until_the_rules_days_after_the_end() -> None:
    for status in ("assigned", "doing", "held", "finished", "closed"):
        visitor_says(make.job(status=status), "还有一处", now=NOW + make.DAY)
    closed = make.job(status="closed")
    assert closed.closed_at is not None
    rule_set("repairs.remark_days", 5, effective_from=NOW.date(), why="试", actor=system_user())
    visitor_says(closed, "第五天", now=closed.closed_at + timedelta(days=5))
    late = closed.closed_at + timedelta(days=5, minutes=1)
    assert "超过 5 天" in refusal(visitor_says, closed, "第六天", now=late)


def test_nothing_is_added_to_what_was_struck_or_joined(actor: Any) -> None:
    struck = services.job_cancel(make.job(), reason="误报", now=NOW, actor=actor)
    assert "已经是“作废”" in refusal(visitor_says, struck, "没有误报")


def test_visitors_are_braked_and_people_with_an_account_are_not(desk: Any) -> None:
    job = make.job()
    for minute in range(6):
        visitor_says(job, f"第{minute}句", now=NOW + timedelta(minutes=minute))
    assert "过一会儿" in refusal(visitor_says, job, "第七句", now=NOW + timedelta(minutes=7))
    visitor_says(make.job(), "别的单", now=NOW + timedelta(minutes=7))
    services.job_remark(job, words="收到", side=Side.OFFICE, now=NOW + timedelta(minutes=8), actor=desk)
    visitor_says(job, "一小时后", now=NOW + timedelta(minutes=61))


# --- the pages ---------------------------------------------------------------------------------------------------


def test_a_visitor_adds_a_sentence_and_a_photo_from_his_status_page(client: Client, wang: Worker) -> None:
    job = fresh(worker=wang, reporter_name="陈一帆", source="scan")
    answer = client.post(page(job), {"do": "say", "said": "漏得更大了", "photos": [make_files.photo()]}, follow=True)
    made = Remark.objects.get()
    assert (made.job, made.side, made.by, made.words) == (job, Side.REPORTER, None, "漏得更大了")
    seen = told(answer)
    assert "漏得更大了" in seen
    assert "陈一帆" not in seen
    assert files.thumb_url(next(iter(files.of(job))), files.grant(job)).split("?")[0] in seen
    assert "漏得更大了" in told(as_(wang.person.user).get(reverse("repairs:mine-job", args=[job.pk])))


def test_what_the_office_and_the_repairer_answer_stands_on_the_status_page(
    client: Client, wang: Worker, desk: Any
) -> None:
    job = fresh(worker=wang)
    services.job_remark(job, words="配件明天到", side=Side.WORKER, now=timezone.now(), actor=wang.person.user)
    services.job_remark(job, words="先用隔壁的水", side=Side.OFFICE, now=timezone.now(), actor=desk)
    seen = told(client.get(page(job)))
    assert "王德明" in seen
    assert "先用隔壁的水" in seen
    assert "吴干事" not in seen
    part = told(client.get(page(job), {"was": job.status}, headers={"HX-Request": "true"}))
    assert "配件明天到" in part


def test_an_answer_of_the_principal_reaches_who_has_no_account(client: Client, desk: Any) -> None:
    job = fresh()
    asked = services.referral_ask(job, question="换整条管道？", now=timezone.now(), actor=desk)
    assert "已经请示校领导" in told(client.get(page(job)))
    services.referral_answer(asked, answer="同意更换", now=timezone.now(), actor=people.user_in("principal"))
    assert "校领导答复：同意更换" in told(client.get(page(job)))


def test_a_sentence_refused_comes_back_with_its_words_and_its_photo(client: Client) -> None:
    job = fresh()
    empty = client.post(page(job), {"do": "say", "said": ""})
    assert empty.status_code == 400
    assert "请写一句" in told(empty)
    long = client.post(page(job), {"do": "say", "said": "长" * 301, "photos": [make_files.photo()]})
    assert long.status_code == 400
    assert "长" * 301 in told(long)
    assert told(long).count('name="photos_kept"') == 1
    paper = client.post(page(job), {"do": "say", "said": "看", "photos": [make_files.paper("灯.jpg")]})
    assert paper.status_code == 400
    assert not Remark.objects.exists()


def test_a_photo_of_a_refused_sentence_is_kept_for_the_sentence_alone(client: Client) -> None:
    job = fresh(status="finished")  # here the job can also be sent back, with photos of its own
    answer = client.post(page(job), {"do": "say", "said": "长" * 301, "photos": [make_files.photo()]})
    form = told(answer).split('id="say"', 1)
    assert 'name="photos_kept"' not in form[0]
    assert 'name="photos_kept"' in form[1]


def test_the_form_is_gone_when_it_is_too_late(client: Client) -> None:
    job = make.job(status="closed", now=timezone.now() - timedelta(days=40))
    assert 'name="said"' not in told(client.get(page(job)))
    refused = client.post(page(job), {"do": "say", "said": "还是漏"})
    assert refused.status_code == 400
    assert "不能再补充" in told(refused)
    assert 'name="said"' in told(client.get(page(fresh())))


def test_what_a_visitor_typed_is_shown_as_text(client: Client, desk: Any) -> None:
    job = fresh()
    client.post(page(job), {"do": "say", "said": "<script>x()</script>"})
    for seen in (
        told(client.get(page(job))),
        told(as_(desk).get(reverse("repairs.job:detail", args=[job.pk]))),
    ):
        assert "<script>x()" not in seen
        assert "&lt;script&gt;x()" in seen


def test_the_story_of_the_job_holds_it_in_order_with_who_and_when(wang: Worker, desk: Any, teacher: Any) -> None:
    job = fresh(worker=wang, reporter=teacher.person)
    address = reverse("repairs:say", args=[job.pk])
    as_(teacher).post(address, {"said": "下午有课"})
    as_(desk).post(address, {"said": "请先去三楼", "photos": [make_files.photo()]})
    answer = as_(desk).get(reverse("repairs.job:detail", args=[job.pk]))
    story = [(one["who"], one["text"], one["reason"]) for one in answer.context["story"] if "reason" in one]
    assert story[:2] == [("吴干事", "补一句", "请先去三楼"), ("李老师", "补一句", "下午有课")]
    assert len(answer.context["story"][0]["photos"]) == 1
    assert story[-1][1].startswith("登记")


def test_who_may_only_read_the_job_may_not_write_into_it(wang: Worker) -> None:
    job = fresh(worker=wang)
    principal = as_(people.user_in("principal"))
    assert 'name="said"' not in told(principal.get(reverse("repairs.job:detail", args=[job.pk])))
    assert principal.post(reverse("repairs:say", args=[job.pk]), {"said": "快一点"}).status_code == 403
    assert as_(people.user_in("teacher")).post(reverse("repairs:say", args=[job.pk]), {"said": "x"}).status_code == 404
    assert not Remark.objects.exists()


def test_the_repairer_answers_from_his_phone_and_only_on_his_own_jobs(wang: Worker) -> None:
    job = fresh(worker=wang)
    mine = as_(wang.person.user)
    assert mine.post(reverse("repairs:mine-say", args=[job.pk]), {"said": "在路上"}).status_code == 302
    assert Remark.objects.get().side == Side.WORKER
    empty = mine.post(reverse("repairs:mine-say", args=[job.pk]), {"said": ""})
    assert empty.status_code == 400
    assert "请写一句" in told(empty)
    other = make.worker()
    services.worker_change(other, trades=[job.category.trade], actor=system_user())
    refused = as_(other.person.user).post(reverse("repairs:mine-say", args=[job.pk]), {"said": "我去"})
    assert refused.status_code == 400
    assert "不归您" in told(refused)


def test_the_outside_master_reads_and_answers_through_his_link(client: Client, desk: Any) -> None:
    link = make.contractorlink(now=timezone.now(), job=fresh())
    visitor_says(link.job, "水泵在地下室", now=timezone.now())
    address = reverse("repairs:contractor", args=[link.token])
    assert "水泵在地下室" in told(client.get(address))
    answer = client.post(address, {"do": "say", "said": "周三带泵来"}, follow=True)
    made = Remark.objects.latest("pk")
    assert (made.side, made.by_name, made.by) == (Side.FIRM, link.contractor.name, None)
    assert "周三带泵来" in told(answer)
    assert "吴干事" in heard()
    services.contractor_link_revoke(link, now=timezone.now(), actor=desk)
    assert client.post(address, {"do": "say", "said": "还在吗"}).status_code == 410
