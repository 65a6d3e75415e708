"""One asking on one screen: who may decide has his buttons, who may not has none, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import services
from lvye.kernel.approvals.models import ApprovalChain, Asking, Turn
from lvye.kernel.files.api import attach
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.people.tests import make as people
from lvye.kernel.registers.urls import register_urls

from . import make
from .make import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser of somebody."""

    def signed(user: User) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=user.pk))
        return client

    return signed


def ask(desk: Desk, user: User, amount: int | None = 100, **given: Any) -> Asking:
    return services.ask(desk.thing(amount), actor=user, step="leaving", **given)


def url(name: str, asking: Asking) -> str:
    return reverse(f"approvals:{name}", args=[asking.pk])


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_one_tap_agrees_and_leads_to_the_next_that_waits(desk: Desk, sign_in: Any) -> None:
    make.chain("director")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    first, second = ask(desk, teacher, 11_200, reason="扩班"), ask(desk, teacher)
    browser = sign_in(director)
    page = page_of(browser, url("page", first))
    for words in ("11,200.00元", "壹万壹仟贰佰元整", "扩班", teacher.name, "等您批 · 1 / 2", "现在等总务主任"):
        assert words in page
    answer = browser.post(url("agree", first))
    assert answer["Location"] == url("page", second)
    answer = browser.post(url("agree", second), follow=True)
    assert "没有等您批的" in answer.content.decode()
    assert len(desk.told) == 2


def test_the_list_the_home_page_and_the_menu_say_what_waits(desk: Desk, sign_in: Any) -> None:
    make.chain("director")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    asking = ask(desk, teacher)
    browser = sign_in(director)
    for address in (reverse("home"), reverse("approvals:waiting")):
        page = page_of(browser, address)
        assert asking.title in page
        assert '<b class="badge">1</b>' in page
    services.send_back(asking, actor=director, reason="少一张图")
    assert asking.title in page_of(sign_in(teacher), reverse("home"))
    assert asking.title not in page_of(browser, reverse("home"))


def test_refusing_asks_for_a_reason_and_keeps_what_was_typed(desk: Desk, sign_in: Any) -> None:
    make.chain("director")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    asking = ask(desk, teacher)
    browser = sign_in(director)
    assert browser.get(url("no", asking)).status_code == 200
    answer = browser.post(url("no", asking), {"to": "refuse", "reason": " "})
    assert answer.status_code == 400
    assert "请写明理由" in answer.content.decode()
    assert browser.post(url("no", asking), {"to": "refuse", "reason": "没有预算"}).status_code == 302
    asking.refresh_from_db()
    assert asking.status == Asking.Status.REFUSED
    assert "没有预算" in page_of(sign_in(teacher), url("page", asking))


def test_sent_back_the_requester_mends_it_and_puts_it_again_with_one_tap(desk: Desk, sign_in: Any) -> None:
    make.chain("director", "principal")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    principal = people.user_in("principal")
    asking = ask(desk, teacher)
    sign_in(director).post(url("agree", asking))
    answer = sign_in(principal).post(url("no", asking), {"to": "previous", "reason": "再核"})
    assert answer.status_code == 302
    sign_in(director).post(url("no", asking), {"to": "requester", "reason": "改一下"})
    own = sign_in(teacher)
    assert url("again", asking) in page_of(own, url("page", asking))
    assert own.post(url("again", asking)).status_code == 302
    assert own.post(url("again", asking)).status_code == 409
    asking.refresh_from_db()
    assert (asking.status, asking.round) == (Asking.Status.ASKED, 2)


def test_the_requester_sees_who_has_it_and_may_take_it_back(desk: Desk, sign_in: Any) -> None:
    make.chain("director")
    director, teacher = people.user_in("director", name="孙玉"), people.user_in("teacher")
    asking = ask(desk, teacher)
    own = sign_in(teacher)
    page = page_of(own, url("page", asking))
    assert "现在等总务主任 孙玉审批" in page
    assert url("agree", asking) not in page
    assert own.post(url("agree", asking)).status_code == 400
    assert own.post(url("withdraw", asking)).status_code == 302
    assert sign_in(director).post(url("agree", asking)).status_code == 409
    assert desk.told == [("withdrawn", asking.target_id)]


