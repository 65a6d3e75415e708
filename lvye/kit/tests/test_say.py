import datetime as dt
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from lvye.kit import say

ZONE = dt.timezone(dt.timedelta(hours=8))
MARCH = dt.date(2026, 3, 2)


def test_days_are_said_as_a_school_writes_them():
    assert say.date(MARCH) == "3月2日"
    assert say.day(MARCH) == "2026年3月2日"
    assert say.period(dt.date(2026, 2, 23), dt.date(2026, 7, 10)) == "2026年2月23日—7月10日"
    assert say.period(dt.date(2025, 9, 1), dt.date(2026, 1, 20)) == "2025年9月1日—2026年1月20日"
    assert say.period(MARCH, MARCH) == "2026年3月2日"


def test_a_moment_is_said_in_the_schools_time():
    assert say.moment(dt.datetime(2026, 3, 2, 6, 5, tzinfo=dt.UTC)) == "3月2日 14:05"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (dt.datetime(2026, 3, 2, 14, 0, 30, tzinfo=ZONE), "刚刚"),
        (dt.datetime(2026, 3, 2, 13, 55, tzinfo=ZONE), "6分钟前"),
        (dt.datetime(2026, 3, 2, 0, 30, tzinfo=ZONE), "13小时前"),
        (dt.datetime(2026, 3, 1, 23, 30, tzinfo=ZONE), "昨天 23:30"),
        (dt.datetime(2026, 2, 28, 8, 0, tzinfo=ZONE), "2月28日 08:00"),
        (dt.datetime(2025, 12, 31, 8, 0, tzinfo=ZONE), "2025年12月31日"),
        (dt.datetime(2026, 3, 2, 15, 0, tzinfo=ZONE), "3月2日 15:00"),
    ],
)
def test_how_long_ago_is_said_by_what_a_reader_needs(at, text):
    assert say.ago(at, dt.datetime(2026, 3, 2, 14, 1, tzinfo=ZONE)) == text


def test_amounts_are_said_without_noise():
    assert say.number(3312) == "3,312"
    assert [say.qty(Decimal(q)) for q in ("2.500", "1200.00", "100", "0.0")] == ["2.5", "1,200", "100", "0"]
    assert say.money(Decimal("1234.5")) == "1,234.50元"
    assert say.share(37, 40) == "92.5%"
    assert say.share(3, 3) == "100%"
    assert say.share(0, 0) == "—"
    assert [say.minutes(n) for n in (0, 45, 80, 120)] == ["0分钟", "45分钟", "1小时20分", "2小时"]


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("1234.5", "壹仟贰佰叁拾肆元伍角整"),
        ("105.05", "壹佰零伍元零伍分"),
        ("1000.53", "壹仟元零伍角叁分"),
        ("10010", "壹万零壹拾元整"),
        ("100200.03", "壹拾万零贰佰元零叁分"),
        ("100010000", "壹亿零壹万元整"),
        ("-3.2", "负叁元贰角整"),
    ],
)
def test_receipts_state_money_in_capital_characters(yuan, said):
    assert say.money_upper(Decimal(yuan)) == said


def test_a_sum_no_receipt_states_is_refused():
    with pytest.raises(ValueError, match="too much"):
        say.money_upper(Decimal(10) ** 12)


@given(st.integers(1, 10**12 - 1))
def test_capital_characters_can_be_counted_back(whole):
    values = {c: n for n, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
    total = group = digit = 0
    for char in say.money_upper(Decimal(whole)).removesuffix("元整"):
        if char in values:
            digit = values[char]
        elif char in "拾佰仟":
            group, digit = group + digit * {"拾": 10, "佰": 100, "仟": 1000}[char], 0
        else:
            total, group, digit = (total + (group + digit) * {"万": 10**4, "亿": 10**8}[char]), 0, 0
    assert total + group + digit == whole


def test_an_english_reader_gets_english():
    with override("en"):
        assert say.day(MARCH) == "2 Mar 2026"
        assert say.period(dt.date(2026, 2, 23), dt.date(2026, 7, 10)) == "23 Feb – 10 Jul 2026"
        assert say.money(Decimal("1234.5")) == "CNY 1,234.50"
        assert say.minutes(80) == "1 h 20 min"
        now = dt.datetime(2026, 3, 2, 14, 1, tzinfo=ZONE)
        ages = [say.ago(now - dt.timedelta(minutes=m), now) for m in (0, 5, 120, 24 * 60)]
        assert ages == ["just now", "5 min ago", "2 h ago", "yesterday 14:01"]
