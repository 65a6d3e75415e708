from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.papers.tests.make import texts
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kit import memo
from lvye.modules.repairs import services
from lvye.modules.repairs.models import ContractorLink, Job, PlannedWork, Referral, Trade, Urging, Visit
from lvye.modules.repairs.screens.desk import category_in
from lvye.modules.repairs.screens.planned import standing as planned_standing
from lvye.modules.repairs.screens.standing import day_word, over, standing, until
from lvye.modules.repairs.services import Line, catalogue_prepare
from lvye.modules.repairs.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
NOW = make.NOW
S = Job.Status
PART = {"HX-Request": "true"}


@pytest.fixture
def desk(db: None) -> Any:
    return people.user_in("desk", name="吴干事")


@pytest.fixture
def office(client: Client, desk: Any) -> Client:
    client.force_login(desk)
    return client


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def html_of(answer: Any) -> str:
    return str(answer.content.decode())


def fresh(**values: Any) -> Job:
    """A job reported just now, so that what the board says of it does not depend on the day of the test."""
    return make.job(**({"now": timezone.now()} | values))


# --- words -------------------------------------------------------------------------------------------------------


def test_a_moment_ahead_is_said_as_short_as_possible() -> None:
    assert until(make.at(16), NOW) == "16:00"
    assert until(make.at(10, day=11), NOW) == "明天 10:00"
    assert until(make.at(10, day=13), NOW) == "周五 10:00"
    assert until(make.at(10, day=27), NOW) == "3月27日 10:00"
    assert day_word(date(2026, 3, 9), date(2026, 3, 10)) == "3月9日"


def test_what_is_over_its_time_is_said_in_minutes_the_same_day_and_in_days_after() -> None:
    assert over(make.at(8, 42), NOW) == "超 18分钟"
    assert over(make.at(16, day=8), NOW) == "超 2 天"


def test_a_job_stands_as_its_next_deadline_says() -> None:
    job = make.job(urgency="normal")  # to be begun by 11:00, done in two days
    assert standing(job, NOW) == standing(job, make.at(9, 30))
    assert (standing(job, NOW).kind, standing(job, NOW).word) == ("soon", "11:00前要派")
    assert standing(job, make.at(11, 20)).word == "超 20分钟"
    given = make.moved(job, "doing")
    assert standing(given, NOW).kind == "going"
    assert standing(given, job.finish_by + timedelta(days=3)).kind == "late"


def test_what_waits_with_a_day_named_is_late_only_after_that_day() -> None:
    job = make.job(status="doing")
    held = services.job_hold(
        job, reason="parts", expected_on=date(2026, 3, 13), now=NOW, actor=make.system_user()
    )  # fmt: skip
    assert (standing(held, make.at(9, day=12)).kind, standing(held, make.at(9, day=12)).word) == ("soon", "明天继续")
    assert standing(held, make.at(9, day=16)).word == "说好3月13日"


# --- the board ---------------------------------------------------------------------------------------------------


def test_each_job_stands_in_the_column_of_its_status(office: Client) -> None:
    titles = {status: f"故障{status}" for status in ("new", "assigned", "doing", "held", "finished")}
    for status, title in titles.items():
        make.job(what=title, **({} if status == "new" else {"status": status}))
    make.job(what="办结了的", status="closed")
    page = html_of(office.get(reverse("repairs:board")))
    columns = dict(re.findall(r'data-column="(\w+)"(.*?)</section>', page, re.DOTALL))
    assert list(columns) == ["new", "going", "held", "finished"]
    assert "故障new" in columns["new"]
    assert "故障assigned" in columns["going"]
    assert "故障doing" in columns["going"]
    assert "故障held" in columns["held"]
    assert "故障finished" in columns["finished"]
    assert "办结了的" not in page


def test_the_most_pressing_stands_first_in_its_column(office: Client) -> None:
    low, normal, teaching, urgent = (fresh(urgency=one) for one in ("low", "normal", "teaching", "urgent"))
    new = office.get(reverse("repairs:board")).context["columns"][0]
    assert [card.job for card in new.cards] == [urgent, teaching, normal, low]


