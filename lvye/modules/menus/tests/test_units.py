from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lvye.modules.menus.units import GRAMS, grams, is_weight, of_grams, said, weight

pytestmark = pytest.mark.engineless


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3斤2两", 1600), ("1.5公斤", 1500), ("800克", 800), ("800 g", 800), ("2斤半", 1250), ("1公斤半", 1500),
        ("１２斤", 6000), ("1公斤 3两", 1150), ("12,500克", 12500), ("0.5KG", 500), ("1吨", 1_000_000), ("2千克", 2000),
        ("3斤3斤", 3000),
    ],
)  # fmt: skip
def test_a_weight_is_read_as_it_is_written(text: str, expected: int) -> None:
    assert weight(text) == expected


@pytest.mark.parametrize("text", ["", "12", "三斤", "5袋", "2斤3", "斤", "-3斤", "1.2.3斤"])
def test_a_weight_that_could_mean_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        weight(text)


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(GRAMS)), st.decimals("0", "9999", places=3, allow_nan=False)),
        min_size=1, max_size=30,
    )
)  # fmt: skip
def test_mixed_units_add_up_exactly(parts: list[tuple[str, Decimal]]) -> None:
    total = sum((grams(qty, unit) for unit, qty in parts), Decimal(0))
    back = sum((of_grams(grams(qty, unit), unit) for unit, qty in parts), Decimal(0))
    assert back == sum((qty for _unit, qty in parts), Decimal(0))
    assert total == sum((qty * GRAMS[unit] for unit, qty in parts), Decimal(0))


def test_other_units_are_no_weights() -> None:
    assert is_weight("斤")
    assert is_weight(" KG ")
    assert not is_weight("袋")
    with pytest.raises(ValidationError, match="不是重量单位"):
        grams(Decimal(1), "袋")


def test_a_list_says_kilograms_from_one_up() -> None:
    assert said(Decimal(12500)) == "12.5公斤"
    assert said(Decimal(300)) == "300克"
    assert said(Decimal(100000)) == "100公斤"
