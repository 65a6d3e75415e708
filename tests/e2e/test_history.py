"""An old summary is sent, judged by keys on the desk and by taps on the phone, and stands in the figures."""

from __future__ import annotations

import re
from pathlib import Path

import docx
from playwright.sync_api import expect

from .people import DESK, PHONE, School

SAID = (
    "2019年总务处工作总结",
    "全年更换灯管196根，更换水龙头58个。全年更换灯管99999999999根。",
    "暑假栽种桂花30余棵，花去1.2万元。",
)


def test_an_old_summary_is_sent_judged_and_stands_as_history(school: School, tmp_path: Path) -> None:
    made = docx.Document()
    for line in SAID:
        made.add_paragraph(line)
    made.save(str(tmp_path / "2019年总结.docx"))

    director = school.user("director", DESK)
    director.open("/history/historydocument/new/")
    director.page.set_input_files("input[type=file]", tmp_path / "2019年总结.docx")
    director.press("读出来")
    marks = director.page.locator(".old-text .fact")
    expect(marks).to_have_count(5)
    expect(marks.first).to_have_attribute("aria-current", "true")
    director.look("history-desk")

    keys = director.page.keyboard
    keys.press("a")
    expect(marks.nth(0)).to_have_class(re.compile("is-accepted"))
    keys.press("m")
    director.page.locator("#fact input[name=qty]").fill("-3")
    director.press("改好，采纳")
    director.see("不能小于零")
    director.page.locator("#fact input[name=qty]").fill("57")
    director.press("改好，采纳")
    expect(marks.nth(1)).to_have_class(re.compile("is-mended"))
    director.see("数字不像真的")
    keys.press("a")  # a doubtful one is not accepted by a key
    expect(marks.nth(2)).to_have_class(re.compile("is-proposed"))
    keys.press("d")
    expect(marks.nth(2)).to_have_class(re.compile("is-dropped"))

    phone = school.user("director", PHONE)
    phone.open(director.page.url)
    phone.see("核对了 3 / 5 条")
    phone.look("history-phone")
    for mark in (3, 4):
        phone.page.locator("#fact .deeds .btn.main").click()
        expect(phone.page.locator(".old-text .fact").nth(mark)).to_have_class(re.compile("is-accepted"))
    phone.see("已存为2019年的历史")
    assert school.program.one("SELECT status FROM history_historydocument WHERE year = 2019") == "kept"

    director.page.reload()
    director.press("看采纳的数", role="link")
    director.see("往年写明的数", "12,000元", "196根")

    principal = school.user("principal", DESK)
    principal.open("/history/historydocument/")
    principal.press(re.compile("2019年总结"), role="link")
    expect(principal.page.locator(".old-text .fact")).to_have_count(5)
    expect(principal.page.locator(".deeds")).to_have_count(0)
