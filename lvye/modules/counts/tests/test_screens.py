"""The phone's pages and the desk's, by those who use them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.api import code_of
from lvye.modules.assets.tests import make as assets
from lvye.modules.counts import services
from lvye.modules.counts.models import Count, Counter, Line, Scan
from lvye.modules.counts.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
COUNTER = ("counts.view_count", "counts.scan_count")
POSTER = (*COUNTER, "counts.all_count", "counts.post_proposal", "assets.view_asset")


@pytest.fixture
def keeper() -> User:
    return people.user_with(*COUNTER)


@pytest.fixture
def running(keeper: User) -> tuple[Count, list[Line]]:
    count, _one, lines = make.begun(cards=2)
    services.counter_add(count=count, person=keeper.person, actor=system_user())
    return count, lines


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, count: Count, *more: Any) -> str:
    return reverse(f"counts:{name}", args=[count.pk, *more])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_keeper_finds_his_count_its_rooms_and_what_is_expected(keeper: User, running: Any) -> None:
    count, lines = running
    client, place = browser(keeper), lines[0].place
    assert count.name in text(client.get(reverse("counts:mine")))
    home = text(client.get(at("home", count)))
    assert at("room", count, place.pk) in home
    page = text(client.get(at("room", count, place.pk)))
    assert "还差 2 件" in page
    assert lines[0].asset.code in page
    assert "data-offline-page" in page


def test_a_doors_label_opens_its_room_and_anything_else_is_refused(keeper: User, running: Any) -> None:
    count, lines = running
    client, place = browser(keeper), lines[0].place
    answer = client.get(at("home", count), {"code": f"https://school.example/s/{code_of(place)}/"})
    assert answer.url == f"{at('room', count, place.pk)}#at={code_of(place)}"
    refused = client.get(at("home", count), {"code": lines[0].asset.code})
    assert refused.status_code == 404
    assert "不是房间的码" in text(refused)


def test_a_sighting_sent_twice_is_kept_once(keeper: User, running: Any) -> None:
    count, lines = running
    client, place = browser(keeper), lines[0].place
    sent = {"how": "scan", "code": lines[0].asset.code, "outbox_key": str(uuid4()), "outbox_as": str(keeper.pk),
            "done_at_device": timezone.now().isoformat(), "room_code": code_of(place)}  # fmt: skip
    first = client.post(at("scan", count, place.pk), sent)
    assert "said=found" in first.url
    assert client.post(at("scan", count, place.pk), sent).url == first.url
    [kept] = Scan.objects.filter(count=count)
    assert kept.is_present
    page = text(client.get(first.url))
    assert "还差 1 件" in page
    assert "盘到" in page


def test_a_refused_sighting_says_why_on_the_rooms_page(keeper: User, running: Any) -> None:
    count, lines = running
    answer = browser(keeper).post(at("scan", count, lines[0].place.pk), {"how": "typed", "code": lines[0].number})
    assert answer.status_code == 400
    assert "不能证明东西在这里" in text(answer)
    assert (
        browser(keeper).post(at("scan", count, lines[0].place.pk), {"qty": "x", "line": lines[0].pk}).status_code == 400
    )


def test_a_tick_is_taken_back_on_the_page(keeper: User, running: Any) -> None:
    count, lines = running
    client, place = browser(keeper), lines[0].place
    client.post(at("scan", count, place.pk), {"how": "tick", "line": lines[0].pk, "condition": "repair"})
    scan = Scan.objects.get(count=count)
    assert client.post(at("undo", count, place.pk, scan.pk)).status_code == 302
    assert client.post(at("undo", count, place.pk, scan.pk)).status_code == 409


def test_who_is_no_counter_sees_neither_the_count_nor_its_buttons(running: Any) -> None:
    count, lines = running
    assert browser(people.user_with(*COUNTER)).get(at("home", count)).status_code == 404
    watcher = browser(people.user_with(*POSTER))
    assert "没有安排您" in text(watcher.get(at("room", count, lines[0].place.pk)))
    answer = watcher.post(at("scan", count, lines[0].place.pk), {"how": "tick", "line": lines[0].pk})
    assert answer.status_code == 400


def test_progress_is_shown_live_and_the_result_opens_its_rows(running: Any) -> None:
    count, lines = running
    make.ticked(lines[0], Counter.objects.filter(count=count).earliest("pk"))
    client = browser(people.user_with(*POSTER))
    page = text(client.get(at("watch", count)))
    assert "50%" in page
    assert "every 15s" in page
    part = text(client.get(at("watch", count), {"part": 1}))
    assert part.lstrip().startswith('<div id="live"')


def test_differences_are_posted_declined_and_made_cards(running: Any) -> None:
    count, lines = running
    one = Counter.objects.filter(count=count).earliest("pk")
    make.ticked(lines[0], one, place=make.room())
    make.ticked(lines[1], one, condition="scrap")
    make.seen(lines[1], one, how="bare", code="", words="旧风扇")
    services.count_finish(count, today=make.TODAY, actor=system_user())
    client = browser(people.user_with(*POSTER))
    where = at("decide", count)
    assert "3 条差异待入账" in text(client.get(where))
    assert client.post(where, {"kind": "move"}).status_code == 302
    scrap, bare = count.proposals.filter(status="proposed").order_by("kind")
    assert client.post(where, {"proposal": scrap.pk, "do": "decline", "why": ""}).status_code == 400
    assert client.post(where, {"proposal": scrap.pk, "do": "decline", "why": "还能用"}).status_code == 302
    card = f"{where}?card={bare.pk}"
    assert "旧风扇" in text(client.get(card))
    assert client.post(card, {"name": "风扇", "asset_class": "", "value": ""}).status_code == 400
    sent = {"name": "风扇", "asset_class": assets.assetclass().pk, "value": "120"}
    assert client.post(card, sent).status_code == 302
    assert "差异都处理了" in text(client.get(where))


def test_a_counter_sees_the_differences_but_no_buttons(keeper: User, running: Any) -> None:
    count, _lines = running
    services.count_finish(count, today=make.TODAY, actor=system_user())
    poster = people.user_with(*POSTER)
    Counter.objects.filter(count=count, person=keeper.person).update(person=poster.person)
    page = text(browser(poster).get(at("decide", count)))
    assert "没有参加盘点的人" in page
    assert "全部入账" not in page


def test_the_sheet_and_the_report_are_papers(running: Any) -> None:
    count, lines = running
    client = browser(people.user_with(*POSTER))
    for where in (at("sheet", count), f"{at('sheet', count)}?place={lines[0].place.pk}", at("report", count)):
        answer = client.get(where)
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
