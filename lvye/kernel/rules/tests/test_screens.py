"""标准与阈值 in the browser."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.rules.api import Rule, rule_set, value

NEW = "/rules/rule/new/"


@pytest.fixture
def office(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("office", name="李主任"))
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_screen_asks_for_sign_in_and_right(client: Client, clerk: User) -> None:
    assert client.get("/rules/").status_code == 302
    client.force_login(clerk)
    page(client, "/rules/", status=403)


def test_the_screen_only_shows(office: Client) -> None:
    assert office.post("/rules/").status_code == 405


def test_every_rule_is_listed_with_value_and_source(office: Client) -> None:
    html = page(office, "/rules/")
    for word in (
        "响应时限",
        "4小时",
        "维修管理办法 第五条",
        "小额采购线",
        "3000.00元",
        "午休开始时间",
        "12:00",
        "学期与校历",
    ):
        assert word in html


def test_a_recorded_value_is_shown_with_its_day_and_the_next_change(office: Client, actor: User) -> None:
    today = timezone.localdate()
    rule_set("test.hours", 6, effective_from=date(2026, 1, 5), why="新办法", actor=actor)
    rule_set("test.hours", 9, effective_from=today + timedelta(days=30), why="再放宽", actor=actor)
    html = page(office, "/rules/")
    assert "6小时" in html
    assert "2026年1月5日起" in html
    assert "起：9小时" in html


def test_the_screen_costs_as_many_queries_for_many_records_as_for_one(office: Client, actor: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for year in (2020, 2021, 2022):
        for code in ("test.hours", "test.limit"):
            rule_set(code, year - 2015, effective_from=date(year, 1, 1), why="年度调整", actor=actor)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(office, "/rules/")
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_a_value_is_recorded_through_the_form_which_comes_filled(office: Client) -> None:
    html = page(office, f"{NEW}?code=test.hours&value=4&effective_from=2026-05-01")
    assert '<option value="test.hours" selected>响应时限</option>' in html
    posted = {
        "code": "test.hours",
        "value": "８",
        "effective_from": "2026-05-01",
        "why": "教代会通过",
        "document": "校发3号",
    }
    answer = office.post(NEW, posted)
    assert answer.status_code == 302
    assert value("test.hours", date(2026, 5, 1)) == 8
    html = page(office, answer["Location"])
    assert "8小时" in html
    assert "校发3号" in html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"value": "八小时"}, "“响应时限”不能是“八小时”：请填写整数，例如 3。"),
        ({"value": "<b>1</b>"}, "“响应时限”不能是“&lt;b&gt;1&lt;/b&gt;”：请填写整数，例如 3。"),
        ({"value": ""}, "这里还没填。"),
        ({"effective_to": "2026-04-01"}, "截止日期不能早于起用日期。"),
        ({"code": "test.unknown"}, "“test.unknown”不在能选的里面"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(office: Client, wrong: dict[str, str], sentence: str) -> None:
    posted = {"code": "test.hours", "value": "8", "effective_from": "2026-05-01", "why": "教代会通过"} | wrong
    answer = office.post(NEW, posted)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert sentence in html
    assert "教代会通过" in html
    assert not Rule.objects.exists()


def test_the_list_is_narrowed_to_one_rule(office: Client, actor: User) -> None:
    rule_set("test.hours", 6, effective_from=date(2026, 1, 5), why="新办法", actor=actor)
    rule_set("test.limit", 9, effective_from=date(2026, 1, 5), why="新办法", actor=actor)
    html = page(office, "/rules/rule/?code=test.hours")
    assert "6小时" in html
    assert "9元" not in html