def test_the_proposed_worker_is_the_button_and_one_tap_gives_the_job(office: Client, desk: Any) -> None:
    craft = make.trade()
    master, _other = make.worker(trades=[craft], weekdays="1234567"), make.worker()
    job = fresh(category=make.category(trade=craft))
    page = html_of(office.get(reverse("repairs:board")))
    assert f"派给{master.name}" in page
    answer = office.post(reverse("repairs:assign", args=[job.pk]), {"worker": master.pk, "seen": "new"})
    assert answer.headers["Location"] == reverse("repairs:board")
    job.refresh_from_db()
    assert (job.status, job.worker) == (S.ASSIGNED, master)
    assert f"交给{master.name}了" in html_of(office.get(reverse("repairs:board")))


def test_of_two_who_give_away_one_job_the_second_is_told_who_was_first(office: Client) -> None:
    first, second = make.worker(), make.worker()
    job = make.job()
    office.post(reverse("repairs:assign", args=[job.pk]), {"worker": first.pk, "seen": "new"})
    answer = office.post(
        reverse("repairs:assign", args=[job.pk]), {"worker": second.pk, "seen": "new"}, headers=PART
    )  # fmt: skip
    assert answer.status_code == 409
    assert f"刚刚变成了“已派”（{first.name}）" in html_of(answer)
    job.refresh_from_db()
    assert job.worker == first


def test_a_worker_that_is_nobodys_number_is_refused_with_a_sentence(office: Client) -> None:
    job = make.job()
    answer = office.post(reverse("repairs:assign", args=[job.pk]), {"worker": "99999"}, headers=PART)
    assert answer.status_code == 409
    assert "没有这位维修工" in html_of(answer)
    assert Job.objects.get(pk=job.pk).status == S.NEW


def test_who_else_could_do_it_is_listed_with_the_reason_and_the_firms(office: Client) -> None:
    craft = make.trade()
    master, other = make.worker(trades=[craft], weekdays="1234567"), make.worker(weekdays="1234567")
    firm = make.contractor(name="宏达水暖")
    job = make.job(category=make.category(trade=craft))
    page = html_of(office.get(reverse("repairs:who", args=[job.pk])))
    assert page.index(master.name) < page.index(other.name)
    assert "对口" in page
    assert firm.name in page


def test_giving_it_to_a_firm_makes_a_link_and_leads_to_it(office: Client) -> None:
    firm, job = make.contractor(), make.job()
    answer = office.post(reverse("repairs:assign", args=[job.pk]), {"contractor": firm.pk, "seen": "new"})
    link = ContractorLink.objects.get(job=job)
    assert answer.headers["Location"].endswith("#link")
    assert link.token in html_of(office.get(answer.headers["Location"]))


def test_the_board_takes_as_many_queries_for_many_jobs_as_for_few(office: Client) -> None:
    craft = make.trade()
    owner, kind = make.worker(trades=[craft]), make.category(trade=craft)
    for status in ("new", "doing", "held", "finished"):
        make.job(category=kind, **({} if status == "new" else {"status": status, "worker": owner}))
    memo.forget()
    with CaptureQueriesContext(connection) as few:
        office.get(reverse("repairs:board"))
    for _number in range(12):
        make.job(category=make.category(trade=craft))
        make.job(category=kind, status="finished", worker=make.worker(trades=[craft]))
    memo.forget()
    with CaptureQueriesContext(connection) as many:
        office.get(reverse("repairs:board"))
    assert len(many) == len(few)


def test_a_column_shows_thirty_and_says_how_many_more(office: Client) -> None:
    kind, where = make.category(), make.room()
    for number in range(33):
        make.job(category=kind, place=where, what=f"坏的{number}")
    page = html_of(office.get(reverse("repairs:board")))
    assert page.count('class="card ticket"') == 30
    assert "还有 3 件" in page
    assert html_of(office.get(reverse("repairs:board"), {"all": "new"})).count('class="card ticket"') == 33


