"""A form that is sent twice is done once; one that is refused may be sent again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from lvye.kernel.accounts.api import User, account_create
from lvye.kernel.outbox import services
from lvye.kernel.outbox.answers import said
from lvye.kernel.outbox.api import Delivery
from lvye.kernel.outbox.jobs import clear_deliveries
from lvye.kernel.outbox.middleware import InTurnMiddleware
from lvye.kernel.rules.api import Rule

pytestmark = pytest.mark.django_db
OPEN, OFFICE = "/t/open/a/", "/t/office/a/"
SCRIPT = {"X-Lvye-Outbox": "1"}


def form(hours: str = "6", **more: str) -> dict[str, str]:
    return {"outbox_key": str(uuid4()), "hours": hours} | more


@pytest.fixture
def other(db: None) -> User:
    return account_create("other", "赵干事", None)


@pytest.fixture
def office(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


def test_the_form_carries_a_fresh_key_whose_page_it_is_and_what_it_is_called(office: Client, clerk: User) -> None:
    pages = [office.get(OFFICE).content.decode() for _ in range(2)]
    keys = [re.search(r'name="outbox_key" value="([0-9a-f-]{36})" data-outbox="标准"', page) for page in pages]
    assert keys[0]
    assert keys[1]
    assert keys[0][1] != keys[1][1]
    assert f'name="outbox_as" value="{clerk.pk}"' in pages[0]
    assert 'name="outbox_as" value=""' in Client().get(OPEN).content.decode()


def test_a_form_sent_twice_is_done_once_and_leads_to_the_same_place(office: Client, clerk: User) -> None:
    sent = form()
    first, second = office.post(OFFICE, sent), office.post(OFFICE, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == f"/t/done/{Rule.objects.get().pk}/"
    known = Delivery.objects.get()
    assert (known.user_id, known.path, known.led_to) == (clerk.pk, OFFICE, first["Location"])
    assert "没有重复记" in office.get("/me/").content.decode()


def test_a_form_without_key_is_done_as_ever(office: Client) -> None:
    assert office.post(OFFICE, {"hours": "6"}).status_code == 302
    assert office.post(OFFICE, {"hours": "7", "day": "2026-04-01"}).status_code == 302
    assert Rule.objects.count() == 2
    assert not Delivery.objects.exists()


def test_a_visitor_sends_once_too_and_his_key_belongs_to_the_address(client: Client) -> None:
    sent = form(outbox_as="")
    first = client.post(OPEN, sent)
    assert Client().post(OPEN, sent)["Location"] == first["Location"]
    answer = client.post("/t/open/b/", sent)
    assert answer.status_code == 409
    assert "已经送到别处了" in answer.content.decode()
    assert Rule.objects.count() == 1


def test_the_query_is_part_of_the_address(office: Client) -> None:
    sent = form()
    assert office.post(f"{OFFICE}?place=1", sent).status_code == 302
    assert office.post(f"{OFFICE}?place=2", sent).status_code == 409
    assert Rule.objects.count() == 1


def test_another_user_cannot_use_the_key(office: Client, other: User) -> None:
    sent = form()
    office.post(OFFICE, sent)
    office.force_login(other)
    answer = office.post(OFFICE, sent)
    assert answer.status_code == 409
    assert "另一个人送过" in answer.content.decode()
    assert Rule.objects.count() == 1


def test_what_one_filled_in_is_not_sent_under_the_name_of_another(office: Client, clerk: User, other: User) -> None:
    office.force_login(other)
    answer = office.post(OFFICE, form(outbox_as=str(clerk.pk)))
    assert answer.status_code == 409
    assert "要用他的账号登录" in answer.content.decode()
    assert not Rule.objects.exists()
    office.logout()
    answer = office.post(OPEN, form(outbox_as=str(clerk.pk)))
    assert (answer.status_code, "请先登录" in answer.content.decode()) == (409, True)
    assert not Rule.objects.exists()


def test_what_was_filled_in_without_account_stays_without_name(office: Client) -> None:
    sent = form(outbox_as="")
    first = office.post(OPEN, sent)
    assert Delivery.objects.get().user is None
    assert Client().post(OPEN, sent)["Location"] == first["Location"]


def test_a_page_behind_the_sign_in_takes_nothing_without_name(office: Client) -> None:
    assert office.post(OFFICE, form(outbox_as="")).status_code == 409
    assert not Rule.objects.exists()


def test_a_refused_form_keeps_its_key_and_changes_nothing(office: Client) -> None:
    sent = form(hours="八小时")
    answer = office.post(OFFICE, sent)
    assert answer.status_code == 400
    assert "请填写整数" in answer.content.decode()
    assert not Delivery.objects.exists()
    assert office.post(OFFICE, sent | {"hours": "8"}).status_code == 302
    assert Rule.objects.count() == 1


def test_the_sign_in_is_no_arrival(client: Client, clerk: User) -> None:
    sent = form(outbox_as=str(clerk.pk))
    assert client.post(OFFICE, sent).status_code == 302
    assert not Delivery.objects.exists()
    client.force_login(clerk)
    assert client.post(OFFICE, sent)["Location"].startswith("/t/done/")


@pytest.mark.parametrize("key", ["1", "x" * 36, "0" * 400])
def test_a_key_that_is_none_is_refused_with_a_sentence(office: Client, key: str) -> None:
    answer = office.post(OFFICE, form(outbox_key=key))
    assert (answer.status_code, "编号不对" in answer.content.decode()) == (409, True)
    assert not Rule.objects.exists()


# --- what the script is told -----------------------------------------------------------------------------------------


def test_the_script_is_told_where_it_led_and_the_cookies_come_along(office: Client) -> None:
    sent = form()
    first, second = office.post(OFFICE, sent, headers=SCRIPT), office.post(OFFICE, sent, headers=SCRIPT)
    assert first.json() == second.json() == {"led_to": f"/t/done/{Rule.objects.get().pk}/"}
    assert first.cookies["remembered"].value == str(Rule.objects.get().pk)


def test_the_script_is_told_why_in_the_words_of_the_page(office: Client) -> None:
    answer = office.post(OFFICE, form(hours="八小时"), headers=SCRIPT)
    assert answer.status_code == 400
    assert answer.json() == {"said": "“响应时限”不能是“八小时”：请填写整数，例如 3。 (0)"}
    answer = office.post(OFFICE, form(outbox_key="?"), headers=SCRIPT)
    assert (answer.status_code, "编号不对" in answer.json()["said"]) == (409, True)


def test_the_script_asks_for_a_token_who_is_here_and_whether_the_address_does_it_once(clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    told = client.get("/outbox/token/", {"for": OPEN})
    assert "no-store" in told["Cache-Control"]
    assert (told.json()["user"], told.json()["once"]) == ("", [True])
    answer = client.post(OPEN, form(outbox_as=""), headers=SCRIPT | {"X-CSRFToken": told.json()["csrf"]})
    assert answer.status_code == 200
    client.force_login(clerk)
    told = client.get("/outbox/token/", {"for": f"{OFFICE}?place=1"}).json()
    assert (told["user"], told["once"]) == (str(clerk.pk), [True])
    for other in ("/me/", "/nowhere/", "", "x" * 500):
        assert client.get("/outbox/token/", {"for": [OPEN, other]}).json()["once"] == [True, False]


def test_what_a_page_only_carries_for_its_scripts_is_no_refusal() -> None:
    page = (
        "<template><p role=alert>no</p></template><p class='err small'>yes<br>and <b>that</b></p><p role=alert>yes, too"
        "</p><div role=alert hidden>no</div><p>no</p>"
    )
    assert said(page) == "yes and that yes, too"


def test_the_page_of_what_waits_is_there_for_everybody(client: Client, clerk: User) -> None:
    for _ in range(2):
        page = client.get("/outbox/").content.decode()
        assert "data-outbox-list" in page
        assert "data-offline-page" in page
        client.force_login(clerk)
    assert client.get("/outbox/login/")["Location"].endswith("/accounts/login/?next=%2Foutbox%2F")


# --- when it was filled in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ago"),
    [("", None), ("morgen", None), ("2026-13-01T00:00:00Z", None), ("2026-03-01T08:00:00", None)],
)
def test_a_time_that_is_none_counts_as_not_said(office: Client, text: str, ago: None) -> None:
    assert office.post(OFFICE, form(done_at_device=text))["X-Filled"] == str(ago)


def test_the_time_of_filling_in_is_kept_beside_that_of_arrival(office: Client) -> None:
    filled = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=5)
    answer = office.post(OFFICE, form(done_at_device=filled.isoformat()))
    assert answer["X-Filled"] == str(filled)
    known = Delivery.objects.get()
    assert known.filled_at == filled
    assert known.at - known.filled_at >= timedelta(hours=5)


def test_a_clock_that_runs_ahead_counts_as_not_said(office: Client) -> None:
    ahead = timezone.now() + timedelta(hours=1)
    assert office.post(OFFICE, form(done_at_device=ahead.isoformat()))["X-Filled"] == "None"


# --- forgetting ------------------------------------------------------------------------------------------------------


def test_old_arrivals_are_forgotten_and_what_is_as_old_is_not_taken_any_more(office: Client) -> None:
    sent = form()
    office.post(OFFICE, sent)
    now = timezone.now()
    assert clear_deliveries(now + timedelta(days=60)) == 0
    assert clear_deliveries(now + timedelta(days=62)) == 1
    long_ago = now - timedelta(days=61)
    answer = office.post(OFFICE, sent | {"done_at_device": long_ago.isoformat()})
    assert (answer.status_code, "填了太久" in answer.content.decode()) == (409, True)
    assert Rule.objects.count() == 1


def test_the_rule_says_how_long(office: Client, clerk: User) -> None:
    from lvye.kernel.rules.api import rule_set

    office.post(OFFICE, form())
    now = timezone.now()
    rule_set("outbox.keep_days", 7, effective_from=timezone.localdate(), why="手机都连得上", actor=clerk)
    assert services.clear(now + timedelta(days=9)) == 1


def test_a_form_of_a_phone_waits_for_the_one_before_it_and_a_page_does_not() -> None:
    inside, go_on, order = Event(), Event(), []

    def answer(request: HttpRequest) -> HttpResponse:
        order.append(request.path)
        if request.path == "/first/":
            inside.set()
            go_on.wait(10)
        order.append(f"{request.path} done")
        return HttpResponse()

    in_turn, phone = InTurnMiddleware(answer), RequestFactory(headers=SCRIPT)

    def send(path: str) -> None:
        try:
            in_turn(phone.post(path, {}))
        finally:
            connection.close()  # how big a form may be is a rule, which was asked on this thread's own

    threads = [Thread(target=send, args=(path,)) for path in ("/first/", "/second/")]
    threads[0].start()
    inside.wait(10)
    threads[1].start()
    in_turn(RequestFactory().post("/at-a-page/", {}))
    in_turn(phone.get("/token/"))
    threads[1].join(0.2)
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(10)
    between = ["/at-a-page/", "/at-a-page/ done", "/token/", "/token/ done"]
    assert order == ["/first/", *between, "/first/ done", "/second/", "/second/ done"]
