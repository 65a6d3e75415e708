"""What only the whole text shows: the same text twice, totals beside parts, broken lines, the year."""

from __future__ import annotations

from decimal import Decimal

from lvye.kit.prose import as_line, read
from lvye.kit.prose.tests.reading import done


def test_text_pasted_twice_is_counted_once() -> None:
    once = "在门卫室旁边新安装摄像探头五个，增加灭火器四个，更换了门锁。"
    reading = read(once + once)
    assert [sorted(fact.flags) for fact in reading.facts] == [[], [], ["repeated"], ["repeated"]]
    assert reading.facts[0].group == reading.facts[2].group is not None
    assert len(done(once + once)) == 2


def test_the_same_words_of_two_days_are_two_deeds() -> None:
    assert len(done("3月5日，更换灯管2支，很快修好。3月12日，更换灯管2支，又查了线路。")) == 2


def test_a_total_and_its_parts_are_marked_and_told_apart() -> None:
    reading = read("全年共接待检查10次，其中市里4次，区里5次，街道2次。")
    (tally,) = reading.tallies
    assert (tally.total, tally.parts) == (0, (1, 2, 3))
    assert (tally.stated, tally.summed, tally.difference) == (10, 11, -1)
    assert [sorted(fact.flags) for fact in reading.facts] == [["total"], ["part"], ["part"], ["part"]]
    assert len({fact.group for fact in reading.facts}) == 1


def test_a_sum_behind_its_parts_keeps_an_unreadable_part() -> None:
    reading = read("网络报修320项，巡检发现45项，公寓维修20XX项，合计维修900次。")
    (tally,) = reading.tallies
    assert (tally.total, tally.stated, tally.summed) == (3, Decimal(900), Decimal(365))
    assert "unreadable" in reading.facts[2].flags


def test_sums_in_other_units_are_no_totals() -> None:
    assert read("粉刷教室36间，共计4800平方米。组织演练2次，共培训300人次。").tallies == ()


def test_a_total_over_places_counts_each() -> None:
    (tally,) = read("新装空调8台，其中南楼、北楼、西楼各安装2台，门卫室安装2台。").tallies
    assert tally.summed == 8


def test_a_line_broken_inside_a_clause_is_read_whole() -> None:
    text = "本学期维修课桌280\n张，更换\n灯管84支。"
    reading = read(text)
    assert [(str(f.qty), f.unit) for f in reading.facts] == [("280", "张"), ("84", "支")]
    assert text[slice(*reading.facts[0].figure)] == "280\n张"
    assert "\n" not in reading.facts[0].sentence


def test_a_hard_wrapped_page_is_read_like_its_paragraph() -> None:
    whole = (
        "本学期后勤处认真做好校舍和设备的维护工作，先后维修教室门窗一百二十余扇，更换水龙头六十八个，疏通下水道"
        "四十五次，粉刷走廊墙面三千二百平方米，铺设透水砖八百平方米，师生反映良好，保证了教学秩序的正常进行。"
    )
    wrapped = "\n".join(whole[at : at + 30] for at in range(0, len(whole), 30))
    assert done(wrapped) == done(whole)
    assert len(done(whole)) == 5


def test_headings_and_items_are_not_joined() -> None:
    assert done("维修工作\n更换灯管84支\n修理门锁6把") == [("更换", "灯管", "84", "支"), ("维修", "门锁", "6", "把")]


def test_a_table_turned_to_text_is_read_cell_by_cell() -> None:
    text = "项目 | 数量 | 备注 |\n更换木门30扇 | 已完成 |\n粉刷墙面860平方米 | 已完成 |"
    assert done(text) == [("更换", "木门", "30", "扇"), ("粉刷", "墙面", "860", "平方米")]


def test_the_year_is_the_one_of_the_head() -> None:
    assert read("2021年后勤总结\n与2019年相比，2019年的设备2019年报废。").year == 2021
    assert read("维修门窗12扇。").year is None


def test_facts_print_as_lines_with_the_fields_of_labelled_facts() -> None:
    (fact,) = read("投资3.5万元改造食堂").facts
    line = as_line(fact, "总结")
    wanted = {"doc", "sentence", "action", "object", "qty", "unit", "approx", "amount_yuan", "kind"}
    assert wanted <= set(line)
    assert (line["doc"], line["qty"], line["unit"], line["amount_yuan"]) == ("总结", 3.5, "万元", 35000)


def test_what_counts_is_done_readable_and_no_total() -> None:
    reading = read("共换灯40支，其中南楼25支，北楼15支。拟换灯9支。公寓维修20XX项。")
    assert [fact.counts for fact in reading.facts] == [False, True, True, False, False]
