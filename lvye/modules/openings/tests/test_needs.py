"""The forecast says how much, between what bounds, how sure and why; the director has the last word."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from lvye.kernel.accounts.api import system_user
from lvye.kernel.exchange.api import Outcome
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import Term, term_add
from lvye.kernel.terms.tests import make as terms_make
from lvye.kit.sheets import read_table
from lvye.modules.openings import services
from lvye.modules.openings.forecast import Use, expect
from lvye.modules.openings.models import NeedsLine, PastUse
from lvye.modules.openings.tests import make
from lvye.modules.stores.api import Item, Store, issue
from lvye.modules.stores.tests import make as stores

D = Decimal
SHANGHAI = ZoneInfo("Asia/Shanghai")


def past(*quantities: int, heads: int = 100) -> list[Use]:
    return [Use(D(qty), heads) for qty in quantities]


def test_one_term_is_scaled_by_heads_and_little_sure() -> None:
    told = expect(past(100), 150)
    assert (told.expected, told.low, told.high) == (D(150), D(75), D(225))
    assert told.sureness == "low"


def test_a_few_terms_are_averaged_and_steady_ones_are_sure() -> None:
    assert expect(past(100, 104, 102), 100).expected == D(102)
    assert expect(past(100, 104, 102), 100).sureness == "high"
    assert expect(past(10, 200, 60), 100).sureness == "low"


def test_from_five_terms_on_newer_ones_weigh_more() -> None:
    told = expect(past(100, 100, 140, 180, 200, 200), 100)
    assert told.is_smoothed
    assert told.expected > D(150)


def test_without_any_term_nothing_is_made_up() -> None:
    with pytest.raises(ValueError, match="at least one term"):
        expect([], 100)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=4), st.integers(0, 3000))
def test_bounds_hold_the_expected_and_are_never_below_zero(quantities: list[int], heads: int) -> None:
    told = expect(past(*quantities), heads)
    assert D(0) <= told.low <= told.expected <= told.high


def used(item: Item, store: Store, term: Term, qty: int) -> None:
    day = term.begins_on + timedelta(days=10)
    issue(
        store=store, lines=[(item, D(qty))], to_person=people.person(), happened_on=day,
        now=datetime.combine(day, datetime.min.time(), SHANGHAI), actor=system_user(),
    )  # fmt: skip


@pytest.fixture
def school(db: None) -> tuple[Term, Item]:
    """Three terms of chalk (40, 44, 42 boxes), six boxes left, and the term to come."""
    begins = (date(2024, 9, 1), date(2025, 2, 20), date(2025, 9, 1), date(2026, 2, 20))
    terms = [
        term_add(school_year=day.year - (day.month < 9), half=1 if day.month == 9 else 2, begins_on=day,
                 ends_on=day + timedelta(days=139), actor=system_user())
        for day in begins
    ]  # fmt: skip
    before = datetime(2024, 8, 30, 9, 0, tzinfo=SHANGHAI)
    store, item = stores.stocked(qty=132, now=before, happened_on=before.date())
    for term, qty in zip(terms, (40, 44, 42), strict=False):
        used(item, store, term, qty)
    people.person(kind="student")
    return terms[-1], item


def test_the_list_reckons_use_stock_and_heads_and_says_why(school: tuple[Term, Item]) -> None:
    term, item = school
    needs = services.needs_make(term=term, pupils=1, today=date(2026, 2, 1), actor=system_user())
    line = needs.lines.get()
    assert (line.item, line.terms_known, line.expected, line.there) == (item, 3, D(42), D(6))
    assert line.suggested >= line.expected - line.there
    assert "3 个学期" in line.why
    assert "1 名学生" in line.why


def test_the_directors_own_figure_needs_a_reason_and_a_draft(school: tuple[Term, Item]) -> None:
    term, _item = school
    needs = services.needs_make(term=term, pupils=1, today=date(2026, 2, 1), actor=system_user())
    line = NeedsLine.objects.select_related("needs").get()
    with stores.refused("写原因"):
        services.line_adjust(line, qty=D(50), actor=system_user())
    line = services.line_adjust(line, qty=D(50), note="新增两个班", actor=system_user())
    assert (line.qty, line.note) == (D(50), "新增两个班")
    assert services.line_adjust(line, qty=line.suggested, note="", actor=system_user()).note == ""
    services.needs_agree(needs, actor=system_user())
    with stores.refused("不能再改"):
        services.line_adjust(NeedsLine.objects.get(), qty=D(1), note="再改", actor=system_user())


def test_a_school_without_past_use_is_told_so(db: None) -> None:
    with stores.refused("没有领用记录"):
        services.needs_make(term=terms_make.term(), pupils=900, today=make.TODAY, actor=system_user())


def test_where_autumns_differ_from_springs_only_their_like_are_reckoned_from() -> None:
    uses = [Use(D(qty), 100, f"{2022 + n // 2}-{n % 2 + 1}") for n, qty in enumerate((40, 2, 42, 1, 41, 2))]
    autumn, spring = expect(uses, 100, half="1"), expect(uses, 100, half="2")
    assert (autumn.expected, autumn.is_seasonal, autumn.sureness) == (D(41), True, "high")
    assert spring.expected < 3
    steady = [Use(D(qty), 100, use.code) for qty, use in zip((40, 42, 39, 41, 40, 42), uses, strict=True)]
    assert not expect(steady, 100, half="1").is_seasonal


def test_the_paper_books_stand_before_what_the_program_has_seen(school: tuple[Term, Item]) -> None:
    coming, chalk = school
    for year, half, qty in ((2022, 2, 38), (2023, 1, 41), (2023, 2, 40), (2025, 1, 999)):
        make.pastuse(item=chalk, school_year=year, half=half, qty=D(qty), pupils=2)
    made = services.needs_make(term=coming, pupils=2, today=date(2026, 1, 20), actor=system_user())
    line = made.lines.get(item=chalk)
    assert [code for code, _qty, _heads, _counted in line.past] == [
        "2022-2", "2023-1", "2023-2", "2024-1", "2024-2", "2025-1",
    ]  # fmt: skip
    assert line.past[-1][1] == "42"
    assert line.price == D("2.50")


def test_past_use_comes_in_from_a_sheet_row_by_row_or_not_at_all(db: None) -> None:
    chalk = stores.item(name="粉笔", spec="白")
    head = ["名称", "规格", "学年", "学期", "用量", "人数"]

    def brought(*rows: list[object]) -> Outcome:
        book = Workbook()
        for row in (head, *rows):
            book.active.append(row)
        kept = BytesIO()
        book.save(kept)
        table = read_table(kept, "往期用量.xlsx", services.PAST_COLUMNS)
        return services.past_import(table, actor=system_user())

    bad = brought(["粉笔", "白", "2024—2025", "第一学期", 180, 860], ["没有这种", "", 2024, 1, 3, 860],
                  ["粉笔", "白", 2024, "三", 3, 860])  # fmt: skip
    assert [(one.row, one.column) for one in bad.problems] == [(3, "名称"), (4, "学期")]
    good = brought(["粉笔", "白", "2025—2026", "上学期", 180, 860])
    assert (good.problems, good.made) == ([], 1)
    assert PastUse.objects.get(school_year=2025).item == chalk