def test_it_is_passed_on_and_another_is_asked_besides_by_form(desk: Desk, sign_in: Any) -> None:
    make.chain("director")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    besides, other = people.user_in("teacher"), people.user_in("teacher")
    asking = ask(desk, teacher)
    browser = sign_in(director)
    choices = page_of(browser, url("signer", asking))
    assert besides.name in choices
    assert f">{teacher.name}<" not in choices
    for name, who in (("signer", besides), ("hand-over", other)):
        answer = browser.post(url(name, asking), {"person": person_pk(who), "reason": "懂行"})
        assert answer.status_code == 302
    assert browser.post(url("hand-over", asking), {"person": person_pk(other)}).status_code == 409
    for who in (besides, other):
        assert sign_in(who).post(url("agree", asking)).status_code == 302
    assert len(desk.told) == 1


def person_pk(user: User) -> int:
    found = person_of(user)
    assert found is not None
    return found.pk


def test_strangers_find_nothing_at_any_address_of_an_asking(desk: Desk, sign_in: Any) -> None:
    make.chain("director")
    people.user_in("director")
    asking = ask(desk, people.user_in("teacher"))
    stranger = sign_in(people.user_with("approvals.view_asking"))
    for name in ("page", "no", "signer", "hand-over", "sheet"):
        assert stranger.get(url(name, asking)).status_code == 404
    for name in ("agree", "no", "withdraw", "again", "signer", "hand-over"):
        assert stranger.post(url(name, asking), {"reason": "x", "to": "refuse"}).status_code == 404
    assert Client().get(url("page", asking)).status_code == 302
    assert stranger.get(reverse("approvals.asking:detail", args=[asking.pk])).status_code == 404


def test_a_meetings_decision_is_recorded_with_its_paper(desk: Desk, sign_in: Any) -> None:
    make.chain({"by": "meeting", "posts": ["director"], "name": "校长办公会"})
    director, teacher = people.user_in("director"), people.user_in("teacher")
    asking = ask(desk, teacher)
    browser = sign_in(director)
    assert "登记校长办公会的决定" in page_of(browser, url("page", asking))
    assert browser.post(url("agree", asking), {"number": "3"}).status_code == 400
    paper = SimpleUploadedFile("纪要.txt", "同意报废".encode())
    given = {"number": "校办3号", "decided_on": "2026-03-02", "paper": paper}
    assert browser.post(url("agree", asking), given).status_code == 302
    page = page_of(sign_in(teacher), url("page", asking))
    assert "校办3号" in page
    assert "纪要.txt" in page


def test_what_hangs_on_the_record_opens_for_who_decides(desk: Desk, sign_in: Any) -> None:
    make.chain("canteen")
    decider, teacher = people.user_in("canteen"), people.user_in("teacher")
    thing = desk.thing(1)
    attach(thing, ContentFile("三家报价".encode(), "报价.txt"), kind="paper", actor=teacher)
    asking = services.ask(thing, actor=teacher, step="leaving")
    browser = sign_in(decider)
    page = page_of(browser, url("page", asking))
    assert "报价.txt" in page
    link = page.split('href="/files/')[1].split('"')[0]
    answer = browser.get(f"/files/{link}".replace("&amp;", "&"))
    assert b"".join(answer) == "三家报价".encode()


@pytest.fixture
def own_addresses(desk: Desk, settings: Any) -> None:
    """Addresses are made when the program starts, before the desk of a test says that its people are asked about."""
    made = ModuleType("own_addresses")
    made.urlpatterns = [*register_urls(), path("", include(settings.ROOT_URLCONF))]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = made


@pytest.mark.usefixtures("own_addresses")
def test_the_records_page_says_who_has_it_and_leads_to_the_asking(desk: Desk, sign_in: Any) -> None:
    make.chain("principal")
    people.user_in("principal")
    teacher, director = people.user_in("teacher"), people.user_in("director")
    asking = ask(desk, teacher)
    address = reverse("people.person:detail", args=[asking.target_id])
    page = page_of(sign_in(director), address)
    assert "现在等校长" in page
    assert url("page", asking) in page