def test_chips_narrow_the_board_by_craft_and_by_what_stops_lessons(office: Client) -> None:
    wood, water = make.trade(), make.trade()
    make.job(what="锁坏了", category=make.category(trade=wood))
    make.job(what="漏水了", category=make.category(trade=water), urgency="teaching")
    by_craft = html_of(office.get(reverse("repairs:board"), {"trade": wood.pk}))
    assert ("锁坏了" in by_craft, "漏水了" in by_craft) == (True, False)
    by_lesson = html_of(office.get(reverse("repairs:board"), {"teaching": "1"}))
    assert ("锁坏了" in by_lesson, "漏水了" in by_lesson) == (False, True)
    assert "锁坏了" in html_of(office.get(reverse("repairs:board"), {"trade": "x"}))


def test_the_part_that_renews_itself_is_the_board_without_its_frame(office: Client) -> None:
    make.job(what="灯不亮")
    part = html_of(office.get(reverse("repairs:board"), headers=PART))
    assert "灯不亮" in part
    assert "<html" not in part


def test_the_board_is_the_offices_alone(client: Client) -> None:
    for post in ("teacher", "repairer", "principal"):
        assert as_(people.user_in(post)).get(reverse("repairs:board")).status_code == 403
    assert client.get(reverse("repairs:board")).status_code == 302


# --- the telephone -----------------------------------------------------------------------------------------------


@pytest.fixture
def kinds(db: None) -> Any:
    catalogue_prepare(actor=make.system_user())


def call(office: Client, **values: Any) -> Any:
    given = {"place_text": "教学楼301", "what": "灯不亮 2 根", "source": "phone", "urgency": ""} | values
    return office.post(reverse("repairs:phone-in"), given)


def test_one_line_is_enough_place_and_kind_follow_from_the_words(office: Client, desk: Any, kinds: Any) -> None:
    room = places.room("301教室", building="教学楼")
    answer = call(office, reporter_name="李老师", reporter_phone="8012")
    job = Job.objects.get()
    assert (job.place, job.category.code, job.source) == (room, "power-lamp", "phone")
    assert (job.reporter_name, job.reporter_phone, job.first_asked) == ("李老师", "8012", desk.person)
    page = html_of(office.get(answer.headers["Location"]))
    assert f"已登记 {job.number}" in page
    assert "autofocus" in page


def test_the_last_report_proposes_a_worker_who_gets_it_by_one_tap(office: Client, kinds: Any) -> None:
    places.room("301教室", building="教学楼")
    master = make.worker(trades=Trade.objects.filter(code="plumbing"), weekdays="1234567")
    answer = call(office)
    page = html_of(office.get(answer.headers["Location"]))
    job = Job.objects.get()
    assert f"已登记 {job.number}，建议派{master.name}" in page
    given = office.post(
        reverse("repairs:assign", args=[job.pk]),
        {"worker": master.pk, "seen": "new", "next": reverse("repairs:phone-in")},
    )
    assert given.headers["Location"] == reverse("repairs:phone-in")
    assert Job.objects.get().worker == master


def test_a_place_nobody_knows_is_refused_beside_its_field_and_what_was_typed_stays(office: Client, kinds: Any) -> None:
    answer = call(office, place_text="月球101", reporter_name="李老师")
    assert answer.status_code == 400
    page = html_of(answer)
    assert "没有找到“月球101”" in page
    assert 'value="李老师"' in page
    assert 'value="灯不亮 2 根"' in page
    assert not Job.objects.exists()


def test_a_place_that_may_be_several_is_offered_as_choices(office: Client, kinds: Any) -> None:
    for building in ("教学楼", "实验楼"):
        places.room("301教室", building=building)
    answer = call(office, place_text="301")
    assert answer.status_code == 400
    assert "有好几处" in html_of(answer)
    assert html_of(answer).count('name="place_text" value="') == 2  # the choices
    assert call(office, place_text="实验楼 3层 301教室").status_code == 302


def test_a_report_without_a_kind_is_asked_for_it(office: Client, kinds: Any) -> None:
    places.room("301教室", building="教学楼")
    answer = call(office, what="有点问题")
    assert answer.status_code == 400
    assert "请点一下什么坏了" in html_of(answer)


def test_the_longest_kind_in_the_words_is_meant(kinds: Any) -> None:
    found = category_in("三楼广播喇叭坏了")
    assert found is not None
    assert found.code == "media-speaker"
    assert category_in("") is None


