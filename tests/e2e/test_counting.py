"""Counting by phone: a room, its things, the network gone in the middle; and somebody who did not count decides."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from .people import DESK, PHONE, Person, School
from .program import Program

RUNNING = "SELECT id FROM counts_count WHERE status = 'running'"
ROOMS = (
    "SELECT place_id FROM counts_line WHERE count_id = ? AND result = 'waiting' AND is_expected"
    " GROUP BY place_id HAVING count(*) >= 3 AND max(qty) > 1 ORDER BY place_id DESC"
)
WAITING = (
    "SELECT l.id, l.number, l.name, l.qty, a.code FROM counts_line l JOIN assets_asset a ON a.id = l.asset_id"
    " WHERE l.count_id = ? AND l.place_id = ? AND l.result = 'waiting' ORDER BY l.qty, l.id"
)
DOOR = "SELECT code FROM places_placecode WHERE place_id = ? AND revoked_at IS NULL"
SEEN = "SELECT result, seen_qty FROM counts_line WHERE id = ?"


def typed(person: Person, text: str) -> None:
    """What is read off a label, by hand: the camera's way goes through the same lines."""
    person.page.locator("[data-typed] [name=code]").fill(text)
    person.page.locator("[data-typed] button").click()


def row(person: Person, line: Any) -> Any:
    return person.page.locator(f'.thing[data-line="{line[0]}"]')


def saved(program: Program, line: Any) -> tuple[Any, ...]:
    return program.rows(SEEN, line[0])[0]


def test_a_room_is_counted_without_network_and_another_posts_what_is_missing(school: School) -> None:
    program = school.program
    count = program.one(RUNNING)
    place = program.rows(ROOMS, count)[0][0]
    lines = program.rows(WAITING, count, place)
    lot, single, left = lines[-1], lines[0], lines[1]
    keeper = school.user("keeper", PHONE, worker=True)
    keeper.open(f"/count/{count}/?code={program.rows(DOOR, place)[0][0]}")
    keeper.see("已扫房间码", single[2])
    keeper.look("room")

    typed(keeper, single[1])  # the number of a printed list proves nothing
    keeper.see("这是清单或单据上的编号，不能证明东西在这里")
    assert saved(program, single)[0] == "waiting"

    keeper.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    keeper.context.set_offline(True)
    typed(keeper, single[4])
    keeper.see(f"没有网络，留在手机里：{single[2]}")
    expect(row(keeper, single)).to_have_class(re.compile("kept"))
    typed(keeper, lot[4])
    keeper.see("数一数有几件")
    row(keeper, lot).locator("[data-lot] [name=qty]").fill(str(lot[3] - 2))
    row(keeper, lot).locator(".round").click()
    keeper.see(f"没有网络，留在手机里：{lot[2]}")
    expect(keeper.page.locator("[data-outbox-pill]")).to_have_text("2 未上传")
    keeper.look("offline")
    keeper.context.set_offline(False)
    expect(keeper.page.locator("[data-outbox-pill]")).to_be_hidden()
    assert saved(program, lot) == ("found", lot[3] - 2)
    assert saved(program, single) == ("found", single[3])

    director = school.user("director", DESK)
    director.open(f"/counts/count/{count}/")
    director.press("盘点完毕")
    director.see("待入账")
    director.open(f"/count/{count}/decide/")
    director.see("件数少了，少的登记丢失", f"账上 {lot[3]} 件，盘到 {lot[3] - 2} 件")
    director.look("decide")
    fewer = director.page.locator("section.card").filter(has_text="件数少了").locator("li").first
    fewer.locator("[name=cause]").fill("搬家时散失")
    fewer.get_by_role("button", name="入账", exact=True).click()
    director.see("入账了")
    assert program.rows(
        "SELECT qty, status FROM assets_asset WHERE about_kind = 'assets.asset' AND number != ? ORDER BY id DESC",
        lot[1],
    )[0] == (2, "lost")
    assert saved(program, left)[0] == "missing"
    director.open(f"/count/{count}/watch/")
    director.see("上报表", "件数少了")
    director.look("watch")
