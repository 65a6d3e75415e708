"""Sums a text works out itself, and texts that have lost their decimal points."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lvye.kit.prose import read
from lvye.kit.prose.model import IMPLAUSIBLE, MONEY
from lvye.kit.prose.products import doubt_of


def doubtful(text: str) -> list[Decimal | None]:
    return [fact.amount_yuan for fact in read(text).facts if fact.kind == MONEY and IMPLAUSIBLE in fact.flags]


@pytest.mark.parametrize(
    "text",
    [
        "换锁：35把×120元=4200元。",
        "刷墙:1200m2×25元=3万元。",
        "铺地：12m×8m×66元≈0.63万元。",
        "窗帘１８副×９０元＝１６２０元",
        "全年维修费6.2万元，比上年少1.1万元。",
    ],
)
def test_sums_that_come_out_are_believed(text: str) -> None:
    assert doubt_of(text).spans == ()
    assert doubtful(text) == []


def test_a_result_that_cannot_be_is_doubted_and_its_factors_are_not() -> None:
    text = "换锁：35把×120元=420元；刷墙:1200m2×25元=3万元。"
    [(start, end)] = doubt_of(text).spans
    assert text[start:end] == "420"
    assert not doubt_of(text).lost_points


def test_a_result_without_sign_before_it_is_read_too() -> None:
    [(start, end)] = doubt_of("换门:41扇×800元328万元").spans
    assert (start, end) == (11, 14)


def test_an_amount_led_by_a_nought_has_lost_its_point() -> None:
    assert doubtful("旗杆：05万元，围栏：2万元。") == [Decimal(50_000)]


def test_in_a_text_without_points_no_round_amount_of_ten_thousands_is_believed() -> None:
    text = "一、围墙:45m×320元=144万元。二、门:41扇×800元=328万元。三、操场：投资392万元。四、器材：投资1.5万元。"
    found = doubtful(text)
    assert Decimal(3_920_000) in found
    assert Decimal(15_000) not in found


def test_one_slip_does_not_make_a_text_without_points() -> None:
    assert doubtful("门:41扇×800元=328万元。操场投资39万元。") == [Decimal(3_280_000)]
