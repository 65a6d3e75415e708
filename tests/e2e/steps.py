"""What people do again and again: report by a code, hand out, start, finish."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from .people import Person

NUMBER = re.compile(r"\d{6}-\d{2,}")
LAMP = ("电", "灯不亮")


def tile(person: Person, top: str, kind: str) -> None:
    """Tap the picture, then what of it."""
    choose(person, top)
    choose(person, kind)


def choose(person: Person, name: str) -> None:
    """Tap one of several."""
    person.page.get_by_role("radio", name=name, exact=True).filter(visible=True).check()


def report(person: Person, place: str, kind: tuple[str, str], words: str = "", photo: Path | None = None) -> str:
    """Scan the code of a place and report; the number on the status page."""
    person.open(f"/s/{person.program.code_of(place)}/")
    person.see(place)
    tile(person, *kind)
    if photo:
        person.choose_file("photos", photo)
        expect(person.page.locator(".photos img")).to_have_count(1)
    person.page.locator("#what").fill(words)
    person.press("送给总务处")
    return number_on(person)


def number_on(person: Person) -> str:
    """The number of the report on its status page."""
    person.page.wait_for_url("**/r/s/**")
    found = NUMBER.fullmatch(person.page.locator(".bigno").inner_text().strip())
    assert found, person.page.locator(".bigno").inner_text()
    return found[0]


def job_of(person: Person, number: str) -> int:
    """The job's key in addresses."""
    return int(person.program.one("SELECT id FROM repairs_job WHERE number = ?", number))


def status_url(person: Person, number: str) -> str:
    """The secret address of a report's page."""
    token = person.program.one("SELECT token FROM repairs_job WHERE number = ?", number)
    return f"/r/s/{token}/"


def ticket(desk: Person, number: str) -> Locator:
    """The card of a job on the board."""
    return desk.page.locator(f"#t{job_of(desk, number)}")


def give(desk: Person, number: str) -> str:
    """The desk hands the job to whom the board proposes; his name."""
    desk.open("/repairs/board/")
    button = ticket(desk, number).get_by_role("button", name=re.compile("^派给"))
    name = button.inner_text().strip().removeprefix("派给")
    button.click()
    expect(desk.page.locator(f'[data-column="going"] #t{job_of(desk, number)}')).to_contain_text(name)
    return name


def start(repairer: Person, number: str) -> None:
    """The repairer opens the job from his list and begins."""
    repairer.open("/my/jobs/")
    repairer.page.locator(f'a.job[href="/my/jobs/{job_of(repairer, number)}/"]').click()
    repairer.press("开始")
    repairer.see("开始计时了")


def finish(repairer: Person, number: str, note: str) -> None:
    """Done, with a word."""
    repairer.open(f"/my/jobs/{job_of(repairer, number)}/finish/")
    repairer.page.locator("#note").fill(note)
    repairer.page.locator(".thumb button.main").click()
    repairer.page.wait_for_url("**/my/jobs/")
    repairer.see(f"{number} 修好了")
