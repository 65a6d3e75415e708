"""Numbers with their units: characters, digits, both mixed; more or less; ranges; numbers that are lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lvye.kit.prose import Fact, read
from lvye.kit.prose.numerals import neighbours, value


def only(text: str) -> Fact:
    (fact,) = read(text).facts
    return fact


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("58", "58"), ("1,060", "1060"), ("3.5万", "35000"), ("1千5百", "1500"), ("3万2千", "32000"), ("3万5", "35000"),
        ("一百零五", "105"), ("两千三", "2300"), ("十二", "12"), ("廿", "20"), ("半", "0.5"), ("千万", "10000000"),
        ("1.2亿", "120000000"), ("一万二", "12000"),
    ],
)  # fmt: skip
def test_a_numeral_means_its_number(numeral: str, number: str) -> None:
    assert value(numeral) == Decimal(number)


@pytest.mark.parametrize("numeral", ["", "万半", "百零", "9" * 60])
def test_what_is_no_numeral_means_nothing(numeral: str) -> None:
    assert value(numeral) is None or value(numeral) == value(numeral)


def test_two_neighbouring_numerals_stand_for_a_span() -> None:
    assert neighbours("七八") == (7, 8)
    assert neighbours("三四百") == (300, 400)
    assert neighbours("九二") is None


@pytest.mark.parametrize(
    ("text", "qty", "unit"),
    [
        ("更换灯管８４支", "84", "支"),
        ("更换灯管 120 支", "120", "支"),
        ("疏通下水道二十多次", "20", "次"),
        ("搬运桌椅1千2百余套", "1200", "套"),
        ("印刷试卷12.5万份", "125000", "份"),
        ("焊接栏杆两米半", "2.5", "米"),
        ("修剪草坪2个半小时", "2.5", "小时"),
        ("报废设备106台(件)", "106", "台(件)"),
        ("换灯泡俩", "2", "个"),
        ("清运垃圾上百车", "100", "车"),
        ("节电6.7万度", "67000", "度"),
    ],
)
def test_number_and_unit_are_read(text: str, qty: str, unit: str) -> None:
    fact = only(text)
    assert (fact.qty, fact.unit) == (Decimal(qty), unit)


@pytest.mark.parametrize(
    ("text", "word", "sense"),
    [
        ("维修课桌80余张", "余", "at_least"),
        ("维修课桌八十多张", "多", "at_least"),
        ("维修课桌近80张", "近", "just_under"),
        ("维修课桌接近80张", "接近", "just_under"),
        ("维修课桌约80张", "约", "about"),
        ("维修课桌80张左右", "左右", "about"),
        ("接待来宾近上千人次", "近上", "about"),
        ("维修课桌超过80张", "超过", "at_least"),
        ("维修课桌五六张", "range", "range"),
        ("采购一批厨具", "一批", "about"),
        ("维修课桌80张", "", ""),
    ],
)
def test_more_or_less_is_told_with_its_word(text: str, word: str, sense: str) -> None:
    fact = only(text)
    assert (fact.approx, fact.approx_word, fact.approx_sense) == (bool(sense), word, sense)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("浇水1—2次", "1", "2"),
        ("组织四、五项评比", "4", "5"),
        ("喷药三至四次", "3", "4"),
        ("教室温度15℃—16℃", "15", "16"),
        ("抬桌子七八十张", "70", "80"),
    ],
)
def test_a_span_has_two_ends(text: str, low: str, high: str) -> None:
    fact = only(text)
    assert (fact.qty, fact.qty_max) == (Decimal(low), Decimal(high))


def test_figures_in_a_row_are_no_span() -> None:
    assert [str(fact.qty) for fact in read("更换灯管20支、15支").facts] == ["20", "15"]


@pytest.mark.parametrize(
    ("text", "qty", "unit", "yuan"),
    [
        ("投资5 万元修路", "5", "万元", "50000"),
        ("投资3.6万购置冰柜，花费九千多元", "9000", "元", "9000"),
        ("花费近二万元疏通管道", "2", "万元", "20000"),
        ("节约电费1千5百多元", "1500", "元", "1500"),
        ("买扫把花了36块", "36", "元", "36"),
        ("比外面便宜五毛", "0.5", "元", "0.5"),
        ("投入1.2亿元建校", "1.2", "亿元", "120000000"),
    ],
)
def test_money_keeps_its_unit_and_has_its_yuan(text: str, qty: str, unit: str, yuan: str) -> None:
    fact = read(text).facts[-1]
    assert (fact.kind, fact.qty, fact.unit, fact.amount_yuan) == ("money", Decimal(qty), unit, Decimal(yuan))


def test_foreign_money_has_no_yuan() -> None:
    fact = only("进口设备花费24.5万美元")
    assert (fact.qty, fact.unit, fact.amount_yuan) == (Decimal("24.5"), "万美元", None)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("公寓维修20XX项", "项"),
        ("搬运课桌达套", "套"),
        ("更换水嘴××个", "个"),
        ("安装空调__台", "台"),
    ],
)
def test_a_destroyed_number_is_unreadable_and_never_guessed(text: str, unit: str) -> None:
    fact = only(text)
    assert (fact.qty, fact.unit) == (None, unit)
    assert "unreadable" in fact.flags


@pytest.mark.parametrize("text", ["更换灯管-5支", "更换灯管999999999999支", "投资99999999999999元修路"])
def test_absurd_numbers_are_kept_and_flagged(text: str) -> None:
    assert "implausible" in only(text).flags


def test_the_figure_is_found_again_in_the_text_as_given() -> None:
    text = "本期 维修課桌 ２８０ 張；水嘴\n18个。"
    figures = [text[slice(*fact.figure)] for fact in read(text).facts]
    assert figures == ["２８０ 張", "18个"]
