"""Without network: what is filled in waits on the phone and arrives once; what cannot arrive stays in sight."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Route, expect

from . import steps
from .people import PASSWORD, PHONE, Person, School, sign_in
from .program import Program

PLACES = "SELECT full_name FROM places_place WHERE kind = 'room' ORDER BY id DESC"
JOBS = "SELECT count(*) FROM repairs_job WHERE what = ?"
PHOTOS = (
    "SELECT count(*) FROM files_attachment a JOIN repairs_job j ON j.id = a.target_id"
    " WHERE a.target = 'repairs.job' AND j.what = ?"
)


@pytest.fixture
def place(program: Program, request: pytest.FixtureRequest) -> str:
    """A room of this test's own: nobody has reported from it."""
    names = [name for name in vars(request.module) if name.startswith("test_")]
    return str(program.rows(PLACES)[names.index(request.function.__name__)][0])


def fill(
    person: Person, place: str, words: str, *, photo: Path | None = None, kind: tuple[str, str] | None = steps.LAMP
) -> None:
    """The report page, filled in but not sent."""
    person.open(f"/r/{person.program.code_of(place)}/")
    if kind:
        steps.tile(person, *kind)
    if photo:
        person.choose_file("photos", photo)
        expect(person.page.locator(".photos img")).to_have_count(1)
    person.page.locator("#what").fill(words)


def pill(person: Person) -> Locator:
    return person.page.locator("[data-outbox-pill]")


def settled(person: Person) -> None:
    """The service worker has taken over and kept this page."""
    person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    person.page.wait_for_function(
        """async () => {
          const names = (await caches.keys()).filter((name) => name.startsWith("lvye-pages-"));
          const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
          return kept.flat().some((one) => one.url === location.href);
        }"""
    )


def offline(person: Person, away: bool = True) -> None:
    person.context.set_offline(away)


def waits(person: Person, words: str) -> Locator:
    """The entry on the page of what waits."""
    return person.page.locator("[data-rows] > li").filter(has_text=words)


def test_a_report_filled_in_without_network_is_noted_and_sent_once_it_is_back(
    school: School, place: str, picture: Path
) -> None:
    words = "没网时报的灯管"
    teacher = school.visitor(PHONE, name="teacher", worker=True)
    fill(teacher, place, words, photo=picture)
    settled(teacher)
    offline(teacher)
    teacher.press("送给总务处")
    teacher.see("已记下，1 条未上传，有网时自动发送")
    expect(pill(teacher)).to_have_text("1 未上传")
    teacher.look("noted")
    pill(teacher).click()
    teacher.page.wait_for_url("**/outbox/")
    expect(waits(teacher, words)).to_contain_text(place)
    expect(waits(teacher, words)).to_contain_text("等网络")
    expect(waits(teacher, words).locator("img")).to_have_count(1)
    teacher.look("waits")
    assert teacher.program.one(JOBS, words) == 0

    offline(teacher, False)
    expect(pill(teacher)).to_be_hidden()
    expect(teacher.page.locator("[data-none]")).to_be_visible()
    teacher.look("sent")
    assert teacher.program.one(JOBS, words) == 1
    assert teacher.program.one(PHOTOS, words) == 1
    assert teacher.program.one(
        "SELECT count(*) FROM outbox_delivery WHERE filled_at < at AND user_id IS NULL AND led_to LIKE '/r/s/%'"
    )


def test_the_card_says_so_when_the_report_arrives_while_the_page_stands_open(school: School, place: str) -> None:
    words = "等着看它送到"
    teacher = school.visitor(PHONE, name="teacher")
    fill(teacher, place, words)
    offline(teacher)
    teacher.press("送给总务处")
    teacher.see("已记下，1 条未上传")
    offline(teacher, False)
    teacher.see("已送到")
    expect(pill(teacher)).to_be_hidden()
    teacher.look("arrived")
    teacher.press("去看看", role="link")
    teacher.page.wait_for_url("**/r/s/**")
    teacher.see(words)
    teacher.open(f"/r/{teacher.program.code_of(place)}/")
    expect(teacher.page.locator("#what")).to_have_value("")  # the draft went with it


def test_a_report_whose_answer_was_lost_is_not_made_twice(school: School, place: str) -> None:
    words = "回话丢了的一单"
    teacher = school.visitor(PHONE, name="teacher")
    fill(teacher, place, words)
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.fallback()
            return
        lost.append(route.fetch().text())
        route.abort()

    teacher.context.route("**/r/*/", lose)
    teacher.press("送给总务处")
    teacher.see("已记下，1 条未上传")
    assert "led_to" in lost[0]
    assert teacher.program.one(JOBS, words) == 1
    teacher.open("/outbox/")
    expect(teacher.page.locator("[data-none]")).to_be_visible()
    expect(pill(teacher)).to_be_hidden()
    assert teacher.program.one(JOBS, words) == 1
    assert teacher.program.one("SELECT same_count FROM repairs_job WHERE what = ?", words) == 0


