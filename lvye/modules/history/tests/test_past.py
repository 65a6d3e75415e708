"""What earlier years say about a figure of today."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.rules.api import rule_set
from lvye.kernel.terms.api import Period, span_period, year_period
from lvye.modules.history import services
from lvye.modules.history.api import Past, against, past
from lvye.modules.history.likeness import alike, bare, same_units

from . import make

pytestmark = pytest.mark.django_db
NOW = year_period(2026)
LAMPS = {"action": "更换", "object": "灯管", "unit": "根"}


def history(text: str, year: int = 2016, span: str = "year") -> Any:
    document = make.read(f"{text}（{year}{span}）", year=year, span=span, title=f"{year}年总结")
    services.all_accept(document, actor=system_user())
    return document


def found(keys: dict[str, object] = LAMPS, period: Period = NOW, name: str = "repairs.work") -> list[Past]:
    return past(name, keys, period)


def test_the_same_work_of_an_earlier_year_is_found_with_its_sentence_and_address() -> None:
    document = history("更换灯管120根。")
    (then,) = found()
    assert (then.year, then.label, then.value, then.unit, then.said) == (2016, "2016年", 120, "根", "120根")
    assert then.sources[0].sentence == "更换灯管120根"
    assert then.sources[0].title == document.title
    assert then.address == f"/history/historyfact/{document.facts.get().pk}/"


def test_the_years_come_latest_first_and_those_of_the_period_itself_or_later_do_not() -> None:
    for year in (2014, 2016, 2026, 2027):
        history("更换灯管120根。", year)
    assert [then.year for then in found()] == [2016, 2014]


def test_what_nobody_accepted_is_no_history() -> None:
    make.read("更换灯管120根。")
    assert found() == []


def test_several_sentences_of_one_year_are_added_and_all_named() -> None:
    history("教学楼更换灯管120根。")
    history("宿舍更换灯管30余根。")
    (then,) = found()
    assert (then.value, then.approx, then.said, len(then.sources)) == (150, True, "150余根", 2)


def test_another_action_object_or_unit_is_another_thing() -> None:
    history("维修灯管120根，更换水管7米，更换灯管3箱。")
    assert found() == []


def test_pieces_are_the_same_whatever_classifier_counts_them() -> None:
    history("更换灯管120个。")
    (then,) = found()
    assert (then.value, then.unit) == (120, "个")


def test_a_longer_name_with_the_same_last_word_is_the_same_thing() -> None:
    history("维修学生课桌45张。")
    (then,) = found({"action": "维修", "object": "课桌", "unit": "张"})
    assert then.value == 45


def test_old_words_are_taken_for_those_of_today_by_a_rule_of_the_school() -> None:
    history("更换水嘴18个。")
    keys = {"action": "更换", "object": "水龙头", "unit": "个"}
    assert found(keys)[0].value == 18
    rule_set("history.same_words", ("旧词=新词",), effective_from=make.NOW.date(), why="换了说法", actor=system_user())
    assert found(keys) == []


def test_money_is_compared_in_yuan() -> None:
    fact = make.read("投资3.2万元更换灶台2个。").facts.get(kind="money")
    services.fact_mend(fact, object="灶台", actor=system_user())
    (then,) = past("repairs.work", {"object": "灶台", "unit": "元"}, NOW)
    assert (then.value, then.unit, then.said) == (32000, "元", "3.2万元")


def test_a_key_no_old_document_speaks_of_finds_nothing() -> None:
    history("更换灯管120根。")
    assert past("repairs.work", {**LAMPS, "building": "3号楼"}, NOW) == []
    assert past("no.such.figure", LAMPS, NOW) == []


def test_a_figure_without_an_object_is_found_by_its_own_name() -> None:
    document = make.read("接到报修929项。")
    fact = document.facts.get()
    services.fact_mend(fact, deed="报修", object="", unit="项", actor=system_user())
    (then,) = past("repairs.reported", {}, NOW)
    assert (then.value, then.unit) == (929, "项")


def test_only_stretches_of_the_same_length_are_compared() -> None:
    history("更换灯管60根。", 2016, "autumn")
    history("更换灯管120根。", 2015, "year")
    autumn = span_period(date(2026, 9, 1), date(2027, 1, 22))
    assert [(then.year, then.comparable) for then in found(period=autumn)] == [(2016, True), (2015, False)]
    spring = span_period(date(2026, 2, 23), date(2026, 7, 10))
    assert not any(then.comparable for then in found(period=spring))
    assert [then.comparable for then in found(period=span_period(date(2026, 3, 1), date(2026, 3, 31)))] == [False] * 2


def test_how_much_more_or_less_is_said_in_percent_and_roughly_where_the_old_number_is_rough() -> None:
    history("更换灯管100根。")
    (then,) = found()
    assert against(Decimal(112), then) == "比2016年多12%"
    assert against(Decimal(92), then) == "比2016年少8%"
    assert against(Decimal(100), then) == "与2016年持平"
    assert [against(Decimal(n), then) for n in (299, 300, 352, 1658)] == [
        "比2016年多199%", "是2016年的3倍", "是2016年的3.5倍", "是2016年的17倍",
    ]  # fmt: skip
    history("更换灯管100余根。", 2017)
    assert against(Decimal(150), found()[0]) == "比2017年多约50%"
    assert against(Decimal(100), found()[0]) == "与2017年大致持平"


def test_what_does_not_compare_is_not_put_in_percent() -> None:
    history("更换灯管60根。", 2016, "autumn")
    (then,) = found()
    assert against(Decimal(100), then) == ""


def test_somebody_without_the_right_is_told_nothing(clerk: User, allow: Any) -> None:
    history("更换灯管120根。")
    assert past("repairs.work", LAMPS, NOW, user=clerk) == []
    user = allow("history.view_historyfact")
    assert len(past("repairs.work", LAMPS, NOW, user=User.objects.get(pk=user.pk))) == 1


def test_units_and_names_that_mean_the_same() -> None:
    same = {"水嘴": "水龙头"}
    assert bare("“水嘴”", same) == "水龙头"
    assert bare("卫生间水嘴", same) == "卫生间水龙头"
    assert alike("开关、插座", "插座、开关", same)
    assert not alike("开关、插座", "插座", same)
    assert not alike("门", "防火门", same)
    assert not alike("", "", same)
    assert "盏" in same_units("个")
    assert same_units("套") == {"套"}
