"""The main job from the door to the figure: reported, handed out, repaired, rated, and found in the summary."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from docx import Document
from playwright.sync_api import Locator, expect

from . import steps
from .people import DESK, PHONE, Person, School

PLACES = {PHONE: "教学楼 1层 101教室", DESK: "教学楼 1层 102教室"}
TUBES = (
    "SELECT {} FROM repairs_jobline l JOIN terms_term t ON l.done_on BETWEEN t.begins_on AND t.ends_on"
    " WHERE l.action = '更换' AND l.object = '灯管' AND l.unit = '个' AND t.code = ?"
)


def test_a_fault_is_reported_dispatched_repaired_confirmed_and_becomes_a_figure(
    school: School, width: int, picture: Path
) -> None:
    place, words = PLACES[width], "讲台上面三根灯管不亮"
    teacher = school.visitor(width, name="reporter")
    number = _reported(teacher, place, words, picture)

    desk = school.user("desk", width)
    desk.open("/repairs/board/")
    card = steps.ticket(desk, number)
    expect(card).to_contain_text(words)
    expect(card).to_contain_text(place)
    desk.look("board")
    worker = steps.give(desk, number)
    desk.see("通知已经发出")
    teacher.page.reload()
    teacher.see(f"现在由{worker}负责")

    _repaired(school.user("repairer", width), number, worker, picture)
    _accepted(teacher, number)
    assert school.program.rows(
        "SELECT status, confirmed_how, r.score FROM repairs_job j JOIN repairs_rating r ON r.job_id = j.id"
        " WHERE number = ?",
        number,
    ) == [("closed", "reporter", 5)]
    _summed_up(school.user("director", width), steps.job_of(desk, number))


def _reported(teacher: Person, place: str, words: str, picture: Path) -> str:
    teacher.open(f"/s/{teacher.program.code_of(place)}/")
    teacher.see(place, "哪里坏了？")
    teacher.look("report")
    number = steps.report(teacher, place, steps.LAMP, words, picture)
    teacher.see("已经送到总务处", place, words, "预计")
    expect(teacher.page.locator("#standing img")).to_have_count(1)
    teacher.look("status")
    return number


def _repaired(repairer: Person, number: str, name: str, picture: Path) -> None:
    repairer.open("/my/jobs/")
    repairer.see(name)
    repairer.look("my-jobs")
    steps.start(repairer, number)
    repairer.look("job")
    repairer.press("修好了", role="link")
    repairer.page.locator("[data-chips] .chip").filter(has_text="更换 灯管").filter(has_text="个").click()
    line = repairer.page.locator("[data-line]").filter(has_text="更换 灯管").filter(visible=True)
    line.get_by_role("button", name="多一个").click()
    line.get_by_role("button", name="多一个").click()
    repairer.choose_file("after", picture)
    repairer.see("更换 灯管 3 个")
    repairer.look("finish")
    repairer.page.locator(".thumb button.main").click()
    repairer.page.wait_for_url("**/my/jobs/")
    repairer.see(f"{number} 修好了")


def _accepted(teacher: Person, number: str) -> None:
    teacher.open(steps.status_url(teacher, number))
    teacher.see("更换 灯管 3 个")
    expect(teacher.page.locator("#standing img")).to_have_count(2)
    teacher.look("finished")
    teacher.press("修好了，确认")
    teacher.see("这一单办结了")
    steps.choose(teacher, "5 很满意")
    teacher.press("送出评价")
    teacher.see("谢谢您的评价", "5 分")
    teacher.look("rated")


def _summed_up(director: Person, job: int) -> None:
    """In the running term's draft the figure counts this job; its chip opens exactly the records; Word states it."""
    program = director.program
    period = program.period(datetime.now(ZoneInfo("Asia/Shanghai")).date())
    pk = _draft(director, period)
    total = program.one(TUBES.format("CAST(SUM(l.qty) AS INTEGER)"), period)
    lines = {pk for (pk,) in program.rows(TUBES.format("l.id"), period)}
    assert job in {pk for (pk,) in program.rows(TUBES.format("l.job_id"), period)}
    chip = director.page.locator("p", has_text=f"更换灯管{total}个").locator("a.fig", has_text=f"{total}个")
    chip = chip.and_(
        director.page.locator(
            "xpath=//a[substring(preceding-sibling::text()[1], "
            "string-length(preceding-sibling::text()[1]) - 3) = '更换灯管']"
        )
    )
    expect(chip).to_be_visible()
    director.look("summary")
    _figure_stays(director, chip, pk, f"{total}个")
    _figure_opens(director, chip, f"{total}个", len(lines))
    listed = director.page.locator("tr[data-pk]")
    expect(listed).to_have_count(min(len(lines), 50))
    assert {int(row.get_attribute("data-pk") or 0) for row in listed.all()} <= lines
    director.look("rows")
    answer = director.page.request.get(f"{program.address}/summaries/{pk}/paper.docx")
    assert answer.ok
    assert f"更换灯管{total}个" in text_of(answer.body())