def test_a_network_that_is_too_slow_counts_as_none(school: School, place: str) -> None:
    words = "网太慢的一单"
    teacher = school.visitor(PHONE, name="teacher")
    fill(teacher, place, words)
    held: list[Route] = []
    teacher.context.route("**/r/*/", lambda r: held.append(r) if r.request.method == "POST" else r.fallback())
    teacher.page.locator("input[data-outbox]").evaluate("hook => { hook.dataset.patience = '600'; }")
    teacher.press("送给总务处")
    teacher.see("已记下，1 条未上传")
    assert len(held) == 1
    teacher.context.unroute_all()
    teacher.open("/outbox/")
    expect(teacher.page.locator("[data-none]")).to_be_visible()
    expect(pill(teacher)).to_be_hidden()
    assert teacher.program.one(JOBS, words) == 1


def test_what_the_server_refuses_is_kept_with_its_reason_and_opens_filled_in(
    school: School, place: str, picture: Path
) -> None:
    words = "忘了点哪里坏了"
    teacher = school.visitor(PHONE, name="teacher")
    fill(teacher, place, words, photo=picture, kind=None)
    offline(teacher)
    teacher.press("送给总务处")
    teacher.see("已记下，1 条未上传")
    offline(teacher, False)
    expect(pill(teacher)).to_have_class(re.compile("is-late"))
    pill(teacher).click()
    teacher.page.wait_for_url("**/outbox/")
    expect(waits(teacher, words)).to_contain_text("没收下")
    expect(waits(teacher, words)).to_contain_text("请先点一张图：哪里坏了。")
    teacher.look("refused")
    waits(teacher, words).get_by_role("link", name="打开改一改").click()
    expect(teacher.page.locator("#what")).to_have_value(words)
    expect(teacher.page.locator(".photos img")).to_have_count(1)
    teacher.see("请先点一张图：哪里坏了。", "您填的都放回来了")
    teacher.look("opened")
    steps.tile(teacher, *steps.LAMP)
    teacher.press("送给总务处")
    steps.number_on(teacher)
    expect(pill(teacher)).to_be_hidden()
    assert teacher.program.one(JOBS, words) == 1
    assert teacher.program.one(PHOTOS, words) == 1


def test_a_refusal_with_network_shows_the_form_as_ever(school: School, place: str) -> None:
    teacher = school.visitor(PHONE, name="teacher")
    fill(teacher, place, "有网但没点图", kind=None)
    teacher.press("送给总务处")
    teacher.see("请先点一张图：哪里坏了。")
    expect(teacher.page.locator("#what")).to_have_value("有网但没点图")
    expect(pill(teacher)).to_be_hidden()


def test_what_waits_is_thrown_away_only_after_a_question(school: School, place: str) -> None:
    words = "不想要了的一单"
    teacher = school.visitor(PHONE, name="teacher", worker=True)
    fill(teacher, place, words)
    settled(teacher)
    offline(teacher)
    teacher.press("送给总务处")
    teacher.see("已记下")
    teacher.open("/outbox/")
    teacher.press("删除", within=waits(teacher, words))
    teacher.see("真的删吗")
    teacher.press("先不", within=teacher.page.locator("dialog"))
    expect(waits(teacher, words)).to_be_visible()
    teacher.press("重试", within=waits(teacher, words))
    teacher.see("还是连不上")
    teacher.press("删除", within=waits(teacher, words))
    teacher.press("删除", within=teacher.page.locator("dialog"))
    expect(waits(teacher, words)).to_have_count(0)
    expect(pill(teacher)).to_be_hidden()
    offline(teacher, False)
    teacher.open("/outbox/")
    assert teacher.program.one(JOBS, words) == 0


# --- signed in -------------------------------------------------------------------------------------------------------


@pytest.fixture
def finishing(school: School, place: str) -> tuple[Person, int]:
    """A repairer before the form of a job of his, with the service worker; and the job."""
    reporter = school.visitor(PHONE, name="reporter")
    number = steps.report(reporter, place, steps.LAMP, "地下室没有信号")
    steps.give(school.user("desk", PHONE), number)
    job = steps.job_of(reporter, number)
    name = reporter.program.one(
        "SELECT u.username FROM repairs_job j JOIN repairs_worker w ON w.id = j.worker_id"
        " JOIN people_person p ON p.id = w.person_id JOIN accounts_user u ON u.id = p.user_id WHERE j.id = ?",
        job,
    )
    worker = school.visitor(PHONE, name=name, worker=True)
    sign_in(worker, name)
    steps.start(worker, number)
    return worker, job


