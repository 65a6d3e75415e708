from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people import api as kernel_people
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import add_workdays
from lvye.modules.plans import services
from lvye.modules.plans.models import Attendance, Decision, Meeting, Plan, PlanItem, Presence, Proof, Target
from lvye.modules.plans.tests import make
from lvye.modules.plans.tests.test_proofs import picture
from lvye.modules.repairs.tests import make as repairs
from tests import paper

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def now_plan(school: Any) -> Plan:
    """A plan of the term that runs on the day of the test (screens read the clock)."""
    return services.plan_make(kind="term", period=school.term.code, actor=system_user())


def running_item(plan: Plan, **values: Any) -> PlanItem:
    """An item of it that is due next week, the plan running."""
    today = timezone.localdate()
    given = {"what": "清掏三号雨水井", "due_on": add_workdays(today, 5)} | values
    given["person"] = given.get("person") or people.person()
    item = services.item_add(plan, today=today, actor=system_user(), **given)
    plan.refresh_from_db()
    if plan.status == Plan.Status.DRAFT:
        sent = services.plan_submit(plan, now=timezone.now(), actor=system_user())
        services.plan_agree(sent, now=timezone.now(), actor=people.user_without_person())
    return PlanItem.objects.select_related("plan").get(pk=item.pk)


def signed(client: Any, *posts: str) -> Any:
    user = people.user_in(*posts)
    client.force_login(user)
    return user


# --- the plan ----------------------------------------------------------------------------------------------------


def test_the_director_makes_a_plan_and_is_led_to_what_is_offered(client: Any, school: Any) -> None:
    signed(client, "director")
    page = client.get("/plans/plan/new/")
    span = f"term|{school.term.code}"
    assert f'value="{span}" selected' in page.content.decode()
    answer = client.post("/plans/plan/new/", {"span": span, "title": "", "aim": "围绕教学"})
    plan = Plan.objects.get()
    assert answer.url == f"/plans/plan/{plan.pk}/offers/"
    offered = client.get(answer.url).content.decode()
    assert "坚持每周后勤例会并有纪要" in offered
    assert "每周对一次账" in offered  # why it is there


@pytest.mark.parametrize("span", ["term|2031-1", "nonsense", "", "month|2026-13", "holiday|1..2"])
def test_a_forged_period_makes_no_plan(client: Any, school: Any, span: str) -> None:
    signed(client, "director")
    answer = client.post("/plans/plan/new/", {"span": span, "title": "", "aim": ""})
    assert answer.status_code == 400
    assert not Plan.objects.exists()


