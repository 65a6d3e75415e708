"""Numbers, links and the shapes of blocks."""

import pytest

from lvye.kernel.papers.api import Appendix, Heading, Paragraph, Picture, Run, Table
from lvye.kernel.papers.blocks import attachment_names, chinese, numbered, runs_of
from lvye.kernel.papers.tests import make


def texts_of(blocks: list[object]) -> list[str]:
    return [block.text for block in numbered(blocks) if isinstance(block, Heading)]  # type: ignore[arg-type]


def test_headings_are_numbered_by_their_place_as_the_standard_has_it() -> None:
    levels = [(1, "甲"), (2, "乙"), (2, "丙"), (3, "丁"), (4, "戊"), (4, "己"), (1, "庚"), (2, "辛")]
    assert texts_of([Heading(level, text) for level, text in levels]) == [
        "一、甲", "（一）乙", "（二）丙", "1.丁", "（1）戊", "（2）己", "二、庚", "（一）辛",
    ]  # fmt: skip


def test_a_heading_that_brings_its_own_number_keeps_it_and_still_counts() -> None:
    assert texts_of([Heading(1, "一、甲"), Heading(1, "乙"), Heading(1, "丙", numbered=False)]) == [
        "一、甲",
        "二、乙",
        "丙",
    ]


def test_an_appendix_starts_its_numbers_anew_and_is_marked() -> None:
    blocks = numbered([Heading(1, "甲"), make.appendix("乙"), make.appendix("丙")])
    appendices = [block for block in blocks if isinstance(block, Appendix)]
    assert [block.mark for block in appendices] == ["附件1", "附件2"]
    assert [block.blocks[0].text for block in appendices] == ["一、口径", "一、口径"]  # type: ignore[union-attr]
    assert numbered([make.appendix()])[0].mark == "附件"  # type: ignore[union-attr]


def test_tables_and_pictures_are_counted_apart_and_only_with_a_caption() -> None:
    blocks = [
        Table(["楼"], [], caption="甲"),
        Table(["楼"], []),
        Picture(b"", caption="乙"),
        Table(["楼"], [], caption="丙"),
    ]
    assert [block.caption for block in numbered(blocks)] == ["表1　甲", "", "图1　乙", "表2　丙"]  # type: ignore[union-attr]


def test_attachment_names_come_from_the_appendices_when_none_are_given() -> None:
    assert attachment_names([make.appendix("甲"), Paragraph("乙")], ()) == ["甲"]
    assert attachment_names([make.appendix("甲")], ("清单",)) == ["清单"]


@pytest.mark.parametrize(("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_numbers_up_to_ninety_nine_have_chinese_numerals(number: int, words: str) -> None:
    assert chinese(number) == words


def test_the_hundredth_heading_is_refused_rather_than_misnumbered() -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        chinese(100)


@pytest.mark.parametrize("href", ["/figures/x", "javascript:alert(1)", "file:///etc/passwd", "figures"])
def test_a_link_on_paper_must_be_absolute_and_harmless(href: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        Run("47", href)


def test_characters_no_document_can_hold_are_dropped() -> None:
    assert runs_of("灯\x0b管\x00\ud800") == (Run("灯管"),)


def test_a_table_refuses_rows_and_widths_that_do_not_fit_its_head() -> None:
    with pytest.raises(ValueError, match="1 cells under 2"):
        Table(["楼", "盏"], [["教学楼"]])
    with pytest.raises(ValueError, match="1 widths for 2"):
        Table(["楼", "盏"], [], widths=[1])
    with pytest.raises(ValueError, match="levels 1 to 4"):
        Heading(5, "深")
