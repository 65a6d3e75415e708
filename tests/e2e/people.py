"""Somebody at a screen: a phone or a desk of his own, signed in or not, and what is looked at on every page he sees."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response, expect

from .program import Program

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
SHOTS = ROOT / "test-results/e2e"
PICTURES = bool(os.environ.get("PICTURES"))  # of every page looked at; else of failures alone
PASSWORD = "qinghe-2026"
PHONE, TABLET, DESK = 390, 1024, 1440
HEIGHTS = {PHONE: 844, TABLET: 768, DESK: 900}
GRAVE = {"serious", "critical"}
UNTOLD = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
# Rejections of the content policy are told to the page as events, also where the console says nothing.
LISTEN = """
window.__policy = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__policy.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
# Until its behaviours are attached a page may still move: nobody presses anything in that fraction of a second.
READY = """() => !document.querySelector('script[type="module"][src*="js/app"]')
  || "ready" in document.documentElement.dataset"""
STYLES = """() => {
  const style = (element) => getComputedStyle(element);
  const body = style(document.body);
  const seen = (element) => element.offsetParent !== null && element.getBoundingClientRect().width > 1;
  const buttons = [...document.querySelectorAll(".btn, .tabs5 a, .tile, .chip, .input")].filter(seen);
  return {
    size: body.fontSize, family: body.fontFamily, margin: body.margin, digits: body.fontVariantNumeric,
    wide: document.documentElement.scrollWidth,
    sheets: document.styleSheets.length,
    low: buttons.map((b) => [b.className, b.textContent.trim().slice(0, 20), b.getBoundingClientRect().height])
      .filter(([name, text, height]) => height < (name.includes("chip") ? 32 : 36)),
    plain: [...document.querySelectorAll(".btn.main")].filter(seen)
      .filter((b) => ["rgba(0, 0, 0, 0)", "rgb(239, 239, 239)"].includes(style(b).backgroundColor)).length,
    thin: [...document.querySelectorAll("td, th")].filter(seen).filter((cell) => cell.textContent.trim().length > 2)
      .filter((cell) => cell.clientWidth < 2 * parseFloat(style(cell).fontSize)).map((cell) => cell.textContent.trim()),
    policy: window.__policy ?? [],
  };
}"""


@dataclass
class Person:
    """Somebody with a browser of his own. `complaints`: what no page of his may ever say."""

    program: Program
    context: BrowserContext
    page: Page
    width: int
    name: str
    test: str
    complaints: list[str] = field(default_factory=list)
    shots: int = 0

    def listen(self, page: Page) -> None:
        """Note errors of scripts, refused resources, failures of the server."""
        page.on("console", self._console)
        page.on("pageerror", lambda problem: self.complaints.append(f"script: {problem}"))
        page.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused form is answered with a 4xx, which the browser also tells: seen in `_answered` where it is wrong.
        # Who leaves a page while a part of it is on its way breaks that off; one that failed says htmx:sendError too.
        if message.type == "error" and not message.text.startswith(UNTOLD):
            self.complaints.append(f"console: {message.text} ({message.location})")

    def _answered(self, response: Response) -> None:
        is_page = response.request.resource_type in {"document", "xhr", "fetch"}
        if response.status >= (500 if is_page else 400):
            self.complaints.append(f"{response.status} {response.url}")

    def open(self, path: str, *, status: int = 200) -> Page:
        """Go to an address of the program."""
        answer = self.page.goto(path if path.startswith("http") else f"{self.program.address}{path}")
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}\n{self.text()[:400]}"
        self.page.wait_for_function(READY)
        return self.page

    def see(self, *words: str) -> None:
        """These words stand on the page (waited for)."""
        for word in words:
            expect(self.page.locator("body")).to_contain_text(word)

    def text(self) -> str:
        """All words of the page."""
        return self.page.locator("body").inner_text()

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None, role: Any = "button") -> None:
        """Press the button (or link) of this name."""
        (within or self.page).get_by_role(role, name=name).first.click()

    def look(self, label: str = "", *, axe: bool = True) -> None:
        """What holds for every page: its style is there, nothing sticks out, people with other senses can use it."""
        self.page.wait_for_load_state("load")
        self.page.wait_for_function(READY)
        if PICTURES:
            self.shots += 1
            SHOTS.mkdir(parents=True, exist_ok=True)
            name = f"{self.test[:44]}-{self.width}-{self.name}-{self.shots:02d}{f'-{label}' if label else ''}.png"
            self.page.screenshot(path=SHOTS / name, full_page=True)
        self._styled()
        if axe:
            self._accessible()

    def _styled(self) -> None:
        found = self.page.evaluate(STYLES)
        where = self.page.url
        assert found["sheets"] >= 1, where
        assert found["margin"] == "0px", where
        assert float(found["size"].removesuffix("px")) >= (17 if self.width < 700 else 15), f"{where}: {found['size']}"
        assert "Noto Sans CJK" in found["family"], f"{where}: {found['family']}"
        assert found["wide"] <= self.width, f"{where}: {found['wide']} > {self.width}"
        assert found["low"] == [], f"{where}: {found['low']}"
        assert found["plain"] == 0, where
        assert found["thin"] == [], f"{where}: {found['thin']}"
        assert found["policy"] == [], f"{where}: {found['policy']}"

    def _accessible(self) -> None:
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [one for one in found["violations"] if one["impact"] in GRAVE]
        said = [f"{one['id']} ({one['impact']}): {[n['html'][:150] for n in one['nodes'][:3]]}" for one in grave]
        assert not said, f"{self.page.url}\n" + "\n".join(said)

    def choose_file(self, name: str, path: Path) -> None:
        """Put a file into the form's field."""
        self.page.locator(f'input[type="file"][name="{name}"]').first.set_input_files(str(path))

    def done(self) -> None:
        """At the end: no page complained."""
        for page in self.context.pages:
            if not page.is_closed() and page.url.startswith("http"):
                self.complaints += page.evaluate("window.__policy ?? []")
        assert self.complaints == [], self.complaints


