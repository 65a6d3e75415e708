import datetime as dt
import io

import pytest

from lvye.kit.sheets import Formula, as_quantity, as_text, letter, read_table, totals_against

from .sheets import csv_file, xlsx
from .xls import xls

REPAIRS = {
    "number": ["单号", "编号"],
    "reported_on": ["报修日期", "报修情况/日期", "日期"],
    "place": ["地点", "报修地点"],
    "what": ["故障", "报修内容", "内容"],
    "qty": ["数量"],
    "done_on": ["完成日期"],
}


def quantity(cell):
    found = as_quantity(cell)
    return found.value if found else None


def test_the_header_is_found_below_titles_with_its_columns_in_any_order():
    sheet = xlsx(
        ["某校2026年春季学期维修登记表"],
        ["填表人：某某"],
        [],
        ["序号", "报修内容", " 数 量（个）", "备注", "日期：", "*地点"],
        [1, "灯不亮", 3, "", dt.date(2026, 3, 5), "教学楼301"],
    )
    table = read_table(sheet, "登记.xlsx", REPAIRS, required=["what", "number"])
    assert table.header_row == 4
    assert dict(table.columns) == {"what": 1, "qty": 2, "reported_on": 4, "place": 5}
    assert table.unknown == ["序号", "备注"]
    assert table.missing == ["number"]
    assert table.units == {"qty": "个"}
    assert table.year == 2026
    [(row, values)] = table.values()
    assert row.number == 5
    assert values == {"what": "灯不亮", "qty": 3, "reported_on": dt.date(2026, 3, 5), "place": "教学楼301"}
    assert table.address(row, "qty") == "C5"
    assert table.label("qty") == "数量（个）"
    assert table.value(row, "number") is None


def test_merged_heads_of_two_rows_are_read_as_one():
    def merge(sheet, book):
        sheet.merge_range(0, 0, 0, 5, "维修台账")
        sheet.merge_range(1, 0, 2, 0, "单号")
        sheet.merge_range(1, 1, 1, 3, "报修情况")
        sheet.merge_range(1, 4, 1, 5, "完成情况")

    sheet = xlsx(
        [],
        [],
        ["", "日期", "地点", "内容", "日期", "数量"],
        ["A1", "2026.3.5", "食堂", "漏水", "3月6日", 1],
        draw=merge,
    )
    table = read_table(sheet, "台账.xlsx", REPAIRS)
    assert table.header_row == 3
    assert table.header == ["单号", "报修情况/日期", "报修情况/地点", "报修情况/内容", "完成情况/日期", "完成情况/数量"]
    assert dict(table.columns) == {"number": 0, "reported_on": 1, "place": 2, "what": 3, "done_on": 4, "qty": 5}


def test_a_text_file_joins_a_two_row_head_without_merges():
    text = "单号,报修情况,,完成情况,\n,日期,内容,日期,数量\nA1,2026-3-5,漏水,2026-3-6,2\n"
    table = read_table(csv_file(text), "台账.csv", REPAIRS)
    assert dict(table.columns) == {"number": 0, "reported_on": 1, "what": 2, "done_on": 3, "qty": 4}
    assert [row.number for row in table.rows] == [3]


def test_a_group_over_two_names_gives_its_first_column():
    def merge(sheet, book):
        sheet.merge_range(0, 0, 0, 1, "名称")
        sheet.merge_range(0, 2, 1, 2, "数量")

    table = read_table(
        xlsx([], ["中文", "英文"], ["灯管", "tube", 3], draw=merge), "a.xlsx", {"name": ["名称"], "qty": ["数量"]}
    )
    assert dict(table.columns) == {"name": 0, "qty": 2}
    assert table.unknown == ["名称/英文"]


def test_the_old_format_of_excel_is_read():
    table = read_table(
        xls(["2026年台账"], ["单号", "内容", "数量"], ["A1", "灯管", 3], ["合计", "", 3]), "台账.xls", REPAIRS
    )
    [(_row, values)] = table.values()
    assert values == {"number": "A1", "what": "灯管", "qty": 3}
    assert (table.sheet, table.year, len(table.totals)) == ("登记", 2026, 1)


def test_a_list_of_one_column_is_a_table_too():
    assert len(read_table(csv_file("内容\n灯\n门\n"), "a.csv", REPAIRS).rows) == 2


def test_of_two_like_columns_the_exact_one_is_taken_and_the_other_is_named():
    table = read_table(xlsx(["日期", "报修日期", "内容"], ["x", "y", "z"]), "a.xlsx", REPAIRS)
    assert table.columns["reported_on"] == 1
    assert table.unknown == ["日期"]


def test_totals_rows_are_kept_apart_and_compared_never_mended():
    sheet = xlsx(
        ["内容", "数量", "地点"],
        ["换灯管", 3, "一楼"],
        ["换开关", "2个", "一楼"],
        ["小  计", 5],
        ["修门", 4, "二楼"],
        ["小计", 4],
        ["合计", 12],
    )
    table = read_table(sheet, "a.xlsx", REPAIRS)
    assert [row.number for row in table.rows] == [2, 3, 5]
    assert [(total.label, total.is_grand) for total in table.totals] == [
        ("小计", False),
        ("小计", False),
        ("合计", True),
    ]
    lines = totals_against(table, "qty", quantity)
    assert [(line.number, line.stated, line.counted, line.holds) for line in lines] == [
        (4, 5, 5, True),
        (6, 4, 4, True),
        (7, 12, 9, False),
    ]