def _figure_opens(director: Person, chip: Locator, said: str, count: int) -> None:
    """The chip opens in place: how it is counted, over what, narrowed to what, of how many; from there to the rows."""
    chip.click()
    opened = director.page.locator("aside.fig-open")
    expect(opened).to_be_visible()
    expect(chip).to_have_attribute("aria-expanded", "true")
    expect(opened.locator("h3")).to_contain_text(said)
    expect(opened.locator("h3")).to_contain_text(f"来自 {count:,} 条记录")
    facts = opened.locator("dl.fig-facts")
    for word in ("怎么算", "完成日期在时段内的维修明细", "期间", "年", "动作", "更换", "物件", "灯管", "单位", "个"):
        expect(facts).to_contain_text(word)
    expect(opened.locator("tr[data-pk]")).to_have_count(min(count, 5))
    director.look("figure")
    director.press("收起", within=opened)
    expect(opened).to_have_count(0)
    chip.click()
    director.press(f"看全部 {count:,} 条", within=opened, role="link")
    director.page.wait_for_url("**/figures/repairs.work/**")
    director.see("怎么算", "这些记录", said)


def _figure_stays(director: Person, chip: Locator, pk: int, said: str) -> None:
    """Text is typed where it is read. Typing over a figure, or rubbing it out, changes nothing and says why."""
    kept = "SELECT body FROM summaries_summary WHERE id = ?"
    before = json.loads(director.program.one(kept, pk))
    paragraph = chip.locator("xpath=ancestor::p")
    words, slots = paragraph.inner_text(), paragraph.locator(".fig").count()
    expect(paragraph).to_have_attribute("contenteditable", "true")
    select = "p => getSelection().selectAllChildren(p)"
    for key in ("9", "Delete", "Backspace"):
        paragraph.evaluate("p => p.focus()")
        paragraph.evaluate(select)
        director.page.keyboard.press(key)
        director.see("数字改不了也打不掉")
    after_it = (
        "f => { const s = getSelection(); s.collapse(f.parentNode, [...f.parentNode.childNodes].indexOf(f) + 1); }"
    )
    chip.evaluate(after_it)
    director.page.keyboard.press("Backspace")
    assert paragraph.inner_text() == words
    assert paragraph.locator(".fig").count() == slots
    chip.evaluate(after_it)
    director.page.keyboard.insert_text("（照记录）")
    director.page.locator("h1").click()
    expect(director.page.locator("#saved")).to_contain_text("自动存好")
    director.page.reload()
    expect(paragraph).to_contain_text(f"{said}（照记录）")
    after = json.loads(director.program.one(kept, pk))
    assert after["slots"] == before["slots"]
    figures = [re.findall(r"⟦f\d+⟧", block.get("text", "")) for block in before["blocks"]]
    assert [re.findall(r"⟦f\d+⟧", block.get("text", "")) for block in after["blocks"]] == figures


def _draft(director: Person, period: str) -> int:
    """The draft of the period: written now, or the one that stands; open on the director's screen."""
    known = "SELECT id FROM summaries_summary WHERE kind = 'term' AND period = ?"
    if not (found := director.program.rows(known, period)):
        director.open("/summaries/summary/new/")
        director.page.locator('[name="kind"]').first.select_option("term")
        director.page.locator('[name="period"]').first.select_option(period)
        director.look("new-summary")
        director.page.locator(".thumb button.main").click()
        director.page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
        found = director.program.rows(known, period)
    director.open(f"/summaries/summary/{found[0][0]}/")
    return int(found[0][0])


def text_of(docx: bytes) -> str:
    """All words of a Word file, those in links too."""
    document: Any = Document(io.BytesIO(docx))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    return "".join(node.text or "" for node in document.element.body.iter(space))
