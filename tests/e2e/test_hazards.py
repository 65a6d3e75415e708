"""A hazard from a phone to its end: warned of, assigned, mended with a photo, re-checked by another, counted."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from . import steps
from .people import DESK, PHONE, Person, School

WHAT = "楼梯扶手断了一截，会划到手"
PLACE = "艺术楼 1层 103功能室"
ONE = "SELECT {0} FROM inspections_hazard WHERE what = ?"


def hazard(person: Person, field: str = "id") -> str:
    """What the database says of the hazard of this journey."""
    return str(person.program.one(ONE.format(field), WHAT))


def page_of(person: Person) -> None:
    """Open its page and look at it."""
    person.open(f"/inspections/hazard/{hazard(person)}/")
    person.see(WHAT)


def with_photo(person: Person, card: str, picture: Path) -> None:
    """Put the photo into the form of this card."""
    person.page.locator(f'{card} input[type="file"][name="photos"]').set_input_files(str(picture))
    expect(person.page.locator(f"{card} .photos img")).to_have_count(1)


def test_a_hazard_goes_from_the_phone_to_its_end_and_is_counted(school: School, picture: Path) -> None:
    teacher = school.user("teacher", PHONE)
    teacher.open(f"/hazards/snap/?code={teacher.program.code_of(PLACE)}")
    teacher.see(PLACE)
    teacher.look("snap")
    teacher.choose_file("photos", picture)
    steps.choose(teacher, "楼梯栏杆")
    teacher.page.locator("#what").fill(WHAT)
    teacher.page.locator('input[name="danger"]').check()
    teacher.press("报给总务处")
    teacher.page.wait_for_url("**/hazards/snap/*/")
    teacher.see("先立警示", hazard(teacher, "number"))
    teacher.page.locator('input[type="file"][name="photos"]').set_input_files(str(picture))
    teacher.page.get_by_role("button", name="警示立好了", exact=True).last.click()
    teacher.see("警示立好了，总务处接着派整改")
    teacher.look("warned")

    desk = school.user("desk", DESK)
    desk.open("/hazards/")
    desk.see(WHAT)
    desk.look("board")
    page_of(desk)
    desk.page.locator('#assign textarea[name="measure"]').fill("焊接断口，打磨圆滑")
    repairer = desk.program.one(
        "SELECT p.id FROM people_person p JOIN accounts_user u ON u.id = p.user_id WHERE u.username = ?", "mason"
    )
    desk.page.evaluate(
        "pk => { const box = document.querySelector('#assign [name=responsible]'); box.value = pk; }", str(repairer)
    )
    desk.press("派整改")
    desk.see("已经通知")

    mason = school.user("mason", PHONE)
    mason.open("/")
    mason.look("home")
    mason.press("全部", within=mason.page.locator("#inspections-mine"), role="link")
    mason.see(WHAT)
    mason.look("mine")
    page_of(mason)
    mason.look("mend")
    mason.page.locator('#mend textarea[name="note"]').fill("焊好，磨圆了")
    mason.press("好了，请人复查")
    mason.see("请拍一张整改以后的照片")
    expect(mason.page.locator('#mend textarea[name="note"]')).to_have_value("焊好，磨圆了")
    with_photo(mason, "#mend", picture)
    mason.press("好了，请人复查")
    mason.see("请另一个人来复查")
    assert mason.page.locator("#recheck").count() == 0

    deputy = school.user("deputy", PHONE)
    page_of(deputy)
    deputy.look("recheck")
    deputy.press("合格，销号")
    deputy.see("销号了")
    assert hazard(deputy, "status") == "closed"

    desk.open("/hazards/where/")
    desk.see("艺术楼")
    desk.look("where")
    desk.open("/inspections/hazard/?status=closed")
    desk.see(WHAT)
