"""What a stranger and a forged form get: nothing. Every address of the program is walked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from lvye.kernel.accounts.api import User, account_create
from lvye.kernel.places.tests import make as places
from tests.addresses import Address, every_address, every_right, let_go

pytestmark = pytest.mark.django_db


# The addresses that answer people who are not signed in: what they get, and why.
PUBLIC: dict[str, tuple[tuple[int, ...], str]] = {
    "s/<str:code>/": ((404,), "a label is scanned by whoever stands before the door"),
    "a/<str:code>/": ((404,), "a thing's label is scanned by whoever stands before it: its name, no value, no person"),
    "scan/": ((200,), "the scanner finds the same codes"),
    "r/<str:code>/": ((404,), "whoever scanned a code may report"),
    "r/s/<str:token>/": ((404,), "who reported sees how it goes, by a signed token"),
    "m/<str:token>/": ((404,), "everybody may see a published month of the canteen's accounts, by a signed address"),
    "y/<str:code>/": ((404,), "who is asked about the food answers by a code, without account and without name"),
    "c/<str:token>/": ((404,), "an outside firm answers by a token it was sent"),
    "manifest.webmanifest": ((200,), "a phone asks for it before anybody signs in"),
    "sw.js": ((200,), "the worker of the public pages too"),
    "outbox/": ((200,), "what waits on a visitor's phone: the page itself is empty"),
    "outbox/token/": ((200,), "a visitor's form that waited needs a fresh token, too"),
    "offline/": ((200,), "what is shown without network"),
    "i18n/setlang/": ((302,), "choosing a language changes a cookie of one's own"),
    "accounts/login/": ((200,), "the door itself"),
    "accounts/signup/": ((200,), "says that nobody signs up by himself"),
    "accounts/inactive/": ((200,), "says that an account is closed"),
    "accounts/logout/": ((302,), "who is out is sent to the door"),
    "accounts/password/reset/": ((200,), "asks for a mail address, answers the same for every one"),
    "accounts/password/reset/done/": ((200,), "says that a mail was sent, if there is an address"),
    "accounts/password/reset/key/done/": ((200,), "says that the password is changed"),
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": ((200,), "says that the link is too old"),
    "accounts/confirm-email/": ((200,), "says that a mail was sent"),
    "accounts/^confirm-email/(?P<key>[-:\\w]+)/$": ((200, 404), "says that the link is too old"),
    "accounts/login/code/confirm/": ((302,), "nothing was begun: to the door"),
    "accounts/2fa/authenticate/": ((302,), "nothing was begun: to the door"),
    "accounts/2fa/webauthn/login/": ((302,), "hands a passkey's challenge to scripts, sends others to the door"),
    "setup/": ((302,), "the first run is over: leads to a step that asks for sign-in"),
    "setup/code/": ((302,), "the first run is over, as above"),
    "setup/who/": ((302,), "the first run is over, as above"),
}


FILES = ("/paper.pdf", "/export/")  # made by one screen for all registers: the headers of a few show those of all
ALIKE = 5


def opened() -> Iterator[Address]:
    """Every address whose page may hold something of its own; of the files all registers have, a few of each."""
    known: Counter[str] = Counter()
    for address in every_address():
        kind = next((end for end in FILES if address.register and address.route.endswith(end)), "")
        known[kind] += 1
        if not kind or known[kind] <= ALIKE:
            yield address


def is_door(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(settings.LOGIN_URL)


# --- strangers ------------------------------------------------------------------------------------------------------


@pytest.mark.engineless
def test_the_walk_reaches_every_address(numbers: dict[str, int]) -> None:
    """Each address made concrete resolves to its own screen: none is walked past."""
    for address in every_address():
        assert resolve(address.url(numbers)).func is address.screen, address.route


@pytest.mark.engineless
def test_an_address_is_open_to_strangers_only_with_a_reason(client: Client, numbers: dict[str, int]) -> None:
    assert User.objects.filter(is_system=False).exists() or account_create("somebody", "某人", None)
    wrong = []
    for address in every_address():
        url = address.url(numbers)
        answer = client.get(url)
        if address.route in PUBLIC:
            if answer.status_code not in PUBLIC[address.route][0]:
                wrong.append((url, answer.status_code))
        elif not (is_door(answer) or answer.status_code in (403, 404, 405)):
            wrong.append((url, answer.status_code))
    assert wrong == []


@pytest.mark.engineless
def test_a_stranger_writes_nowhere(client: Client, numbers: dict[str, int]) -> None:
    wrong = []
    for address in every_address():
        if address.route in PUBLIC:
            continue
        answer = client.post(address.url(numbers), {"pk": "1", "name": "x"})
        if not (is_door(answer) or answer.status_code in (403, 404, 405)):
            wrong.append((address.route, answer.status_code))
    assert wrong == []


@pytest.mark.engineless
def test_the_table_of_public_addresses_names_no_address_that_is_gone() -> None:
    routes = {address.route for address in every_address()}
    assert set(PUBLIC) <= routes
    assert all(len(reason) > 10 for _statuses, reason in PUBLIC.values())


@pytest.mark.engineless
def test_what_is_hidden_is_hidden_whether_it_is_there_or_not(client: Client, numbers: dict[str, int]) -> None:
    """A stranger does not learn from the answer which records there are."""
    for address in every_address():
        if "<int:pk>" in address.route and address.route not in PUBLIC:
            there, not_there = client.get(address.url(numbers)), client.get(address.url(dict.fromkeys(numbers, 987654)))
            assert there.status_code == not_there.status_code, address.route


# --- headers and pages ----------------------------------------------------------------------------------------------


class Inline(HTMLParser):
    """What a page carries that the policy forbids: scripts and styles written into it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or "style" in given:
            self.found.append(f"style on {tag}")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append("script without src")
        self.found += [f"{name} on {tag}" for name in given if name.startswith("on")]
        self.found += [f"{name} on {tag}" for name, value in attrs if (value or "").strip().startswith("javascript:")]


