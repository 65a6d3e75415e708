"""The horizon: what has lapsed or will, within one's rights, by day, and never more than it can show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lvye.kernel.deadlines import screens
from lvye.kernel.deadlines.api import Deadline, deadlines, declare, horizon, survey
from lvye.kernel.deadlines.queries import LIMIT
from lvye.kernel.places.api import PlaceCode
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import registers
from lvye.kernel.terms.tests import make as terms

pytestmark = pytest.mark.django_db
TODAY = dt.date(2031, 6, 15)
VIEW_DAY, VIEW_CODE = "terms.view_day", "places.view_placecode"
DAYS = Deadline(
    "test.days",
    "证件年检",
    rows=registers["terms.day"].rows,
    date="date",
    warn_days=7,
    blocks="不能开餐",
)
CODES = Deadline(
    "test.codes",
    "答复期限",
    rows=registers["places.placecode"].rows,
    date="revoked_at",
    url=lambda record: f"/somewhere/{record.pk}/",
    title=lambda record: f"答复{record.code}",
)
Lapses = Callable[..., Any]


@pytest.fixture
def known() -> Iterator[None]:
    """Two kinds of things that lapse, and nothing else: a date of days, a moment of codes."""
    others = {deadline.name: deadline for deadline in deadlines}
    for name in others:
        del deadlines._items[name]
    with deadlines.with_item("test.days", DAYS), deadlines.with_item("test.codes", CODES):
        yield
    deadlines._items.update(others)


@pytest.fixture
def lapses(known: None) -> Lapses:
    """`lapses(3)`: something that lapses three days from TODAY."""

    def make(days: int, name: str = "健康证") -> Any:
        return terms.day(date=TODAY + dt.timedelta(days=days), name=name)

    return make


def test_what_lapses_stands_in_the_order_of_its_days_with_its_state(allow: Any, lapses: Lapses) -> None:
    user = allow(VIEW_DAY)
    for days in (30, -2, 31, 0, 7, 8):
        lapses(days)
    found = [(due.days_left, due.state) for due in horizon(user, TODAY, 30)]
    assert found == [(-2, "late"), (0, "soon"), (7, "soon"), (8, "ahead"), (30, "ahead")]
    first = horizon(user, TODAY, 30)[0]
    assert (first.label, first.blocks, first.on) == ("证件年检", "不能开餐", TODAY - dt.timedelta(days=2))


def test_who_may_not_see_the_register_sees_nothing_of_it(allow: Any, clerk: Any, lapses: Lapses) -> None:
    lapses(1)
    assert horizon(clerk, TODAY) == []
    assert horizon(allow(VIEW_CODE), TODAY) == []
    assert len(horizon(allow(VIEW_DAY), TODAY)) == 1


def test_only_what_the_scope_lets_through_is_there(allow: Any, lapses: Lapses) -> None:
    user = allow(VIEW_DAY)
    lapses(1)
    reg = registers["terms.day"]
    original = reg.scope
    object.__setattr__(reg, "scope", lambda rows, user: rows.none())
    try:
        assert horizon(user, TODAY) == []
    finally:
        object.__setattr__(reg, "scope", original)


@pytest.mark.parametrize(
    ("moment", "days_left"),
    [("2031-06-15T00:00", 0), ("2031-06-15T23:59", 0), ("2031-06-14T23:59", -1), ("2031-07-15T23:59", 30)],
)
def test_a_moment_counts_by_the_day_of_the_schools_clock(allow: Any, known: None, moment: str, days_left: int) -> None:
    user = allow(VIEW_CODE)
    code = places.placecode()
    at = timezone.make_aware(dt.datetime.fromisoformat(moment))
    PlaceCode.objects.filter(pk=code.pk).update(status="revoked", revoked_at=at)
    (due,) = horizon(user, TODAY, 30)
    assert (due.days_left, due.title, due.url) == (days_left, f"答复{code.code}", f"/somewhere/{code.pk}/")


def test_a_moment_after_the_last_day_and_one_that_is_not_set_are_not_there(allow: Any, known: None) -> None:
    user = allow(VIEW_CODE)
    places.placecode()
    late = places.placecode()
    at = dt.datetime(2031, 7, 16, tzinfo=timezone.get_default_timezone())
    PlaceCode.objects.filter(pk=late.pk).update(status="revoked", revoked_at=at)
    assert horizon(user, TODAY, 30) == []


def test_of_each_kind_no_more_than_the_limit_is_read_and_the_rest_is_said(allow: Any, lapses: Lapses) -> None:
    user = allow(VIEW_DAY)
    for days in range(-LIMIT - 3, 0):
        lapses(days)
    found = survey(user, TODAY, 30)
    assert len(found.dues) == LIMIT
    assert found.dues[0].days_left == -LIMIT - 3
    (tally,) = found.tallies
    assert (tally.count, tally.late, tally.more, tally.register) == (LIMIT, LIMIT, True, "terms.day")
    assert found.cut == [tally]


def test_exactly_the_limit_is_not_cut(allow: Any, lapses: Lapses) -> None:
    user = allow(VIEW_DAY)
    for days in range(LIMIT):
        lapses(days)
    assert not survey(user, TODAY, LIMIT).cut


def test_each_kind_costs_one_query_however_many_there_are(allow: Any, lapses: Lapses) -> None:
    user = allow(VIEW_DAY, VIEW_CODE)
    counts = []
    horizon(user, TODAY, 30)  # rights are asked once
    for start in (0, 10):
        for days in range(start, start + 10):
            lapses(days)
        with CaptureQueriesContext(connection) as seen:
            assert len(horizon(user, TODAY, 30)) == start + 10
        counts.append(len(seen))
    assert counts == [2, 2]


def test_the_days_of_warning_may_be_a_rule_and_an_unknown_rule_is_found_at_start(allow: Any, lapses: Lapses) -> None:
    user = allow(VIEW_DAY)
    lapses(25)
    by_rule = Deadline("test.rule", "甲", rows=DAYS.rows, date="date", warn_days="files.max_mb")
    wrong = Deadline("test.wrong", "乙", rows=DAYS.rows, date="date", warn_days="no.rule")
    with deadlines.with_item("test.rule", by_rule):
        assert [d.state for d in horizon(user, TODAY, 30, kind="test.rule")] == ["ahead"]
        assert not [c for c in run_checks() if c.id == "deadlines.E001"]
    with deadlines.with_item("test.wrong", wrong):
        assert [c.msg for c in run_checks() if c.id == "deadlines.E001"] == ["test.wrong: no rule 'no.rule'"]


def test_a_name_is_declared_once(known: None) -> None:
    with pytest.raises(ImproperlyConfigured, match="declared twice"):
        declare(DAYS)


# --- the page and the block ---------------------------------------------------------------------------------------


@pytest.fixture
def browser(client: Any, clerk: Any) -> Any:
    client.force_login(clerk)
    return client


def soon(days: int, name: str = "健康证") -> Any:
    """Something that lapses so many days from the real today: the page reads the clock."""
    return terms.day(date=timezone.localdate() + dt.timedelta(days=days), name=name)


def test_the_page_asks_for_sign_in(client: Any) -> None:
    assert client.get("/horizon/").status_code == 302


def test_the_page_tells_state_in_words_what_it_blocks_and_leads_to_the_record(
    browser: Any, allow: Any, known: None
) -> None:
    allow(VIEW_DAY)
    late, now, ahead = soon(-3, "<b>过期证</b>"), soon(0), soon(20)
    page = browser.get("/horizon/").content.decode()
    assert "过期 3 天" in page
    assert "今天到期" in page
    assert "还有 20 天" in page
    assert page.index("过期 3 天") < page.index("今天到期") < page.index("还有 20 天")
    assert 'st is-late">过期 3 天' in page
    assert 'st is-soon">今天到期' in page
    assert 'st is-idle">还有 20 天' in page
    assert "不能开餐" in page
    assert "已过期 1 项" in page
    assert "<b>过期证</b>" not in page
    for record in (late, now, ahead):
        assert f"/terms/day/{record.pk}/" in page


def test_an_empty_horizon_says_what_will_be_there(browser: Any, known: None) -> None:
    page = browser.get("/horizon/?days=7").content.decode()
    assert "7 天内没有到期的" in page
    assert "看一年内的" in page


def test_the_span_and_the_kind_narrow_and_nonsense_narrows_to_nothing_or_the_usual(
    browser: Any, allow: Any, known: None
) -> None:
    allow(VIEW_DAY, VIEW_CODE)
    soon(5)
    soon(80)

    def count(query: str) -> int:
        return len(browser.get(f"/horizon/?{query}").context["lines"])

    assert count("") == count("days=nonsense") == count("days=31") == 1
    assert count("days=7") == 1
    assert count("days=90") == 2
    assert count("days=90&kind=test.days") == 2
    assert count("days=90&kind=test.codes") == 0
    assert count("days=90&kind=nonsense") == 0
    assert "没有这一类" in browser.get("/horizon/?kind=nonsense").content.decode()


def test_the_kinds_offered_are_those_one_may_see(browser: Any, allow: Any, known: None) -> None:
    allow(VIEW_DAY)
    assert [k.name for k in browser.get("/horizon/").context["kinds"]] == ["test.days"]


def test_a_page_that_is_cut_says_so_and_leads_to_the_register(browser: Any, allow: Any, known: None) -> None:
    allow(VIEW_DAY)
    for days in range(-LIMIT - 1, 0):
        soon(days)
    page = browser.get("/horizon/").content.decode()
    assert f"多于 {LIMIT} 项" in page
    assert "/terms/day/" in page


def test_htmx_gets_the_list_alone(browser: Any, allow: Any, known: None) -> None:
    allow(VIEW_DAY)
    soon(1)
    part = browser.get("/horizon/", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert "HX-Request" in part["Vary"]


def test_the_block_of_today_shows_what_presses_and_hides_when_nothing_does(allow: Any, known: None) -> None:
    now = timezone.now()
    user = allow(VIEW_DAY)
    assert screens.block(user, now) is None
    soon(20)
    assert screens.block(user, now) is None  # beyond its days of warning
    for days in (-1, 3):
        soon(days)
    found = screens.block(user, now)
    assert found is not None
    assert [line["word"] for line in found["lines"]] == ["过期 1 天", "还有 3 天"]
    assert (found["kind"], found["url"]) == ("late", "/horizon/")
    for days in range(-8, -3):
        soon(days)
    found = screens.block(user, now)
    assert found is not None
    assert len(found["lines"]) == screens.ON_HOME


def test_the_block_stands_on_the_page_of_today(browser: Any, allow: Any, known: None) -> None:
    allow(VIEW_DAY)
    soon(-1)
    page = browser.get("/").content.decode()
    assert "过期 1 天" in page
