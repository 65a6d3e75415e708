"""A roster from its kind to a calendar: made, given up, made again, changed by hand, swapped by consent."""

from __future__ import annotations

from playwright.sync_api import expect

from .people import DESK, PHONE, Person, School

# A duty of its own, on every day, so that it can be made whenever the test runs; three people take turns.
BEGIN = """
from datetime import time
from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rosters.models import Kind, Seat, Shift
actor = User.objects.get(username="director")
kind = records.create(Kind, actor=actor, code="e2e", name="晚间值守", gap_days=1)
shift = records.create(Shift, actor=actor, kind=kind, name="晚班", begins=time(19), ends=time(21), on="every")
records.create(Seat, actor=actor, shift=shift, name="值守员", posts=["desk", "keeper", "finance"])
print(kind.pk)
"""
SOLVE = """
from django.utils import timezone
from lvye.kernel.accounts.api import system_user
from lvye.kernel.rosters.services import rosters_solve
print(rosters_solve(timezone.now(), actor=system_user()))
"""
WHO = (
    "SELECT u.username FROM rosters_assignment a JOIN rosters_slot s ON s.id = a.slot_id"
    " JOIN people_person p ON p.id = a.person_id JOIN accounts_user u ON u.id = p.user_id"
    " WHERE s.roster_id = ? ORDER BY s.starts_at"
)


def served(person: Person, roster: str) -> list[str]:
    """Who serves, day by day."""
    return [str(name) for (name,) in person.program.rows(WHO, roster)]


def test_a_roster_is_made_changed_published_swapped_and_subscribed_to(school: School) -> None:
    director = school.user("director", DESK)
    kind = director.program.python(BEGIN).split()[-1]
    director.open("/rosters/roster/new/")
    page = director.page
    page.locator('[name="kind"]').evaluate(
        "(field, value) => { field.value = value; field.dispatchEvent(new Event('change', {bubbles: true})); }", kind
    )
    first, last = page.evaluate(
        "() => [3, 16].map((days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10))"
    )
    page.locator('[name="begins_on"]').fill(first)
    page.locator('[name="ends_on"]').fill(last)
    page.locator("main form button.main").first.click()
    director.see("晚间值守")
    roster = page.url.rstrip("/").split("/")[-1]
    director.press("排班", within=page.locator("main"))
    director.see("等待排班", "一分钟内开始排")
    director.look("waiting")
    director.press("不排了", within=page.locator("main"))
    director.see("待排")
    director.press("排班", within=page.locator("main"))
    director.see("等待排班")
    assert director.program.python(SOLVE).split()[-1] == "1"
    expect(page.locator("[data-place]").first).to_be_visible()  # the page looked by itself
    director.see("排好待发布")
    before = served(director, roster)
    assert len(before) == 14
    director.look("made")

    page.goto(f"{page.url.split('?')[0]}?month={first[:7]}")
    shown = page.locator("[data-place]")
    place = next(n for n in range(1, shown.count()) if shown.nth(n).inner_text() != shown.nth(0).inner_text())
    names = [shown.nth(0).inner_text(), shown.nth(place).inner_text()]
    with page.expect_response(lambda answer: "/duty/place/" in answer.url) as answered:
        shown.nth(0).drag_to(shown.nth(place))
    if answered.value.status == 200:
        expect(shown.nth(0)).to_have_text(names[1])
        expect(shown.nth(place)).to_have_text(names[0])
    else:  # two days one after the other: the rule is told in the choice, with its way out
        expect(page.locator("#who [role=alert]")).to_be_visible()
        page.keyboard.press("Escape")

    shown.nth(0).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#who")).to_be_visible()
    director.look("whom")
    chosen = page.locator("#who .choose button:not([disabled])").first
    who = chosen.locator(".t").inner_text()
    chosen.focus()
    page.keyboard.press("Enter")
    expect(shown.nth(0)).to_have_text(who)
    expect(page.locator("#who")).to_be_hidden()

    director.press("发布", within=page.locator("main"))
    director.see("已发布", "撤回发布")
    swapped(school, roster)


def swapped(school: School, roster: str) -> None:
    """On two phones: one asks, the other agrees, the calendar follows."""
    now = served(school.people[0], roster)
    asker = school.user("desk", PHONE)
    asker.open("/duty/")
    asker.see("晚间值守")
    asker.look("mine")
    asker.page.get_by_role("link", name="换班").first.click()
    asker.see("和谁换")
    asker.look("whom")
    asker.page.locator('main a.row[href*="other="]').first.click()
    asker.page.locator('[name="why"]').fill("家里有事")
    asker.press("请他答复")
    asker.see("等别人答复的换班")
    other = str(
        asker.program.one(
            "SELECT u.username FROM rosters_swap w JOIN people_person p ON p.id = w.other_id"
            " JOIN accounts_user u ON u.id = p.user_id WHERE w.status = 'asked' AND w.why = '家里有事'"
        )
    )
    assert served(asker, roster) == now
    answerer = school.user(other, PHONE)
    answerer.open("/duty/")
    answerer.see("想和您换班", "家里有事")
    answerer.look("asked")
    answerer.press("同意换")
    answerer.see("换好了，值班表已经改过来")
    after = served(asker, roster)
    assert [(a, b) for a, b in zip(now, after, strict=True) if a != b] == [("desk", other)]

    answerer.press("生成日历地址")
    address = answerer.page.locator("#feed").inner_text()
    calendar = answerer.context.request.get(address).text()
    assert calendar.count("BEGIN:VEVENT") >= after.count(other)
    assert "晚间值守" in calendar
