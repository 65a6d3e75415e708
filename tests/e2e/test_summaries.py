"""Summaries on the screen: a repairer's own record, the report written from it, the plan beside the term's summary."""

from __future__ import annotations

import io
import re

from docx import Document
from playwright.sync_api import expect

from .people import School


def test_a_repairer_sees_what_he_did_and_takes_it_along_on_paper(school: School, width: int) -> None:
    repairer = school.user("repairer", width)
    program = school.program
    period = str(program.one("SELECT code FROM terms_term WHERE status = 'closed' ORDER BY ends_on DESC LIMIT 1"))
    repairer.open(f"/summaries/mine/?period={period}")
    repairer.see("我的工作记录")
    repairer.page.get_by_label("期间").select_option(period)
    repairer.press("看")
    done = int(
        program.one(
            "SELECT COUNT(*) FROM repairs_job j JOIN repairs_worker w ON w.id = j.worker_id"
            " JOIN people_person p ON p.id = w.person_id JOIN accounts_user u ON u.id = p.user_id"
            " JOIN terms_term t ON j.done_on BETWEEN t.begins_on AND t.ends_on"
            " WHERE u.username = 'repairer' AND t.code = ? AND j.status IN ('finished', 'closed')",
            period,
        )
    )
    assert done > 0
    expect(repairer.page.locator("#numbers")).to_contain_text(f"{done:,}件")
    weeks = repairer.page.locator("details.week")
    assert weeks.count() > 1
    weeks.nth(1).locator("summary").click()
    expect(weeks.nth(1).locator(".deed").first).to_be_visible()
    repairer.look("record")
    href = repairer.page.get_by_role("link", name="Word").get_attribute("href")
    assert href
    answer = repairer.page.request.get(f"{program.address}{href}")
    assert answer.ok
    tables = Document(io.BytesIO(answer.body())).tables
    assert max(len(table.rows) for table in tables) > done * 0.9


def test_the_head_writes_a_report_from_a_record(school: School, width: int) -> None:
    director = school.user("director", width)
    program = school.program
    person, name = program.rows(
        "SELECT p.id, p.name FROM repairs_worker w JOIN people_person p ON p.id = w.person_id ORDER BY w.id LIMIT 2"
    )[width == 390]
    period = str(program.one("SELECT code FROM terms_term WHERE status = 'closed' ORDER BY ends_on DESC LIMIT 1"))
    director.open(f"/people/person/{person}/")
    director.press("工作记录", role="link", within=director.page.locator("main"))
    director.see(f"{name}的工作记录")
    director.open(f"/summaries/person/{person}/?period={period}")
    director.press("写成述职", role="link")
    expect(director.page.locator('[name="period"]').first).to_have_value(period)
    director.page.locator(".thumb button.main").click()
    director.page.wait_for_url(re.compile(r"/summaries/summary/\d+/$"))
    director.see(f"{name}述职报告", "完成维修")
    director.look("report")
    director.open(f"/summaries/person/{person}/?period={period}")
    expect(director.page.get_by_role("link", name="打开述职")).to_be_visible()


def test_the_plan_stands_beside_the_summary(school: School, width: int) -> None:
    director = school.user("director", width)
    program = school.program
    period = str(program.one("SELECT code FROM terms_term WHERE status = 'closed' ORDER BY ends_on DESC LIMIT 1"))
    known = "SELECT id FROM summaries_summary WHERE kind = 'term' AND period = ?"
    if not program.rows(known, period):
        director.open(f"/summaries/summary/new/?kind=term&period={period}")
        director.page.locator(".thumb button.main").click()
        director.page.wait_for_url(re.compile(r"/summaries/summary/\d+/$"))
    director.open(f"/summaries/summary/{program.one(known, period)}/")
    due = int(
        program.one(
            "SELECT COUNT(*) FROM plans_planitem i JOIN plans_plan p ON p.id = i.plan_id"
            " JOIN terms_term t ON i.due_on BETWEEN t.begins_on AND t.ends_on"
            " WHERE t.code = ? AND p.status IN ('agreed', 'closed') AND i.status <> 'dropped'",
            period,
        )
    )
    assert due > 0
    card = director.page.locator("#plan")
    expect(card).to_contain_text(f"{due} 项")
    expect(card.locator("svg.plan-bar")).to_have_attribute("aria-label", re.compile(r"完成 \d+，进行 \d+，超期 \d+"))
    director.see("计划完成情况", f"到期的计划事项 {due}项".replace(" ", ""))
    director.look("plan")
