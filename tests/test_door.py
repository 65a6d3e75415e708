"""The door: passwords, lock-out, second factor, who left, links that lead away."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User, client_address
from lvye.kernel.people.api import password_set
from lvye.kernel.people.services import signins_forget
from lvye.kernel.people.tests import make as people
from tests.installation import Installation

pytestmark = pytest.mark.django_db
PASSWORD = "Qing-he-2026"


@pytest.fixture(autouse=True)
def nobody_came_before() -> None:
    """How often somebody tried is counted per test."""
    cache.clear()


def is_door(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(settings.LOGIN_URL)


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


@pytest.mark.engineless
def test_over_https_cookies_and_pages_stay_on_https(nothing: Installation) -> None:
    nothing.home.mkdir()
    code = (
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.DEBUG)"
    )
    assert nothing.inside(code, LVYE_BASE_URL="https://school.example") == "True True True 31536000 False\n"
    assert nothing.inside(code) == "False False False 0 False\n"


@pytest.mark.engineless
def test_the_settings_pass_djangos_own_check_for_deployment(nothing: Installation) -> None:
    nothing.home.mkdir()
    code = "from django.core.management import call_command as c; c('check', deploy=True, fail_level='WARNING')"
    env = {"LVYE_BASE_URL": "https://school.example", "LVYE_ALLOWED_HOSTS": "school.example"}
    assert "no issues" in nothing.inside(code, **env)


@pytest.mark.engineless
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


@pytest.mark.engineless
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


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("proxies", "passed", "counted"),
    [
        pytest.param(0, "10.1.1.1", "192.168.1.7", id="no proxy of ours: what a request says of itself counts nothing"),
        pytest.param(1, "10.9.9.9, 10.1.1.1", "10.1.1.1", id="one proxy: what it saw, not what was written before"),
        pytest.param(2, "10.1.1.1, 10.2.2.2", "10.1.1.1", id="two proxies"),
        pytest.param(2, "10.1.1.1", "192.168.1.7", id="past the outer proxy: who asks is counted himself"),
        pytest.param(1, "nonsense", None, id="nonsense"),
    ],
)
def test_behind_proxies_who_tries_is_counted_by_his_own_address(
    settings: Any, rf: Any, proxies: int, passed: str, counted: str | None
) -> None:
    settings.PROXIES = proxies
    assert client_address(rf.get("/", REMOTE_ADDR="192.168.1.7", HTTP_X_FORWARDED_FOR=passed)) == counted


@pytest.mark.engineless
def test_behind_a_proxy_one_who_guesses_locks_out_nobody_else(settings: Any, teacher: User) -> None:
    settings.PROXIES = 1
    guesser, at_home = (Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"10.1.1.{n}"}) for n in (1, 2))
    for _ in range(6):
        locked = sign_in(guesser, "wrong")
    assert locked.status_code == 429
    assert sign_in(at_home).status_code == 302


@pytest.mark.engineless
def test_a_password_somebody_gave_opens_only_the_page_where_it_is_changed(client: Client, teacher: User) -> None:
    person = people.person(name="王老师", username="new", password=PASSWORD, password_is_given=True)
    assert person.user is not None
    change = reverse("account_change_password")
    assert client.post("/accounts/login/", {"login": "new", "password": PASSWORD}).status_code == 302
    for address in ("/", reverse("terms.term:list")):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, change)
    part = client.get("/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, change)
    assert "请换成只有你自己知道的" in client.get(change).content.decode()
    own = {"oldpassword": PASSWORD, "password1": "My-own-2026", "password2": "My-own-2026"}
    assert client.post(change, own).status_code == 302
    assert client.get("/").status_code == 200
    password_set(person, password="Again-2026", actor=teacher)
    assert client.post("/accounts/login/", {"login": "new", "password": "Again-2026"})["Location"] == "/"
    assert client.get("/")["Location"] == change


@pytest.mark.engineless
def test_a_name_given_before_a_password_asks_for_no_change_until_there_is_one() -> None:
    person = people.person(name="王老师", username="new", password_is_given=True)
    assert person.user is not None
    assert not person.user.password_is_given


def test_lapsed_sessions_and_old_logs_of_signing_in_go_at_night(client: Client, teacher: User) -> None:
    assert sign_in(client, "wrong").status_code == 200
    assert sign_in(client).status_code == 302
    now = timezone.now()
    assert signins_forget(now + timedelta(days=1)) == 0
    assert client.get("/").status_code == 200
    gone = signins_forget(now + timedelta(days=15))
    assert (gone > 0, Session.objects.count(), AccessLog.objects.count()) == (True, 0, 1)
    assert signins_forget(now + timedelta(days=191)) == 1
    assert AccessLog.objects.count() == 0


@pytest.mark.engineless
def test_five_wrong_passwords_are_forgotten_by_the_right_one(client: Client, teacher: User) -> None:
    for _ in range(2):
        for _ in range(5):
            assert sign_in(client, "wrong").status_code == 200
        assert sign_in(client).status_code == 302
        client.logout()


@pytest.mark.engineless
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


@pytest.mark.engineless
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


@pytest.mark.engineless
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


@pytest.mark.engineless
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


@pytest.mark.engineless
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
