"""The grounds: a day's work with its quantity, a class area scored with a thumb, and what the summary says of both."""

from __future__ import annotations

import re

from .people import DESK, PHONE, Person, School

COUNT = 'SELECT COUNT(*) FROM TABLE x JOIN terms_term t ON x."on" BETWEEN t.begins_on AND t.ends_on WHERE t.code = ?'
WORD = re.compile(r"绿化保洁作业(\d+)次.*?卫生评分(\d+)次", re.S)


def summary(person: Person, period: str) -> tuple[int, int]:
    """Works and scores, as a fresh summary of this term says them."""
    person.open(f"/summaries/summary/new/?period={period}")
    person.page.locator(".thumb button.main, main form button.main").last.click()
    person.page.wait_for_url(re.compile(r"/summaries/summary/\d+/"))
    person.see("绿化保洁作业")
    found = WORD.search(person.text().replace(",", ""))
    assert found, person.text()[:2000]
    return int(found[1]), int(found[2])


def test_a_days_work_and_a_score_are_what_the_summary_says(school: School) -> None:
    director = school.user("director", DESK)
    program = director.program
    period = str(program.one("SELECT code FROM terms_term WHERE begins_on <= date('now') AND ends_on >= date('now')"))

    desk = school.user("desk", PHONE)
    page = desk.page
    desk.open("/grounds/work/new/")
    page.locator('[name="on"]').fill(page.evaluate("new Date(Date.now() + 8 * 36e5).toISOString().slice(0, 10)"))
    page.locator('select[name="kind"]').select_option(value="clear", force=True)
    page.get_by_role("button", name="中心花园", exact=True).click()
    page.locator('select[name="plot"]').select_option(label="中心花园", force=True)
    page.locator('[name="qty"]').fill("137.5")
    page.locator('select[name="unit"]').select_option(value="bags", force=True)
    desk.look("work")
    page.locator("main form button.main, .thumb button.main").last.click()
    desk.see("137.5", "袋")

    desk.open("/grounds/round/")
    desk.see("今天评分")
    zone = page.locator(".zone-row").first
    zone.get_by_role("radio", name="5", exact=True).check()
    desk.look("low", axe=False)
    desk.press("评好了")
    desk.see("哪里不干净")
    zone = page.locator(".zone-row").first
    zone.locator(".why input").fill("花坛边有纸屑")
    desk.press("评好了")
    desk.see("评了 1 个区域，1 个不合格")
    desk.look("board")

    kept = [program.one(COUNT.replace("TABLE", table), period) for table in ("grounds_work", "grounds_score")]
    assert list(summary(director, period)) == kept
    qty = program.one("SELECT SUM(qty) FROM grounds_work WHERE kind = 'clear' AND qty = 137.5 AND unit = 'bags'")
    assert float(qty) == 137.5
    director.look("summary", axe=False)