def test_one_tap_takes_an_offer_and_it_is_marked(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    where = f"/plans/plan/{now_plan.pk}/offers/"
    part = client.post(where, {"key": "season:weekly-meetings"}, headers=HTMX)
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    item = PlanItem.objects.get()
    assert (item.hint, item.source) == ("season:weekly-meetings", "season")
    assert f"/plans/planitem/{item.pk}/" in part.content.decode()
    assert item.targets.get().aim == Decimal(12)
    again = client.post(where, {"key": "season:weekly-meetings"}, headers=HTMX)
    assert again.status_code == 400
    assert "已经列进计划" in again.content.decode()
    gone = client.post(where, {"key": "item:999999"})
    assert gone.status_code == 400
    assert PlanItem.objects.count() == 1


def test_the_plan_page_shows_how_each_item_stands(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan, aims=[services.Aim("repairs.done", {}, "ge", Decimal(2))])
    repairs.job(status="finished", now=timezone.now())
    page = client.get(f"/plans/plan/{now_plan.pk}/").content.decode()
    assert item.what in page
    assert "完成维修不少于 2件（1件）" in page
    assert client.get(f"/plans/plan/{now_plan.pk}/?as=print")["Content-Type"] == "application/pdf"


def test_the_vice_principal_agrees_on_the_page_and_the_author_cannot(client: Any, now_plan: Plan) -> None:
    director = people.user_in("director", "vice_principal")
    plan = services.plan_make(kind="month", period="2026-11", actor=director)
    services.item_add(
        plan, what="盘点", person=people.person(), due_on=plan.ends_on, off_day=True, today=plan.begins_on,
        actor=director,
    )  # fmt: skip
    services.plan_submit(plan, now=timezone.now(), actor=director)
    agree = f"/plans/plan/{plan.pk}/do/agree/"
    client.force_login(director)
    assert agree not in client.get(f"/plans/plan/{plan.pk}/").content.decode()
    refused = client.post(agree)
    assert refused.status_code == 400
    assert "不能由自己审定" in refused.content.decode()
    signed(client, "vice_principal")
    assert agree in client.get(f"/plans/plan/{plan.pk}/").content.decode()
    assert client.post(agree).status_code == 302
    plan.refresh_from_db()
    assert plan.status == Plan.Status.AGREED


def test_closing_asks_why_for_each_unfinished_item(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    Plan.objects.filter(pk=now_plan.pk).update(ends_on=timezone.localdate() + timedelta(days=9))
    where = f"/plans/plan/{now_plan.pk}/close/"
    assert item.what in client.get(where).content.decode()
    refused = client.post(where, {f"why{item.pk}": "  "})
    assert refused.status_code == 400
    assert "没写原因" in refused.content.decode()
    assert client.post(where, {f"why{item.pk}": "雨季提前，改到暑假"}).status_code == 302
    now_plan.refresh_from_db()
    assert now_plan.status == Plan.Status.CLOSED
    assert "雨季提前" in client.get(f"/plans/plan/{now_plan.pk}/").content.decode()


def test_the_plan_is_word_and_pdf_with_every_item(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    docx = client.get(f"/plans/plan/{now_plan.pk}/table.docx")
    assert item.what in paper.words(docx.content)
    assert client.get(f"/plans/plan/{now_plan.pk}/table.pdf").content.startswith(b"%PDF")
    assert client.get(f"/plans/plan/{now_plan.pk}/by-person/").content.startswith(b"%PDF")
    assert client.get(f"/plans/people/?plan={now_plan.pk}&as=pdf").content.startswith(b"%PDF")


# --- an item -----------------------------------------------------------------------------------------------------


def test_an_item_is_added_by_its_form_and_a_day_off_is_refused_beside_its_field(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    day = add_workdays(timezone.localdate(), 3)
    saturday = day + timedelta(days=(5 - day.weekday()) % 7)
    values = {"what": "补植花坛", "area": "grounds", "person": people.person().pk, "due_on": saturday.isoformat()}
    where = f"/plans/planitem/new/?plan={now_plan.pk}"
    refused = client.post(where, values)
    assert refused.status_code == 400
    assert "休息日也照办" in refused.content.decode()
    assert client.post(where, values | {"due_on": day.isoformat()}).status_code == 302
    item = PlanItem.objects.get()
    assert (item.what, item.area, item.due_on) == ("补植花坛", "grounds", day)


@pytest.mark.parametrize(
    "bad",
    [{"budget": "abc"}, {"budget": "-5"}, {"due_on": "不知道"}, {"person": "999999"}, {"what": ""}, {"area": "x"}],
)
def test_absurd_values_of_an_item_are_refused_and_nothing_is_lost(
    client: Any, now_plan: Plan, bad: dict[str, str]
) -> None:
    signed(client, "director")
    day = add_workdays(timezone.localdate(), 3).isoformat()
    values = {"what": "补植花坛", "area": "grounds", "person": people.person().pk, "due_on": day} | bad
    answer = client.post(f"/plans/planitem/new/?plan={now_plan.pk}", values)
    assert answer.status_code == 400
    assert not PlanItem.objects.exists()
    if "what" not in bad:
        assert "补植花坛" in answer.content.decode()


def test_a_target_is_chosen_by_its_name_with_its_present_value(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    repairs.job(status="finished", now=timezone.now())
    part = client.get(f"/plans/item/{item.pk}/target/?figure=repairs.done", headers=HTMX).content.decode()
    assert "完成维修（件）" in part
    assert "现在 <b>1件</b>" in part
    assert 'name="only.source"' in part
    where = f"/plans/item/{item.pk}/target/add/"
    values = {"figure": "repairs.done", "only.source": "phone", "sense": "ge", "aim": "２０"}  # full-width digits
    assert client.post(where, values).status_code == 400  # the plan runs: a word why is missing
    assert client.post(where, values | {"because": "要有个数"}).status_code == 302
    target = Target.objects.get()
    assert (target.figure, target.only, target.aim) == ("repairs.done", {"source": "phone"}, Decimal(20))
    page = client.get(f"/plans/planitem/{item.pk}/").content.decode()
    assert "完成维修（电话" in page


@pytest.mark.parametrize("aim", ["", "二十", "-3", "1e999", "NaN", "9" * 40])
def test_an_aim_that_is_no_number_is_refused_with_a_sentence(client: Any, now_plan: Plan, aim: str) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    values = {"figure": "repairs.done", "sense": "ge", "aim": aim, "because": "试一试"}
    answer = client.post(f"/plans/item/{item.pk}/target/add/", values)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not Target.objects.exists()


def test_a_photo_from_the_phone_finishes_an_item(client: Any, now_plan: Plan) -> None:
    user = signed(client, "repairer")
    item = running_item(now_plan, person=kernel_people.person_of(user))
    answer = client.post(f"/plans/item/{item.pk}/prove/", {"uploads": picture(), "words": "清完了"})
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.state == "done"
    page = client.get(f"/plans/planitem/{item.pk}/").content.decode()
    assert "清完了" in page
    assert client.post(f"/plans/item/{item.pk}/prove/", {"words": " "}).status_code == 400
    fake = io.BytesIO(b"\x7fELF" * 40)
    fake.name = "x.jpg"
    assert client.post(f"/plans/item/{item.pk}/prove/", {"uploads": fake}).status_code == 400
    assert Proof.objects.count() == 1


def test_a_record_is_found_by_its_words_and_counted(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    job = repairs.job(status="finished", what="三号井堵了", now=timezone.now())
    found = client.get(f"/plans/item/{item.pk}/find/?q=三号井", headers=HTMX).content.decode()
    assert job.number in found
    values = {"about": "repairs.job", "record": job.pk}
    assert client.post(f"/plans/item/{item.pk}/record/", values).status_code == 302
    assert "记过了" in client.get(f"/plans/item/{item.pk}/find/?q=三号井", headers=HTMX).content.decode()
    for bad in ({"about": "repairs.job", "record": "x"}, {"about": "no.such", "record": "1"}, {}):
        assert client.post(f"/plans/item/{item.pk}/record/", bad).status_code == 400


def test_a_job_offers_to_count_for_the_plan(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    job = repairs.job(status="finished", now=timezone.now())
    where = f"/plans/count/?about=repairs.job&pk={job.pk}"
    assert where.replace("&", "&amp;") in client.get(f"/repairs/job/{job.pk}/").content.decode()
    page = client.get(where).content.decode()
    assert item.what in page
    for bad in (
        "about=repairs.job&pk=99999999",
        "about=x&pk=1",
        "pk=1",
        "about=repairs.job&pk=1%20or",
        "about=plans.plan&pk=1",
    ):
        assert client.get(f"/plans/count/?{bad}").status_code == 404


def test_the_order_for_another_office_is_a_paper_with_boxes_to_sign(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan, partner=people.department(name="教务处"), ask="给出考场表")
    assert client.get(f"/plans/item/{item.pk}/order/").content.startswith(b"%PDF")
    alone = running_item(now_plan)
    assert client.get(f"/plans/item/{alone.pk}/order/").status_code == 400


# --- the month, people, mine -------------------------------------------------------------------------------------


def test_the_month_shows_items_meetings_and_days_off(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    meeting = make.meeting(starts_at=timezone.now() + timedelta(days=1), title="碰头会")
    code = f"{item.due_on:%Y-%m}"
    assert item.what in client.get(f"/plans/month/{code}/").content.decode()
    assert "碰头会" in client.get(f"/plans/month/{timezone.localtime(meeting.starts_at):%Y-%m}/").content.decode()
    assert client.get("/plans/month/2026-13/").status_code == 404
    assert client.get("/plans/month/../../etc/").status_code == 404
    assert item.what not in client.get(f"/plans/month/{code}/?who=me").content.decode()


def test_people_stand_beside_what_they_answer_for(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    person = people.person(name="欧阳师傅")
    running_item(now_plan, person=person)
    assert "欧阳师傅" in client.get("/plans/people/").content.decode()
    assert client.get("/plans/people/?by=post&plan=abc").status_code == 200


def test_somebody_finds_his_items_meetings_and_decisions_in_one_place(client: Any, now_plan: Plan) -> None:
    user = signed(client, "guard")
    person = kernel_people.person_of(user)
    running_item(now_plan, person=person, what="查灭火器")
    meeting = make.meeting(starts_at=timezone.now() + timedelta(minutes=10), invited=[person], title="安全会")
    services.meeting_call(meeting, now=timezone.now(), actor=system_user())
    page = client.get("/plans/mine/").content.decode()
    assert "查灭火器" in page
    assert "安全会" in page
    attendance = Attendance.objects.get()
    assert client.post(f"/plans/attendance/{attendance.pk}/sign/", {"next": "mine"}).url == "/plans/mine/"
    attendance.refresh_from_db()
    assert attendance.status == Presence.PRESENT
    home = client.get("/").content.decode()
    assert "查灭火器" in home
    assert "安全会" in home


# --- meetings ----------------------------------------------------------------------------------------------------


def test_a_meeting_is_arranged_written_and_decided_on_its_page(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    running_item(now_plan)
    office = people.department(name="总务处甲")
    person = people.person(department=office, name="尉迟师傅")
    begins = timezone.localtime() + timedelta(minutes=3)
    values = {
        "kind": "weekly", "title": "", "starts_at": begins.strftime("%Y-%m-%dT%H:%M"), "where": "会议室",
        "departments": [office.pk], "agenda": "清井",
    }  # fmt: skip
    where = client.post("/plans/meeting/new/", values).url
    meeting = Meeting.objects.get()
    assert where == f"/plans/meeting/{meeting.pk}/"
    assert meeting.attendances.get().person == person
    assert client.post(f"{where}do/call/").status_code == 302
    assert client.post(f"/plans/attendance/{meeting.attendances.get().pk}/sign/").status_code == 302
    minutes = {"minutes": "一、三号井先清。\r\n二、拍照。", "was": ""}
    assert client.post(f"/plans/meeting/{meeting.pk}/write/", minutes).status_code == 302
    crossed = client.post(f"/plans/meeting/{meeting.pk}/write/", {"minutes": "另写", "was": "旧的"})
    assert crossed.status_code == 400
    assert "被别人改过" in crossed.content.decode()
    due = add_workdays(timezone.localdate(), 4)
    decide = f"/plans/meeting/{meeting.pk}/decide/"
    refused = client.post(decide, {"what": "清三号井", "person": "", "due_on": "明天"})
    assert refused.status_code == 400
    assert "清三号井" in refused.content.decode()
    assert client.post(decide, {"what": "清三号井", "person": person.pk, "due_on": due.isoformat()}).status_code == 302
    decision = Decision.objects.get()
    client.post(f"/plans/decision/{decision.pk}/plan/")
    decision.refresh_from_db()
    assert decision.item is not None
    assert "在计划里" in client.get(where).content.decode()
    docx = client.get(f"/plans/meeting/{meeting.pk}/minutes.docx")
    text = paper.words(docx.content)
    for words in ("三号井先清", "尉迟师傅", "清三号井"):
        assert words in text
    assert client.get(f"/plans/meeting/{meeting.pk}/minutes.pdf").content.startswith(b"%PDF")


def test_a_whole_terms_meetings_are_set_by_the_calendar(client: Any, school: Any) -> None:
    signed(client, "director")
    values = {
        "term": school.term.code, "kind": "weekly", "weekday": "2", "at": "16:00", "where": "会议室",
        "title": "第#周例会", "people": [school.people[0].pk],
    }  # fmt: skip
    assert client.post("/plans/meetings/series/", values | {"weekday": "9"}).status_code == 400
    answer = client.post("/plans/meetings/series/", values)
    assert answer.status_code == 302
    assert Meeting.objects.count() >= 8
    assert all(timezone.localtime(one.starts_at).weekday() == 2 for one in Meeting.objects.all())


def test_who_is_only_asked_sees_numbers_and_not_why_others_are_away(client: Any) -> None:
    user = signed(client, "repairer")
    other = people.person(name="司马师傅")
    made = make.meeting(starts_at=timezone.now() + timedelta(hours=2), invited=[kernel_people.person_of(user), other])
    services.meeting_call(made, now=timezone.now(), actor=system_user())
    services.attendance_excuse(made.attendances.get(person=other), why="住院", actor=system_user())
    page = client.get(f"/plans/meeting/{made.pk}/").content.decode()
    assert "请假 1" in page
    assert "住院" not in page
    assert "司马师傅" not in page
    foreign = made.attendances.get(person=other)
    assert client.post(f"/plans/attendance/{foreign.pk}/sign/").status_code == 404


# --- letters -----------------------------------------------------------------------------------------------------


def test_goal_letters_are_drawn_printed_and_signed(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    page = client.get("/plans/letters/").content.decode()
    assert "还没有责任书" in page
    assert client.post(f"/plans/letters/{now_plan.pk}/draw/").status_code == 302
    letter = now_plan.letters.get()
    assert letter.content["goals"][0][0] == item.what
    assert item.what in client.get(f"/plans/goalletter/{letter.pk}/").content.decode()
    assert client.get(f"/plans/goalletter/{letter.pk}/?as=print").content.startswith(b"%PDF")
    assert item.what in paper.words(client.get(f"/plans/letters/{now_plan.pk}/all.docx").content)
    tomorrow = timezone.localdate() + timedelta(days=1)
    sign = f"/plans/goalletter/{letter.pk}/do/sign/"
    assert client.post(sign, {"signed_on": tomorrow.isoformat()}).status_code == 400
    assert client.post(sign, {"signed_on": timezone.localdate().isoformat()}).status_code == 302
    assert "签了 1 份" in client.get("/plans/letters/").content.decode()
    assert client.get(f"/plans/letters/{now_plan.pk}/all.docx").status_code == 302  # nothing waits


# --- rights ------------------------------------------------------------------------------------------------------

PAGES = (
    "/plans/month/", "/plans/mine/", "/plans/people/", "/plans/letters/", "/plans/meetings/series/", "/plans/plan/new/",
    "/plans/planitem/new/", "/plans/meeting/new/",
)  # fmt: skip


@pytest.mark.parametrize("where", PAGES)
def test_every_page_asks_for_sign_in_and_its_right(client: Any, clerk: Any, where: str) -> None:
    assert client.get(where).status_code == 302
    client.force_login(clerk)
    assert client.get(where).status_code == 403


def test_staff_see_their_own_items_and_no_others_at_any_address(client: Any, now_plan: Plan) -> None:
    item = running_item(now_plan)
    signed(client, "repairer")
    for name in ("target", "find", "order"):
        assert client.get(reverse(f"plans:{name}", args=[item.pk])).status_code in (403, 404)
    for name in ("prove", "record", "explain", "partner", "target-add"):
        assert client.post(reverse(f"plans:{name}", args=[item.pk])).status_code in (403, 404)
    assert client.get(f"/plans/planitem/{item.pk}/").status_code == 404
    assert client.get(f"/plans/plan/{now_plan.pk}/").status_code == 404
    for name in ("offers", "close", "by-person"):
        assert client.get(reverse(f"plans:{name}", args=[now_plan.pk])).status_code in (403, 404)


def test_a_repairer_does_not_see_what_a_colleague_of_his_post_answers_for_by_name(client: Any, now_plan: Plan) -> None:
    user = signed(client, "repairer")
    post = kernel_people.Post.objects.get(code="repairer")
    named = running_item(now_plan, post=post, what="甲的事")
    by_post = services.item_add(
        now_plan_of(named), what="大家的事", post=post, due_on=named.due_on, today=timezone.localdate(),
        actor=system_user(),
    )  # fmt: skip
    page = client.get("/plans/mine/").content.decode()
    assert user
    assert "大家的事" in page
    assert "甲的事" not in page
    assert client.get(f"/plans/planitem/{by_post.pk}/").status_code == 200


def now_plan_of(item: PlanItem) -> Plan:
    return Plan.objects.get(pk=item.plan_id)


def test_a_draft_is_seen_by_the_office_alone(client: Any, now_plan: Plan) -> None:
    user = signed(client, "repairer")
    item = services.item_add(
        now_plan, what="还没定的事", person=kernel_people.person_of(user),
        due_on=add_workdays(timezone.localdate(), 3), today=timezone.localdate(), actor=system_user(),
    )  # fmt: skip
    assert client.get(f"/plans/planitem/{item.pk}/").status_code == 404
    assert "还没定的事" not in client.get("/plans/mine/").content.decode()


def test_deeds_are_posted_not_fetched(client: Any, now_plan: Plan) -> None:
    signed(client, "director")
    item = running_item(now_plan)
    for name in ("prove", "record", "explain", "partner", "target-add"):
        assert client.get(reverse(f"plans:{name}", args=[item.pk])).status_code == 405
