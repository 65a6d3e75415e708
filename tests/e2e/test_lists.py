"""A list of jobs: narrowed, sorted, searched, paged, kept, exported, acted on; forms that lose nothing."""

from __future__ import annotations

import re
from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from . import steps
from .people import DESK, PHONE, Person, School, new_tab

JOBS = "/repairs/job/"
COUNT = "SELECT count(*) FROM repairs_job j JOIN repairs_category c ON c.id = j.{} WHERE c.name = ?"


def numbers(person: Person) -> list[str]:
    """The numbers of the jobs the list shows."""
    return [text.strip() for text in person.page.locator("tbody td.t a").all_inner_texts()]


def rows(person: Person) -> Locator:
    """The list's rows, each with `data-pk`."""
    return person.page.locator("tr[data-pk]")


def filter_by(page: Page, name: str, label: str) -> None:
    """Choose one value of a filter: a plain select, or a box to type into where it has many."""
    select = page.locator(f'.filters select[name="{name}"]')
    expect(select).to_be_attached()
    if select.is_visible():
        select.select_option(label=label)
        return
    box = select.locator("xpath=preceding-sibling::*[contains(@class, 'combo')][1]").locator("input")
    box.fill(label)
    page.locator('.combo [role="option"]').get_by_text(label, exact=True).click()


def test_a_list_is_narrowed_sorted_and_paged_by_key(school: School, width: int) -> None:
    desk = school.user("desk", width)
    total = school.program.one("SELECT count(*) FROM repairs_job")
    desk.open(JOBS)
    expect(desk.page.locator("#count")).to_have_text(f"{total:,}" if total < 1000 else "999+")
    expect(rows(desk)).to_have_count(50)
    desk.look("all")
    first = numbers(desk)
    desk.press("下一页", role="link")
    desk.page.wait_for_url("**after=**")
    desk.page.wait_for_function("first => document.querySelector('tbody td.t a').textContent !== first", arg=first[0])
    second = numbers(desk)
    assert len(second) == 50
    assert not set(first) & set(second)
    desk.press("上一页", role="link")
    desk.page.wait_for_url("**before=**")
    expect(desk.page.locator("tbody td.t a").first).to_have_text(first[0])
    assert numbers(desk) == first
    filter_by(desk.page, "top", "电教")
    desk.page.wait_for_url("**top=**")
    count = school.program.one(COUNT.format("top_id"), "电教")
    expect(desk.page.locator("#count")).to_have_text(str(count))
    filter_by(desk.page, "status", "待验收")
    desk.page.wait_for_url("**status=finished**")
    desk.look("narrowed")
    found = school.program.rows(
        "SELECT number FROM repairs_job j JOIN repairs_category c ON c.id = j.top_id"
        " WHERE c.name = '电教' AND status = 'finished' ORDER BY j.id DESC"
    )
    expect(rows(desk)).to_have_count(len(found))
    assert numbers(desk) == [number for (number,) in found]


def test_a_head_sorts_the_list(school: School) -> None:
    desk = school.user("desk", DESK)
    desk.open(f"{JOBS}?is_open=True")
    desk.page.locator("thead").get_by_role("link", name="最迟修好").click()
    desk.page.wait_for_url("**sort=finish_by**")
    expect(desk.page.locator("th[aria-sort]")).to_contain_text("最迟修好")
    found = school.program.rows("SELECT number FROM repairs_job WHERE is_open ORDER BY finish_by, id LIMIT 50")
    expect(desk.page.locator("tbody td.t a").first).to_have_text(found[0][0])
    assert numbers(desk) == [number for (number,) in found]


def test_a_search_by_pinyin_initials_finds_the_fault_and_the_place(school: School, width: int) -> None:
    desk = school.user("desk", width)
    place = {PHONE: "报告厅 1层 101厅室", DESK: "报告厅 1层 102厅室"}[width]
    number = steps.report(school.visitor(width, name="reporter"), place, steps.LAMP, "舞台幕布拉不动")
    desk.open(JOBS)
    desk.page.locator("#narrow-q").fill("mblbd")
    expect(rows(desk)).to_have_count(
        school.program.one("SELECT count(*) FROM repairs_job WHERE what = '舞台幕布拉不动'")
    )
    assert number in numbers(desk)
    desk.look("initials")
    desk.open("/")
    desk.page.locator('header input[name="q"]').fill(number)
    expect(desk.page.locator("#hits a.row").first).to_contain_text(number)
    desk.page.locator("#hits a.row").first.click()
    desk.see("舞台幕布拉不动", place)