def test_a_totals_row_behind_a_running_number_or_with_its_sum_in_words_is_one():
    table = read_table(
        xlsx(["序号", "内容", "数量"], [1, "换灯管", 3], [2, "本月合计", 3], ["合计：3个"]), "a.xlsx", REPAIRS
    )
    assert len(table.rows) == 1
    assert [total.number for total in table.totals] == [3, 4]


def test_what_only_looks_like_a_row_is_skipped_and_said():
    def merge(sheet, book):
        sheet.merge_range(2, 0, 2, 3, "三月份")

    sheet = xlsx(
        ["序号", "内容", "数量", "地点"],
        [1, "换灯管", 3, "一楼"],
        [],
        [],
        ["序号", "内容", "数量", "地点"],
        [2, "修门", 1, "二楼"],
        [3],
        ["备注：本表一式两份"],
        ["制表人：甲", "", "审核人：乙"],
        draw=merge,
    )
    table = read_table(sheet, "a.xlsx", REPAIRS)
    assert [row.number for row in table.rows] == [2, 6]
    [note] = table.notes
    assert "第 3 行“三月份”" in note
    assert "第 8 行“备注：本表一式两份”" in note
    assert "制表人" in note


def test_words_merged_downwards_hold_for_each_row_but_amounts_are_not_multiplied():
    def merge(sheet, book):
        sheet.merge_range(1, 0, 2, 0, "一楼")
        sheet.merge_range(1, 2, 2, 2, 5)

    table = read_table(xlsx(["地点", "内容", "数量"], ["", "灯"], ["", "门"], draw=merge), "a.xlsx", REPAIRS)
    assert [(values["place"], values["qty"]) for _row, values in table.values()] == [("一楼", 5), ("一楼", "")]


def test_formulas_are_seen_and_rows_drawn_down_in_advance_are_blank():
    sheet = xlsx(["内容", "数量", "地点"], ['{="灯"&"管"|灯管}', "{=1+2|3}", "一楼"], ["", "{=0|0}", ""])
    table = read_table(sheet, "a.xlsx", REPAIRS)
    [(_row, values)] = table.values()
    assert values == {"what": Formula("灯管"), "qty": Formula(3), "place": "一楼"}


def test_the_sheet_that_answers_best_is_read_and_the_others_are_named():
    def more(sheet, book):
        second = book.add_worksheet("登记")
        second.write_row(0, 0, ["单号", "内容", "数量"])
        second.write_row(1, 0, ["A1", "灯", 1])
        hidden = book.add_worksheet("旧的")
        hidden.write_row(0, 0, ["单号", "内容", "数量", "地点"])
        hidden.hide()

    table = read_table(xlsx(["说明", "内容", "数量"], draw=more, name="说明页"), "a.xlsx", REPAIRS)
    assert table.sheet == "登记"
    assert table.notes == ["读的是工作表“登记”。还有工作表没有读：说明页。", "隐藏的工作表不读：旧的。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"])
def test_text_files_are_read_in_every_encoding_and_with_every_separator(encoding, separator):
    lines = [["登记表", "", ""], ["单号", "内容", "数量"], ["A1", "灯管", "２０余个"], ["A2", "水嘴", "18"]]
    text = "\r\n".join(separator.join(line) for line in lines)
    table = read_table(csv_file(text, encoding), "登记.csv", REPAIRS)
    assert [values["what"] for _row, values in table.values()] == ["灯管", "水嘴"]
    assert [quantity(values["qty"]) for _row, values in table.values()] == [20, 18]


def test_the_apostrophe_an_export_puts_before_a_sign_is_taken_off_again():
    table = read_table(csv_file("单号,内容,数量\n'-1,'=1+1,3\n2,=A1,4\n"), "a.csv", REPAIRS)
    [(_row, values), (_other, computed)] = table.values()
    assert (as_text(values["number"]), as_text(values["what"])) == ("-1", "=1+1")
    with pytest.raises(ValueError, match="公式"):
        as_text(computed["what"])


def test_excels_own_hint_of_the_separator_is_no_row():
    table = read_table(csv_file("sep=;\n内容;数量\n灯;1\n"), "a.csv", REPAIRS)
    assert [row.number for row in table.rows] == [3]


def test_the_name_of_a_file_does_not_decide_what_it_is():
    assert len(read_table(xlsx(["内容", "数量"], ["灯", 1]), "登记.csv", REPAIRS).rows) == 1
    assert len(read_table(csv_file("内容,数量\n灯,1\n"), "登记.xlsx", REPAIRS).rows) == 1


def test_rows_shorter_than_the_header_read_as_blank():
    table = read_table(csv_file("内容,数量,地点\n灯\n"), "a.csv", REPAIRS)
    assert table.value(table.rows[0], "place") is None
    assert next(iter(table.values()))[1] == {"what": "灯", "qty": None, "place": None}


def test_columns_have_letters_as_in_the_sheet():
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_sheet_with_coloured_cells_far_away_is_no_large_sheet():
    def colour(sheet, book):
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bg_color": "red"}))

    assert len(read_table(xlsx(["内容", "数量"], ["灯", 1], draw=colour), "a.xlsx", REPAIRS).rows) == 1


def test_a_stream_is_read_from_its_beginning_wherever_it_stands():
    stream = io.BytesIO(csv_file("内容,数量\n灯,1\n").getvalue())
    stream.seek(5)
    assert len(read_table(stream, "a.csv", REPAIRS).rows) == 1
