"""What each post sees on coming in, and what it does not."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from . import steps
from .people import DESK, PHONE, School

CLOSED_TO_TEACHERS = ("/repairs/board/", "/repairs/phone-in/", "/repairs/watch/", "/repairs/job/import/")


@pytest.mark.parametrize("username", ["principal", "vice"])
def test_the_heads_home_answers_what_is_dangerous_what_waits_and_how_the_term_goes(
    school: School, width: int, username: str
) -> None:
    head = school.user(username, width)
    head.open("/")
    head.see("有没有危险", "等我办", "这学期怎么样", "完成维修", "按时修好率", "平均评分")
    head.look("home")
    chart = head.page.locator("main svg").first
    expect(chart).to_be_visible()
    head.page.locator("a", has_text="完成维修").first.click()
    expect(head.page.locator("tr[data-pk]").first).to_be_visible()
    head.look("figure")


def test_a_question_passed_up_is_answered_by_the_vice_principal(school: School, width: int) -> None:
    place = {PHONE: "行政楼 1层 101办公室", DESK: "行政楼 1层 102办公室"}[width]
    number = steps.report(school.visitor(width, name="reporter"), place, ("空调暖气", "空调坏"), "空调不制热")
    desk = school.user("desk", width)
    steps.give(desk, number)
    job = steps.job_of(desk, number)
    desk.open(f"/repairs/job/{job}/")
    desk.page.locator("#ask summary").click()
    desk.page.locator('#ask [name="question"]').fill("压缩机坏了，换新要 2600 元，换还是修？")
    desk.press("报给校领导")
    desk.see("已经报给校领导")
    vice = school.user("vice", width)
    vice.open("/")
    vice.page.locator("a", has_text="压缩机坏了").first.click()
    vice.page.locator('#answer [name="answer"]').fill("同意换新")
    vice.look("answer")
    vice.press("答复，转给总务处和报修人")
    vice.see("答复已经转给总务处和报修人")
    desk.open(f"/repairs/job/{job}/")
    desk.see("同意换新")


def test_a_teacher_sees_what_he_reported_and_nothing_else(school: School, width: int) -> None:
    place = {PHONE: "图书馆 1层 102阅览室", DESK: "图书馆 1层 103阅览室"}[width]
    teacher = school.user("teacher", width)
    teacher.open(f"/s/{school.program.code_of(place)}/")
    teacher.look("scanned")
    teacher.press("报修", within=teacher.page.locator("main"), role="link")
    steps.tile(teacher, "电教", "网络不通")
    teacher.page.locator("#what").fill("上不了网")
    teacher.press("送给总务处")
    number = steps.number_on(teacher)
    teacher.open("/my/reports/")
    teacher.see("上不了网", number)
    teacher.look("my-reports")
    own = "SELECT j.id FROM repairs_job j JOIN people_person p ON p.id = j.reporter_id WHERE p.name = '朱诺'"
    seen = {pk for (pk,) in school.program.rows(own)}
    teacher.open("/repairs/job/")
    shown = {int(row.get_attribute("data-pk") or 0) for row in teacher.page.locator("tr[data-pk]").all()}
    assert shown
    assert shown <= seen
    assert steps.job_of(teacher, number) in shown
    other = school.program.rows("SELECT id FROM repairs_job ORDER BY id DESC")
    stranger = next(pk for (pk,) in other if pk not in seen)
    teacher.open(f"/repairs/job/{stranger}/", status=404)
    for path in CLOSED_TO_TEACHERS:
        teacher.open(path, status=403)
    teacher.look("forbidden")


def test_the_keeper_reports_like_a_teacher_and_does_not_dispatch(school: School, width: int) -> None:
    keeper = school.user("keeper", width)
    keeper.open("/")
    keeper.look("home")
    assert keeper.page.get_by_role("link", name="派工板").count() == 0
    keeper.open("/my/reports/")
    keeper.look("my-reports")
    keeper.open("/summaries/summary/")
    for path in ("/repairs/board/", "/my/jobs/", "/repairs/worker/new/"):
        keeper.open(path, status=403)


def test_the_repairer_sees_his_work_by_building_and_takes_what_is_free(school: School, width: int) -> None:
    place = {PHONE: "校门广场", DESK: "停车场"}[width]
    number = steps.report(school.visitor(width, name="reporter"), place, ("水", "漏水"), "水表旁边冒水")
    repairer = school.user("repairer", width)
    repairer.open("/my/jobs/?show=free")
    repairer.look("free")
    repairer.page.locator(f'a.job[href="/my/jobs/{steps.job_of(repairer, number)}/"]').click()
    repairer.press("我来接")
    repairer.see("归您了")
    repairer.open("/my/jobs/")
    repairer.see("水表旁边冒水")
    repairer.open("/my/jobs/?show=done")
    repairer.look("done")
    carpenter = school.user("carpenter", width)
    carpenter.open(f"/my/jobs/{steps.job_of(repairer, number)}/", status=404)  # not his craft, not his job


def test_each_page_of_the_menu_opens_for_the_director_and_looks_right(school: School, width: int) -> None:
    director = school.user("director", width)
    director.open("/me/")
    links = director.page.locator("aside nav a, dl.menu a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    pages = sorted({link for link in links if link and link.startswith("/")})
    assert len(pages) >= 20
    for path in pages:
        director.open(path)
        director.look(path.strip("/").replace("/", "-"), axe=width == PHONE)