def test_an_open_report_of_the_same_fault_is_shown_first_and_takes_the_new_one(office: Client, kinds: Any) -> None:
    places.room("301教室", building="教学楼")
    call(office)
    first = Job.objects.get()
    again = call(office)
    assert again.status_code == 409
    assert "这里已经有人报过" in html_of(again)
    call(office, joins=first.pk, reporter_name="陈老师")
    assert Job.objects.count() == 1
    assert Urging.objects.get(job=first).by_name == "陈老师"
    call(office, shown=str(first.pk))
    assert Job.objects.count() == 2


def test_places_and_people_are_found_by_initials_while_typing(office: Client) -> None:
    room = places.room("301教室", building="教学楼")
    teacher = people.person(name="欧阳明月", kind="teacher")
    found = html_of(office.get(reverse("repairs:phone-places"), {"q": "jxl"}))
    assert f'data-value="{room.pk}"' in found
    named = html_of(office.get(reverse("repairs:phone-people"), {"q": "oymy"}))
    assert f'data-value="{teacher.pk}"' in named
    assert "没有这样的" in html_of(office.get(reverse("repairs:phone-places"), {"q": "月球"}))


def test_similar_reports_appear_once_place_and_kind_are_known(office: Client) -> None:
    job = fresh(what="灯管闪")
    asked = {"place": job.place_id, "category": job.category_id}
    assert "灯管闪" in html_of(office.get(reverse("repairs:phone-similar"), asked))
    assert html_of(office.get(reverse("repairs:phone-similar"), {"place": "x"})).strip() == ""


# --- the page of a job -------------------------------------------------------------------------------------------


def page_of(client: Client, job: Job) -> str:
    return html_of(client.get(reverse("repairs.job:detail", args=[job.pk])))


def test_the_page_says_where_it_stands_who_holds_it_and_what_may_be_done(office: Client) -> None:
    worker = make.worker()
    job = fresh(what="水龙头关不严", worker=worker)
    page = page_of(office, job)
    assert f"在{worker.name}手里" in page
    assert "改派" in page
    assert "还不能点" in page
    steps = re.findall(r'<li class="is-(\w+)"[^>]*><b>(\w+)</b>', page)
    assert [label for _kind, label in steps[:5]] == ["报修", "派工", "处理", "验收", "办结"]
    assert [kind for kind, _label in steps[:2]] == ["done", "done"]
    assert re.search(r"<b>报修</b><small>\d\d:\d\d</small>", page)


def test_what_one_may_not_do_is_not_there(office: Client) -> None:
    teacher = people.user_in("teacher")
    job = make.job(reporter=teacher.person, status="assigned")
    page = page_of(as_(teacher), job)
    for word in ("改派", "请示", "答复报修人", "作废", "并入"):
        assert word not in page
    assert "催一下" in page


def test_the_story_tells_what_matters_without_the_machines_words(office: Client, desk: Any) -> None:
    job = make.job(what="灯不亮", status="doing")
    services.job_hold(job, reason="parts", note="阀芯订了", now=NOW, actor=desk)
    page = page_of(office, Job.objects.get(pk=job.pk))
    story = page[page.index('id="story"') :]
    assert "等什么：等配件" in story
    assert "阀芯订了" in story
    assert "“灯不亮”" in story
    assert "派工时间" not in story


def test_urging_from_the_page_reaches_the_worker_and_not_twice_at_once(office: Client) -> None:
    job = fresh(status="assigned")
    url = reverse("repairs:urge", args=[job.pk])
    assert office.post(url).status_code == 302
    assert Urging.objects.get(job=job).by_name == "吴干事"
    again = office.post(url)
    assert again.status_code == 400
    assert "刚刚已经催过" in html_of(again)


def test_a_promise_needs_a_day_that_is_not_past_and_keeps_what_was_typed(office: Client) -> None:
    job = fresh(status="assigned")
    url = reverse("repairs:promise", args=[job.pk])
    wrong = office.post(url, {"promised_on": "2020-01-01", "promise_note": "等配件"})
    assert wrong.status_code == 400
    assert "不能是过去的日期" in html_of(wrong)
    assert 'value="等配件"' in html_of(wrong)
    nonsense = office.post(url, {"promised_on": "2026-13-40"})
    assert "请选一个日期" in html_of(nonsense)
    day = timezone.localdate() + timedelta(days=2)
    office.post(url, {"promised_on": day.isoformat()})
    assert Job.objects.get(pk=job.pk).promised_on == day