def test_the_sheet_is_printed_with_a_box_for_each_who_signs(desk: Desk, sign_in: Any) -> None:
    make.chain("director", "principal")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    people.user_in("principal")
    asking = ask(desk, teacher, 5000)
    services.agree(asking, actor=director)
    answer = sign_in(teacher).get(url("sheet", asking))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_longer_list_of_what_waits_takes_no_more_queries(desk: Desk, sign_in: Any) -> None:
    make.chain("director")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    browser = sign_in(director)
    counts = []
    for _ in range(2):
        for _ in range(2):
            ask(desk, teacher)
        browser.get(reverse("approvals:waiting"))
        with CaptureQueriesContext(connection) as seen:
            browser.get(reverse("approvals:waiting"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_chain_is_changed_on_its_page_step_by_step(db: None, sign_in: Any) -> None:
    with make.desk(
        trait_labels={"fund": "资金"}, trait_choices={"fund": lambda: [("public", "公用经费"), ("special", "专款")]}
    ) as desk:
        chain = make.chain("director")
        director = people.user_in("director")
        principal, teacher = people.user_in("principal"), people.user_in("teacher")
        browser = sign_in(director)
        address = reverse("approvals.approvalchain:edit", args=[chain.pk])
        assert "公用经费" in page_of(browser, address)
        given = {
            "count": "2", "chain-name": "离校", "chain-sort": "1", "chain-is_open": "on", "chain-line": "",
            "step0-by": "post", "step0-posts": ["principal"], "step0-place": "2", "step0-line": "own",
            "step0-amount": "5000", "step0-traits": ["fund=special"],
            "step1-by": "post", "step1-posts": ["director", "desk"], "step1-place": "1", "step1-line": "",
        }  # fmt: skip
        assert browser.post(address, given | {"step0-amount": ""}).status_code == 400
        assert browser.post(address, given | {"step0-posts": []}).status_code == 400
        assert browser.post(address, given).status_code == 302
        chain.refresh_from_db()
        assert [step["posts"] for step in chain.steps] == [["director", "desk"], ["principal"]]
        assert (chain.steps[1]["above"], chain.steps[1]["traits"]) == ("5000", {"fund": ["special"]})
        page = page_of(browser, reverse("approvals.approvalchain:detail", args=[chain.pk]))
        assert "校长（5,000.00元以上，资金：专款）" in page
        assert "总务主任和总务干事" in page
        people.user_in("desk")
        asking = services.ask(desk.thing(6000, fund="special"), actor=teacher, step="leaving")
        assert {t.name for t in Turn.objects.filter(asking=asking)} >= {"校长", "总务主任"}
        assert principal.pk


def test_a_school_writes_a_chain_of_its_own(desk: Desk, sign_in: Any) -> None:
    browser = sign_in(people.user_in("director"))
    address = reverse("approvals.approvalchain:new")
    assert "离校手续" in page_of(browser, address)
    given = {"count": "1", "chain-name": "新的", "chain-sort": "5", "chain-line": "", "step0-by": "head"}
    assert browser.post(f"{address}?kind={make.LEAVE}", given).status_code == 302
    made = ApprovalChain.objects.get()
    assert (made.name, made.is_open, made.steps[0]["by"]) == ("新的", False, "head")
    assert sign_in(people.user_in("teacher")).get(address).status_code == 403


def test_a_decided_asking_is_on_the_page_of_its_record(desk: Desk, sign_in: Any) -> None:
    make.chain({"by": "post", "posts": ["director"], "above": "1000"})
    teacher = people.user_in("teacher")
    asking = ask(desk, teacher, 1)
    page = page_of(sign_in(people.user_in("director")), url("page", asking))
    assert "已同意" in page
    assert Person.objects.get(pk=asking.target_id).left_on == date(2026, 3, 3)
