"""The office's day: the telephone, the same fault twice, urging, waiting, sent back, passed up."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from . import steps
from .people import DESK, PHONE, School

CHINA = ZoneInfo("Asia/Shanghai")
TAP = ("水", "水龙头坏")
DRAIN = ("水", "下水堵塞")  # one blocked drain, not two: a second report is the same fault


def test_a_telephone_report_is_typed_with_the_keyboard_alone_in_under_twenty_seconds(school: School) -> None:
    desk = school.user("desk", DESK)
    desk.open("/repairs/phone-in/")
    place = desk.page.locator("#id_place_text")
    expect(place).to_be_focused()
    began = monotonic()
    keys = desk.page.keyboard
    keys.type("jxl201")
    expect(desk.page.locator("#places-list [data-value]").first).to_contain_text("教学楼 2层 201教室")
    keys.press("Enter")
    expect(place).to_have_value("教学楼 2层 201教室")
    keys.press("Tab")
    keys.type("后排灯不亮 2 根")
    expect(desk.page.get_by_role("radio", name="灯不亮", exact=True)).to_be_checked()
    keys.press("Tab")
    keys.type("朱诺")
    expect(desk.page.locator("#people-list [data-value]").first).to_contain_text("朱诺")
    keys.press("Enter")
    keys.press("Enter")
    expect(desk.page.locator(".last")).to_contain_text(re.compile(r"已登记 \d{6}-\d+，建议派"))
    assert monotonic() - began < 20
    desk.look("taken")
    expect(place).to_be_focused()  # ready for the next call
    found = school.program.rows(
        "SELECT j.what, j.source, p.full_name, j.reporter_name, a.name FROM repairs_job j"
        " JOIN places_place p ON p.id = j.place_id JOIN people_person a ON a.id = j.first_asked_id"
        " ORDER BY j.id DESC LIMIT 1"
    )
    assert found == [("后排灯不亮 2 根", "phone", "教学楼 2层 201教室", "朱诺", "吴桂芳")]
    assert "后排灯不亮" in desk.page.locator("section", has_text="我今天登记的").inner_text()


def test_a_second_report_of_the_same_fault_joins_the_first_at_the_desk_and_by_code(school: School, width: int) -> None:
    place = {PHONE: "实验楼 1层 男卫生间", DESK: "实验楼 2层 男卫生间"}[width]
    first = school.visitor(width, name="first")
    number = steps.report(first, place, DRAIN, "地漏往外冒水")
    second = school.visitor(width, name="second")
    second.open(f"/s/{school.program.code_of(place)}/")
    second.see("这里已经有人报过", "跟上那一单")
    second.look("known")
    assert steps.report(second, place, DRAIN, "水流不下去") == number
    second.see("这件事已经有人报了", "又有 1 人报")
    desk = school.user("desk", width)
    desk.open("/repairs/phone-in/")
    desk.page.locator("#id_place_text").fill(place)
    desk.page.keyboard.press("Escape")
    desk.page.locator("#id_what").fill("下水堵塞")
    desk.page.locator("#id_what").press("Enter")
    desk.see("这里已经有人报过", number)
    desk.look("same")
    desk.press("就是这一件，记上去")
    desk.see(f"记在 {number} 上了")
    sql = "SELECT same_count FROM repairs_job WHERE number = ?"
    assert school.program.one(sql, number) == 2
    sql = (
        "SELECT count(*) FROM repairs_job j JOIN places_place p ON p.id = j.place_id WHERE p.full_name = ? AND is_open"
    )
    assert school.program.one(sql, place) == 1


def test_the_reporter_urges_reads_why_it_waits_and_sends_it_back(school: School, width: int) -> None:
    place = {PHONE: "实验楼 1层 101实验室", DESK: "实验楼 1层 102实验室"}[width]
    reporter = school.visitor(width, name="reporter")
    number = steps.report(reporter, place, TAP, "水龙头拧不紧")
    page = steps.status_url(reporter, number)
    reporter.press("催一下")
    reporter.see("已经提醒总务处", "分钟后可再催")
    desk = school.user("desk", width)
    steps.give(desk, number)
    expect(steps.ticket(desk, number)).to_contain_text("催过 1 次")

    repairer = school.user("repairer", width)
    steps.start(repairer, number)
    _held(repairer, number)
    reporter.open(page)
    reporter.see("等配件：阀芯断货，明天到", "预计", "接着修")
    reporter.look("waiting")
    desk.open("/repairs/board/")
    expect(desk.page.locator(f'[data-column="held"] #t{steps.job_of(desk, number)}')).to_contain_text("阀芯断货")
    repairer.open(f"/my/jobs/{steps.job_of(repairer, number)}/")
    repairer.press("接着修")
    repairer.see("接着修，报修人看得到")
    steps.finish(repairer, number, "换了阀芯")

    reporter.open(page)
    reporter.see("换了阀芯")
    reporter.page.locator("summary", has_text="没修好").click()
    reporter.press("没修好，请再来修")
    reporter.see("请写明哪里没修好")
    reporter.page.locator("#why").fill("关上以后还滴")
    reporter.press("没修好，请再来修")
    reporter.see("已经退回去再修", "关上以后还滴")
    reporter.look("sent-back")
    desk.open("/repairs/board/")
    expect(steps.ticket(desk, number)).to_contain_text("返修 1 次")
    repairer.open("/my/jobs/")
    expect(repairer.page.locator(f'a[href="/my/jobs/{steps.job_of(repairer, number)}/"]')).to_contain_text("返修")


def _held(repairer: steps.Person, number: str) -> None:
    repairer.page.locator("summary", has_text="现在做不了？等一等").click()
    steps.choose(repairer, "等配件")
    repairer.page.locator("#hold-note").fill("阀芯断货，明天到")
    day = datetime.now(CHINA).date() + timedelta(days=2)
    repairer.page.locator("#expected-on").fill(day.isoformat())
    repairer.look("hold")
    repairer.press("先放一放")
    repairer.see("放到“等一等”里了")


@pytest.mark.parametrize("days", [20])
def test_what_nobody_repairs_goes_up_by_itself_as_far_as_the_vice_principal(school: School, days: int) -> None:
    reporter = school.visitor(PHONE, name="reporter")
    number = steps.report(reporter, "图书馆 1层 101阅览室", ("门窗", "门锁坏"), "前门锁不上")
    later = datetime.now(CHINA) + timedelta(days=days)
    level = "SELECT escalated_level FROM repairs_job WHERE number = ?"
    assert school.program.one(level, number) == 0
    assert school.program.jobs_run("escalate", later) > 0
    assert school.program.one(level, number) == 3
    assert school.program.jobs_run("escalate", later) == 0  # each level once
    for username, width in (("director", DESK), ("vice", PHONE)):
        boss = school.user(username, width)
        boss.open("/notices/")
        boss.see(f"超时没修好 {number}", "图书馆 1层 101阅览室")
        boss.look("notices")