class School:
    """The people of one test. Each gets a browser of his own; who signs in does so by the form, once per module."""

    def __init__(self, program: Program, browser: Browser, test: str, kept: dict[str, Any]) -> None:
        self.program, self.browser, self.test, self.kept = program, browser, test, kept
        self.people: list[Person] = []

    def visitor(
        self, width: int, *, name: str = "visitor", state: Any = None, worker: bool = False, **more: Any
    ) -> Person:
        """Somebody without account. worker: with the service worker, which other journeys do without."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=width in (PHONE, TABLET),
            is_mobile=width == PHONE,
            storage_state=state,
            service_workers="allow" if worker else "block",
            **more,
        )
        context.set_default_timeout(15_000)
        context.add_init_script(LISTEN)
        person = Person(self.program, context, context.new_page(), width, name, self.test)
        person.listen(person.page)
        self.people.append(person)
        return person

    def user(self, username: str, width: int, *, worker: bool = False) -> Person:
        """Somebody signed in."""
        if username not in self.kept:
            person = self.visitor(width, name=username, worker=worker)
            sign_in(person, username)
            self.kept[username] = person.context.storage_state()
            return person
        return self.visitor(width, name=username, state=self.kept[username], worker=worker)

    def end(self, *, failed: bool) -> None:
        """Close all browsers; what pages complained of fails the test, a failed one shows where it stood."""
        if failed:
            sys.stdout.write((self.program.home / "serve.log").read_text(encoding="utf-8")[-4000:])
        complaints = []
        for person in self.people:
            if failed and not person.page.is_closed():
                SHOTS.mkdir(parents=True, exist_ok=True)
                person.page.screenshot(path=SHOTS / f"{self.test}-{person.name}-failed.png")
            try:
                person.done()
            except AssertionError as problem:
                complaints.append(f"{person.name}: {problem}")
            person.context.close()
        assert complaints == [] or failed, complaints


def sign_in(person: Person, username: str, password: str = PASSWORD) -> None:
    """By the form, as people do."""
    person.open("/accounts/login/")
    person.page.locator('input[name="login"]').fill(username)
    person.page.locator('input[name="password"]').fill(password)
    person.press("登录")
    person.page.wait_for_url(lambda url: "/accounts/" not in url)


def first_sign_in(person: Person, username: str, given: str, *, own: str) -> None:
    """With the password somebody else chose, which must be changed before anything else opens."""
    person.open("/accounts/login/")
    person.page.locator('input[name="login"]').fill(username)
    person.page.locator('input[name="password"]').fill(given)
    person.press("登录")
    person.page.wait_for_url("**/accounts/password/change/")
    person.see("现在的密码是别人给的")
    person.page.locator('[name="oldpassword"]').fill(given)
    person.page.locator('[name="password1"]').fill(own)
    person.page.locator('[name="password2"]').fill(own)
    person.press("换成新密码")
    person.page.wait_for_url(lambda url: "/accounts/" not in url)


@contextmanager
def new_tab(person: Person) -> Iterator[Page]:
    """Another tab of the same browser, looked at like the first."""
    page = person.context.new_page()
    person.listen(page)
    yield page
    page.close()
