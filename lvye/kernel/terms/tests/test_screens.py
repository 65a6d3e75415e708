"""Terms and calendar in the browser, and what the 今日 page reminds of."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from lvye.kernel.accounts.api import User
from lvye.kernel.terms.api import Day, Term, day_set, term_close
from lvye.kernel.terms.notes import block, notes

from . import make

MARCH = date(2026, 3, 2)


@pytest.fixture
def office(client: Client, actor: User) -> Client:
    client.force_login(User.objects.create_superuser("office", name="李主任"))
    return client


def test_a_term_is_recorded_and_closed_in_the_browser(office: Client) -> None:
    posted = {"school_year": "2025", "half": "2", "begins_on": "2026-02-25", "ends_on": "2026-07-10"}
    answer = office.post("/terms/term/new/", posted)
    assert answer.status_code == 302
    term = Term.objects.get()
    assert term.name == "2025—2026学年第二学期"
    assert office.post(f"/terms/term/{term.pk}/do/close/").status_code == 302
    term.refresh_from_db()
    assert term.status == "closed"


def test_opening_again_asks_for_the_reason(office: Client, autumn: Term, actor: User) -> None:
    term_close(autumn, actor=actor)
    address = f"/terms/term/{autumn.pk}/do/reopen/"
    answer = office.post(address, {"reopened_why": " "})
    assert answer.status_code == 400
    assert "请写明为什么要重新打开已归档的学期。" in answer.content.decode()
    assert office.post(address, {"reopened_why": "漏记维修单"}).status_code == 302
    autumn.refresh_from_db()
    assert (autumn.status, autumn.reopened_why) == ("open", "漏记维修单")


def test_a_wrong_term_is_refused_beside_the_field(office: Client) -> None:
    posted = {"school_year": "2025", "half": "1", "begins_on": "2026-02-25", "ends_on": "2026-07-10"}
    answer = office.post("/terms/term/new/", posted)
    assert answer.status_code == 400
    assert "这个学期应当在 2025 年开学，请核对学年和日期。" in answer.content.decode()
    assert not Term.objects.exists()


def test_a_day_is_set_and_mended_in_the_browser(office: Client) -> None:
    assert office.post("/terms/day/new/", {"date": "2026-03-07", "kind": "school", "name": "家长会"}).status_code == 302
    day = Day.objects.get()
    posted = {"date": "2026-03-07", "kind": "rest", "name": "校运会"}
    assert office.post(f"/terms/day/{day.pk}/edit/", posted).status_code == 302
    day.refresh_from_db()
    assert (day.kind, day.name, day.source) == ("rest", "校运会", "school")


def test_a_day_of_a_closed_term_is_refused(office: Client, autumn: Term, actor: User) -> None:
    term_close(autumn, actor=actor)
    answer = office.post("/terms/day/new/", {"date": "2025-10-15", "kind": "rest"})
    assert answer.status_code == 400
    assert "这个学期已经归档" in answer.content.decode()


def test_days_are_listed_by_kind(office: Client, actor: User) -> None:
    day_set(date(2026, 3, 7), "school", "家长会", actor=actor)
    day_set(date(2026, 3, 9), "rest", "校运会", actor=actor)
    html = office.get("/terms/day/?kind=rest").content.decode()
    assert "校运会" in html
    assert "家长会" not in html


@pytest.mark.django_db
def test_a_school_without_terms_is_told_to_record_one() -> None:
    [note] = notes(MARCH)
    assert note["text"].startswith("还没有登记学期")
    assert note["url"] == "/terms/term/new/"


def test_the_next_term_is_asked_for_three_weeks_before_this_one_ends(spring: Term) -> None:
    assert notes(date(2026, 6, 18)) == []
    [note] = notes(date(2026, 6, 19))
    assert note["text"] == "下一学期的开学和放假日期还没有登记。"


def test_in_december_the_holidays_of_the_next_year_are_asked_for(actor: User) -> None:
    make.term(school_year=2090, half=1, begins_on=date(2090, 9, 1), ends_on=date(2091, 1, 20))
    day_set(date(2090, 10, 1), "holiday", "国庆节", actor=actor)
    assert notes(date(2090, 11, 30)) == []
    [note] = notes(date(2090, 12, 1))
    assert note["text"].startswith("2091年的放假和调休安排还没有收录")
    assert note["url"] == "/terms/day/new/"
    day_set(date(2091, 1, 1), "holiday", "元旦", actor=actor)
    assert notes(date(2090, 12, 1)) == []


def test_the_block_is_hidden_when_nothing_is_missing(spring: Term, actor: User) -> None:
    from datetime import UTC, datetime

    assert block(actor, datetime(2026, 3, 2, tzinfo=UTC)) is None
    shown = block(actor, datetime(2026, 7, 1, tzinfo=UTC))
    assert shown is not None
    assert shown["count"] == 1
