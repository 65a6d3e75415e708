"""PDF: what stands on the page, and what a page may never fetch."""

from datetime import date
from typing import Any

import pytest
import zxingcpp

from lvye.kernel.papers import api
from lvye.kernel.papers.api import Paragraph, Picture, RefusedError, Run, Signature, Table
from lvye.kernel.papers.pdf import static_file, write
from lvye.kernel.papers.prints import fact_rows
from lvye.kernel.papers.tests import make

pytestmark = pytest.mark.engineless

JOB = "https://lvye.example/repairs/jobs/17/"


def form(**changes: Any) -> bytes:
    values: dict[str, Any] = {
        "title": "维修派工单",
        "school": "青禾实验学校",
        "register": "报修登记",
        "period": "2025—2026学年第二学期",
        "number": "BX2026-0302-017",
        "printed_on": date(2026, 3, 2),
        "facts": [("地点", "教学楼 304教室"), ("报修人", "何建国")],
        "lines": [Table(["动作", "物件", "数量"], [["更换", "灯管", "3"]], numeric={2}, caption="做了什么")],
        "signatures": [Signature("报修人确认", "何建国", date(2026, 3, 2)), Signature("总务主任")],
        "url": JOB,
        "code": "7K3M9Q",
    }
    return api.form_pdf(**{**values, **changes})


def listing(columns: int, rows: int, **changes: Any) -> bytes:
    table = Table([f"列{n}" for n in range(columns)], [[f"{n}行"] * columns for n in range(rows)])
    values = {"title": "报修台账", "school": "青禾实验学校", "printed_on": date(2026, 7, 10), "register": "报修"}
    return api.table_pdf(table=table, **{**values, **changes})


def test_a_form_carries_all_an_inspector_looks_for() -> None:
    page = make.texts(form())[0]
    for words in (
        "青禾实验学校", "报修登记", "2025—2026学年第二学期", "维修派工单", "编号：BX2026-0302-017", "教学楼 304教室",
        "做了什么", "灯管", "报修人确认", "何建国", "2026年3月2日", "年 月 日", "1 / 1", "打印于 2026年3月2日",
        "7K3M9Q",
    ):  # fmt: skip
        assert words in " ".join(page.split()), words


def test_the_code_on_a_form_leads_back_to_the_record() -> None:
    assert [found.text for found in zxingcpp.read_barcodes(make.pictures(form())[0])] == [JOB]
    assert zxingcpp.read_barcodes(make.pictures(form(url=""))[0]) == []


def test_head_and_page_numbers_are_on_every_page_of_a_list() -> None:
    pages = make.texts(listing(3, 90))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert "青禾实验学校" in page
        assert f"{number} / {len(pages)}" in page
        assert "列0" in page
    assert "共 90 条" in pages[0]


def test_a_list_of_many_columns_lies_on_its_side() -> None:
    assert set(make.sizes_mm(listing(7, 3))) == {(210, 297)}
    assert set(make.sizes_mm(listing(8, 90))) == {(297, 210)}


def test_an_empty_list_says_so_and_totals_must_fit() -> None:
    assert "这一期没有记录。" in make.texts(listing(3, 0))[0]
    assert "合计" in make.texts(listing(3, 1, totals=["合计", "", "9"]))[0]
    with pytest.raises(ValueError, match="2 totals under 3"):
        listing(3, 1, totals=["合计", "9"])


def test_long_facts_take_a_row_of_their_own() -> None:
    rows = fact_rows([("甲", "短"), ("乙", "长" * 30), ("丙", "短"), ("丁", "短")])
    assert [[fact.label for fact in row] for row in rows] == [["甲"], ["乙"], ["丙", "丁"]]


def test_the_official_pdf_has_the_lines_of_the_standard() -> None:
    text = "校园后勤保障教学安全第一服务育人勤俭办学" * 80
    lines = make.texts(api.official_pdf(**make.document(blocks=[Paragraph(text)])))[1].split()
    full = [line for line in lines if line in text and len(line) > 5]
    assert len(full) == 22
    assert {len(line) for line in full} == {28}


def test_the_official_pdf_says_the_same_as_the_word_document() -> None:
    pages = make.texts(api.official_pdf(**make.document(blocks=[*make.blocks(), make.appendix()], byline="总务处")))
    whole = "".join("".join(pages).split())
    for words in (
        "一、主要工作",
        "（一）维修保障",
        "1.水",
        "（1）漏水",
        "表1各楼换修灯具",
        "图1换灯最多在教学楼",
        "附件：",
        "2026年7月12日",
    ):
        assert words in whole, words
    assert pages[-1].lstrip().startswith("附件\n数据依据")
    assert "— 1 —" in pages[0]


def test_figures_in_a_pdf_are_links() -> None:
    content = api.official_pdf(**make.document())
    assert make.unpacked(content).count(make.FIGURE.encode()) == 2


def test_the_same_paper_is_the_same_bytes() -> None:
    assert form() == form()


def test_html_in_a_record_is_only_text() -> None:
    page = make.texts(form(text="<img src=x onerror=alert(1)> 灯 & 管", facts=[("说明", "<script>x</script>")]))[0]
    assert "<img src=x onerror=alert(1)> 灯 & 管" in page
    assert "<script>x</script>" in page


@pytest.mark.parametrize(
    "address",
    ["https://example.org/x.png", "http://127.0.0.1:8000/x.png", "file:///etc/hostname", "ftp://example.org/x",
     "static:../settings.py", "static:papers/nothing.png", "//example.org/x.png"],
)  # fmt: skip
def test_a_paper_fetches_nothing_from_elsewhere(address: str) -> None:
    if address.startswith("//"):
        # Without a base address there is nothing to fetch from: the picture stays away.
        assert make.pictures(write(f'<img src="{address}">', ""))[0].convert("L").getextrema() == (255, 255)
        return
    with pytest.raises(RefusedError):
        write(f'<img src="{address}">', "")
    with pytest.raises(RefusedError):
        write("<p>x</p>", f'p {{ background: url("{address}") }}')


def test_pictures_given_as_values_and_own_static_files_are_shown() -> None:
    assert static_file("papers/paper.css").name == "paper.css"
    page = make.pictures(form(pictures=[Picture(make.png(), 55, "修前")]))[0]
    assert (230, 242, 234) in {colour for _count, colour in page.convert("RGB").getcolors(1 << 24) or []}


def test_a_template_that_names_no_sheet_of_ours_is_refused() -> None:
    with pytest.raises(RefusedError, match="no static file"):
        api.pdf("papers/form.html", {}, base_css="papers/none.css")


def test_a_run_with_a_link_keeps_its_words_in_a_form() -> None:
    assert "47 盏" in make.texts(form(facts=[("灯具", [Run("47 盏", make.FIGURE)])]))[0]
