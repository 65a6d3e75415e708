"""The first day: an empty program asks who, which school, which term, where, and who else; then a fault is reported."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from playwright.sync_api import expect

from . import steps
from .people import School, first_sign_in

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PASSWORD = "songbai-lu-9"


def people_sheet() -> bytes:
    """A list of staff as an office has it: a title above, heads in its own order."""
    made = Workbook()
    page = made.active
    assert page is not None
    for row in (
        ["松柏中学教职工名单"],
        ["岗位", "姓名", "类别", "部门", "用户名"],
        ["维修工", "鲁海", "职工", "总务处", "luhai"],
        ["总务干事（报修接听）", "岳红", "职工", "总务处", "yuehong"],
        ["教师", "白桦", "教师", "教务处", ""],
    ):
        page.append(row)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_from_an_empty_program_to_the_first_report(fresh_school: School, width: int) -> None:
    founder = fresh_school.visitor(width, name="founder")
    page = founder.page
    founder.open("/")
    page.wait_for_url("**/setup/who/")
    founder.see("先认识一下您")
    founder.look("who")
    page.locator('[name="name"]').fill("贺兰")
    page.locator('[name="username"]').fill("helan")
    page.locator('[name="password"]').fill(PASSWORD)
    page.locator('[name="again"]').fill("something-else-1")
    founder.press("下一步：学校")
    founder.see("两次写的密码不一样")
    expect(page.locator('[name="username"]')).to_have_value("helan")
    founder.look("refused")
    page.locator('[name="password"]').fill(PASSWORD)
    page.locator('[name="again"]').fill(PASSWORD)
    page.get_by_label("我也是总务主任").check()
    founder.press("下一步：学校")

    page.wait_for_url("**/setup/school/")
    founder.look("school")
    page.locator('[name="name"]').fill("松柏中学")
    page.locator('[name="short_name"]').fill("松柏")
    page.locator('[name="phone"]').fill("6001")
    founder.press("下一步：学期")
    page.wait_for_url("**/setup/term/")
    founder.look("term")
    founder.press("下一步：地点")

    page.wait_for_url("**/setup/places/")
    founder.look("places")
    page.locator('[name$="-name"]').first.fill("致远楼")
    page.locator('[name$="-floors"]').first.fill("2")
    page.locator('[name$="-rooms"]').first.fill("3")
    founder.press("建好这些地点")
    page.wait_for_url("**/setup/people/")
    founder.see("建好了 15 个地点")  # the school, a building, two floors with three rooms and three spots each
    founder.look("people")
    page.locator('input[type="file"]').set_input_files(
        {"name": "名单.xlsx", "mimeType": SHEET, "buffer": people_sheet()}
    )
    founder.press("看一遍")
    founder.see("看过了，可以导入")
    page.locator('[name$="password"]').first.fill("songbai-2026")
    founder.look("sheet")
    founder.press("导入这 3 行")
    page.wait_for_url("**/setup/done/")
    founder.see("打印地点码标签", "给同事开通登录", "登记维修工")
    founder.look("done")
    founder.open("/")
    founder.look("home")

    program = fresh_school.program
    room = program.one("SELECT full_name FROM places_place WHERE name LIKE '101%'")
    reporter = fresh_school.visitor(width, name="reporter")
    number = steps.report(reporter, room, steps.LAMP, "第一件报修")
    reporter.look("first-report")
    desk = fresh_school.visitor(width, name="desk")
    first_sign_in(desk, "yuehong", "songbai-2026", own="yuehong-lan-hua-9")
    desk.open("/repairs/board/")
    expect(steps.ticket(desk, number)).to_contain_text("第一件报修")
    desk.look("board")