def test_what_is_seen_is_kept_under_a_name_and_exported_as_a_sheet(school: School, width: int) -> None:
    desk = school.user("desk", width)
    name = f"等的灯{width}"
    desk.open(f"{JOBS}?status=held")
    held = numbers(desk)
    assert held
    desk.page.locator("summary", has_text="存下现在这样").click()
    desk.page.locator('details[open] input[name="name"]').fill(name)
    desk.press("存下")
    chip = desk.page.locator("a.chip", has_text=name)
    expect(chip).to_be_visible()
    desk.open(JOBS)
    desk.page.locator("a.chip", has_text=name).click()
    desk.page.wait_for_url("**status=held**")
    assert numbers(desk) == held
    desk.look("kept")
    desk.page.locator("summary", has_text="导出所见").click()
    with desk.page.expect_download() as download:
        desk.press("Excel", role="link")
    assert download.value.suggested_filename.endswith(".xlsx")
    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
    assert sheet is not None
    lines = list(sheet.iter_rows(values_only=True))
    assert [str(line[0]) for line in lines if line and str(line[0]) in held] == held
    assert sum(re.fullmatch(r"\d{6}-\d+", str(line[0])) is not None for line in lines) == len(held)


def test_one_step_is_taken_on_many_and_refusals_are_told(school: School) -> None:
    desk = school.user("desk", DESK)
    desk.open(f"{JOBS}?status=finished")
    boxes = rows(desk).locator('input[name="pk"]')
    finished = boxes.nth(0).get_attribute("value"), boxes.nth(1).get_attribute("value")
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(desk.page.locator("[data-chosen]")).to_have_text("2")
    desk.look("chosen")
    desk.page.locator(".bulk").get_by_role("button", name="确认修好").click()
    desk.page.locator("dialog[open]").get_by_role("button").last.click()
    expect(desk.page.locator(".said")).to_contain_text("2")
    sql = "SELECT status, confirmed_how FROM repairs_job WHERE id IN (?, ?)"
    found = school.program.rows(sql, *finished)
    assert [status for status, _how in found] == ["closed"] * 2
    assert {how for _status, how in found} <= {"desk", "reporter"}  # some of them the desk reported itself
    desk.open(f"{JOBS}?status=new")
    boxes.nth(0).check()
    desk.page.locator(".bulk").get_by_role("button", name="确认修好").click()
    desk.page.locator("dialog[open]").get_by_role("button").last.click()
    desk.see("待派")
    expect(desk.page.locator(".said")).to_contain_text(re.compile("不能|没有|不可"))


def test_an_empty_list_says_what_it_is_for_and_a_narrowed_one_how_to_see_all(school: School, width: int) -> None:
    desk = school.user("desk", width)
    desk.open("/repairs/walk/")
    empty = desk.page.locator(".empty")
    expect(empty).to_be_visible()
    assert len(empty.inner_text()) > 12
    expect(empty.get_by_role("link").first).to_be_visible()
    desk.look("empty")
    desk.open(f"{JOBS}?q=没有人会这样写")
    desk.see("没有这样的记录")
    desk.look("nothing-found")
    desk.press("看全部", role="link")
    expect(rows(desk)).to_have_count(50)


def test_a_refused_form_keeps_what_was_typed_and_says_why_beside_the_field(school: School, width: int) -> None:
    desk = school.user("desk", width)
    desk.open("/repairs/contractor/new/")
    desk.page.locator('[name="contact"]').fill("袁师傅")
    desk.page.locator('[name="trades"]').fill("门窗、玻璃")
    desk.page.locator(".thumb button.main").click()
    name = desk.page.locator('[name="name"]')
    expect(name).to_have_attribute("aria-invalid", "true")
    described = name.get_attribute("aria-describedby")
    assert described
    assert desk.page.locator(f"#{described.split()[-1]}").inner_text()
    expect(desk.page.locator('[name="contact"]')).to_have_value("袁师傅")
    expect(desk.page.locator('[name="trades"]')).to_have_value("门窗、玻璃")
    desk.look("refused")
    assert school.program.rows("SELECT id FROM repairs_contractor WHERE contact = '袁师傅'") == []


def test_what_was_typed_is_there_again_after_the_tab_was_closed(school: School, width: int) -> None:
    visitor = school.visitor(width, name="reporter")
    place = {PHONE: "校医室 1层 101诊室", DESK: "校医室 1层 102诊室"}[width]
    path = f"/r/{school.program.code_of(place)}/"
    visitor.open(path)
    steps.tile(visitor, "电教", "电脑坏")
    visitor.page.locator("#what").fill("开机没有反应")
    visitor.page.wait_for_function(
        "() => Object.keys(localStorage).some(name => (localStorage[name] ?? '').includes('开机没有反应'))"
    )
    with new_tab(visitor) as tab:
        visitor.page.close()
        visitor.page = tab
        visitor.open(path)
        expect(tab.locator("#what")).to_have_value("开机没有反应")
        expect(tab.get_by_role("radio", name="电脑坏", exact=True)).to_be_checked()
        visitor.look("restored")
        visitor.press("送给总务处")
        steps.number_on(visitor)
        visitor.open(path)
        expect(tab.locator("#what")).to_have_value("")  # it has arrived: the draft is gone