def status_of(person: Person, job: int) -> str:
    return str(person.program.one("SELECT status FROM repairs_job WHERE id = ?", job))


def done_offline(worker: Person, job: int, note: str) -> None:
    """The form is opened without network, from what the phone kept, and sent."""
    settled(worker)
    worker.page.wait_for_function(
        "async (path) => (await caches.match(path, {ignoreVary: true})) !== undefined", arg=f"/my/jobs/{job}/finish/"
    )
    offline(worker)
    worker.press("修好了", role="link")
    worker.page.locator("#note").fill(note)
    worker.look("finish-offline")
    worker.page.locator(".thumb button.main").click()
    worker.see("已记下，1 条未上传，有网时自动发送")


def test_a_job_is_finished_in_a_cellar_from_a_page_the_phone_kept(finishing: tuple[Person, int]) -> None:
    worker, job = finishing
    done_offline(worker, job, "换好了，没网时记的")
    assert status_of(worker, job) == "doing"
    offline(worker, False)
    worker.see("已送到")
    assert status_of(worker, job) == "finished"
    assert worker.program.one("SELECT done_note FROM repairs_job WHERE id = ?", job) == "换好了，没网时记的"


def test_a_session_that_ended_asks_for_the_sign_in_and_keeps_all(finishing: tuple[Person, int], school: School) -> None:
    worker, job = finishing
    done_offline(worker, job, "登录过期前记的")
    worker.context.clear_cookies()
    offline(worker, False)
    worker.open("/outbox/")
    worker.see("还有 1 条是登录后填的", "请先登录")
    expect(worker.page.locator("[data-rows] > li")).to_have_count(0)
    worker.look("sign-in-first")
    assert status_of(worker, job) == "doing"

    sign_in(worker, "director")  # somebody else on the same phone
    worker.open("/outbox/")
    worker.see("还有 1 条是别人在这部手机上填的")
    worker.page.wait_for_timeout(1500)
    worker.look("of-another")
    assert status_of(worker, job) == "doing"

    worker.context.clear_cookies()
    worker.open("/outbox/")
    worker.page.locator("main").get_by_role("link", name="登录").click()
    worker.page.locator('input[name="login"]').fill(worker.name)
    worker.page.locator('input[name="password"]').fill(PASSWORD)
    worker.press("登录")
    worker.page.wait_for_url("**/outbox/")
    expect(worker.page.locator("[data-none]")).to_be_visible()
    assert status_of(worker, job) == "finished"
    assert school.program.one(
        "SELECT u.username FROM audit_entry e JOIN accounts_user u ON u.id = e.actor_id"
        " WHERE e.target = 'repairs.job' AND e.target_id = ? AND e.verb = 'finish'",
        job,
    ) == (worker.name)


def test_pages_of_one_person_are_forgotten_when_he_signs_out(finishing: tuple[Person, int]) -> None:
    worker, job = finishing
    settled(worker)
    path = f"/my/jobs/{job}/"
    offline(worker)
    worker.open(path)
    worker.see("地下室没有信号")
    worker.open("/repairs/board/")  # asked for no place in the store
    worker.see("没有网络", "连不上学校的服务器")
    worker.look("offline")
    offline(worker, False)
    worker.open("/accounts/logout/")
    worker.press("退出", within=worker.page.locator("main"))
    worker.page.wait_for_url("**/accounts/login/**")
    worker.page.wait_for_function(
        "async () => !(await caches.keys()).some((name) => /^lvye-pages-.*-[0-9]+$/.test(name))"
    )
    offline(worker)
    worker.open(path)
    worker.see("连不上学校的服务器")
    assert "地下室没有信号" not in worker.text()


def test_a_new_version_of_the_worker_takes_the_stores_of_the_old_one_with_it(school: School, place: str) -> None:
    teacher = school.visitor(PHONE, name="teacher", worker=True)
    fill(teacher, place, "")
    settled(teacher)
    names = "async () => (await caches.keys()).sort()"
    own = teacher.page.evaluate(names)
    assert len(own) == 2
    teacher.page.evaluate(
        """async () => {
          for (const name of ["lvye-0123", "lvye-pages-0123-", "lvye-pages-0123-7"]) await caches.open(name);
          await (await navigator.serviceWorker.getRegistration()).unregister();
        }"""
    )
    teacher.page.reload()
    teacher.page.wait_for_function(
        f"async () => JSON.stringify(await ({names})()) === '{json.dumps(own, separators=(',', ':'))}'"
    )
