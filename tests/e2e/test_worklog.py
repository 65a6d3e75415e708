"""The log on a phone: one sentence, chips, one tap; mended, withdrawn, kept without network; seen by the office."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from .people import DESK, PHONE, Person, School

ENTRIES = "SELECT count(*) FROM worklog_entry WHERE said = ? AND status = 'kept'"
LINES = (
    "SELECT l.action, l.object, l.qty, p.full_name FROM worklog_line l JOIN worklog_entry e ON e.id = l.entry_id"
    " LEFT JOIN places_place p ON p.id = l.place_id WHERE e.said = ? AND l.status = 'kept' ORDER BY l.id"
)


def facts(person: Person) -> Locator:
    """The chips."""
    return person.page.locator("[data-fact]")


def say(person: Person, words: str) -> None:
    """Type a sentence into the box; the chips come by themselves."""
    person.page.locator("#said").fill(words)
    expect(person.page.locator('input[name="heard_for"]')).to_have_value(words)


def keep(person: Person) -> None:
    """One tap, and the page is there again."""
    person.press("记下")
    person.see("记下了")
    expect(person.page.locator("#said")).to_have_value("")


def test_one_sentence_is_logged_and_stands_in_my_week(school: School) -> None:
    words = "换了二楼男厕两个水龙头，通了一次下水道"
    repairer = school.user("repairer", PHONE)
    repairer.open("/")
    repairer.press("记一笔", role="link")
    repairer.page.wait_for_url("**/log/")
    repairer.look("empty")
    say(repairer, words)
    expect(facts(repairer)).to_have_count(2)
    expect(facts(repairer).first).to_contain_text("更换 水龙头 2 个")
    expect(facts(repairer).last).to_contain_text("疏通 下水道 1 次")
    which = repairer.page.locator("fieldset.which")
    if which.count():  # nobody knows yet which of the toilets on a second floor is his
        which.get_by_text("实验楼", exact=True).click()
        expect(facts(repairer).first).to_contain_text("@实验楼 2层 男卫生间")
    repairer.look("chips")
    keep(repairer)
    repairer.look("kept")
    first, second = repairer.program.rows(LINES, words)
    assert first[:2] == ("更换", "水龙头")
    assert first[3] == second[3]
    assert first[3].endswith("2层 男卫生间")
    repairer.press("我的一周", role="link")
    repairer.page.wait_for_url("**/log/week/")
    repairer.see(words, "更换 水龙头")
    repairer.look("week")
    repairer.open("/log/term/")
    repairer.see("更换 水龙头")
    repairer.look("term")

    say_again = school.user("repairer", PHONE)
    say_again.open("/log/")
    say(say_again, "换了二楼男厕1个水龙头")
    expect(say_again.page.locator("fieldset.which")).to_have_count(0)  # asked once, remembered
    expect(facts(say_again)).to_contain_text(first[3])


def test_a_chip_is_mended_before_it_is_kept(school: School) -> None:
    words = "换灯管3根，修课桌20张"
    carpenter = school.user("carpenter", PHONE)
    carpenter.open("/log/")
    say(carpenter, words)
    lamp, desk = facts(carpenter).nth(0), facts(carpenter).nth(1)
    lamp.locator("summary").click()
    for _tap in range(2):
        lamp.get_by_role("button", name="多一个").click()
    expect(lamp.locator("[data-fact-words]")).to_have_text("更换 灯管 5 根")
    carpenter.look("mending")
    desk.locator("summary").click()
    desk.get_by_role("checkbox", name="不记这条").check()
    expect(desk).to_have_class(re.compile("out"))
    carpenter.page.locator("#said").press_sequentially("，扫了木工间")
    expect(carpenter.page.locator('input[name="heard_for"]')).to_have_value(f"{words}，扫了木工间")
    expect(lamp.locator("[data-fact-words]")).to_have_text("更换 灯管 5 根")  # more words do not undo what was mended
    keep(carpenter)
    assert [row[:3] for row in carpenter.program.rows(LINES, f"{words}，扫了木工间")] == [("更换", "灯管", 5)]


def test_a_number_nobody_believes_is_shown_at_its_chip_and_put_right(school: School) -> None:
    words = "换了99999999999个灯泡"
    mason = school.user("mason", PHONE)
    mason.open("/log/")
    say(mason, words)
    expect(facts(mason)).to_contain_text("太大了")
    mason.press("记下")
    mason.see("您说的都还在")
    expect(mason.page.locator("#said")).to_have_value(words)
    mason.look("refused")
    facts(mason).get_by_label("数量").fill("9")
    keep(mason)
    assert [row[2] for row in mason.program.rows(LINES, words)] == [9]


def test_what_was_logged_by_mistake_is_taken_back(school: School) -> None:
    words = "记错了的一句话"
    climate = school.user("climate", PHONE)
    climate.open("/log/")
    say(climate, words)
    climate.see("照原话记一条")
    keep(climate)
    row = climate.page.locator(".told > li").filter(has_text=words)
    row.locator(".undo summary").click()
    climate.look("undo", axe=False)
    row.get_by_role("button", name="记重了").click()
    climate.see("撤回了")
    expect(climate.page.locator(".told > li").filter(has_text=words)).to_have_count(0)
    assert climate.program.one(ENTRIES, words) == 0
    assert climate.program.one("SELECT why FROM worklog_entry WHERE said = ?", words) == "记重了"


def test_what_is_said_without_network_arrives_later_and_once(school: School) -> None:
    words = "搬凳子23张到报告厅，3个人"
    repairer = school.user("media", PHONE)
    repairer.open("/log/")
    repairer.context.set_offline(True)
    repairer.page.locator("#said").fill(words)
    repairer.press("记下")
    repairer.see("未上传")
    assert repairer.program.one(ENTRIES, words) == 0
    repairer.context.set_offline(False)
    repairer.see("已送到")
    assert repairer.program.one(ENTRIES, words) == 1
    assert [row[:2] for row in repairer.program.rows(LINES, words)] == [("搬运", "凳子")]


def test_a_line_becomes_a_repair_and_the_office_sees_who_logged(school: School) -> None:
    words = "更换开关2个，有一处墙皮要掉"
    repairer = school.user("repairer", PHONE)
    repairer.open("/log/")
    say(repairer, words)
    keep(repairer)
    repairer.page.locator(".told a.row").filter(has_text="更换开关2个").click()
    repairer.look("entry")
    repairer.press("转报修", role="link")
    repairer.look("hand")
    repairer.open("/log/")

    director = school.user("director", DESK)
    director.open("/log/staff/")
    director.see("王德明", words)
    director.look("staff")
    director.page.locator(".tbl.days").get_by_role("link", name="王德明").click()
    director.see("王德明的一周", words)
