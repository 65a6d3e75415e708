"""The Word document read back: what GB/T 9704-2012 asks for, and that it is always the same."""

import zipfile
from datetime import date
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from lvye.kernel.papers import api
from lvye.kernel.papers.api import Heading, PageBreak, Paragraph, Picture, Run, Table
from lvye.kernel.papers.tests import make
from lvye.kernel.papers.word import signature_indents, width

pytestmark = pytest.mark.engineless


def read(**changes: Any) -> Any:
    return Document(BytesIO(api.official_word(**make.document(**changes))))


def lines(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def paragraph_of(document: Any, text: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if text in paragraph.text)


def face(document: Any, style: str) -> tuple[str, float]:
    properties = document.styles[style].element.find(qn("w:rPr"))
    return properties.find(qn("w:rFonts")).get(qn("w:eastAsia")), int(properties.find(qn("w:sz")).get(qn("w:val"))) / 2


def test_the_page_is_that_of_the_standard() -> None:
    section = read().sections[0]
    sides = (section.top_margin, section.left_margin, section.page_width, section.page_height)
    assert [round(side.mm) for side in sides] == [37, 28, 210, 297]
    assert round(Length(section.page_width - section.left_margin - section.right_margin).mm) == 156
    assert round(Length(section.page_height - section.top_margin - section.bottom_margin).mm) == 225


@pytest.mark.parametrize(
    ("style", "east", "points"),
    [
        ("Body Text", "仿宋", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体", 16),
        ("Heading 3", "仿宋", 16),
        ("Heading 4", "仿宋", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_every_style_names_its_chinese_face_and_size(style: str, east: str, points: float) -> None:
    assert face(read(), style) == (east, points)


def test_no_style_leaves_its_face_to_the_theme_or_its_colour_to_the_library() -> None:
    document = read()
    themed = [fonts for fonts in document.styles.element.iter(qn("w:rFonts")) if fonts.get(qn("w:eastAsiaTheme"))]
    used = {paragraph.style.name for paragraph in document.paragraphs}
    named = {fonts.getparent().getparent().find(qn("w:name")).get(qn("w:val")) for fonts in themed
             if fonts.getparent().getparent().find(qn("w:name")) is not None}  # fmt: skip
    assert used & named == set()
    assert str(document.styles["Heading 1"].font.color.rgb) == "000000"


def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters() -> None:
    document = read()
    properties = document.styles["Body Text"].element.find(qn("w:pPr"))
    spacing = properties.find(qn("w:spacing"))
    line = int(spacing.get(qn("w:line"))) / 20
    closer = int(document.styles["Body Text"].element.find(qn("w:rPr")).find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert line == 28
    assert Mm(225).pt // line == 22
    assert Mm(156).pt // (16 + closer) == 28
    assert properties.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_page_numbers_stand_at_the_outer_edge_of_odd_and_even_pages() -> None:
    document = read()
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, align, side in (
        (section.footer, "right", "rightChars"),
        (section.even_page_footer, "left", "leftChars"),
    ):
        paragraph = footer.paragraphs[0]._p
        assert paragraph.pPr.find(qn("w:jc")).get(qn("w:val")) == align
        assert paragraph.pPr.find(qn("w:ind")).get(qn(f"w:{side}")) == "100"
        assert footer.paragraphs[0].text == "— 1 —"
        assert [code.text for code in paragraph.iter(qn("w:instrText"))] == [" PAGE "]


def test_figures_are_real_links_in_text_and_tables_with_a_thin_line_only() -> None:
    document = read()
    links = list(document.element.body.iter(qn("w:hyperlink")))
    assert ["".join(text.text for text in link.iter(qn("w:t"))) for link in links] == ["3,287 件", "47"]
    for link in links:
        assert document.part.rels[link.get(qn("r:id"))].target_ref == make.FIGURE
    style = document.styles["Lvye Link"].element.find(qn("w:rPr"))
    assert [child.tag for child in style] == [qn("w:u")]
    assert style.find(qn("w:u")).get(qn("w:val")) == "single"


def test_the_document_reads_in_the_order_of_the_standard() -> None:
    document = read(blocks=[*make.blocks(), make.appendix()], byline="总务处")
    assert lines(document) == [
        "青禾实验学校\n后勤工作总结", "总务处", "一、主要工作", "（一）维修保障", "办结 3,287 件，按期占多数。", "1.水",
        "（1）漏水", "表1　各楼换修灯具", "图1　换灯最多在教学楼", "二、存在不足", "注：数字截至期末。",
        "附件：数据依据",
        "青禾实验学校总务处", "2026年7月12日", "附件", "数据依据", "一、口径", "按办结日。",
    ]  # fmt: skip


def test_number_and_signer_stand_above_the_title() -> None:
    assert lines(read(doc_number="青禾总〔2026〕12号", signed_by="林校长"))[0] == "青禾总〔2026〕12号\t签发人：林校长"


def test_a_draft_without_a_date_is_not_signed() -> None:
    assert "青禾实验学校总务处" not in lines(read(signed_on=None))


def test_several_attachments_are_numbered_and_line_up() -> None:
    document = read(attachments=["数据依据", "工程清单"])
    first, second = paragraph_of(document, "1. 数据依据"), paragraph_of(document, "2. 工程清单")
    assert (first.text, second.text) == ("附件：1. 数据依据", "2. 工程清单")
    indents = [paragraph._p.pPr.find(qn("w:ind")) for paragraph in (first, second)]
    assert indents[0].get(qn("w:left")) == indents[1].get(qn("w:left"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("青禾实验学校总务处", (2, 2.5)), ("总务处", (7.5, 2)), ("青禾实验学校", (4.5, 2))],
)
def test_the_date_begins_two_characters_after_the_name_and_never_reaches_the_edge(
    name: str, expected: tuple[float, float]
) -> None:
    day = width("2026年7月12日")
    name_right, day_right = signature_indents(width(name), day)
    assert (name_right, day_right) == expected
    assert (day_right + day) == (name_right + width(name)) - 2


def test_a_table_has_its_head_on_every_page_and_numbers_flush_right() -> None:
    table = read().tables[0]
    rows = table._tbl.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == ["LvyeCell", "LvyeCellNumber"]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert widths == [6633, 2211]


def test_a_picture_has_its_width_and_says_what_it_shows() -> None:
    document = read()
    assert round(document.inline_shapes[0].width.mm) == 120
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "图1　换灯最多在教学楼"


def test_a_page_break_and_line_breaks_arrive() -> None:
    document = read(blocks=[Paragraph("甲\n乙\t丙"), PageBreak(), Paragraph("丁")])
    assert paragraph_of(document, "甲").text == "甲\n乙\t丙"
    breaks = [each.get(qn("w:type")) for each in document.element.body.iter(qn("w:br"))]
    assert breaks.count("page") == 1


def test_html_and_control_characters_are_only_text() -> None:
    document = read(blocks=[Paragraph("<b>灯</b>\x0b & “管”")])
    assert paragraph_of(document, "灯").text == "<b>灯</b> & “管”"


def test_the_same_document_is_the_same_bytes_whenever_it_is_made() -> None:
    first = api.official_word(**make.document())
    assert api.official_word(**make.document()) == first
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert api.official_word(**make.document(signed_on=date(2026, 7, 13))) != first


def test_the_properties_of_the_file_come_from_the_caller() -> None:
    core = read(author="何建国", core_title="后勤总结").core_properties
    assert (core.author, core.title, core.created.date()) == ("何建国", "后勤总结", date(2026, 7, 12))
    assert "python" not in (core.comments + core.last_modified_by).lower()


def test_faces_are_known_by_their_other_names_too() -> None:
    with zipfile.ZipFile(BytesIO(api.official_word(**make.document()))) as package:
        table = package.read("word/fontTable.xml").decode()
        names = package.namelist()
    assert '<w:font w:name="仿宋"><w:altName w:val="仿宋_GB2312,FangSong' in table
    assert not [name for name in names if "thumbnail" in name]


def test_twenty_pages_with_five_charts_take_less_than_three_seconds() -> None:
    page = "本学期共处理报修若干件。" * 45
    table = Table(["指标", "口径", "值"], [["办结", "办结日在期间内", [Run("47", make.FIGURE)]]] * 100)
    began = process_time()  # of the processor: other work on the machine does not count
    charts = [Picture(api.chart_png("bar", [("教学楼", 47 + n), ("实验楼", 16)]), 150, f"第{n}幅") for n in range(5)]
    body = [block for chart in charts for block in (Heading(1, "工作"), Paragraph(page), chart, Paragraph(page * 2))]
    assert len(api.official_word(**make.document(blocks=[*body, table]))) > 50_000
    assert process_time() - began < 3
