import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvye.kit.sheets import (
    CellError,
    Formula,
    Quantity,
    as_choice,
    as_date,
    as_moment,
    as_money,
    as_quantity,
    as_text,
    as_yes_no,
)

MARCH_5 = dt.date(2026, 3, 5)
TERM = (dt.date(2025, 9, 1), dt.date(2026, 1, 20))
days = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))
anything = st.one_of(
    st.text(), st.text(alphabet="0123456789一二十百千万余约.-/年月日:% ，半几"), st.floats(), st.booleans()
)


@pytest.mark.parametrize(
    "written",
    ["2026.3.5", "2026年3月5日", "2026-03-05", "2026/3/5", "20260305", "26/3/5", "26年3月5日", "2026-03-05 10:20",
     "2026-03-05T10:20:30", "2026/3/5 下午3:05", "２０２６．３．５", "2026 年 3 月 5 号", "2026年3月5日（星期四）",
     "二〇二六年三月五日", " 2026、3、5 ", "46086", 46086, 46086.0, 20260305.0, MARCH_5,
     dt.datetime(2026, 3, 5, 10, 20),  # noqa: DTZ001 - a sheet knows no time zone
     Formula(MARCH_5)],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_form(written):
    assert as_date(written) == MARCH_5


@pytest.mark.parametrize("written", ["3月5日", "3.5", "3/5", "3-5", "03月05号", "三月五日"])
def test_a_day_without_its_year_takes_the_one_that_is_known(written):
    assert as_date(written, year=2026) == MARCH_5
    with pytest.raises(CellError, match="没有年份"):
        as_date(written)


def test_in_a_term_over_new_year_the_month_decides_the_year():
    assert as_date("9月3日", within=TERM) == dt.date(2025, 9, 3)
    assert as_date("1月5日", within=TERM) == dt.date(2026, 1, 5)
    assert as_date("3月5日", within=TERM) == MARCH_5


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2026-02-30", "没有这一天"),
        ("2026年3月", "没有日"),
        ("03/05/26", "哪个是年"),
        ("3/5/2026", "不是日期"),
        ("3月5日-7日", "不是日期"),
        ("昨天", "不是日期"),
        ("2026-03-05 25:00", "没有这一天"),
        ("1026-03-05", "年份 1026 不对"),
        (2026.3, "不是日期"),
        (5, "不是日期"),
        (True, "要日期"),
        (dt.time(10, 20), "要日期"),
        (dt.timedelta(hours=30), "要日期"),
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(written, says):
    with pytest.raises(CellError, match=says):
        as_date(written, year=2026)


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [("2026-03-05 10:20", 10, 20), ("2026年3月5日 下午3点05分", 15, 5), ("2026/3/5 8:00:30", 8, 0), (46086.5, 12, 0),
     ("2026-03-05", 0, 0)],
)  # fmt: skip
def test_a_moment_keeps_its_time(written, hour, minute):
    found = as_moment(written)
    assert (found.date(), found.hour, found.minute) == (MARCH_5, hour, minute)


@given(days, st.sampled_from(["{0}.{1}.{2}", "{0}年{1}月{2}日", "{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}{1:02}{2:02}"]))
def test_every_day_is_read_back_from_every_form(day, form):
    assert as_date(form.format(day.year, day.month, day.day)) == day