def test_a_question_goes_up_and_its_answer_comes_down(office: Client) -> None:
    job = fresh(status="doing")
    office.post(reverse("repairs:ask", args=[job.pk]), {"question": "要不要整根换管子"})
    asked = Referral.objects.get(job=job)
    assert "等答复的请示" in page_of(office, Job.objects.get(pk=job.pk))
    vice = as_(people.user_in("vice_principal"))
    assert 'name="answer"' in page_of(vice, job)
    assert 'name="answer"' not in page_of(office, job)
    vice.post(reverse("repairs:answer", args=[asked.pk]), {"answer": "同意更换"})
    assert "同意更换" in page_of(office, job)
    assert office.post(reverse("repairs:answer", args=[asked.pk]), {"answer": "我也同意"}).status_code == 403


def test_the_firms_link_is_shown_copied_renewed_and_withdrawn(office: Client) -> None:
    link = make.contractorlink(job=fresh(), now=timezone.now())
    page = page_of(office, link.job)
    assert link.token in page
    assert 'data-copy="link-url"' in page
    office.post(reverse("repairs:link", args=[link.job_id]))
    newest = ContractorLink.objects.order_by("-pk")[0]
    assert newest.token != link.token
    office.post(reverse("repairs:link-revoke", args=[newest.pk]))
    gone = page_of(office, link.job)
    assert newest.token not in gone
    assert "没有可用的链接" in gone


def test_repair_against_replacement_is_said_where_it_pays(office: Client) -> None:
    item = make.workitem(action="维修", object="水嘴", unit="个", replacement_cost="30.00")
    kind, where = make.category(), make.room()
    for _time in range(2):
        job = fresh(category=kind, place=where, status="doing")
        line = Line("维修", "水嘴", make.Decimal(1), "个")
        services.job_finish(
            job, lines=[line], minutes=60, material_cost=make.Decimal("12.00"), now=timezone.now(),
            actor=make.system_user(),
        )  # fmt: skip
    assert item.replacement_cost
    page = page_of(office, fresh(category=kind, place=where))
    assert "第 3 次" in page
    assert "修了 84.00 元，换新 30.00 元" in page


def test_the_same_fault_reported_twice_can_be_joined_from_the_page(office: Client) -> None:
    first = fresh()
    second = fresh(place=first.place, category=first.category)
    page = page_of(office, second)
    assert "也许是同一故障" in page
    office.post(reverse("repairs.job:do", args=[second.pk, "join"]), {"joined_to": first.pk})
    assert Job.objects.get(pk=second.pk).joined_to == first


def test_the_form_on_paper_holds_the_work_and_boxes_to_sign(office: Client) -> None:
    job = make.job(what="灯不亮", status="finished")
    answer = office.get(reverse("repairs.job:detail", args=[job.pk]), {"as": "print"})
    assert answer.headers["Content-Type"] == "application/pdf"
    words = "".join(texts(answer.content))
    for word in ("维修单", job.number, "灯管", "报修人验收", "总务处"):
        assert word in words


def test_a_job_one_may_not_see_is_not_found(office: Client) -> None:
    stranger = as_(people.user_in("teacher"))
    assert stranger.get(reverse("repairs.job:detail", args=[make.job().pk])).status_code == 404
    assert stranger.post(reverse("repairs:urge", args=[make.job().pk])).status_code == 404


# --- planned works -----------------------------------------------------------------------------------------------


def test_what_is_not_done_when_the_school_opens_is_red() -> None:
    work = make.plannedwork()  # due on the 20th of February, the school opens on the 23rd
    assert planned_standing(work, date(2026, 2, 10)).kind == "idle"
    assert planned_standing(work, date(2026, 2, 18)).kind == "soon"
    assert planned_standing(work, date(2026, 2, 22)).word == "超 2 天"
    assert planned_standing(work, date(2026, 2, 23)).word == "开学了还没完成"
    done = services.planned_finish(
        work, done_on=date(2026, 2, 22), now=make.at(9), actor=make.system_user()
    )  # fmt: skip
    assert (planned_standing(done, date(2026, 3, 1)).kind, planned_standing(done, date(2026, 3, 1)).word) == (
        "done", "晚 2 天完成",
    )  # fmt: skip


