"""From a lamp that is out to the figure in the summary: asked, agreed, compared, bought, received, paid, built in."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from . import steps
from .people import DESK, PHONE, Person, School

PLACES = {PHONE: "教学楼 1层 103教室", DESK: "教学楼 1层 104教室"}
LAMPS = {PHONE: "追光灯灯泡", DESK: "舞台灯灯泡"}
INVOICES = {PHONE: "26322000000000000771", DESK: "26322000000000000772"}
DEVICE = "投影仪"
PRICES = (("1280", "4300"), ("1310", "4450"), ("1250", "4150"))
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date


def test_a_lamp_is_out_and_every_step_to_its_payment_knows_the_one_before(
    school: School, width: int, picture: Path
) -> None:
    lamp = LAMPS[width]
    repairer = school.user("repairer", PHONE)
    job = _out(school, repairer, PLACES[width], lamp)
    request = _asked(repairer, job, lamp, width)
    number = school.program.one("SELECT number FROM procurement_request WHERE id = ?", request)
    _sent_back(school.user("director", PHONE), number)
    _put_again(repairer, request)
    for username in ("director", "vice"):
        _agreed(school.user(username, PHONE), number, lamp)
    buyer = school.user("buyer", width)
    order = _ordered(buyer, request, lamp)
    acceptance = _received(school, buyer, order, picture, width)
    _stored(school.user("keeper", width), acceptance, lamp)
    _paid(school, buyer, order, width)
    _repaired(repairer, job, lamp)
    _told(school.user("director", width), job, request, order, acceptance)


def _number_in(person: Person, what: str) -> int:
    """The number at the end of the address the person is at: .../what/12/."""
    person.page.wait_for_url(re.compile(rf"/{what}/\d+/$"))
    return int(person.page.url.rstrip("/").rpartition("/")[2])


def _out(school: School, repairer: Person, place: str, lamp: str) -> int:
    """Reported at the door, handed out, begun; it waits for a lamp the school has not."""
    reporter = school.visitor(PHONE, name="reporter")
    number = steps.report(reporter, place, steps.LAMP, f"报告用的{lamp}烧了")
    steps.give(school.user("desk", DESK), number)
    steps.start(repairer, number)
    repairer.page.locator("summary", has_text="现在做不了？等一等").click()
    steps.choose(repairer, "等配件")
    repairer.page.locator("#hold-note").fill(f"缺{lamp}，库里没有")
    repairer.press("先放一放")
    repairer.see("放到“等一等”里了")
    return steps.job_of(repairer, number)


def _asked(repairer: Person, job: int, lamp: str, width: int) -> int:
    """From the waiting job to the request; what is idle in the school stands first and asks for a reason."""
    repairer.open(f"/my/jobs/{job}/")
    repairer.look("waits")
    repairer.press("申请购买", role="link")
    page = repairer.page
    repairer.see("为了：")
    _filled(repairer, 0, name=lamp, qty="2", price="1300")
    repairer.press("再加一样")
    _filled(repairer, 1, name=DEVICE, qty="1", unit="台", price="4400")
    for name, chosen in (("category", "教学仪器和教具"), ("budget_line", "校舍维修 · 维修（护）费")):
        with page.expect_response("**/procurement/look/"):
            page.locator(f'select[name="{name}"]').select_option(label=chosen, force=True)
    page.locator('[name="why"]').fill(f"{lamp}烧了，投影仪也不亮")
    expect(page.locator("#look")).to_contain_text("三家比价")
    expect(page.locator("#look")).to_contain_text("闲置")
    expect(page.locator("#look")).to_contain_text("预算还剩")
    repairer.look("asking")
    repairer.press("提交审批")
    repairer.see("请写明为什么")
    page.locator('[name="despite"]').fill("报告厅要短焦的，库里都是长焦")
    repairer.press("提交审批")
    pk = _number_in(repairer, "procurement/request")
    repairer.see("审批中", "学校已有")
    repairer.look("asked")
    return pk


def _filled(person: Person, row: int, **values: str) -> None:
    """Type one thing; the panel answers before anybody goes on."""
    with person.page.expect_response("**/procurement/look/"):
        for name, value in values.items():
            person.page.locator(f'[name="{name}"]').nth(row).fill(value)


def _decide(person: Person, number: str) -> None:
    person.open("/approve/")
    person.page.get_by_role("link", name=re.compile(number)).first.click()
    person.page.wait_for_url(re.compile(r"/approve/\d+/"))


def _sent_back(director: Person, number: str) -> None:
    """驳回 to who asked, with a word."""
    _decide(director, number)
    director.press("驳回", role="link")
    director.page.locator('[name="reason"]').fill("投影仪写明短焦")
    director.look("send-back")
    director.press("驳回")
    director.see("已驳回")


def _put_again(repairer: Person, request: int) -> None:
    """He reads why, mends it and puts it again."""
    repairer.open("/approve/")
    repairer.see("投影仪写明短焦")
    repairer.look("sent-back")
    repairer.page.get_by_role("link", name=re.compile("投影仪写明短焦")).click()
    repairer.press("去修改，再提交", role="link")
    repairer.page.wait_for_url(f"**/procurement/request/{request}/")
    repairer.look("draft-again")
    repairer.press("修改", role="link")
    _filled(repairer, 1, spec="短焦，4000流明")
    repairer.press("提交审批")
    repairer.see("审批中")


def _agreed(person: Person, number: str, lamp: str) -> None:
    """On the phone: all that is needed stands on one page; one tap."""
    _decide(person, number)
    person.see(lamp, "短焦", "预算还剩", "学校现有", "三家比价", "为了")
    person.look("deciding")
    person.press("同意")
    person.see("已同意")


def _ordered(buyer: Person, request: int, lamp: str) -> int:
    """Three quotes side by side, the lowest ordered; where both things go is said once."""
    buyer.open("/procurement/desk/")
    buyer.see(lamp)
    buyer.look("desk")
    page = buyer.page
    for n, prices in enumerate(PRICES):
        buyer.open(f"/procurement/requests/{request}/compare/")
        page.locator('select[name="partner"]').select_option(index=n + 1, force=True)
        for field, price in zip(page.locator('[name^="price-"]').all(), prices, strict=True):
            field.fill(price)
        page.locator('[name="warranty"]').fill("12")
        buyer.press("记下报价")
        buyer.see("报价记下了")
    buyer.see("最低")
    first, second = page.locator("fieldset.whereto").all()
    expect(first).to_contain_text(lamp)
    first.get_by_role("radio", name="入库", exact=True).check()
    second.get_by_role("radio", name="建资产卡").check()
    second.locator('[name^="class-"]').fill("A02020200 投影仪")
    second.locator('[name^="keeper-"]').select_option(label=_keeper(buyer), force=True)
    buyer.look("quotes")
    buyer.press("下单")
    pk = _number_in(buyer, "procurement/order")
    buyer.see("比最高报价省")
    buyer.look("order")
    return pk


def _keeper(person: Person) -> str:
    sql = "SELECT p.name FROM people_person p JOIN accounts_user u ON u.id = p.user_id WHERE u.username = ?"
    return str(person.program.one(sql, "teacher"))


def _received(school: School, buyer: Person, order: int, picture: Path, width: int) -> int:
    """The buyer may not; one counts with a photo, another confirms; stock and card follow by themselves."""
    buyer.open(f"/procurement/order/{order}/")
    expect(buyer.page.get_by_role("link", name="收货验收")).to_have_count(0)
    receiver = school.user("receiver", PHONE)
    receiver.open(f"/procurement/orders/{order}/receive/")
    receiver.choose_file("photos", picture)
    receiver.look("receiving")
    receiver.press("数好了，请第二人确认")
    acceptance = _number_in(receiver, "procurement/acceptance")
    receiver.see("要请另一位验收员确认")
    receiver.look("counted")
    second = school.user("desk", width)
    second.open(f"/procurement/acceptance/{acceptance}/")
    second.press("数对，确认验收")
    second.see("已验收", "变成了什么", "资产卡")
    second.look("accepted")
    return acceptance


def _stored(keeper: Person, acceptance: int, lamp: str) -> None:
    """Nothing is typed a second time: the keeper posts the receipt that waits; the card has its label."""
    receipt = keeper.program.one(
        "SELECT id FROM stores_receipt WHERE about = 'procurement.acceptance' AND about_id = ?", acceptance
    )
    keeper.open(f"/stores/receipt/{receipt}/")
    keeper.see(lamp)
    keeper.look("receipt")
    keeper.press(re.compile("过账"))
    keeper.see("已过账")
    card, place, who = keeper.program.rows(
        "SELECT a.id, p.full_name, k.name FROM assets_asset a LEFT JOIN places_place p ON p.id = a.place_id"
        " LEFT JOIN people_person k ON k.id = a.keeper_id WHERE about_kind = 'procurement.acceptance' AND about_id = ?",
        acceptance,
    )[0]
    assert (place, who) == (PLACES[keeper.width], _keeper(keeper))
    keeper.open(f"/assets/asset/{card}/")
    keeper.see(DEVICE, "短焦")
    keeper.look("card")
    answer = keeper.page.request.get(f"{keeper.program.address}/property/labels.pdf?asset={card}")
    assert answer.body().startswith(b"%PDF")


def _paid(school: School, buyer: Person, order: int, width: int) -> None:
    """Invoice and payment request, agreed, and paid by the cashier; the order is settled by it."""
    buyer.open(f"/procurement/orders/{order}/pay/")
    buyer.page.locator('[name="number"]').fill(INVOICES[width])
    buyer.look("invoice")
    buyer.press("送审付款")
    buyer.see("送审了")
    number, pk = buyer.program.rows(
        "SELECT number, id FROM finance_payment WHERE about = 'procurement.order' AND about_id = ?", order
    )[0]
    for username in ("director", "vice", "principal"):
        person = school.user(username, PHONE)
        person.open("/approve/")
        waiting = person.page.get_by_role("link", name=re.compile(number))
        if waiting.count():
            waiting.first.click()
            person.page.wait_for_url(re.compile(r"/approve/\d+/"))
            person.look("payment")
            person.press("同意")
            person.see("已同意")
    cashier = school.user("cashier", width)
    cashier.open(f"/finance/payment/{pk}/")
    cashier.press(re.compile("付款"), within=cashier.page.locator(".acts"), role="link")
    cashier.page.locator("label.journal", has_text="本单位").click()
    cashier.look("paying")
    cashier.press(re.compile("付款"), within=cashier.page.locator("main"))
    cashier.see("付好了", "已付款")
    buyer.open(f"/procurement/order/{order}/")
    buyer.see("已结清")


def _repaired(repairer: Person, job: int, lamp: str) -> None:
    """The repair goes on and ends with the lamp out of the store."""
    repairer.open(f"/my/jobs/{job}/")
    repairer.see("库里有")
    repairer.look("arrived")
    repairer.press("接着修")
    repairer.open(f"/my/jobs/{job}/finish/")
    repairer.page.locator('[name="stock_item"]').first.fill(lamp)
    repairer.page.locator('[name="stock_qty"]').first.fill("1")
    repairer.page.locator("#note").fill("换了灯泡")
    repairer.look("finishing")
    repairer.page.locator(".thumb button.main").click()
    repairer.page.wait_for_url("**/my/jobs/")


def _told(director: Person, job: int, request: int, order: int, acceptance: int) -> None:
    """来龙去脉 from both ends shows the same line, up to the figures; each figure counts these records."""
    stages = ["报修单", "采购申请", "采购订单", "验收单", "入库单", "付款申请", "记账凭证", "领用单"]
    for path in (f"/repairs/job/{job}/", f"/procurement/acceptance/{acceptance}/"):
        director.open(f"{path}chain/")
        director.see("计入", *_numbers(director, request, order))
        heads = director.page.locator("ol.chain h2").all_inner_texts()
        assert [head for head in heads if head in stages] == stages, heads
        assert "资产卡片" in heads
        director.look("chain")
    director.page.locator("p.chain-count a", has_text="采购金额").first.click()
    director.see("怎么算", director.program.one("SELECT number FROM procurement_order WHERE id = ?", order))
    director.look("figure")


def _numbers(person: Person, request: int, order: int) -> list[Any]:
    return [
        person.program.one("SELECT number FROM procurement_request WHERE id = ?", request),
        person.program.one("SELECT number FROM procurement_order WHERE id = ?", order),
        person.program.one(
            "SELECT number FROM finance_payment WHERE about = 'procurement.order' AND about_id = ?", order
        ),
    ]
