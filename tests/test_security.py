"""What a stranger, a forged form and a clever upload get: nothing. Every address of the program is walked."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import resolve, reverse

from lvye.kernel.accounts.api import User, account_create
from lvye.kernel.files.tests import make as files
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from tests.addresses import Address, every_address, every_right, one_of_each
from tests.installation import Installation

pytestmark = pytest.mark.django_db
PASSWORD = "Qing-he-2026"

# The addresses that answer people who are not signed in: what they get, and why.
PUBLIC: dict[str, tuple[tuple[int, ...], str]] = {
    "s/<str:code>/": ((404,), "a label is scanned by whoever stands before the door"),
    "scan/": ((200,), "the scanner finds the same codes"),
    "r/<str:code>/": ((404,), "whoever scanned a code may report"),
    "r/s/<str:token>/": ((404,), "who reported sees how it goes, by a signed token"),
    "c/<str:token>/": ((404,), "an outside firm answers by a token it was sent"),
    "manifest.webmanifest": ((200,), "a phone asks for it before anybody signs in"),
    "sw.js": ((200,), "the worker of the public pages too"),
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


@pytest.fixture(autouse=True)
def nobody_came_before() -> None:
    """How often somebody tried is counted per test."""
    cache.clear()


@pytest.fixture
def numbers() -> dict[str, int]:
    """A record of every register."""
    return one_of_each()


@pytest.fixture
def may_all(client: Client, clerk: User, allow: Any) -> Client:
    """A browser of somebody with every right."""
    allow(*every_right())
    client.force_login(clerk)
    return client


def is_door(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(settings.LOGIN_URL)


# --- strangers ------------------------------------------------------------------------------------------------------


def test_the_walk_reaches_every_address(numbers: dict[str, int]) -> None:
    """Each address made concrete resolves to its own screen: none is walked past."""
    for address in every_address():
        assert resolve(address.url(numbers)).func is address.screen, address.route


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


def test_a_stranger_writes_nowhere(client: Client, numbers: dict[str, int]) -> None:
    wrong = []
    for address in every_address():
        if address.route in PUBLIC:
            continue
        answer = client.post(address.url(numbers), {"pk": "1", "name": "x"})
        if not (is_door(answer) or answer.status_code in (403, 404, 405)):
            wrong.append((address.route, answer.status_code))
    assert wrong == []


def test_the_table_of_public_addresses_names_no_address_that_is_gone() -> None:
    routes = {address.route for address in every_address()}
    assert set(PUBLIC) <= routes
    assert all(len(reason) > 10 for _statuses, reason in PUBLIC.values())


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
    """Every page kind there is: each address, opened by somebody with every right."""
    kinds = set()
    for address in every_address():
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
        answer.close()
    assert {(200, "text/html"), (200, "application/pdf"), (200, "image/jpeg"), (404, "text/html")} <= kinds


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


def test_no_screen_is_exempt_from_the_token_of_forms() -> None:
    assert [a.route for a in every_address() if getattr(a.screen, "csrf_exempt", False)] == []


def test_a_form_without_its_token_is_refused_at_every_address(clerk: User, allow: Any, numbers: dict[str, int]) -> None:
    allow(*every_right())
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(clerk)
    for address in every_address():
        answer = forger.post(address.url(numbers), {"pk": "1"})
        assert answer.status_code == 403, address.route
        assert "csrf" in {template.name for template in answer.templates} | {"csrf"}


def test_a_form_from_another_site_is_refused_even_with_a_token(clerk: User, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["school.example"]
    forger = Client(enforce_csrf_checks=True, HTTP_HOST="school.example")
    page = forger.get("/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token is not None
    words = {"csrfmiddlewaretoken": token[1], "login": "clerk", "password": "x"}
    assert forger.post("/accounts/login/", words, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert forger.post("/accounts/login/", words, HTTP_ORIGIN="http://school.example").status_code == 200


@pytest.mark.parametrize(
    ("address", "method"),
    [("/accounts/logout/", "get"), ("/i18n/setlang/", "get")],
)
def test_following_a_link_changes_nothing(client: Client, clerk: User, address: str, method: str) -> None:
    client.force_login(clerk)
    getattr(client, method)(address)
    assert client.get("/me/").status_code == 200


# --- the door -------------------------------------------------------------------------------------------------------


@pytest.fixture
def teacher(db: None) -> User:
    """Somebody with a password."""
    person = people.person(name="李老师", username="teacher", password=PASSWORD)
    assert person.user is not None
    return person.user


def sign_in(client: Client, password: str = PASSWORD, **words: str) -> Any:
    return client.post("/accounts/login/", {"login": "teacher", "password": password, **words})


def test_the_session_is_a_new_one_after_sign_in_and_its_cookie_is_kept_from_scripts(
    client: Client, teacher: User
) -> None:
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = str(before)
    answer = sign_in(client)
    assert answer.status_code == 302
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie.value != before
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_over_https_cookies_and_pages_stay_on_https(nothing: Installation) -> None:
    nothing.home.mkdir()
    code = (
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.DEBUG)"
    )
    assert nothing.inside(code, LVYE_BASE_URL="https://school.example") == "True True True 31536000 False\n"
    assert nothing.inside(code) == "False False False 0 False\n"


def test_the_settings_pass_djangos_own_check_for_deployment(nothing: Installation) -> None:
    nothing.home.mkdir()
    code = "from django.core.management import call_command as c; c('check', deploy=True, fail_level='WARNING')"
    env = {"LVYE_BASE_URL": "https://school.example", "LVYE_ALLOWED_HOSTS": "school.example"}
    assert "no issues" in nothing.inside(code, **env)


@pytest.mark.parametrize(
    ("password", "says"),
    [("Ab1-x", "8"), ("20260901", "数字"), ("password", "常见"), ("teacher1", "用户名")],
)
def test_a_weak_password_is_refused_in_words(client: Client, teacher: User, password: str, says: str) -> None:
    sign_in(client)
    words = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/accounts/password/change/", words)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'class="err"' in page
    assert says in page, re.findall(r'<p class="err">(.*?)</p>', page)
    teacher.refresh_from_db()
    assert teacher.check_password(PASSWORD)


def test_after_six_wrong_passwords_even_the_right_one_waits(client: Client, teacher: User) -> None:
    for _ in range(5):
        assert sign_in(client, "wrong").status_code == 200
    locked = sign_in(client, "wrong")
    assert locked.status_code == 429
    for said in ("先歇一会儿", "一刻钟后再试", "请系统管理员重设密码"):
        assert said in locked.content.decode()
    assert sign_in(client).status_code == 429
    other = people.person(name="王老师", username="other", password=PASSWORD)
    assert other.user is not None
    answer = client.post("/accounts/login/", {"login": "other", "password": PASSWORD})
    assert answer.status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.168.1.9")
    assert sign_in(elsewhere).status_code == 302


def test_five_wrong_passwords_are_forgotten_by_the_right_one(client: Client, teacher: User) -> None:
    for _ in range(2):
        for _ in range(5):
            assert sign_in(client, "wrong").status_code == 200
        assert sign_in(client).status_code == 302
        client.logout()


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(client: Client, teacher: User) -> None:
    known = sign_in(client, "wrong").content.decode()
    unknown = client.post("/accounts/login/", {"login": "nobody", "password": "wrong"}).content.decode()
    words = [re.findall(r'class="note is-late".*?</div>', page, re.DOTALL) for page in (known, unknown)]
    assert words[0]
    assert words[0] == words[1]


def test_who_left_is_out_at_once(client: Client, teacher: User) -> None:
    from lvye.kernel.people.api import person_of, signin_close

    sign_in(client)
    assert client.get("/me/").status_code == 200
    person = person_of(teacher)
    assert person is not None
    signin_close(person, actor=people.system_user())
    assert is_door(client.get("/me/"))
    assert sign_in(client).status_code in (200, 302)
    assert is_door(client.get("/me/"))


def test_nobody_signs_in_as_the_program_itself(client: Client) -> None:
    from lvye.kernel.accounts.api import system_user

    system = system_user("system")
    assert not system.has_usable_password()
    for password in ("", "!", system.password):
        answer = client.post("/accounts/login/", {"login": system.username, "password": password})
        assert answer.status_code == 200
    assert is_door(client.get("/me/"))


def test_nobody_signs_up(client: Client) -> None:
    before = User.objects.count()
    assert "账号由学校开" in client.get("/accounts/signup/").content.decode()
    words = {"username": "stranger", "password1": PASSWORD, "password2": PASSWORD, "email": "x@example.org"}
    assert "账号由学校开" in client.post("/accounts/signup/", words).content.decode()
    assert User.objects.count() == before


def prove_again(client: Client, address: str) -> Any:
    """Say the password once more, as the page asks before a key to the door is changed."""
    asked = client.get(address)
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 200
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == address
    return client.get(address)


@pytest.mark.parametrize(
    ("address", "says"),
    [("/accounts/2fa/totp/activate/", "<svg"), ("/accounts/2fa/webauthn/add/", "data-allauth-onload")],
)
def test_a_second_factor_is_set_up_by_who_proves_again_who_he_is(
    client: Client, teacher: User, address: str, says: str
) -> None:
    assert is_door(client.get(address))
    sign_in(client)
    assert client.get("/accounts/2fa/").status_code == 200
    page = prove_again(client, address)
    assert page.status_code == 200
    assert says in page.content.decode()


def test_an_authenticator_is_set_up_and_then_asked_for(client: Client, teacher: User) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    sign_in(client)
    address = "/accounts/2fa/totp/activate/"
    secret = prove_again(client, address).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post(address, {"code": "000000" if code != "000000" else "111111"}).status_code == 200
    assert client.post(address, {"code": code}).status_code == 302
    client.logout()
    assert sign_in(client)["Location"].startswith(reverse("mfa_authenticate"))
    assert is_door(client.get("/me/"))


# --- links that lead away -------------------------------------------------------------------------------------------

AWAY = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "javascript:alert(1)",
    "http:evil.example", "https:///evil.example", "\t//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("away", AWAY)
def test_no_sign_in_sign_out_or_choice_of_language_leads_away(client: Client, teacher: User, away: str) -> None:
    answers = [
        sign_in(client, next=away),
        client.post("/i18n/setlang/", {"language": "en", "next": away}),
        client.post("/accounts/logout/", {"next": away}),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert "evil" not in answer["Location"]
        assert answer["Location"].startswith("/")
        assert not answer["Location"].startswith("//")


@pytest.mark.parametrize("away", AWAY[:2])
def test_no_address_of_ours_sends_on_what_the_address_says(may_all: Client, away: str) -> None:
    """Hand-made screens, and those of one register for all of them."""
    words = dict.fromkeys(("next", "url", "back", "to", "return", "redirect", "code", "query"), away)
    for address in every_address():
        if (
            "<" in address.route
            or address.route.startswith("accounts/")
            or address.register not in ("", "places.place")
        ):
            continue
        for answer in (may_all.get(address.url({}), words), may_all.post(address.url({}), words)):
            if 300 <= answer.status_code < 400:
                assert answer["Location"].startswith(("/", "?")), address.route
                assert not answer["Location"].startswith(("//", "/\\")), address.route
            answer.close()


# --- uploads --------------------------------------------------------------------------------------------------------

HTML = b"<!doctype html><html><body><script>alert(document.cookie)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ACTIVE = [
    ("page.html", HTML, "text/html"),
    ("photo.jpg", HTML, "image/jpeg"),
    ("photo.png", SVG, "image/png"),
    ("drawing.svg", SVG, "image/svg+xml"),
    ("paper.pdf", HTML, "application/pdf"),
    ("words.txt", HTML, "text/plain"),
    ("page.xhtml", HTML, "application/xhtml+xml"),
    ("script.js", b"alert(1)", "text/javascript"),
]


@pytest.mark.parametrize(("name", "content", "kind"), ACTIVE, ids=[name for name, _c, _k in ACTIVE])
def test_an_active_page_is_refused_or_only_ever_saved(may_all: Client, name: str, content: bytes, kind: str) -> None:
    from lvye.kernel.files.api import Attachment

    place = places.place()
    upload = SimpleUploadedFile(name, content, kind)
    answer = may_all.post(reverse("files:add", args=["places.place", place.pk]), {"file": upload, "kind": "paper"})
    kept = Attachment.objects.first()
    if kept is None:
        assert answer.status_code == 400
        return
    assert answer.status_code == 302
    served = may_all.get(reverse("files:file", args=[kept.pk]))
    assert served["Content-Disposition"].startswith("attachment")
    assert "html" not in served["Content-Type"]
    assert "svg" not in served["Content-Type"]
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    served.close()


def test_a_picture_is_shown_in_a_cage(may_all: Client) -> None:
    kept = files.attachment()
    served = may_all.get(reverse("files:file", args=[kept.pk]))
    assert served["Content-Type"] == "image/jpeg"
    assert served["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in served["Cache-Control"]
    served.close()


@pytest.mark.parametrize("path", ["files/../secret_key", "../secret_key", "static/../../secret_key", "media/x"])
def test_no_address_reads_the_home_of_the_installation(client: Client, path: str) -> None:
    (settings.LVYE_HOME / "secret_key").write_text("the key")
    answer = client.get(f"/{path}")
    assert answer.status_code in (302, 404)
    assert b"the key" not in answer.content


# --- words ----------------------------------------------------------------------------------------------------------


def test_what_people_write_is_text_wherever_it_is_shown(may_all: Client) -> None:
    place = places.place(name="<img src=x onerror=alert(1)>")
    people.person(name="<script>alert(1)</script>")
    for url in ("/places/place/", f"/places/place/{place.pk}/", f"/places/place/{place.pk}/edit/", "/people/person/",
                f"/places/place/{place.pk}/?as=print", "/search/?q=alert", "/papers/labels/"):  # fmt: skip
        text = may_all.get(url).content.decode()
        assert "<img src=x" not in text, url
        assert "<script>alert" not in text, url


def test_djangos_check_finds_nothing() -> None:
    call_command("check", fail_level="WARNING")


def test_an_address_is_known_by_its_route() -> None:
    assert Address("a/<int:pk>/b/<slug:step>/", "places.place", (), print).url({"places.place": 7}) == "/a/7/b/close/"