def test_works_are_listed_batch_by_batch_with_people_and_progress(office: Client) -> None:
    day = timezone.localdate()
    given = {"begins_on": day, "due_on": day + timedelta(days=5), "opening_on": day + timedelta(days=9)}
    done = make.plannedwork(batch="暑假维修", **given)
    services.planned_finish(done, done_on=None, now=timezone.now(), actor=make.system_user())
    make.plannedwork(batch="暑假维修", responsible=people.person(name="赵师傅"), **given)
    page = html_of(office.get(reverse("repairs:planned")))
    assert "暑假维修" in page
    assert "完成 1，进行 0，超期 0" in page
    assert "赵师傅" in page


def test_a_list_is_made_from_a_pattern_as_a_whole(office: Client) -> None:
    who, day = people.person(name="赵师傅"), timezone.localdate()
    given = {
        "batch": "暑假维修", "begins_on": day, "due_on": day + timedelta(days=9), "opening_on": "",
        "on0": "1", "name0": "课桌凳检修", "responsible0": who.pk, "qty0": "280", "unit0": "张",
        "on1": "1", "name1": "门锁检查", "responsible1": who.pk, "name2": "不做的",
    }  # fmt: skip
    answer = office.post(reverse("repairs:planned-new", args=["overhaul"]), given)
    assert answer.status_code == 302
    assert set(PlannedWork.objects.values_list("name", flat=True)) == {"课桌凳检修", "门锁检查"}
    assert PlannedWork.objects.get(name="课桌凳检修").target_qty == 280


def test_a_list_with_one_wrong_line_is_not_written_and_keeps_what_was_typed(office: Client) -> None:
    who, day = people.person(name="赵师傅"), timezone.localdate()
    given = {
        "batch": "暑假维修", "begins_on": day, "due_on": day, "on0": "1", "name0": "课桌凳检修",
        "responsible0": who.pk, "on1": "1", "name1": "门锁检查", "qty1": "许多",
    }  # fmt: skip
    answer = office.post(reverse("repairs:planned-new", args=["overhaul"]), given)
    assert answer.status_code == 400
    assert "“门锁检查”还没有选负责人" in html_of(answer)
    assert 'value="课桌凳检修"' in html_of(answer)
    assert not PlannedWork.objects.exists()
    assert office.get(reverse("repairs:planned-new", args=["nothing"])).status_code == 404


def test_a_job_is_given_out_of_a_planned_work(office: Client) -> None:
    work, kind, where = make.plannedwork(), make.category(), make.room()
    given = {"place": where.pk, "category": kind.pk, "what": "三楼课桌"}
    answer = office.post(reverse("repairs:planned-spawn", args=[work.pk]), given)
    job = Job.objects.get()
    assert (job.planned, job.source, job.what) == (work, "planned", "三楼课桌")
    assert reverse("repairs:who", args=[job.pk]) in answer.headers["Location"]


def test_the_list_goes_on_the_wall(office: Client) -> None:
    day = timezone.localdate()
    make.plannedwork(batch="暑假维修", name="围墙修补", begins_on=day, due_on=day, opening_on=None)
    answer = office.get(reverse("repairs:planned"), {"as": "print", "batch": "暑假维修"})
    assert "围墙修补" in "".join(texts(answer.content))
    assert office.get(reverse("repairs:planned"), {"as": "print", "batch": "没有的"}).status_code == 404


# --- return visits and the watch list ----------------------------------------------------------------------------


def test_visits_are_telephoned_through_with_number_and_work(office: Client) -> None:
    job = make.job(status="closed", what="灯不亮", reporter_name="李老师", reporter_phone="8012")
    visit = make.visit(job=job)
    page = html_of(office.get(reverse("repairs:visits")))
    assert 'href="tel:8012"' in page
    assert "更换灯管3根" in page
    office.post(reverse("repairs:visit-record", args=[visit.pk]), {"outcome": "satisfied", "words": "很好"})
    assert Visit.objects.get().outcome == "satisfied"