def test_every_answer_carries_the_policy_and_the_headers(may_all: Client, numbers: dict[str, int]) -> None:
    """Every page kind there is: each address, opened by somebody with every right, on each engine."""
    kinds = set()
    for address in opened():
        if address.route == "accounts/logout/":
            continue
        answer = may_all.get(address.url(numbers))
        kind = answer.get("Content-Type", "").partition(";")[0]
        kinds.add((answer.status_code, kind))
        policy = answer["Content-Security-Policy"]
        assert "unsafe-inline" not in policy, address.route
        assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", ""), address.route
        assert ("wasm-unsafe-eval" in policy) == (address.route == "scan/"), address.route
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        if kind == "text/html":
            assert "script-src 'self'" in policy
            assert "style-src 'self'" in policy
            assert "frame-ancestors 'none'" in policy
            reader = Inline()
            reader.feed(answer.content.decode())
            assert reader.found == [], address.route
        let_go(answer)
    assert {(200, "text/html"), (200, "application/pdf"), (200, "image/jpeg"), (404, "text/html")} <= kinds


@pytest.mark.engineless
def test_pages_of_errors_carry_them_too_and_tell_nothing(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    client.raise_request_exception = False
    places.place()
    answers = [client.get("/no/such/page/"), client.get("/places/place/"), client.get("/", HTTP_HOST="evil.example")]
    assert [answer.status_code for answer in answers] == [404, 403, 400]
    for answer in answers:
        assert "unsafe-inline" not in answer.get("Content-Security-Policy", "")
        assert "Traceback" not in answer.content.decode()
        assert "Django" not in answer.content.decode()


@pytest.mark.engineless
def test_an_address_that_fails_says_so_without_telling_why(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lvye.kernel.registers import home

    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError("the-inner-secret")

    monkeypatch.setattr(home, "render", broken)
    client.force_login(clerk)
    client.raise_request_exception = False
    answer = client.get("/me/")
    assert answer.status_code == 500
    assert "the-inner-secret" not in answer.content.decode()
    assert "text/html" in answer["Content-Type"]


# --- forged forms ---------------------------------------------------------------------------------------------------


@pytest.mark.engineless
def test_no_screen_is_exempt_from_the_token_of_forms() -> None:
    assert [a.route for a in every_address() if getattr(a.screen, "csrf_exempt", False)] == []


@pytest.mark.engineless
def test_a_form_without_its_token_is_refused_at_every_address(clerk: User, allow: Any, numbers: dict[str, int]) -> None:
    allow(*every_right())
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(clerk)
    for address in every_address():
        answer = forger.post(address.url(numbers), {"pk": "1"})
        assert answer.status_code == 403, address.route
        assert "csrf" in {template.name for template in answer.templates} | {"csrf"}


@pytest.mark.engineless
def test_a_form_from_another_site_is_refused_even_with_a_token(clerk: User, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["school.example"]
    forger = Client(enforce_csrf_checks=True, HTTP_HOST="school.example")
    page = forger.get("/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token is not None
    words = {"csrfmiddlewaretoken": token[1], "login": "clerk", "password": "x"}
    assert forger.post("/accounts/login/", words, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert forger.post("/accounts/login/", words, HTTP_ORIGIN="http://school.example").status_code == 200


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("address", "method"),
    [("/accounts/logout/", "get"), ("/i18n/setlang/", "get")],
)
def test_following_a_link_changes_nothing(client: Client, clerk: User, address: str, method: str) -> None:
    client.force_login(clerk)
    getattr(client, method)(address)
    assert client.get("/me/").status_code == 200


# --- links that lead away -------------------------------------------------------------------------------------------


@pytest.mark.engineless
def test_no_address_of_ours_sends_on_what_the_address_says(may_all: Client, numbers: dict[str, int]) -> None:
    """Hand-made screens, and those of one register for all of them; away is what looks most like a path of ours."""
    names = ("next", "url", "back", "to", "return", "redirect", "code", "query")
    words = dict.fromkeys(names, "//evil.example/")
    for address in every_address():
        of_others = address.route.startswith("accounts/") or address.register not in ("", "places.place")
        if "<" in address.route or of_others:
            continue
        for answer in (may_all.get(address.url({}), words), may_all.post(address.url({}), words)):
            if 300 <= answer.status_code < 400:
                assert answer["Location"].startswith(("/", "?")), address.route
                assert not answer["Location"].startswith(("//", "/\\")), address.route
            let_go(answer)
