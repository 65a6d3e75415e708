"""The store's day: goods come in, a teacher asks on the phone, the keeper hands them out, a loan comes back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .people import DESK, PHONE, Person, School

CHALK = "彩色粉笔"


def have(keeper: Person, name: str) -> int:
    """How much of it the stock page says is there."""
    keeper.open(f"/stores/stock/?q={name}")
    row = keeper.page.locator(".rows .row").filter(has_text=name).first
    return int(row.locator(".num b").inner_text().replace(",", ""))


def test_goods_come_in_are_asked_for_on_the_phone_and_handed_out_at_the_counter(school: School) -> None:
    keeper = school.user("keeper", DESK)
    before = have(keeper, CHALK)
    keeper.open("/stores/receive/")
    keeper.page.locator("#find-item").fill(CHALK)
    keeper.page.locator("[data-hits] [data-add]").first.click()
    keeper.page.locator("[data-lines] [data-qty]").fill("30")
    keeper.page.locator('[data-lines] [name="price"]').fill("3.20")
    keeper.page.locator("#id_delivered_by").fill("城东文具用品店")
    keeper.look("receive")
    keeper.press(re.compile("入库 1 样"))
    keeper.see("请填写验收人")  # nobody has inspected it yet
    _typed(keeper, "id_accepted_by", "褚卫红")
    keeper.press(re.compile("入库 1 样"))
    keeper.see("已入库")
    assert have(keeper, CHALK) == before + 30

    teacher = school.user("teacher", PHONE)
    teacher.open("/stores/ask/")
    teacher.page.locator("#find-item").fill("csfb")  # by the initials of its name
    teacher.page.locator("[data-hits] [data-add]").first.click()
    teacher.page.locator("[data-lines] [data-more]").click()
    teacher.page.locator("#why").fill("黑板报")
    teacher.look("ask")
    teacher.press(re.compile("申请 1 样"))
    teacher.see("已交给保管员")
    teacher.look("mine")

    keeper.open("/")
    keeper.press(re.compile("黑板报"), role="link")
    expect(keeper.page.locator("[data-slip]")).to_have_text("领用单：1 样")
    _sign(keeper)
    keeper.look("counter")
    keeper.press(re.compile("发放 1 样"))
    keeper.see("已发放", "可以接着办下一位")
    assert have(keeper, CHALK) == before + 28
    teacher.open("/stores/mine/")
    teacher.see("已发放")


def test_a_loan_is_made_at_the_counter_and_comes_back(school: School) -> None:
    keeper = school.user("keeper", DESK)
    before = have(keeper, "足球")
    keeper.open("/stores/counter/")
    keeper.press("体育器材室", role="link")
    keeper.page.locator("#find-who").fill("朱诺")
    keeper.page.locator("#find-who").press("Enter")
    keeper.page.locator("#find-item").fill("足球")
    keeper.page.locator("[data-hits] [data-add]").first.click()
    keeper.page.get_by_role("radio", name="借用，要还").check()
    keeper.press(re.compile("发放 1 样"))
    keeper.see("已借出")
    assert have(keeper, "足球") == before - 1
    teacher = school.user("teacher", PHONE)
    teacher.open("/stores/mine/")
    teacher.see("借着没还的", "足球")
    keeper.open("/stores/counter/")
    keeper.open("/stores/loan/?returned=out")
    keeper.page.get_by_role("link", name=re.compile(r"JY\d+-\d+")).first.click()
    keeper.press("归还", role="link")
    keeper.look("back")
    keeper.press("收回")
    keeper.see("已收回")
    assert have(keeper, "足球") == before


def test_the_calendar_of_supplies_holds_on_phone_and_desk(school: School, width: int) -> None:
    keeper = school.user("keeper", width)
    keeper.open("/stores/supplies/")
    keeper.see("定期供应", "年终清点")
    keeper.look("supplies")
    keeper.open("/stores/supplies/new/")
    keeper.look("plan")


def _typed(person: Person, field: str, words: str) -> None:
    """Choose from a long list by typing into its box."""
    person.page.locator(f"#{field}-box").fill(words)
    person.page.locator(".combo [role=option]").filter(has_text=words).filter(visible=True).first.click()


def _sign(person: Person) -> None:
    """With the mouse, as with a finger."""
    box = person.page.locator(".sign canvas")
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    assert place is not None
    mouse = person.page.mouse
    mouse.move(place["x"] + 60, place["y"] + 40)
    mouse.down()
    mouse.move(place["x"] + 180, place["y"] + 100, steps=4)
    mouse.up()
