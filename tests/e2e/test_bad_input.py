"""Wrong input in the browser: a sentence says what is wrong, what was typed is kept, nothing is changed."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from . import steps
from .people import DESK, PHONE, Person, School

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = ["完成日期", "地点", "故障", "动作", "物件", "数量", "单位"]


def book(*rows: list[object]) -> bytes:
    """A sheet with these rows."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "维修登记"
    for row in [["二〇二五学年维修登记表"], HEADS, *rows]:
        page.append(row)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def look_through(person: Person, content: bytes, name: str = "维修登记.xlsx") -> None:
    """Choose the sheet on the page of the import and have it looked through."""
    person.open("/repairs/job/import/")
    person.page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": SHEET, "buffer": content})
    person.press("看一遍")


def test_html_in_a_description_is_text_on_every_page(school: School, width: int) -> None:
    words = "<img src=x onerror=alert(1)><b>灯</b>'\"&lt;"
    place = {PHONE: "艺术楼 1层 101功能室", DESK: "艺术楼 1层 102功能室"}[width]
    reporter = school.visitor(width, name="reporter")
    number = steps.report(reporter, place, steps.LAMP, words)
    reporter.see(words)
    desk = school.user("desk", width)
    job = steps.job_of(desk, number)
    for path in ("/repairs/board/", "/repairs/job/?status=new", f"/repairs/job/{job}/", "/"):
        desk.open(path)
        assert desk.page.locator('main img[src="x"]').count() == 0, path
        assert desk.page.locator("main b").get_by_text("灯", exact=True).count() == 0, path
    desk.open(f"/repairs/job/{job}/")
    desk.see(words)
    desk.look("html")
    desk.open(f"/search/?q={number}")
    desk.see(number)


@pytest.mark.parametrize(
    ("name", "content"),
    [("灯.jpg", b"not a picture at all"), ("灯.png", b"<svg onload='alert(1)'>"), ("灯.jpg", b"MZ\x90\x00" * 300)],
    ids=["text", "svg", "program"],
)
def test_a_file_that_is_no_photo_under_a_photos_name_is_refused_and_the_words_are_kept(
    school: School, name: str, content: bytes
) -> None:
    reporter = school.visitor(PHONE, name="reporter")
    before = school.program.one("SELECT count(*) FROM repairs_job")
    reporter.open(f"/r/{school.program.code_of('门卫室 1层 101值班室')}/")
    steps.tile(reporter, "电", "插座没电")
    reporter.page.locator("#what").fill("墙上的插座没有电")
    reporter.page.locator('input[name="photos"]').set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
    )
    reporter.press("送给总务处")
    alert = reporter.page.get_by_role("alert").first
    expect(alert).to_be_visible()
    assert name in alert.inner_text()
    expect(reporter.page.locator("#what")).to_have_value("墙上的插座没有电")
    expect(reporter.page.get_by_role("radio", name="插座没电", exact=True)).to_be_checked()
    reporter.look("refused")
    assert school.program.one("SELECT count(*) FROM repairs_job") == before


def test_a_code_that_was_revoked_says_so_and_offers_the_telephone(school: School, width: int) -> None:
    place = {PHONE: "体育馆 1层 101场馆", DESK: "体育馆 1层 102场馆"}[width]
    code = school.program.code_of(place)
    key = school.program.one("SELECT id FROM places_placecode WHERE code = ?", code)
    half_done = school.visitor(width, name="half-done")
    half_done.open(f"/r/{code}/")
    steps.tile(half_done, "门窗", "玻璃破了")
    half_done.page.locator("#what").fill("南边窗户")
    keeper = school.user("admin", width)
    keeper.open(f"/places/placecode/{key}/")
    keeper.press("作废")
    keeper.page.locator("dialog[open]").get_by_role("button").last.click()
    expect(keeper.page.get_by_role("button", name="恢复")).to_be_visible()
    visitor = school.visitor(width, name="visitor")
    for path in (f"/s/{code}/", f"/r/{code}/"):
        visitor.open(path, status=410)
        visitor.see("打电话给总务处 8001")
    visitor.look("revoked")
    half_done.press("送给总务处")
    half_done.see("这个标签已经作废，扫它不能报修", "8001")
    expect(half_done.page.locator("#what")).to_have_value("南边窗户")
    half_done.look("too-late")
    visitor.open("/s/ZZZZZZ/", status=404)
    visitor.see("没有这个地点码")
    sql = "SELECT count(*) FROM repairs_job j JOIN places_place p ON p.id = j.place_id WHERE p.full_name = ?"
    sql += " AND j.source = 'scan' AND j.what = '南边窗户'"
    assert school.program.one(sql, place) == 0


def test_a_report_without_a_picture_chosen_keeps_its_words(school: School, width: int) -> None:
    visitor = school.visitor(width)
    visitor.open(f"/r/{school.program.code_of('后勤楼 1层 101库房')}/")
    visitor.page.locator("#what").fill("有东西坏了")
    visitor.press("送给总务处")
    visitor.see("请先点一张图：哪里坏了。")
    expect(visitor.page.locator("#what")).to_have_value("有东西坏了")
    visitor.look("no-kind")


def test_a_sheet_with_wrong_cells_is_refused_whole_by_row_column_value_and_reason(school: School, width: int) -> None:
    director = school.user("director", width)
    before = school.program.one("SELECT count(*) FROM repairs_job")
    ends = school.program.one("SELECT ends_on FROM terms_term WHERE status = 'closed' ORDER BY ends_on DESC LIMIT 1")
    good = [ends, "教学楼101", "灯不亮", "更换", "灯管", 2, "根"]
    look_through(
        director,
        book(good, [ends, "", "", "更换", "灯管", "三四十", "根"], ["昨天", "", "门坏", "", "", "", ""],
             [ends, "", "=HYPERLINK(\"http://x\")", "", "", "", ""]),
    )  # fmt: skip
    director.see(
        "有地方要改，一行也没有导入", "第 4 行", "数量", "三四十", "第 5 行", "完成日期", "昨天", "第 6 行", "故障"
    )
    director.look("refused")
    look_through(director, b"this is no sheet")
    expect(director.page.get_by_role("alert").or_(director.page.locator("td.late")).first).to_be_visible()
    assert school.program.one("SELECT count(*) FROM repairs_job") == before


def test_a_sheet_for_a_closed_term_comes_in_is_recognised_again_and_taken_back(school: School) -> None:
    director = school.user("director", DESK)
    sql = "SELECT count(*) FROM repairs_job WHERE what = '北门路灯不亮'"
    ends = school.program.one("SELECT ends_on FROM terms_term WHERE status = 'closed' ORDER BY ends_on DESC LIMIT 1")
    content = book([ends, "校门广场", "北门路灯不亮", "更换", "路灯灯泡", 2, "个"])
    look_through(director, content)
    director.see("看过了，可以导入")
    director.look("sound")
    assert school.program.one(sql) == 0  # looked through, not brought in
    director.press("导入这 1 行")
    director.see("导入 1 行")
    assert school.program.one(sql) == 1
    look_through(director, content)
    director.see("已经导入过")
    director.open("/exchange/importbatch/")
    director.page.locator("tr[data-pk] td.t a").first.click()
    director.press("撤销")
    director.page.locator("dialog[open]").get_by_role("button").last.click()
    director.see("已撤销")
    assert school.program.one(sql) == 0
