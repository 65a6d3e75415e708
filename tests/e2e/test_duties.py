"""A check made in the pump room without network: the tab is killed, it is sent twice, and there is one result."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Route, expect

from .people import PHONE, School
from .test_offline import offline, pill, settled

# A round at all hours of every day, so that it is due whenever the test runs.
BEGIN = """
import sys
from django.utils import timezone
from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Item, duty_create, switch_on
now = timezone.now()
actor = User.objects.get(username="director")
worker = User.objects.get(username="repairer")
items = [Item(code="door", label="门锁好"), Item(code="temp", label="室温", kind="reading", unit="℃", high=35)]
duty = duty_create(
    items=items, today=timezone.localdate(now), actor=actor, code=f"e2e-{sys.argv[1]}", name=sys.argv[2], unit="day",
    days="every", windows=[["00:00", "23:59"]], grace=600, person=worker.person,
)
switch_on(duty, now=now, actor=actor)
print(duty.instances.earliest("opens_at").pk)
"""
RESULTS = "SELECT count(*) FROM duties_result WHERE instance_id = ?"
FAULT = (
    "SELECT f.words, f.status, f.measure FROM duties_fault f JOIN duties_result r ON r.id = f.result_id"
    " WHERE r.instance_id = ?"
)


PHOTO = (
    "SELECT s.size, s.width FROM files_storedfile s JOIN files_attachment a ON a.stored_id = s.id"
    " JOIN duties_result r ON r.id = a.target_id WHERE a.target = 'duties.result' AND r.instance_id = ?"
)
DONE_BY_ANOTHER = """
import sys
from uuid import uuid4
from django.utils import timezone
from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Instance, Sent, instance_do
instance_do(
    Instance.objects.get(pk=int(sys.argv[1])), answers={"door": {"key": "ok"}, "temp": {"value": "20"}},
    sent=Sent(key=uuid4()), now=timezone.now(), actor=User.objects.get(username="director"),
)
"""


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """A photo of more than twenty megabytes."""
    path = tmp_path / "pump.png"
    Image.frombytes("RGB", (3000, 2400), random.Random(5).randbytes(3000 * 2400 * 3)).save(path, compress_level=0)
    assert path.stat().st_size > 20 << 20
    return path


def test_a_check_without_network_in_a_killed_tab_sent_twice_is_one_result(school: School, huge: Path) -> None:
    repairer = school.user("repairer", PHONE, worker=True)
    number = int(repairer.program.python(BEGIN, "round", "夜里看泵房").split()[-1])
    repairer.open("/duties/today/")
    repairer.see("夜里看泵房")
    settled(repairer)
    repairer.look("today")
    repairer.open(f"/duties/do/{number}/")
    settled(repairer)
    offline(repairer)
    repairer.open(f"/duties/do/{number}/")  # as it is kept on the phone
    page = repairer.page
    page.locator('[name="a-door"][value="bad"]').check(force=True)
    page.locator('[name="n-door"]').fill("锁芯松了，已拧紧")
    page.locator('[name="r-door"][value="settled"]').check(force=True)
    page.locator('[name="v-temp"]').fill("21，5")  # a comma, full width
    page.locator('input[type="file"][name="p-door"]').set_input_files(str(huge))
    expect(page.locator('.ask[data-code="door"] .photos img')).to_have_count(1)  # made small here, without network
    expect(page.locator("[data-left]")).to_have_text("都填了")
    repairer.look("filled")
    repairer.press("查完了")
    repairer.see("已记下，1 条未上传")
    assert repairer.program.one(RESULTS, number) == 0

    answers: list[int] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST" or len(answers) > 1:
            route.fallback()
            return
        answers.append(route.fetch().status)
        if len(answers) == 1:
            route.abort()
        else:
            route.fallback()

    repairer.page.close()  # the tab is killed with the check in it
    repairer.context.route("**/duties/do/*/", lose_the_first)
    offline(repairer, False)
    repairer.page = repairer.context.new_page()
    repairer.listen(repairer.page)
    repairer.open("/outbox/")
    for _try in range(3):
        repairer.page.wait_for_timeout(600)
        repairer.page.reload()
    expect(pill(repairer)).to_be_hidden()
    assert repairer.program.one(RESULTS, number) == 1
    assert repairer.program.rows(FAULT, number) == [("锁芯松了，已拧紧", "settled", "锁芯松了，已拧紧")]
    [(size, width)] = repairer.program.rows(PHOTO, number)
    assert (size < 2 << 20, width) == (True, 1600)
    repairer.open("/duties/today/")
    repairer.page.get_by_text("查完了").first.click()
    repairer.see("夜里看泵房", "1 项不正常")
    repairer.look("done")


def test_what_another_has_checked_meanwhile_is_kept_for_a_person_to_look_at(school: School) -> None:
    repairer = school.user("repairer", PHONE, worker=True)
    number = int(repairer.program.python(BEGIN, "conflict", "看配电间").split()[-1])
    repairer.open(f"/duties/do/{number}/")
    settled(repairer)
    offline(repairer)
    repairer.page.locator('[name="a-door"][value="ok"]').check(force=True)
    repairer.page.locator('[name="v-temp"]').fill("23")
    repairer.press("查完了")
    repairer.see("已记下，1 条未上传")
    repairer.program.python(DONE_BY_ANOTHER, str(number))
    offline(repairer, False)
    repairer.open("/outbox/")
    waiting = repairer.page.locator("[data-rows] > li").filter(has_text="看配电间")
    expect(waiting).to_contain_text("没收下")
    expect(waiting).to_contain_text("做过了，没有再记")
    repairer.look("conflict")
    assert repairer.program.one(RESULTS, number) == 1
