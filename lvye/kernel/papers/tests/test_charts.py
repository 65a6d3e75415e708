"""Charts: proportions, addresses, words, and nothing the content security policy refuses."""

import re
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from PIL import Image

from lvye.kernel.papers import api
from lvye.kernel.papers.api import Bar
from lvye.kernel.papers.charts import nice_top
from lvye.kernel.papers.pdf import static_file
from lvye.kernel.papers.plots import PAINT

LAMPS = [("教学楼", 47), ("实验楼", 16, "16 盏"), ("食堂", 0)]
MONTHS = [(f"{month}月", value) for month, value in zip([9, 10, 11, 12, 1, 2, 3, 4], range(8), strict=True)]


def tree(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{markup}</div>")  # noqa: S314  our own markup


def widths(markup: str) -> list[str]:
    return [rect.get("width", "") for rect in tree(markup).iter("rect")]


def test_bars_are_as_long_as_their_values_and_zero_is_nothing() -> None:
    assert widths(api.bar_svg(LAMPS)) == ["100.0%", "34.0%", "0.0%"]
    assert widths(api.bar_svg([("甲", Decimal("0.5")), ("乙", Decimal("0.25"))])) == ["100.0%", "50.0%"]
    assert widths(api.bar_svg([("甲", 0)])) == ["0.0%"]


def test_bars_say_their_values_and_open_their_records() -> None:
    chart = tree(api.bar_svg([*LAMPS, ("操场", 3312, "", "/jobs/?b=1&c=2")], unit="盏"))
    assert [cell.text for cell in chart.iter("td") if cell.get("class") == "lv-value"] == ["47", "16 盏", "0", "3,312"]
    assert [link.get("href") for link in chart.iter("a")] == ["/jobs/?b=1&c=2"]
    assert {unit.text for unit in chart.iter("span")} == {"盏"}


def test_the_largest_bar_is_hot_unless_the_sentence_speaks_of_others() -> None:
    def hot(markup: str) -> list[str]:
        return [rect.get("class", "") for rect in tree(markup).iter("rect")]

    assert hot(api.bar_svg(LAMPS)) == ["hot", "", ""]
    assert hot(api.bar_svg(LAMPS, hot={"实验楼"})) == ["", "hot", ""]
    assert hot(api.bar_svg(LAMPS, hot=())) == ["", "", ""]
    assert hot(api.bar_svg([Bar("超期", 9, tone="late"), Bar("办结", 90, tone="done")])) == ["late", "done"]


def test_every_tone_has_a_colour_on_the_page_and_on_paper() -> None:
    sheet = static_file("papers/charts.css").read_text("utf-8")
    for tone in ("hot", "done", "going", "soon", "late", "idle"):
        assert f".lv-bars rect.{tone} " in sheet
        assert f".lv-line circle.lv-now.{tone} " in sheet
        assert tone in PAINT


def test_charts_carry_no_style_no_script_and_escape_their_words() -> None:
    for chart in (
        api.bar_svg([("<script>x</script>", 1, "", '"><b')], label='"<b>'),
        api.line_svg([("<script>x</script>", 1), ("b", 2)], label='"<b>', compare=[("<i>", 1), ("b", 1)]),
    ):
        assert not re.search(r"style=|<script|<b>|<i>|onload", chart)
        tree(chart)


def test_a_line_goes_through_all_its_points_from_edge_to_edge() -> None:
    chart = tree(api.line_svg(MONTHS, unit="件"))
    points = [
        (circle.get("cx"), circle.get("cy")) for circle in chart.iter("circle") if circle.get("class") != "lv-hit"
    ]
    strokes = [line for line in chart.iter("line") if line.get("class") == "lv-now"]
    assert len(points) == len(MONTHS)
    assert [((line.get("x1"), line.get("y1")), (line.get("x2"), line.get("y2"))) for line in strokes] == list(
        pairwise(points)
    )
    assert points[0][0] == "8.00%"
    assert points[-1][0] == "96.00%"
    heights = [int(y or 0) for _x, y in points]
    assert heights == sorted(heights, reverse=True)


def test_month_names_are_thinned_from_the_end_and_values_told_on_touch() -> None:
    chart = tree(api.line_svg(MONTHS, unit="件", names=("本学期", "")))
    names = [text.text for text in chart.iter("text") if text.get("class") == "lv-name"]
    assert names == ["10月", "12月", "2月", "4月"]
    assert next(title.text.split() for title in chart.iter("title") if title.text) == ["本学期", "9月", "0件"]


def test_an_earlier_line_stands_behind_with_its_name() -> None:
    chart = api.line_svg(MONTHS, compare=MONTHS, names=("本学年", "上学年"))
    assert chart.count('class="lv-old"') == 2 * len(MONTHS) - 1 + 1
    assert "上学年" in chart
    with pytest.raises(ValueError, match="1 values to compare with 8"):
        api.line_svg(MONTHS, compare=[("9月", 1)])


@pytest.mark.parametrize(
    ("largest", "top"),
    [("0", "1"), ("0.3", "0.3"), ("1", "1"), ("7", "8"), ("12", "20"), ("698", "800"), ("9001", "10000")],
)
def test_the_scale_ends_at_a_round_number_not_below_the_largest(largest: str, top: str) -> None:
    assert nice_top(Decimal(largest)) == Decimal(top)


def test_nothing_to_draw_is_said_in_words() -> None:
    assert "这一期没有数。" in api.bar_svg([])
    assert "这一期没有数。" in api.line_svg([])


def test_negative_values_and_unknown_tones_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter than nothing"):
        api.bar_svg([("甲", -1)])
    with pytest.raises(ValueError, match="no tone"):
        api.bar_svg([Bar("甲", 1, tone="red")])
    with pytest.raises(ValueError, match="bar, line"):
        api.chart_png("pie", LAMPS)


@pytest.mark.parametrize("kind", ["bar", "line"])
@pytest.mark.parametrize("rows", [[], [("甲", Decimal("0.5"))], [("很长很长的一个名字放在左边", 3), ("乙", 0)]])
def test_a_paper_chart_is_drawn_wide_enough_and_always_the_same(kind: str, rows: list[tuple[str, int]]) -> None:
    content = api.chart_png(kind, rows, "一句话说清楚", " 件")
    with Image.open(BytesIO(content)) as picture:
        assert picture.width == 1181  # 150 mm at 200 dpi
    assert api.chart_png(kind, rows, "一句话说清楚", " 件") == content


def test_the_stressed_bar_differs_from_the_others_without_colour() -> None:
    with Image.open(BytesIO(api.chart_png("bar", [("甲", 9), ("乙", 9)], hot={"甲"}))) as picture:
        grey = picture.convert("L")
    shades = sorted({value for count, value in grey.getcolors(256) or [] if count > grey.width * 20})
    assert shades[-1] == 255
    assert len(shades) >= 3
    assert shades[-2] - shades[0] > 80
