"""Values typed by people, and how they come out again."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lvye.kernel.rules.api import RuleSpec, declare, parse, show, spec
from lvye.kernel.rules.spec import text_of


@pytest.mark.parametrize(
    ("code", "raw", "meant"),
    [
        ("test.hours", "8", 8),
        ("test.hours", " ８ ", 8),
        ("test.hours", 8, 8),
        ("test.limit", "3,000.50", Decimal("3000.50")),
        ("test.limit", "１２．５", Decimal("12.5")),
        ("test.limit", 12, Decimal(12)),
        ("test.open", "否", False),
        ("test.open", "true", True),
        ("test.open", True, True),
        ("test.from", "7：30", time(7, 30)),
        ("test.from", time(7, 30, 59), time(7, 30)),
        ("test.kinds", "灯、门，窗\n水", ("灯", "门", "窗", "水")),
        ("test.kinds", ["灯", " 灯 ", ""], ("灯",)),
        ("test.kinds", "", ()),
        ("test.kinds", " 无 ", ()),
        ("test.words", " 早上好 ", "早上好"),
    ],
)
def test_what_a_person_types_is_understood(code: str, raw: Any, meant: Any) -> None:
    found = parse(spec(code), raw)
    assert found == meant
    assert type(found) is type(meant)


@pytest.mark.parametrize(
    ("code", "raw", "sentence"),
    [
        ("test.hours", "三", "“响应时限”不能是“三”：请填写整数，例如 3。"),
        ("test.hours", "3.5", "“响应时限”不能是“3.5”：请填写整数，例如 3。"),
        ("test.hours", True, "“响应时限”不能是“True”：请填写整数，例如 3。"),
        ("test.hours", "0", "“响应时限”不能是“0”：应在1小时和72小时之间。"),
        ("test.hours", 73, "“响应时限”不能是“73”：应在1小时和72小时之间。"),
        ("test.limit", "-1", "“小额采购线”不能是“-1”：最小可以填0元。"),
        ("test.limit", 1.5, "“小额采购线”不能是“1.5”：请填写数字，例如 3.5。"),
        ("test.limit", "NaN", "“小额采购线”不能是“NaN”：请填写数字，例如 3.5。"),
        ("test.limit", "1e400", "“小额采购线”不能是“1e400”：请填写数字，例如 3.5。"),
        ("test.open", "也许", "“允许扫码报修”不能是“也许”：请填写“是”或“否”。"),
        ("test.from", "24:00", "“上班时间”不能是“24:00”：请填写时间，例如 08:00。"),
        ("test.from", "8点", "“上班时间”不能是“8点”：请填写时间，例如 08:00。"),
        ("test.kinds", [1], "“免审类别”不能是“[1]”：请填写若干项，用顿号或换行分开；一项也没有就填“无”。"),
        ("test.words", 3, "“欢迎词”不能是“3”：请填写文字。"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(code: str, raw: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse(spec(code), raw)
    assert refused.value.messages == [sentence]


@given(st.integers(1, 72), st.decimals(0, 10**9, places=2), st.booleans(), st.times(), st.lists(st.text("灯门窗abc")))
def test_every_value_survives_the_database(
    hours: int, limit: Decimal, is_open: bool, begins: time, kinds: list[str]
) -> None:
    for code, raw in [
        ("test.hours", hours),
        ("test.limit", limit),
        ("test.open", is_open),
        ("test.from", begins),
        ("test.kinds", kinds),
    ]:
        value = parse(spec(code), raw)
        assert parse(spec(code), text_of(value)) == value


def test_values_are_shown_with_their_unit() -> None:
    assert show(spec("test.hours"), 4) == "4小时"
    assert show(spec("test.limit"), Decimal("1E+4")) == "10000元"
    assert show(spec("test.open"), False) == "否"
    assert show(spec("test.from"), time(8)) == "08:00"
    assert show(spec("test.kinds"), ("灯", "门")) == "灯、门"
    assert show(spec("test.kinds"), ()) == "—"
    assert show(spec("test.words"), "") == "—"


def test_a_declaration_whose_value_breaks_its_own_bounds_stops_the_program() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"test\.more"):
        RuleSpec("test.more", "份数", 0, least=1)


def test_a_code_is_declared_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="declared twice"):
        declare(RuleSpec("test.hours", "又一个", 1))
