"""Where facts are marked: stretches that never overlap and hold their figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.terms.api import term_add
from lvye.kit.prose import read
from lvye.modules.history.marks import paragraphs, spans
from lvye.modules.history.models import Span
from lvye.modules.history.spans import days, guess, like_a_title, says_nothing

from . import make


@dataclass
class Found:
    start: int
    end: int
    figure: tuple[int, int]


def found(text: str, clause: str, figure: str) -> Found:
    start, at = text.index(clause), text.index(figure)
    return Found(start, start + len(clause), (at, at + len(figure)))


def marked(text: str, *facts: Found) -> list[str]:
    return [text[a:b] for a, b in spans(text, facts)]


def test_each_figure_of_a_clause_has_its_own_stretch_of_it() -> None:
    text = "本学期更换灯管84个、水嘴18个，维修门60次。"
    clause = "本学期更换灯管84个、水嘴18个"
    facts = (found(text, clause, "84个"), found(text, clause, "18个"), found(text, "维修门60次", "60次"))
    assert marked(text, *facts) == ["本学期更换灯管84个", "水嘴18个", "维修门60次"]


def test_what_follows_a_figure_belongs_to_it_up_to_the_stop() -> None:
    text = "栽了两排广玉兰，三排松树"
    assert marked(text, found(text, text, "两排"), found(text, text, "三排")) == ["栽了两排广玉兰", "三排松树"]


def test_where_nothing_stops_a_joining_word_parts_two_figures() -> None:
    text = "服务50位教师和400名学生"
    assert marked(text, found(text, text, "50位"), found(text, text, "400名")) == ["服务50位教师", "和400名学生"]


def test_two_figures_side_by_side_do_not_overlap() -> None:
    text = "维修100次200元"
    assert marked(text, found(text, text, "100次"), found(text, text, "200元")) == ["维修100次", "200元"]


def test_facts_out_of_order_keep_their_own_stretch() -> None:
    text = "换灯3个，换锁2把"
    assert marked(text, found(text, "换锁2把", "2把"), found(text, "换灯3个", "3个")) == ["换锁2把", "换灯3个"]


def test_marks_of_a_whole_document_never_overlap_and_hold_their_figures() -> None:
    text = "一、维修\n更换灯管120根，水嘴18个。投入2.5万元修厨房，其中灶台2个、排风扇3台。\n每周消毒1—2次。"
    reading = read(text)
    assert reading.facts
    placed = spans(text, reading.facts)
    for (start, end), fact in zip(placed, reading.facts, strict=True):
        assert start <= fact.figure[0] < fact.figure[1] <= end
    ordered = sorted(placed)
    assert all(a[1] <= b[0] for a, b in pairwise(ordered))


@pytest.mark.django_db
def test_the_page_holds_every_character_of_the_text_once() -> None:
    document = make.read("标题\n更换灯管120根，水嘴18个。\n\n完。")
    lines = paragraphs(document.text, list(document.facts.all()))
    shown = ["".join(p.text + p.before + p.figure + p.after for p in line) for line in lines]
    assert shown == ["标题", "更换灯管120根，水嘴18个。", "完。"]


YEARS = [
    ("2016年后勤总结", "", 2016, Span.YEAR),
    ("2016—2017学年第一学期总结", "", 2016, Span.AUTUMN),
    ("2016-2017学年度第二学期工作总结", "", 2016, Span.SPRING),
    ("2015～2016学年总结", "", 2015, Span.SCHOOL),
    ("2018学年总务工作", "", 2018, Span.SCHOOL),
    ("2024年春季学期小结", "", 2023, Span.SPRING),
    ("2024年秋季学期小结", "", 2024, Span.AUTUMN),
    ("总结", "2019年，总务处……", 2019, Span.YEAR),
    ("20xx年总结", "20xx年我校", None, Span.YEAR),
    ("总结", "没有写哪一年", None, Span.YEAR),
]


@pytest.mark.parametrize(("title", "text", "year", "span"), YEARS)
def test_year_and_stretch_follow_from_title_and_head(title: str, text: str, year: int | None, span: str) -> None:
    assert guess(title, text, None) == (year, span)


def test_what_the_reader_took_for_the_year_is_the_last_word() -> None:
    assert guess("总结", "没有写", 2017) == (2017, Span.YEAR)


@pytest.mark.django_db
def test_a_term_has_the_days_of_the_calendar_where_that_knows_it_and_usual_ones_elsewhere() -> None:
    term = term_add(
        school_year=2025, half=1, begins_on=date(2025, 9, 1), ends_on=date(2026, 1, 30), actor=system_user()
    )
    assert days(2025, Span.AUTUMN) == (date(2025, 9, 1), date(2026, 1, 30), term)
    assert days(2016, Span.AUTUMN) == (date(2016, 9, 1), date(2017, 1, 31), None)
    assert days(2016, Span.YEAR) == (date(2016, 1, 1), date(2016, 12, 31), None)


def test_names_that_programs_give_are_no_titles() -> None:
    assert says_nothing("新建文档(2)")
    assert not says_nothing("2016年总结")
    assert like_a_title("二〇一六年总务处工作总结")
    assert not like_a_title("今年我们修了很多灯，")
