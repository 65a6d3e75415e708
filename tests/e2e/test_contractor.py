"""An outside master has one job by a link, without account; the office takes the link back."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from . import steps
from .people import DESK, PHONE, Person, School

FIRM = "清源水电维修部"


def link_for(desk: Person, number: str) -> str:
    """Give the job to the firm from the board's dialog; the link that is to be sent to it."""
    known = desk.program.rows("SELECT id FROM repairs_contractor WHERE name = ?", FIRM)
    if not known:
        desk.open("/repairs/contractor/new/")
        desk.page.locator('[name="name"]').fill(FIRM)
        desk.page.locator('[name="contact"]').fill("方师傅")
        desk.page.locator(".thumb button.main").click()
        desk.see(FIRM)
    desk.open("/repairs/board/")
    steps.ticket(desk, number).locator(".more-who").click()
    dialog = desk.page.locator("dialog#who")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=re.compile(FIRM)).click()
    desk.see("请把链接发给对方")
    desk.open(f"/repairs/job/{steps.job_of(desk, number)}/")
    url = desk.page.locator("#link-url").inner_text().strip()
    assert url.startswith(f"{desk.program.address}/c/"), url
    return url


def test_a_firm_does_one_job_by_its_link_and_sees_nothing_else(school: School, width: int, picture: Path) -> None:
    place = {PHONE: "食堂 1层 101餐厅", DESK: "食堂 1层 102餐厅"}[width]
    number = steps.report(school.visitor(width, name="reporter"), place, ("水", "漏水"), "洗菜池下面漏水")
    desk = school.user("desk", width)
    url = link_for(desk, number)
    desk.look("link")

    master = school.visitor(width, name="master")
    master.open(url)
    master.see(place, "洗菜池下面漏水", FIRM)
    master.look("link")
    master.press("我到了，开始")
    master.see("开始了，学校看得到")
    master.press("修好了，告诉学校")
    master.see("请写一句做了什么")
    master.page.locator("#note").fill("换了下水管的密封圈")
    master.choose_file("photos", picture)
    master.page.locator("#cost").fill("八十")
    master.press("修好了，告诉学校")
    master.see("“八十”不是数字")
    expect(master.page.locator("#note")).to_have_value("换了下水管的密封圈")
    master.look("refused")
    master.page.locator("#cost").fill("80")
    master.press("修好了，告诉学校")
    master.see("学校收到了", "这一单您已经做完")
    assert school.program.rows("SELECT status, done_note, material_cost FROM repairs_job WHERE number = ?", number) == [
        ("finished", "换了下水管的密封圈", 80)
    ]
    photos = "SELECT count(*) FROM files_attachment WHERE target = 'repairs.job' AND target_id = ? AND kind = 'after'"
    assert school.program.one(photos, steps.job_of(master, number)) == 1
    for path in ("/", "/repairs/board/", f"/repairs/job/{steps.job_of(master, number)}/"):
        master.open(path)
        assert "/accounts/login/" in master.page.url


def test_a_link_that_was_taken_back_says_so(school: School) -> None:
    number = steps.report(school.visitor(PHONE, name="reporter"), "食堂 2层 201餐厅", ("水", "下水堵塞"), "地漏堵了")
    desk = school.user("desk", DESK)
    url = link_for(desk, number)
    desk.press("收回")
    desk.page.locator("dialog[open]").get_by_role("button").last.click()
    desk.see("链接收回了", "现在没有可用的链接")
    master = school.visitor(PHONE, name="master")
    master.open(url, status=410)
    master.see("链接不能用了", "这个链接已经收回，请联系总务处", "打电话给总务处 8001")
    master.look("revoked")
    master.open(url.replace("/c/", "/c/x"), status=404)
    master.see("这个链接不对")
