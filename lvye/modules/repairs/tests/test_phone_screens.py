"""What a phone sees: a visitor at the door, a reporter, a repairer, an outside master."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import trail
from lvye.kernel.files import api as files
from lvye.kernel.files.tests import make as make_files
from lvye.kernel.people.tests import make as make_people
from lvye.kernel.places import api as places
from lvye.kernel.places.tests import make as make_places
from lvye.kernel.rules.api import rule_set
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Category, Job, JobLine, Rating, Urging, Worker
from lvye.modules.repairs.tests import make
from tests.addresses import let_go

# A refusal undoes the deed and no more, and the page says why.
pytestmark = [pytest.mark.django_db, pytest.mark.engineless, pytest.mark.usefixtures("as_committed")]
S = Job.Status


@pytest.fixture
def door(db: None) -> Any:
    """A classroom with a code on its door, in a school with a telephone."""
    make_places.school()
    return make_places.placecode(place=make_places.room())


@pytest.fixture
def kind(db: None) -> Category:
    return make.category(name="灯不亮")


@pytest.fixture
def wang(db: None) -> Worker:
    """A repairer with every craft there is so far."""
    person = make_people.person(name="王德明", username="wang", phone="8012")
    make_people.appointment(person=person, post=make_people.post(*WORKS))
    return make.worker(person=person)


WORKS = ("repairs.work_job", "repairs.view_job", "repairs.report_job")


def page_of(door: Any) -> str:
    return reverse("repairs:report-code", args=[door.code])


def report(client: Client, door: Any, kind: Category, **more: Any) -> Any:
    return client.post(page_of(door), {"category": kind.pk, "what": "前排两根不亮"} | more)


def fresh(**values: Any) -> Job:
    """A job of the last hour: the makers take a job through its steps in forty minutes, and nothing is late."""
    return make.job(**{"now": timezone.now() - timedelta(minutes=45)} | values)


def status_of(job: Job) -> str:
    return reverse("repairs:status", args=[job.token])


def as_worker(client: Client, worker: Worker) -> Client:
    client.force_login(worker.person.user)  # type: ignore[arg-type]
    return client


def told(answer: Any) -> str:
    return str(answer.content.decode())


# --- the door ----------------------------------------------------------------------------------------------------


def test_a_report_by_code_leads_to_its_own_page_with_the_number(client: Client, door: Any, kind: Category) -> None:
    answer = report(client, door, kind, teaching="on", photos=[make_files.photo()])
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, status_of(job))
    assert (job.place, job.category, job.what) == (door.place, kind, "前排两根不亮")
    assert (job.source, job.urgency, job.reporter) == (Job.Source.SCAN, Job.Urgency.TEACHING, None)
    assert files.of(job).count() == 1
    seen = told(client.get(answer["Location"]))
    assert job.number in seen
    assert "已经送到总务处" in seen


def test_the_form_stands_whole_without_scripts(client: Client, door: Any, kind: Category) -> None:
    seen = told(client.get(page_of(door)))
    assert door.place.full_name in seen
    assert re.search(rf'<input type="radio" name="category" value="{kind.pk}">', seen)
    assert 'method="post"' in seen
    assert 'enctype="multipart/form-data"' in seen
    assert "csrfmiddlewaretoken" in seen
    assert "<script>" not in seen
    assert 'href="tel:8001"' in seen


def test_a_form_without_its_token_is_not_taken(door: Any, kind: Category) -> None:
    careful = Client(enforce_csrf_checks=True)
    assert report(careful, door, kind).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', told(careful.get(page_of(door))))
    assert token is not None
    assert report(careful, door, kind, csrfmiddlewaretoken=token[1]).status_code == 302


def test_a_report_by_phone_takes_at_most_twelve_queries(client: Client, door: Any, kind: Category) -> None:
    make_people.user_in("desk")
    make_people.user_in("desk")
    report(client, door, kind)  # the first of a school also makes the user it is written under
    with CaptureQueriesContext(connection) as seen:
        assert report(client, door, kind, is_other="on").status_code == 302
    assert len(seen) <= 12, "\n".join(query["sql"] for query in seen)


def test_the_page_at_the_door_asks_the_database_little(client: Client, door: Any, kind: Category) -> None:
    for _n in range(3):
        fresh(place=door.place)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page_of(door)).status_code == 200
    assert len(seen) <= 5, "\n".join(query["sql"] for query in seen)


def test_a_code_there_never_was_gets_a_sentence_and_the_telephone(client: Client, door: Any, kind: Category) -> None:
    for answer in (client.get("/r/ZZZZZZ/"), client.post("/r/ZZZZZZ/", {"category": kind.pk, "what": "灯坏"})):
        assert answer.status_code == 404
        assert "没有这个地点码" in told(answer)
        assert 'href="tel:8001"' in told(answer)
    assert "灯坏" in told(answer)
    assert not Job.objects.exists()


def test_a_revoked_code_takes_no_report_and_keeps_what_was_typed(client: Client, door: Any, kind: Category) -> None:
    places.code_revoke(door, now=timezone.now(), actor=system_user())
    assert client.get(page_of(door)).status_code == 410
    answer = report(client, door, kind)
    assert answer.status_code == 410
    assert "作废" in told(answer)
    assert "前排两根不亮" in told(answer)
    assert not Job.objects.exists()


def test_where_reporting_by_code_is_off_the_page_says_to_call(client: Client, door: Any, kind: Category) -> None:
    places.reporting_set(door.place, allowed=False, actor=system_user())
    assert client.get(page_of(door)).status_code == 403
    answer = report(client, door, kind)
    assert answer.status_code == 403
    assert "暂停扫码报修" in told(answer)
    assert not Job.objects.exists()


def test_a_closed_place_takes_no_report(client: Client, door: Any, kind: Category) -> None:
    places.place_close(door.place, actor=system_user())
    for answer in (client.get(page_of(door)), report(client, door, kind)):
        assert answer.status_code == 410
        assert "已经停用" in told(answer) or "作废" in told(answer)
    assert "前排两根不亮" in told(answer)
    assert not Job.objects.exists()


@pytest.mark.parametrize("chosen", ["", "999999", "abc", "-1", "9" * 40])
def test_a_report_without_a_kind_there_is_comes_back_with_its_words(client: Client, door: Any, chosen: str) -> None:
    answer = client.post(page_of(door), {"category": chosen, "what": "靠窗那盏", "teaching": "on"})
    assert answer.status_code == 400
    assert answer.context["errors"]["category"]
    assert "靠窗那盏" in told(answer)
    assert re.search(r'name="teaching" checked', told(answer))
    assert not Job.objects.exists()


def test_words_too_long_come_back_with_a_sentence(client: Client, door: Any, kind: Category) -> None:
    answer = report(client, door, kind, what="很" * 201)
    assert answer.status_code == 400
    assert "200" in " ".join(answer.context["errors"]["what"])
    assert "很" * 201 in told(answer)
    assert not Job.objects.exists()


def test_a_film_under_the_name_of_a_photo_is_refused_by_its_content(client: Client, door: Any, kind: Category) -> None:
    film = SimpleUploadedFile("灯.jpg", b"\x00\x00\x00\x18ftypmp42" + b"x" * 2000, "image/jpeg")
    answer = report(client, door, kind, photos=[make_files.photo(), film])
    assert answer.status_code == 400
    assert "灯.jpg" in " ".join(answer.context["errors"]["photos"])
    assert "前排两根不亮" in told(answer)
    assert not Job.objects.exists()


def test_more_photos_than_three_are_refused(client: Client, door: Any, kind: Category) -> None:
    answer = report(client, door, kind, photos=[make_files.photo() for _n in range(4)])
    assert answer.status_code == 400
    assert "最多放 3 张" in told(answer)
    assert not Job.objects.exists()


def test_a_photo_far_too_big_is_refused_before_it_is_kept(
    client: Client, door: Any, kind: Category, tmp_path: Any, settings: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    rule_set("files.max_mb", 1, effective_from=timezone.localdate(), why="试", actor=system_user())
    big = SimpleUploadedFile("合影.jpg", b"\xff\xd8\xff" + b"x" * (20 << 20), "image/jpeg")
    answer = report(client, door, kind, photos=[big])
    assert answer.status_code == 400
    assert "一个文件最多 1 MB" in told(answer)
    assert "前排两根不亮" in told(answer)
    assert not list(tmp_path.iterdir())
    assert not Job.objects.exists()


def test_photos_of_a_refused_form_need_not_be_taken_again(client: Client, door: Any, kind: Category) -> None:
    refused = client.post(page_of(door), {"what": "灯坏", "photos": [make_files.photo()]})
    key = re.search(r'name="photos_kept" value="([^"]+)"', told(refused))
    assert key is not None
    assert "1 张照片已经收好" in told(refused)
    report(client, door, kind, photos_kept=key[1])
    assert files.of(Job.objects.get()).count() == 1


def test_a_key_to_a_photo_that_was_made_up_opens_nothing(client: Client, door: Any, kind: Category) -> None:
    assert report(client, door, kind, photos_kept="eyJzaGEyNTYiOiAiMCJ9:made:up").status_code == 302
    assert not files.of(Job.objects.get()).exists()


def test_too_many_reports_from_one_door_are_braked_with_a_sentence(client: Client, door: Any, kind: Category) -> None:
    rule_set("repairs.reports_per_hour_per_code", 2, effective_from=timezone.localdate(), why="试", actor=system_user())
    answers = [report(client, door, kind, is_other="on") for _n in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "请稍后再试" in told(answers[2])
    assert "前排两根不亮" in told(answers[2])
    assert Job.objects.count() == 2


def test_what_a_visitor_typed_is_shown_as_text_not_run(client: Client, door: Any, kind: Category, wang: Worker) -> None:
    report(client, door, kind, what='<script>alert("灯")</script><b onclick=x>')
    job = services.job_assign(Job.objects.get(), worker=wang, now=timezone.now(), actor=system_user())
    pages = [client.get(status_of(job))]
    as_worker(client, wang)
    pages += [client.get(reverse("repairs:mine")), client.get(reverse("repairs:mine-job", args=[job.pk]))]
    pages += [client.get(reverse("repairs:mine-finish", args=[job.pk]))]
    for page in pages:
        assert page.status_code == 200
        assert "&lt;script&gt;alert" in told(page)
        assert "<script>alert" not in told(page)
        assert "<b onclick" not in told(page)


def test_the_same_fault_reported_again_joins_the_first_job(client: Client, door: Any, kind: Category) -> None:
    first = fresh(place=door.place, category=kind, what="黑板上方有裂缝")
    seen = told(client.get(page_of(door)))
    assert "跟上那一单" in seen
    assert first.what not in seen  # what another visitor wrote is his
    answer = client.post(page_of(door), {"follow": first.pk, "what": "我也看到了"})
    assert (answer.status_code, answer["Location"]) == (302, status_of(first))
    assert Job.objects.count() == 1
    assert Urging.objects.get(job=first).words == "我也看到了"
    assert "跟上了那一单" in told(client.get(status_of(first)))


def test_a_kind_that_is_one_fault_at_a_place_is_joined_by_itself_unless_the_reporter_says_otherwise(
    client: Client, door: Any
) -> None:
    leak = make.category(name="漏水", joins=True)
    first = fresh(place=door.place, category=leak)
    assert report(client, door, leak)["Location"] == status_of(first)
    assert Job.objects.count() == 1
    assert report(client, door, leak, is_other="on")["Location"] != status_of(first)
    assert Job.objects.count() == 2


@pytest.mark.parametrize("where", ["elsewhere", "done"])
def test_only_what_is_open_at_this_very_place_can_be_joined(
    client: Client, door: Any, kind: Category, where: str
) -> None:
    other = fresh(category=kind) if where == "elsewhere" else fresh(place=door.place, category=kind, status="finished")
    answer = client.post(page_of(door), {"follow": other.pk, "what": "同一件"})
    assert answer.status_code == 409
    assert "不在修了" in told(answer)
    assert "同一件" in told(answer)
    assert not Urging.objects.exists()


def test_the_phone_that_reported_finds_its_report_at_the_same_door(client: Client, door: Any, kind: Category) -> None:
    report(client, door, kind)
    job = Job.objects.get()
    assert f'href="{status_of(job)}"' in told(client.get(page_of(door)))
    stranger = told(Client().get(page_of(door)))
    assert status_of(job) not in stranger
    assert job.number not in stranger


def test_who_is_signed_in_and_may_report_does_so_under_his_own_name(client: Client, door: Any) -> None:
    client.force_login(make_people.user_with("repairs.report_job"))
    assert client.get(page_of(door))["Location"] == f"{reverse('repairs:report')}?code={door.code}"
    client.force_login(make_people.user_with())
    assert client.get(page_of(door)).status_code == 200


def test_the_button_of_a_place_leads_to_the_page_of_its_code(client: Client, door: Any) -> None:
    assert client.get(f"/s/{door.code}/")["Location"] == page_of(door)


# --- the status page ---------------------------------------------------------------------------------------------


def test_a_made_up_link_gets_a_sentence_and_the_telephone(client: Client, door: Any) -> None:
    answer = client.get(reverse("repairs:status", args=["made-up"]))
    assert answer.status_code == 404
    assert "没有这张报修单" in told(answer)
    assert 'href="tel:8001"' in told(answer)
    assert client.post(reverse("repairs:status", args=["made-up"]), {"do": "confirm"}).status_code == 404


def test_the_page_says_who_has_it_and_shows_his_telephone_only_if_he_does(client: Client, wang: Worker) -> None:
    job = fresh(worker=wang)
    seen = told(client.get(status_of(job)))
    assert "现在由王德明负责" in seen
    assert 'href="tel:8012"' in seen
    assert "以前修好" in seen
    services.worker_change(wang, phone_shown=False, actor=system_user())
    assert "8012" not in told(client.get(status_of(job)))


def test_nobody_reads_the_reporters_name_or_telephone_on_the_page(client: Client) -> None:
    job = fresh(reporter_name="陈一帆", reporter_phone="13800138000")
    seen = told(client.get(status_of(job)))
    assert "陈一帆" not in seen
    assert "13800138000" not in seen
    assert "尾号 8000" in seen


def test_a_job_that_waits_says_for_what_and_until_when(client: Client) -> None:
    now = timezone.now()
    job = fresh(status="doing")
    day = timezone.localdate(now) + timedelta(days=3)
    services.job_hold(job, reason="parts", note="阀芯已订", expected_on=day, now=now, actor=system_user())
    seen = told(client.get(status_of(job)))
    assert "等配件：阀芯已订" in seen
    assert f"预计{day.month}月{day.day}日接着修" in seen


def test_the_part_is_fetched_again_alone_and_the_whole_page_once_it_has_changed(client: Client) -> None:
    job = fresh()
    same = client.get(f"{status_of(job)}?was=new", headers={"HX-Request": "true"})
    assert "<html" not in told(same)
    assert "HX-Refresh" not in same
    changed = client.get(f"{status_of(job)}?was=assigned", headers={"HX-Request": "true"})
    assert changed["HX-Refresh"] == "true"


def test_a_reporter_may_urge_once_in_the_rules_time(client: Client) -> None:
    job = fresh()
    assert client.post(status_of(job), {"do": "urge"}).status_code == 302
    again = client.post(status_of(job), {"do": "urge"})
    assert again.status_code == 400
    assert "刚刚已经催过" in told(again)
    assert "分钟后可再催" in told(client.get(status_of(job)))
    job.refresh_from_db()
    assert job.urged_count == 1


def test_confirming_closes_and_a_second_time_says_so(client: Client) -> None:
    job = fresh(status="finished")
    assert "修好了吗" in told(client.get(status_of(job)))
    assert client.post(status_of(job), {"do": "confirm"}).status_code == 302
    job.refresh_from_db()
    assert (job.status, job.confirmed_how) == (S.CLOSED, Job.How.REPORTER)
    assert not Rating.objects.exists()  # 未评价 is not a good rating
    again = client.post(status_of(job), {"do": "confirm"})
    assert again.status_code == 409
    assert "已经是“已办结”" in told(again)


def test_sending_back_needs_words_and_keeps_the_photo_that_came_without_them(client: Client) -> None:
    job = fresh(status="finished")
    refused = client.post(status_of(job), {"do": "reopen", "why": " ", "photos": [make_files.photo()]})
    assert refused.status_code == 400
    assert "请写明哪里没修好" in told(refused)
    key = re.search(r'name="photos_kept" value="([^"]+)"', told(refused))
    assert key is not None
    assert client.post(status_of(job), {"do": "reopen", "why": "还漏", "photos_kept": key[1]}).status_code == 302
    job.refresh_from_db()
    assert (job.status, job.reopened_count, job.why) == (S.ASSIGNED, 1, "还漏")
    assert files.of(job).count() == 1


def test_a_rating_is_given_once_with_the_tags_there_are(client: Client) -> None:
    job = fresh(status="closed")
    empty = client.post(status_of(job), {"do": "rate", "words": "很好"})
    assert empty.status_code == 400
    assert "请先点一个满意程度" in told(empty)
    assert "很好" in told(empty)
    given = {"do": "rate", "score": "4", "tag": ["来得快", "<b>"], "words": "很好"}
    assert client.post(status_of(job), given).status_code == 302
    rating = Rating.objects.get(job=job)
    assert (rating.score, rating.tags, rating.words, rating.rated_by) == (4, "来得快", "很好", None)
    assert client.post(status_of(job), given).status_code == 400
    assert "4 分" in told(client.get(status_of(job)))


@pytest.mark.parametrize("score", ["0", "6", "five", "4.5", ""])
def test_a_score_there_is_not_is_refused(client: Client, score: str) -> None:
    job = fresh(status="closed")
    assert client.post(status_of(job), {"do": "rate", "score": score}).status_code == 400
    assert not Rating.objects.exists()


def test_the_repairer_neither_accepts_nor_rates_his_own_work(client: Client, wang: Worker) -> None:
    job = fresh(status="finished", worker=wang)
    as_worker(client, wang)
    refused = client.post(status_of(job), {"do": "confirm"})
    assert refused.status_code == 400
    assert "修的人不能自己验收" in told(refused)
    closed = fresh(status="closed", worker=wang)
    assert "不能评价自己修的活" in told(client.post(status_of(closed), {"do": "rate", "score": "5"}))
    assert not Rating.objects.exists()


def test_a_number_to_call_is_left_once(client: Client) -> None:
    job = fresh(reporter_name="")
    wrong = client.post(status_of(job), {"do": "phone", "phone": "不告诉你", "name": "小陈"})
    assert wrong.status_code == 400
    assert "“不告诉你”不像电话号码" in told(wrong)
    assert "小陈" in told(wrong)
    assert client.post(status_of(job), {"do": "phone", "phone": "138 0013 8000", "name": "小陈"}).status_code == 302
    second = client.post(status_of(job), {"do": "phone", "phone": "13900000000"})
    assert second.status_code == 400
    job.refresh_from_db()
    assert (job.reporter_phone, job.reporter_name) == ("138 0013 8000", "小陈")


def test_a_word_the_page_does_not_know_changes_nothing(client: Client) -> None:
    job = fresh()
    entries = trail(job).count()
    for deed in ("", "finish", "assign"):
        assert client.post(status_of(job), {"do": deed}).status_code == 400
    assert trail(job).count() == entries


def test_pictures_of_the_job_open_with_the_page_and_not_without(client: Client) -> None:
    job = fresh()
    picture = make_files.attachment(record=job)
    paper = make_files.attachment(record=job, upload=make_files.paper(), kind="paper")
    seen = told(client.get(status_of(job)))
    address = re.search(rf'href="(/files/{picture.pk}/\?key=[^"]+)"', seen)
    assert address is not None
    shown = client.get(address[1])
    assert shown.status_code == 200
    let_go(shown)
    assert client.get(f"/files/{picture.pk}/").status_code == 404
    assert f"/files/{paper.pk}/" not in seen


def test_the_page_of_a_joined_job_is_the_page_of_the_one_it_went_into(client: Client) -> None:
    first, second = fresh(), fresh()
    services.job_join(second, first, now=timezone.now(), actor=system_user())
    assert first.number in told(client.get(status_of(second)))


# --- signed in ---------------------------------------------------------------------------------------------------


@pytest.fixture
def teacher(client: Client) -> Any:
    user = make_people.user_with("repairs.report_job", "repairs.view_job", "places.view_place", name="李老师")
    client.force_login(user)
    return user


def test_reporting_under_ones_name_needs_the_right(client: Client) -> None:
    address = reverse("repairs:report")
    assert "/accounts/login/" in client.get(address)["Location"]
    client.force_login(make_people.user_with("repairs.view_job"))
    assert client.get(address).status_code == 403


def test_a_teacher_chooses_the_place_by_its_name_and_reports(
    client: Client, teacher: Any, door: Any, kind: Category
) -> None:
    address = reverse("repairs:report")
    assert "扫门上的码" in told(client.get(address))
    form = client.get(address, {"place__ask": "教学楼301"})
    assert door.place.full_name in told(form)
    answer = client.post(f"{address}?place={door.place.pk}", {"category": kind.pk, "what": "灯坏"})
    job = Job.objects.get()
    assert answer["Location"] == status_of(job)
    assert (job.reporter, job.reporter_name, job.source) == (teacher.person, "李老师", Job.Source.SIGNED)
    mine = told(client.get(reverse("repairs:my-reports")))
    assert status_of(job) in mine


def test_a_place_there_is_not_gets_a_sentence_and_the_words_stay(client: Client, teacher: Any, door: Any) -> None:
    answer = client.get(reverse("repairs:report"), {"place__ask": "月球基地"})
    assert answer.status_code == 400
    assert "没有找到“月球基地”" in told(answer)
    places.code_revoke(door, now=timezone.now(), actor=system_user())
    revoked = client.get(reverse("repairs:report"), {"code": door.code})
    assert revoked.status_code == 400
    assert "没有这个地点码，或者它已经作废" in told(revoked)


def test_a_refused_report_of_a_teacher_keeps_what_he_typed(client: Client, teacher: Any, door: Any) -> None:
    answer = client.post(f"{reverse('repairs:report')}?place={door.place.pk}", {"what": "靠窗那盏"})
    assert answer.status_code == 400
    assert "靠窗那盏" in told(answer)
    assert not Job.objects.exists()


def test_a_teacher_joins_what_is_open_at_the_place(client: Client, teacher: Any, door: Any) -> None:
    leak = make.category(name="漏水", joins=True)
    first = fresh(place=door.place, category=leak)
    address = f"{reverse('repairs:report')}?place={door.place.pk}"
    assert client.post(address, {"follow": first.pk})["Location"] == status_of(first)
    assert client.post(address, {"category": leak.pk})["Location"] == status_of(first)
    assert [one.by_name for one in Urging.objects.filter(job=first)] == ["李老师", "李老师"]
    assert Job.objects.count() == 1


def test_my_reports_are_mine_alone(client: Client, teacher: Any) -> None:
    own = fresh(reporter=teacher.person, status="finished")
    other = fresh(reporter=make_people.person())
    seen = told(client.get(reverse("repairs:my-reports")))
    assert own.number in seen
    assert "等您确认" in seen
    assert other.number not in seen


# --- the repairer ------------------------------------------------------------------------------------------------


def test_the_list_is_for_repairers_and_says_why_to_others(client: Client) -> None:
    client.force_login(make_people.user_with("repairs.view_job"))
    assert client.get(reverse("repairs:mine")).status_code == 403
    client.force_login(make_people.user_with(*WORKS))
    answer = client.get(reverse("repairs:mine"))
    assert answer.status_code == 403
    assert "还没有登记为维修工" in told(answer)


def test_what_presses_comes_first_then_building_by_building_and_what_waits_stands_apart(
    client: Client, wang: Worker
) -> None:
    calm, held = fresh(what="凳子松", worker=wang), fresh(what="等阀芯", worker=wang, status="held")
    urgent = fresh(what="投影不亮", worker=wang, urgency=Job.Urgency.TEACHING)
    late = make.job(what="旧灯", worker=wang)
    as_worker(client, wang)
    answer = client.get(reverse("repairs:mine"))
    order = [row["job"] for group in answer.context["groups"] for row in group["rows"]]
    assert order[0] == urgent
    assert set(order) == {urgent, calm, late}
    assert "超时" in told(answer)
    waiting = client.get(reverse("repairs:mine"), {"show": "held"})
    assert [row["job"] for group in waiting.context["groups"] for row in group["rows"]] == [held]
    assert [tab["count"] for tab in answer.context["tabs"]() if tab["slot"] == "todo"] == [3]


def test_the_list_asks_the_database_as_often_for_forty_jobs_as_for_four(client: Client, wang: Worker) -> None:
    as_worker(client, wang)
    counts = []
    for more in (4, 16):
        for _n in range(more):
            fresh(worker=wang)
        client.get(reverse("repairs:mine"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("repairs:mine"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_new_job_of_his_craft_is_taken_by_the_first_and_the_second_is_told(
    client: Client, wang: Worker, kind: Category
) -> None:
    other = make.worker()
    for worker in (wang, other):
        services.worker_change(worker, trades=[kind.trade], actor=system_user())
    job = fresh(category=kind)
    as_worker(client, wang)
    offered = client.get(reverse("repairs:mine"), {"show": "free"})
    assert job.place.full_name.split()[-1] in told(offered)
    as_worker(other_client := Client(), other)
    assert other_client.get(reverse("repairs:mine-job", args=[job.pk])).status_code == 200
    assert client.post(reverse("repairs:mine-take", args=[job.pk])).status_code == 302
    second = other_client.post(reverse("repairs:mine-take", args=[job.pk]))
    assert second.status_code == 409
    assert "已经是“已派”" in told(second)
    job.refresh_from_db()
    assert job.worker == wang


def test_a_job_of_another_craft_is_not_there_and_anothers_is_not_his_to_do(client: Client, wang: Worker) -> None:
    as_worker(client, wang)
    strange = fresh(status="assigned")
    for name in ("mine-job", "mine-finish"):
        assert client.get(reverse(f"repairs:{name}", args=[strange.pk])).status_code == 404
    for name in ("mine-take", "mine-start", "mine-hold", "mine-resume", "mine-finish"):
        assert client.post(reverse(f"repairs:{name}", args=[strange.pk])).status_code == 404
    services.worker_change(wang, trades=[strange.category.trade], actor=system_user())
    seen = told(client.get(reverse("repairs:mine-job", args=[strange.pk])))
    assert reverse("repairs:mine-finish", args=[strange.pk]) not in seen
    refused = client.post(reverse("repairs:mine-start", args=[strange.pk]))
    assert refused.status_code == 400
    assert "要接手请总务处改派" in told(refused)


def test_the_one_who_holds_it_may_call_the_reporter_and_no_pupil_is_called_at_home(
    client: Client, wang: Worker
) -> None:
    teacher = make_people.person(name="李老师", phone="8123")
    pupil = make_people.person(name="陈同学", kind="student", phone="13700000000")
    as_worker(client, wang)
    pages = [
        told(client.get(reverse("repairs:mine-job", args=[fresh(worker=wang, reporter=who).pk])))
        for who in (teacher, pupil)
    ]
    assert 'href="tel:8123"' in pages[0]
    assert "13700000000" not in pages[1]


def test_begin_wait_and_go_on(client: Client, wang: Worker) -> None:
    job = fresh(worker=wang)
    as_worker(client, wang)

    def step(name: str, **data: Any) -> Any:
        return client.post(reverse(f"repairs:mine-{name}", args=[job.pk]), data)

    assert step("start").status_code == 302
    assert step("start").status_code == 409
    day = timezone.localdate() + timedelta(days=2)
    assert step("hold", reason="parts", note="订了阀芯", expected_on=day.isoformat()).status_code == 302
    job.refresh_from_db()
    assert (job.status, job.hold_reason, job.hold_note, job.expected_on) == (S.HELD, "parts", "订了阀芯", day)
    assert step("hold", reason="parts").status_code == 409
    assert step("resume").status_code == 302
    job.refresh_from_db()
    assert job.status == S.DOING


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"note": "订了"}, "请选择等什么"),
        ({"reason": "lunch", "note": "订了"}, "请选择等什么"),
        ({"reason": "other"}, "请写明原因"),
        ({"reason": "parts", "note": "订了", "expected_on": "明天"}, "“明天”不是日期"),
        ({"reason": "parts", "note": "订了", "expected_on": "2026-02-30"}, "“2026-02-30”不是日期"),
        ({"reason": "parts", "note": "订了", "expected_on": "2020-01-01"}, "不能是过去的日期"),
    ],
)
def test_a_wait_that_says_too_little_comes_back_as_it_was_typed(
    client: Client, wang: Worker, typed: dict[str, str], sentence: str
) -> None:
    job = fresh(worker=wang)
    as_worker(client, wang)
    answer = client.post(reverse("repairs:mine-hold", args=[job.pk]), typed)
    assert answer.status_code == 400
    assert sentence in told(answer)
    assert all(word in told(answer) for word in typed.values() if word not in ("lunch",))
    job.refresh_from_db()
    assert job.status == S.ASSIGNED


@pytest.fixture
def finishing(client: Client, wang: Worker, kind: Category) -> Callable[..., Any]:
    """`finishing(**form)`: he sends the form "修好了" of his one job."""
    job = fresh(worker=wang, category=kind)
    lamp = make.workitem(action="更换", object="灯管", unit="根", category=kind)
    as_worker(client, wang)

    def send(**form: Any) -> Any:
        return client.post(reverse("repairs:mine-finish", args=[job.pk]), form)

    send.job, send.lamp = job, lamp  # type: ignore[attr-defined]
    return send


def test_two_taps_are_enough_to_be_done(client: Client, finishing: Any) -> None:
    seen = told(client.get(reverse("repairs:mine-finish", args=[finishing.job.pk])))
    assert f'name="qty-{finishing.lamp.pk}"' in seen
    answer = finishing(**{f"qty-{finishing.lamp.pk}": "3"})
    assert answer["Location"] == reverse("repairs:mine")
    finishing.job.refresh_from_db()
    assert finishing.job.status == S.FINISHED
    line = JobLine.objects.get()
    assert (line.item, line.qty, line.unit) == (finishing.lamp, Decimal(3), "根")


def test_who_left_a_number_at_the_door_is_to_be_called(client: Client, wang: Worker) -> None:
    job = fresh(worker=wang, reporter_name="小陈", reporter_phone="13800138000")
    as_worker(client, wang)
    answer = client.post(reverse("repairs:mine-finish", args=[job.pk]), {"note": "好了"}, follow=True)
    assert "小陈留了电话 13800138000，请打过去说一声" in told(answer)


def test_everything_of_the_long_form_is_kept_on_the_job(finishing: Any) -> None:
    lamp = finishing.lamp.pk
    answer = finishing(
        **{f"qty-{lamp}": "２"}, action=["维修", ""], object=["吊扇", ""], qty=["1.5", ""], unit=["台", ""],
        part_name=["灯管"], part_qty=["2"], part_unit=["根"], part_price=["18.50"], quote="120", minutes="25",
        note="换好了", after=[make_files.photo()], before=[make_files.photo()],
    )  # fmt: skip
    assert answer.status_code == 302
    job = Job.objects.get(pk=finishing.job.pk)
    assert [(one.object, one.qty) for one in job.lines.order_by("pk")] == [
        ("灯管", Decimal(2)),
        ("吊扇", Decimal("1.5")),
    ]
    assert (job.minutes, job.material_cost, job.outside_quote) == (25, Decimal("37.00"), Decimal("120.00"))
    assert (job.saved_amount, job.done_note) == (Decimal("83.00"), "换好了")
    assert sorted(one.kind for one in files.of(job)) == ["after", "before"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "请点一下做了什么"),
        ({"note": "好了", "minutes": "半小时"}, "“半小时”不是数字"),
        ({"note": "好了", "minutes": "-5"}, "不像这里的数"),
        ({"note": "好了", "quote": "很贵"}, "“很贵”不是数字"),
        ({"note": "好了", "quote": "1e12"}, "不像这里的数"),
        ({"note": "好了", "quote": "NaN"}, "不像这里的数"),
        ({"action": "更换", "object": "灯管", "qty": "三", "unit": "根"}, "“三”不是数字"),
        ({"action": "更换", "object": "灯管", "qty": "1.234", "unit": "根"}, "最多写两位小数"),
        ({"object": "灯管", "qty": "3"}, "还缺动作、单位"),
        ({"note": "好了", "part_qty": "2", "part_price": "5"}, "请写材料叫什么"),
        ({"note": "好了", "part_name": "阀芯", "part_price": "五块"}, "“五块”不是数字"),
        ({"note": "好了", "part_name": "阀芯", "part_qty": "0"}, "数量要大于零"),
        ({"action": "更" * 21, "object": "灯管", "qty": "3", "unit": "根"}, "20"),
        ({"note": "好" * 301}, "300"),
    ],
)
def test_a_form_that_cannot_be_read_comes_back_whole_and_changes_nothing(
    finishing: Any, form: dict[str, str], sentence: str
) -> None:
    answer = finishing(**form, after=[make_files.photo()])
    assert answer.status_code == 400
    assert sentence in told(answer)
    assert all(f"{text}" in told(answer) for text in form.values())
    assert 'name="after_kept"' in told(answer)
    finishing.job.refresh_from_db()
    assert finishing.job.status == S.ASSIGNED
    assert not JobLine.objects.exists()


def test_a_quantity_that_is_no_number_stands_beside_its_line(finishing: Any) -> None:
    answer = finishing(**{f"qty-{finishing.lamp.pk}": "三根", "note": "好了"})
    assert answer.status_code == 400
    assert "“三根”不是数字" in told(answer)
    assert 'value="三根"' in told(answer)


def test_a_paper_among_the_photos_is_refused_and_nothing_is_done(finishing: Any) -> None:
    answer = finishing(note="好了", after=[make_files.paper("灯.jpg")])
    assert answer.status_code == 400
    assert "灯.jpg" in told(answer)
    finishing.job.refresh_from_db()
    assert finishing.job.status == S.ASSIGNED


def test_done_is_done_once(client: Client, finishing: Any) -> None:
    assert finishing(note="好了").status_code == 302
    again = finishing(note="好了")
    assert again.status_code == 409
    assert "已经是“待验收”" in told(again)
    assert client.get(reverse("repairs:mine-finish", args=[finishing.job.pk])).status_code == 200


def test_done_jobs_and_their_numbers_are_to_be_seen(client: Client, finishing: Any) -> None:
    finishing(note="好了", minutes="90", quote="50")
    seen = told(client.get(reverse("repairs:mine"), {"show": "done"}))
    assert finishing.job.category.name in seen
    assert "1小时30分" in seen
    assert "50.00元" in seen


# --- the outside master ------------------------------------------------------------------------------------------


@pytest.fixture
def link(door: Any) -> Any:
    job = fresh(place=door.place, reporter_name="陈一帆", reporter_phone="13800138000", what="水泵不转")
    return make.contractorlink(job=job, now=timezone.now())


def link_page(link: Any) -> str:
    return reverse("repairs:contractor", args=[link.token])


def test_the_link_shows_the_one_job_and_no_telephone_but_the_schools(client: Client, link: Any) -> None:
    other = fresh(what="别处的事")
    seen = told(client.get(link_page(link)))
    assert all(word in seen for word in ("水泵不转", link.job.place.full_name, "陈一帆", 'href="tel:8001"'))
    assert "13800138000" not in seen
    assert other.number not in seen
    assert status_of(link.job) not in seen


def test_the_outside_master_begins_waits_goes_on_and_is_done(client: Client, link: Any) -> None:
    def step(deed: str, **data: Any) -> int:
        return int(client.post(link_page(link), {"do": deed} | data).status_code)

    assert [step("start"), step("hold", reason="parts", note="等密封圈"), step("resume")] == [302, 302, 302]
    done = {"note": "换了密封圈", "action": "更换", "object": "密封圈", "qty": "1", "unit": "个", "cost": "260"}
    assert step("finish", photos=[make_files.photo()], **done) == 302
    job = Job.objects.get(pk=link.job.pk)
    assert (job.status, job.material_cost, job.done_note) == (S.FINISHED, Decimal("260.00"), "换了密封圈")
    assert [one.kind for one in files.of(job)] == ["after"]
    assert "不用再填" in told(client.get(link_page(link)))
    assert step("finish", note="再来") == 400
    assert {str(entry.actor) for entry in trail(job)[:4]} == {"外单位"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"do": "finish"}, "请写一句做了什么"),
        ({"do": "finish", "note": "好了", "cost": "二百"}, "“二百”不是数字"),
        ({"do": "hold", "note": "等"}, "请选择等什么"),
        ({"do": "hold", "note": "等", "reason": "approval"}, "请选择等什么"),
        ({"do": "resume"}, "现在不能"),
        ({"do": "cancel"}, "没看懂"),
    ],
)
def test_what_the_outside_master_may_not_or_forgot_gets_a_sentence(
    client: Client, link: Any, data: dict[str, str], sentence: str
) -> None:
    answer = client.post(link_page(link), data)
    assert answer.status_code in {400, 409}
    assert sentence in told(answer)
    assert data.get("note", "") in told(answer)
    link.job.refresh_from_db()
    assert link.job.status == S.ASSIGNED


def test_a_link_that_lapsed_was_withdrawn_or_never_was_opens_nothing(client: Client, link: Any) -> None:
    unknown = client.get(reverse("repairs:contractor", args=["made-up"]))
    assert unknown.status_code == 404
    assert "链接不对" in told(unknown)
    old = make.contractorlink(job=fresh(what="旧单"), now=timezone.now() - timedelta(days=60))
    lapsed = client.get(link_page(old))
    assert lapsed.status_code == 410
    assert "过期" in told(lapsed)
    services.contractor_link_revoke(link, now=timezone.now(), actor=system_user())
    for answer in (client.get(link_page(link)), client.post(link_page(link), {"do": "start"})):
        assert answer.status_code == 410
        assert "收回" in told(answer)
        assert "水泵不转" not in told(answer)


def test_a_link_stops_when_the_job_is_given_to_somebody_else(client: Client, link: Any, wang: Worker) -> None:
    job = Job.objects.get(pk=link.job.pk)
    services.job_assign(job, worker=wang, now=timezone.now(), actor=system_user())
    assert client.get(link_page(link)).status_code == 410
