"""A plan from its offers to its items' proofs, and a meeting whose decision is carried out on a phone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from . import steps
from .people import DESK, PHONE, Person, School

CHINA = ZoneInfo("Asia/Shanghai")
TITLE = "冬季后勤专项计划"
OWN = "冬天里修好的灯"


def workday(days: int = 7) -> str:
    """A day so many days ahead that is neither Saturday nor Sunday, as a date field takes it."""
    day = datetime.now(CHINA).date() + timedelta(days=days)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.isoformat()


def test_a_plan_is_made_of_offers_agreed_to_and_fills_by_itself_when_a_job_is_done(school: School) -> None:
    director = school.user("director", DESK)
    _made(director)
    item = _measured(director)
    plan = _submitted(director)

    vice = school.user("vice", DESK)
    vice.open("/")
    vice.see("等我审定的计划", TITLE)
    vice.press(re.compile(TITLE), role="link")
    vice.look("to-agree")
    vice.press("同意")
    vice.see("执行中")
    assert school.program.one("SELECT status FROM plans_plan WHERE title = ?", TITLE) == "agreed"

    director.open(item)
    expect(director.page.locator("#targets progress")).to_be_visible()
    before = director.page.locator("#targets .measure a.b").inner_text()
    number = steps.report(school.visitor(PHONE), "教学楼 2层 203教室", steps.LAMP, "后排灯不亮")
    steps.give(school.user("desk", DESK), number)
    repairer = school.user("repairer", PHONE)
    steps.start(repairer, number)
    steps.finish(repairer, number, "换了一根")
    director.open(item)
    after = director.page.locator("#targets .measure a.b")
    assert int(after.inner_text().removesuffix("件")) == int(before.removesuffix("件")) + 1
    expect(director.page.locator("h1")).to_contain_text("完成")
    director.look("filled")
    after.click()
    director.see(number)  # the figure opens the records behind it
    director.open(plan)
    director.see("完成 1")


def _made(director: Person) -> None:
    director.open("/plans/plan/")
    director.page.locator("#acts a.main").click()
    director.page.locator("#id_title").fill(TITLE)
    director.page.locator("#id_aim").fill("过冬前该修的修好，该备的备齐。")
    director.look("new")
    director.press("下一步：挑要做的事")
    director.see("季节惯例", "上期没做完")
    director.page.get_by_role("button", name="列进计划：备好扫雪防滑物资和分工").click()
    director.see("计划里有 1 项了。")
    director.page.get_by_role("button", name="列进计划：食堂满意度测评").first.click()
    director.see("计划里有 2 项了。")
    director.look("offers")


def _measured(director: Person) -> str:
    """An item of one's own: one more lamp than are mended now. Its address."""
    director.press("自己加", role="link")
    director.page.locator("#id_what").fill(OWN)
    _typed(director, "id_area", "维修维护")
    _typed(director, "id_person", "王德明")
    director.page.locator("#id_due_on").fill(workday())
    director.look("item-new")
    director.press("加上，再说怎样算完成")
    director.page.wait_for_url(re.compile(r"/plans/planitem/\d+/"))
    _typed(director, "id_figure", "完成维修")
    now = director.page.locator("#target-part .note b").first
    expect(now).to_have_text(re.compile(r"\d+件"))
    aim = int(now.inner_text().removesuffix("件")) + 1
    director.page.locator('#target-part input[name="aim"]').fill(str(aim))
    director.look("target")
    director.press("定下这个目标")
    director.see(f"完成维修 不少于 {aim}件")
    return director.page.url.split("#")[0]


def _typed(person: Person, field: str, words: str) -> None:
    """Choose from a long list by typing into its box."""
    box = person.page.locator(f"#{field}-box")
    box.fill(words)
    person.page.locator(".combo [role=option]").filter(has_text=words).filter(visible=True).first.click()


def _submitted(director: Person) -> str:
    director.press(TITLE, role="link")
    director.page.wait_for_url(re.compile(r"/plans/plan/\d+/"))
    director.see(OWN)
    director.look("draft")
    director.press("送审")
    director.see("待审定")
    return director.page.url


def test_a_decision_of_a_meeting_becomes_an_item_and_staff_finish_it_on_the_phone(
    school: School, picture: Path
) -> None:
    director = school.user("director", DESK)
    director.open("/plans/meeting/new/")
    begins = datetime.now(CHINA) + timedelta(minutes=4)
    director.page.locator("#id_starts_at").fill(begins.strftime("%Y-%m-%dT%H:%M"))
    director.page.locator("#id_where").fill("后勤楼会议室")
    director.page.locator("#id_title").fill("过冬碰头会")
    director.page.get_by_role("checkbox", name="维修工", exact=True).check()
    director.look("meeting-new")
    director.press("安排好，再发通知")
    director.press("发通知")
    director.see("已通知", "王德明")
    where = director.page.url

    repairer = school.user("repairer", PHONE)
    repairer.open("/plans/mine/")
    repairer.see("过冬碰头会")
    repairer.look("asked")
    repairer.press("签到")
    repairer.see("已到")

    director.open(where)
    director.page.locator('textarea[name="minutes"]').fill("一、室外水管这周包好。\n二、扫雪工具放到楼门口。")
    director.press("存下纪要")
    director.page.locator('.decide input[name="what"]').fill("把操场边水管包好")
    _typed(director, "id_person", "王德明")
    director.page.locator('.decide input[name="due_on"]').fill(workday(3))
    director.look("meeting")
    director.press("记下决定")
    director.press("列入计划")
    director.see("列进了")
    expect(director.page.locator("#decisions")).to_contain_text("在计划里")
    director.press("会开完了")
    director.press("纪要定稿")
    director.see("纪要已定")

    repairer.open("/plans/mine/")
    repairer.press(re.compile("把操场边水管包好"), role="link")
    repairer.see("会议决定")
    repairer.choose_file("uploads", picture)
    repairer.page.locator("#id_words").fill("包好了，拍了照")
    repairer.look("prove")
    repairer.press("记上")
    expect(repairer.page.locator("h1")).to_contain_text("完成")
    expect(repairer.page.locator("#proofs img")).to_have_count(1)
    repairer.look("proved")
    director.open(where)
    expect(director.page.locator("#decisions .st")).to_have_text("完成")
    minutes = director.page.request.get(f"{where}?as=print")
    assert minutes.body().startswith(b"%PDF")


def test_the_month_people_and_letters_hold_on_phone_and_desk(school: School, width: int) -> None:
    director = school.user("director", width)
    for path, words in (
        ("/plans/month/", "月"),
        ("/plans/people/", "谁负责什么"),
        ("/plans/letters/", "目标责任书"),
        ("/plans/mine/", "我"),
        ("/plans/meetings/series/", "排好整个学期"),
        ("/plans/meeting/?status=filed", "纪要已定"),
    ):
        director.open(path)
        director.see(words)
        director.look(path.strip("/").replace("/", "-").split("?")[0])
    admin = school.user("admin", width)
    admin.open("/plans/mine/")
    admin.see("现在没有您要做的计划事项")
    admin.look("nothing")
    school.user("teacher", width).open("/plans/people/", status=403)
