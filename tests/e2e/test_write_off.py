"""Small things and a large one leave the books by their chains: walked by hand, from the label to the day they go."""

from __future__ import annotations

import re
from pathlib import Path

from .people import DESK, PHONE, Person, School

CARD = "SELECT number FROM assets_asset WHERE status = 'in_use' AND qty = 1 AND value {} 10000 ORDER BY id DESC LIMIT 1"
PERSON = "SELECT p.id FROM people_person p JOIN accounts_user u ON u.id = p.user_id WHERE u.username = ?"
LOOKED = "看过，主板烧了，修不划算"


def test_a_small_thing_goes_by_office_and_store_to_the_leader_and_is_booked_by_another(school: School) -> None:
    desk = school.user("desk", PHONE)
    paper, number = _written(desk, school.program.one(CARD.format("<")), "用了十年，桌面开裂")
    desk.see("小件")
    _handed_in(desk, paper)
    for username in ("keeper", "director", "vice"):
        _agreed(school.user(username, PHONE), number)
    _gone(school.user("finance", DESK), paper, way="回收")


def test_a_large_thing_is_looked_at_by_three_decided_by_the_meeting_answered_from_above_sold_and_paid_in(
    school: School, picture: Path
) -> None:
    desk = school.user("desk", DESK)
    card = school.program.one(CARD.format(">="))
    paper, number = _written(desk, card, "主机坏了，配件停产")
    desk.see("大件")
    desk.press("提交审批")
    desk.see("要 3 人鉴定")
    director = school.user("director", DESK)
    for username in ("repairer", "keeper", "teacher"):
        _looked_at(director, paper, school.program.one(PERSON, username))
    _handed_in(desk, paper)
    for username in ("keeper", "finance"):
        _agreed(school.user(username, PHONE), number)
    for paper_number in ("校办纪要〔2026〕8号", "教财〔2026〕31号"):
        _recorded(director, number, paper_number, picture)
    _gone(director, paper, way="变卖", reply="教财〔2026〕31号", income="1260")
    _closed(director, school.program.one("SELECT id FROM assets_asset WHERE number = ?", card))
    _paid_in(school.user("cashier", PHONE), paper)


def _written(person: Person, asset: str, why: str) -> tuple[int, str]:
    """The thing is found by its number, ticked, and the reason said."""
    person.open("/property/write-off/")
    person.page.locator("#find").fill(asset)
    person.press("找")
    person.see(asset)
    person.page.locator('[name="why"]').fill(why)
    person.look("writing")
    person.press("写好了")
    person.page.wait_for_url(re.compile(r"/assets/writeoff/\d+/$"))
    paper = int(person.page.url.rstrip("/").rpartition("/")[2])
    number = person.program.one("SELECT number FROM assets_writeoff WHERE id = ?", paper)
    return paper, str(number)


def _handed_in(person: Person, paper: int) -> None:
    person.open(f"/assets/writeoff/{paper}/")
    person.press("提交审批")
    person.see("审批中")


def _looked_at(person: Person, paper: int, who: int) -> None:
    """Somebody who knows looked; the office writes his word down."""
    person.open(f"/assets/appraisal/new/?writeoff={paper}")
    person.page.locator('select[name="person"]').select_option(value=str(who), force=True)
    person.page.locator('[name="opinion"]').fill(LOOKED)
    person.press("保存")
    person.see(LOOKED)


def _turn(person: Person, number: str) -> None:
    person.open("/approve/")
    person.page.get_by_role("link", name=re.compile(number)).first.click()
    person.page.wait_for_url(re.compile(r"/approve/\d+/"))


def _agreed(person: Person, number: str) -> None:
    _turn(person, number)
    person.see("报废什么", "原值", "净值")
    person.look("deciding")
    person.press("同意")
    person.see("已同意")


def _recorded(person: Person, number: str, paper_number: str, picture: Path) -> None:
    """What was decided elsewhere is written down with its number, day and paper."""
    _turn(person, number)
    person.page.locator('[name="number"]').fill(paper_number)
    person.page.locator('[name="decided_on"]').fill("2026-03-02")
    person.choose_file("paper", picture)
    person.look("recording")
    person.press("同意，登记")
    person.see("已同意")


def _gone(person: Person, paper: int, *, way: str, reply: str = "", income: str = "") -> None:
    """Booked by another: the card has left, and its page says by which paper."""
    person.open(f"/assets/writeoff/{paper}/")
    person.see("已批准")
    person.press("处置并销账", role="link")
    page = person.page
    option = page.locator('select[name="way"] option').filter(has_text=way).first.get_attribute("value")
    page.locator('select[name="way"]').select_option(value=option, force=True)
    if reply:
        page.locator('[name="reply"]').fill(reply)
    if income:
        page.locator('[name="income"]').fill(income)
    person.look("booking")
    page.locator("form button.main").first.click()
    page.wait_for_url(f"**/assets/writeoff/{paper}/")
    person.see("已销账")
    person.look("gone")


def _closed(person: Person, asset: int) -> None:
    """The card stays, and says that the thing has left."""
    person.open(f"/assets/asset/{asset}/")
    person.see("已报废", "销账日期")


def _paid_in(person: Person, paper: int) -> None:
    """What it brought is taken in by the cashier, to be handed over whole."""
    person.open(f"/property/write-off/{paper}/income/")
    person.see("1,260.00", "全额上缴")
    person.page.locator('[name="payer"]').fill("再生资源回收公司")
    person.page.locator('input[name="account"]').first.check(force=True)
    person.look("income")
    person.press("收到了")
    person.see("资产处置收入", "再生资源回收公司")