@given(days)
def test_every_day_is_read_back_from_a_sheets_number(day):
    assert as_date(float((day - dt.date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    ("written", "value", "sense", "unit"),
    [
        ("20余个", "20", "at_least", "个"),
        ("十多只", "10", "at_least", "只"),
        ("100多次", "100", "at_least", "次"),
        ("50次以上", "50", "at_least", "次"),
        ("2万余元", "20000", "at_least", "元"),
        ("约 30 张", "30", "about", "张"),
        ("30左右", "30", "about", ""),
        ("二十来个", "20", "about", "个"),
        ("近百", "100", "just_under", ""),
        ("不到20台", "20", "just_under", "台"),
        ("1,234", "1234", "", ""),
        ("１２３４", "1234", "", ""),
        ("1.2万", "12000", "", ""),
        ("5千克", "5", "", "千克"),
        ("18（个）", "18", "", "个"),
        ("两次", "2", "", "次"),
        ("一百二十", "120", "", ""),
        ("二百五", "250", "", ""),
        ("一千零五", "1005", "", ""),
        ("三亿两千万零六", "320000006", "", ""),
        (3.0, "3", "", ""),
        (0.1 + 0.2, "0.3", "", ""),
        (Formula(5.0), "5", "", ""),
        ("12.50", "12.5", "", ""),
    ],
)
def test_an_amount_is_read_with_how_exact_it_is_and_its_unit(written, value, sense, unit):
    found = as_quantity(written)
    assert (found.value, found.sense, found.unit) == (Decimal(value), sense, unit)
    assert found.is_approx == bool(sense)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("3-5个", "范围"),
        ("几十", "没有说定"),
        ("三四十", "没有说定"),
        ("20XX", "看不清"),
        ("1×项", "看不清"),
        ("数十个", "没有说定"),
        ("3.2%", "比例"),
        ("若干", "不是数字"),
        ("五张半", "不是数字"),
        ("1,23", "不是数字"),
        ("万", "不是数字"),
        ("-3", "负数"),
        ("9" * 13, "太大"),
        ("#N/A", "算不出来"),
        (True, "要数字"),
        (dt.date(2026, 1, 1), "要数字"),
    ],
)
def test_what_is_no_single_amount_is_refused_with_a_reason(written, says):
    with pytest.raises(CellError, match=says):
        as_quantity(written)


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_every_amount_is_read_back_however_it_is_grouped(value):
    assert as_quantity(f"{value:,f}").value == as_quantity(str(value)).value == value


@given(st.integers(0, 99_999_999))
def test_every_whole_number_is_read_back_from_a_sheets_float(value):
    assert as_quantity(float(value)).value == value


@pytest.mark.parametrize(
    ("written", "yuan"),
    [("¥1,234.50", "1234.50"), ("￥ 12", "12"), ("1.2万元", "12000"), ("300元整", "300"), (33.3, "33.30"),
     (Formula(33.33333), "33.33")],
)  # fmt: skip
def test_money_is_read_in_yuan(written, yuan):
    assert as_money(written) == Decimal(yuan)


def test_money_may_be_negative_only_where_that_has_a_meaning():
    assert as_money("（300.00）", negative=True) == Decimal(-300)
    with pytest.raises(CellError, match="负数"):
        as_money("（300.00）")


@pytest.mark.parametrize(
    ("written", "says"), [("300余元", "确数"), ("1.234", "两位小数"), (33.333, "两位小数"), ("12个", "单位")]
)
def test_money_is_exact(written, says):
    with pytest.raises(CellError, match=says):
        as_money(written)


@pytest.mark.parametrize(
    ("written", "text"),
    [(" 水　龙头１０号（大）\u200b ", "水 龙头10号（大）"), (660.0, "660"), (1.5, "1.5"), ("a\nb", "a b"), (None, ""),
     ("  ", ""), (True, "是"), ("007", "007"), ("=示例", "=示例")],
)  # fmt: skip
def test_words_are_trimmed_and_codes_keep_their_form(written, text):
    assert as_text(written) == text


def test_a_story_may_keep_its_lines():
    assert as_text(" 一 \n 二 ", lines=True) == "一\n二"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (Formula("灯管"), "公式"),
        (Formula("=A1", is_computed=False), "公式"),
        ("#REF!", "算不出来"),
        (1e16, "15 位"),
        (MARCH_5, "日期"),
    ],
)
def test_a_name_is_written_not_computed(written, says):
    with pytest.raises(CellError, match=says):
        as_text(written)


def test_a_choice_is_found_by_its_label_its_key_or_a_synonym():
    choices = [("", "---------"), ("high", "影响教学"), ("low", "一般")]
    assert [as_choice(cell, choices, {"紧急": "high"}) for cell in (" 影响 教学", "LOW", "紧急", "")] == [
        "high",
        "low",
        "high",
        None,
    ]
    with pytest.raises(CellError, match="影响教学、一般"):
        as_choice("马上", choices)


def test_yes_and_no_are_read_in_their_usual_forms():
    assert [as_yes_no(cell) for cell in ("是", "√", "否", "无", 1.0, False, "")] == [
        True,
        True,
        False,
        False,
        True,
        False,
        None,
    ]
    with pytest.raises(CellError, match="是还是否"):
        as_yes_no("也许")


@given(anything, st.sampled_from([as_date, as_moment, as_quantity, as_money, as_text, as_yes_no]))
def test_nothing_in_a_cell_breaks_a_parser(cell, parse):
    try:
        found = parse(cell)
    except CellError as refusal:
        found = refusal.reason
    assert found is None or isinstance(found, str | dt.date | Decimal | Quantity | bool)
