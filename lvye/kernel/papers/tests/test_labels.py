"""Labels read back: size, words, and the code through a decoder."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zxingcpp
from pytest_django import Settings

from lvye.kernel.papers import api, fonts
from lvye.kernel.papers.tests import make

pytestmark = pytest.mark.engineless


@pytest.fixture
def bare_machine(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A machine without any Chinese face."""
    settings.PAPERS_FONTS = tmp_path
    monkeypatch.setattr(fonts, "SYSTEM", (str(tmp_path),))
    fonts.forget()
    yield
    fonts.forget()


def codes_on(content: bytes) -> list[list[str]]:
    return [sorted(found.text for found in zxingcpp.read_barcodes(page)) for page in make.pictures(content)]


@pytest.mark.parametrize(("size", "page"), [("40x30", (40, 30)), ("60x40", (60, 40))])
def test_one_label_fills_one_page_of_its_size(size: str, page: tuple[int, int]) -> None:
    content = api.labels([make.label(), make.label(url="https://lvye.example/c/00AZW1")], size)
    assert make.sizes_mm(content) == [page, page]
    assert codes_on(content) == [["https://lvye.example/c/7K3M9Q"], ["https://lvye.example/c/00AZW1"]]


def test_a_label_says_name_code_and_whose_it_is() -> None:
    assert make.texts(api.labels([make.label()]))[0].split("\n") == [
        "教学楼 304教室", "7K3M9Q", "扫码报修", "青禾实验学校",
    ]  # fmt: skip


@pytest.mark.parametrize(("size", "per_sheet"), [("a4-40x30", 45), ("a4-60x40", 21)])
def test_sheets_are_filled_and_a_begun_sheet_is_used_up(size: str, per_sheet: int) -> None:
    items = [make.label(code=f"A{n:05d}", url=f"https://lvye.example/c/A{n:05d}") for n in range(per_sheet)]
    whole = api.labels(items, size)
    assert make.sizes_mm(whole) == [(210, 297)]
    assert codes_on(whole) == [[item.url for item in items]]
    assert [len(found) for found in codes_on(api.labels(items, size, skip=2))] == [per_sheet - 2, 2]


def test_nothing_is_printed_over_the_edge_or_over_another_line() -> None:
    long = make.label(
        title="实验楼 2层 物理实验室准备室（仪器保管室兼教师办公室）Room2087B" * 2,
        subtitle="教学楼 3层 东侧走廊尽头男厕所旁边",
        org="一所名字特别长的九年一贯制实验学校总务处",
        code="W9XM4KW9XM4K",
    )
    for size in ("40x30", "60x40"):
        content = api.labels([long], size)
        picture = make.pictures(content)[0].convert("L")
        for edge in (
            (0, 0, picture.width, 8),
            (0, 0, 8, picture.height),
            (picture.width - 8, 0, picture.width, picture.height),
        ):
            assert picture.crop(edge).getextrema() == (255, 255)
        assert codes_on(content) == [[long.url]]
        assert "…" in make.texts(content)[0]


def test_brackets_and_stops_are_not_left_alone_at_the_end_of_a_line() -> None:
    words = make.texts(api.labels([make.label(title="实验楼物理实验室准备（仪器）室")], "60x40"))[0].split("\n")
    assert not [line for line in words if line.endswith("（") or line.startswith("）")]


def test_wrong_sizes_and_empty_orders_are_refused_with_the_sizes_there_are() -> None:
    with pytest.raises(ValueError, match="40x30, 60x40"):
        api.labels([make.label()], "50x50")
    with pytest.raises(ValueError, match="no labels"):
        api.labels([])
    with pytest.raises(ValueError, match="cannot skip 45"):
        api.labels([make.label()], "a4-40x30", skip=45)


@pytest.mark.usefixtures("bare_machine")
def test_without_a_chinese_face_the_reason_and_the_way_out_are_said() -> None:
    with pytest.raises(api.NoFontError, match="make setup"):
        api.labels([make.label()])
    findings = api.doctor()
    assert len([finding for finding in findings if not finding.ok]) == 4
    assert all("make setup" in finding.mend for finding in findings if not finding.ok)


def test_labels_are_the_same_bytes_whenever_they_are_made() -> None:
    assert api.labels([make.label()]) == api.labels([make.label()])


def test_each_printing_has_its_own_characters_even_at_the_same_time() -> None:
    titles = ["教学楼", "实验楼", "食堂", "操场", "厕所", "图书馆"]
    with ThreadPoolExecutor(3) as pool:
        printed = pool.map(lambda title: api.labels([make.label(title=title)]), titles)
    assert [make.texts(content)[0].split("\n")[0] for content in printed] == titles
