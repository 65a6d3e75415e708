"""A shift at the gate on the guard's phone: shown by the hour, a visitor, handed over; a letter signed by drawing."""

from __future__ import annotations

from playwright.sync_api import expect

from .people import PHONE, Person, School

VISITOR, WHY = "来客韩", "谈转学的事"
# An hour that nobody shows: two hours on, the office's clock looks at the gate.
LATER = """
from datetime import timedelta
from django.utils import timezone
from lvye.modules.security import jobs
print(jobs.gates(timezone.now() + timedelta(hours=2, minutes=20)))
"""
# A letter of this term for every guard.
LETTER = """
from django.utils import timezone
from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Post
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import current
from lvye.modules.security import services
from lvye.modules.security.models import Wording
actor, now = User.objects.get(username="director"), timezone.now()
post = Post.objects.get(code="guard")
text = "一、钢叉盾牌天天看。"
records.create(Wording, actor=actor, code="e2e", name="门岗器材责任书", kind="post", post=post, text=text)
term = current(timezone.localdate(now))
made = services.pledges_issue(term, now=now, actor=actor)
print(next(one.pk for one in made if one.wording.code == "e2e" and one.person.user.username == "guard"))
"""
CODE = (
    "SELECT c.code FROM places_placecode c JOIN security_keyplace k ON k.place_id = c.place_id"
    " WHERE k.is_watched AND k.is_active AND c.revoked_at IS NULL"
)
VISIT = "SELECT {0} FROM security_visit WHERE name = ? AND why = ?"


def visit(person: Person, field: str = "status") -> str:
    """What the database says of the visit."""
    return str(person.program.one(VISIT.format(field), VISITOR, WHY))


def test_a_shift_at_the_gate(school: School) -> None:
    guard = school.user("guard", PHONE)
    program = guard.program
    guard.open("/guard/gate/")
    guard.see("该扫了")
    guard.look("due", axe=False)
    guard.page.get_by_text("扫不了，输入墙上的六位码").first.click()
    guard.page.locator("[data-code]").first.fill(str(program.one(CODE)).lower())
    guard.page.locator("form[data-gate] details button").first.click()
    guard.see("在岗，已经记上")
    _visited(school, guard)

    guard.page.get_by_text("写日志、交接班").click()
    guard.page.get_by_role("radio", name="交接班").check()
    guard.page.locator("#log-words").fill("钥匙十二把、对讲机两部，没有没办完的事")
    mate = guard.page.locator("#log-partner option").nth(1)
    name = mate.inner_text()
    guard.page.locator("#log-partner").select_option(mate.get_attribute("value"))
    guard.look("handing")
    guard.press("记上")
    guard.see("记上了。", f"交接班 · {name}")

    assert int(program.python(LATER).split()[-1]) >= 1
    director = school.user("director", PHONE)
    director.open("/")
    director.see("待核实")
    director.open("/guard/board/")
    director.see("门岗缺扫")
    director.look("gap", axe=False)
    gap = program.rows("SELECT id FROM security_gap WHERE status = 'open' ORDER BY begins_at DESC LIMIT 1")[0][0]
    told = program.rows(
        "SELECT n.id FROM notices_notice n JOIN accounts_user u ON u.id = n.user_id"
        " WHERE u.username = 'director' AND n.kind = 'security.gate'"
    )
    assert told
    director.open(f"/security/gap/{gap}/")
    director.see("待核实")


def _visited(school: School, guard: Person) -> None:
    """Written down at the gate, confirmed on the phone of who is visited, seen off."""
    guard.press("来人登记", role="link")
    page = guard.page
    page.locator('[name="name"]').fill(VISITOR)
    page.locator('[name="phone"]').fill("13800007777")
    page.locator('[name="why"]').fill(WHY)
    host = guard.program.rows(
        "SELECT p.id, p.name FROM people_person p JOIN accounts_user u ON u.id = p.user_id WHERE u.username = 'teacher'"
    )[0]
    page.locator('select[name="host"]').select_option(value=str(host[0]), force=True)
    page.locator('[name="paper_tail"]').fill("8812")
    guard.look("visitor")
    guard.press("登记，通知被访人")
    guard.see(f"已经通知{host[1]}")

    teacher = school.user("teacher", PHONE)
    teacher.open("/")
    teacher.see("等我一句话")
    teacher.open(f"/guard/visits/{visit(guard, 'id')}/")
    teacher.see("有人来访，见不见", VISITOR)
    teacher.look("asked", axe=False)
    teacher.press("认识，请放行")
    teacher.see("门卫已经收到您的话")
    assert visit(guard) == "inside"

    guard.open("/guard/gate/")
    row = page.locator("li.row").filter(has_text=VISITOR)
    expect(row).to_contain_text(str(host[1]))
    row.get_by_role("button", name="走了").click()
    guard.see("离开了，临时证收回")
    assert visit(guard) == "left"


def test_a_letter_is_signed_with_the_finger(school: School) -> None:
    guard = school.user("guard", PHONE)
    letter = guard.program.python(LETTER).split()[-1]
    guard.open("/guard/letters/mine/")
    guard.see("门岗器材责任书")
    guard.open(f"/guard/letters/{letter}/")
    guard.see("钢叉盾牌天天看")
    box = guard.page.locator(".sign canvas")
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    assert place is not None
    mouse = guard.page.mouse
    mouse.move(place["x"] + 60, place["y"] + 40)
    mouse.down()
    mouse.move(place["x"] + 180, place["y"] + 70, steps=4)
    mouse.up()
    guard.look("drawing", axe=False)
    guard.press("我读过了，签字")
    guard.see("签好了")
    expect(guard.page.locator(".signed img")).to_be_visible()
    assert guard.program.one("SELECT how FROM security_pledge WHERE id = ?", letter) == "drawn"
    guard.look("signed")
