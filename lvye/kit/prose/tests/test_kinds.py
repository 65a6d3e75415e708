"""Done, standing, repeated by the calendar, money, norm; and what is only planned."""

from __future__ import annotations

import pytest

from lvye.kit.prose import read
from lvye.kit.prose.tests.reading import done, kinds


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("学校现有教职工186人，学生3200人", [("state", "186", "人"), ("state", "3200", "人")]),
        ("三名工人正在清理水池", [("state", "3", "名")]),
        ("满意率达98%", [("state", "98", "%")]),
        ("百分之九十五的隐患已整改", [("state", "95", "%")]),
        ("教室温度保持在20℃左右", [("state", "20", "℃")]),
        ("每周清洗水箱一次", [("cadence", "1", "次")]),
        ("坚持每月修剪绿篱两次", [("cadence", "2", "次")]),
        ("在每学期开学之前，把桌椅检修一遍", [("cadence", "1", "遍")]),
        ("样品保存48小时", [("rule", "48", "小时")]),
        ("录像储存达到30天以上", [("rule", "30", "天")]),
        ("每间宿舍必须配备灭火器2具", [("rule", "2", "具")]),
        ("每年收取管理费25000元", [("money", "25000", "元")]),
        ("为学校节约资金300余元", [("money", "300", "元")]),
        ("去年购置的一批电脑待报废", [("state", "1", "批")]),
        ("学校占地120亩", [("state", "120", "亩")]),
    ],
)
def test_the_kind_of_a_number(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert kinds(text) == wanted


def test_a_period_is_named_as_the_files_of_facts_name_it() -> None:
    assert [fact.period for fact in read("每周浇水1次。每个月检查2次。每学年体检一次。").facts] == [
        "每周",
        "每月",
        "每年",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "下学期将更换课桌椅600套。",
        "计划新建自行车棚2个。",
        "拟投资30万元，改造厕所6间。",
        "二、下一步打算\n1、更换课桌椅600套。\n2、改造厕所6间。",
        "下阶段工作计划如下：更换课桌椅600套。",
        "明年准备安装空调40台。",
    ],
)
def test_what_is_planned_is_flagged_and_not_done(text: str) -> None:
    facts = read(text).facts
    assert facts
    assert all("planned" in fact.flags for fact in facts)
    assert done(text) == []


def test_a_heading_of_plans_ends_with_the_next_heading() -> None:
    text = "一、下学期计划\n1、更换课桌椅600套。\n二、本学期完成的工作\n1、维修门锁40把。"
    assert done(text) == [("维修", "门锁", "40", "把")]


@pytest.mark.parametrize("text", ["按照工作计划，对排水沟清淤3次。", "将旧课桌调换了40张。", "准备考场42个。"])
def test_words_of_plans_do_not_make_a_plan(text: str) -> None:
    assert len(done(text)) == 1


def test_before_and_after_are_a_pair_of_standing_numbers() -> None:
    first, second = read("饮水机由6台增加到15台").facts
    assert (first.flags, second.flags) == (frozenset({"before"}), frozenset({"after"}))
    assert [(f.object, f.kind) for f in (first, second)] == [("饮水机", "state")] * 2