def test_discontent_needs_words_and_offers_to_send_the_job_back(office: Client) -> None:
    visit = make.visit()
    url = reverse("repairs:visit-record", args=[visit.pk])
    silent = office.post(url, {"outcome": "not"})
    assert silent.status_code == 400
    assert "请写下对方怎么说" in html_of(silent)
    answer = office.post(url, {"outcome": "not", "words": "还在漏"})
    page = html_of(office.get(answer.headers["Location"]))
    assert reverse("repairs.job:do", args=[visit.job_id, "reopen"]) in page


def test_what_breaks_again_and_again_is_a_sentence_with_its_records(office: Client) -> None:
    kind, where = make.category(name="水嘴坏"), make.room()
    now = timezone.now()
    for number in range(3):
        fresh(category=kind, place=where, now=now - timedelta(minutes=number))
    page = html_of(office.get(reverse("repairs:watch"), {"period": "year"}))
    assert f"坏得最勤的是{where.full_name}的“水嘴坏”：3 次" in page
    url = re.search(r'href="([^"]*on\.place[^"]*)"', page)
    assert url is not None
    listed = html_of(office.get(url[1].replace("&amp;", "&")))
    assert listed.count("<tr data-pk=") == 3


def test_the_watch_list_on_paper_holds_its_tables_and_boxes_to_sign(office: Client) -> None:
    kind, where = make.category(name="水嘴坏"), make.room()
    for number in range(3):
        fresh(category=kind, place=where, now=timezone.now() - timedelta(minutes=number))
    page = html_of(office.get(reverse("repairs:watch"), {"period": "year"}))
    assert "?period=year&amp;as=print" in page
    answer = office.get(reverse("repairs:watch"), {"period": "year", "as": "print"})
    assert answer.headers["Content-Type"] == "application/pdf"
    said = "".join(texts(answer.content)).replace("\n", "")
    assert all(word in said for word in ("关注清单", "反复坏", "水嘴坏", "怎么办", "分管副校长"))
    assert "修不如换" not in said  # nothing of the kind: no empty table


def test_an_empty_watch_list_on_paper_says_so(office: Client) -> None:
    answer = office.get(reverse("repairs:watch"), {"as": "print"})
    assert "没有反复坏的" in "".join(texts(answer.content)).replace("\n", "")


def test_an_empty_watch_list_says_so(office: Client) -> None:
    page = html_of(office.get(reverse("repairs:watch")))
    assert "没有同一处反复坏的" in page


# --- 今日 --------------------------------------------------------------------------------------------------------


def home(user: Any) -> str:
    return html_of(as_(user).get("/"))


def test_the_desk_sees_what_is_to_be_given_out_and_what_is_late(desk: Any) -> None:
    make.job(what="没派的活")
    make.job(what="超时的活", status="doing")
    page = home(desk)
    assert "今天要办" in page
    assert "没派的活" in page
    assert "超时的活" in page[page.index('id="repairs-trouble"') :]


def test_the_principal_gets_three_answers(desk: Any) -> None:
    principal = people.user_in("principal")
    calm = home(principal)
    assert "没有漏水、冒烟这样的急修没办完" in calm
    assert "总务处没有要您定的事" in calm
    job = fresh(what="配电箱有焦味", urgency="urgent")
    services.referral_ask(job, question="要不要停电检修", now=timezone.now(), actor=desk)
    page = home(principal)
    assert "配电箱有焦味" in page
    assert "要不要停电检修" in page
    assert "今天要办" not in page


def test_a_repairer_sees_his_jobs_and_a_teacher_his_reports() -> None:
    worker, teacher = make.worker(), people.user_in("teacher")
    fresh(what="给师傅的活", worker=worker)
    make.job(what="修好了的", reporter=teacher.person, status="finished")
    assert "给师傅的活" in home(worker.person.user)
    mine = home(teacher)
    assert "修好了，请看一看" in mine
    assert "给师傅的活" not in mine


def test_the_term_in_three_figures_opens_their_records(school: Any) -> None:
    principal = people.user_in("principal")
    fresh(status="finished")
    page = home(principal)
    assert "这学期怎么样" in page
    assert "/figures/repairs.done/" in page
    assert "1件" in page
