"""Charts in pages, drawn on the server, without a script or a style attribute.

They scale from a phone to a desk because what must scale is in percent and what must stay readable is in pixels.
Colours come by class from papers/charts.css, by meaning: `hot` for what the sentence above the chart speaks of,
otherwise a tone (done, going, soon, late, idle).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

TONES = ("", "done", "going", "soon", "late", "idle")
TOP, HEIGHT = 26, 150  # pixels: above the highest line, and of the plot
LEFT, SPAN = Decimal(8), Decimal(88)  # percent: where the first point stands, and how far the last is from it
MOST_LABELS = 6  # on a phone's width; more are thinned out


class Bar(NamedTuple):
    """One value of a chart: its name, the value, how it is written (default: the number), what it opens, its tone."""

    label: str
    value: Decimal | int
    text: str = ""
    href: str = ""
    tone: str = ""


Rows = Iterable[Bar | tuple[str, Decimal | int] | tuple[str, Decimal | int, str] | tuple[str, Decimal | int, str, str]]


def bars(rows: Rows) -> list[Bar]:
    """The rows as bars, checked: values from zero up, tones that exist."""
    made = [row if isinstance(row, Bar) else Bar(*row) for row in rows]
    for bar in made:
        if bar.value < 0:
            raise ValueError(f"a bar cannot be shorter than nothing: {bar.label} {bar.value}")
        if bar.tone not in TONES:
            raise ValueError(f"no tone {bar.tone!r}; there are {', '.join(TONES[1:])}")
    return [bar._replace(text=bar.text or f"{bar.value:,}") for bar in made]


def hottest(rows: Sequence[Bar], hot: Collection[str] | None) -> set[str]:
    """Labels to stress: those named, or the largest when nothing is said. With tones nothing is stressed unasked."""
    if hot is not None:
        return set(hot)
    if not rows or any(bar.tone for bar in rows):
        return set()
    largest = max(bar.value for bar in rows)
    return {bar.label for bar in rows if bar.value == largest} if largest else set()


@dataclass(frozen=True)
class _Drawn:
    """A bar as the template draws it."""

    bar: Bar
    css: str
    width: str
    unit: str  # where its words do not hold it already


def bar_svg(rows: Rows, *, hot: Collection[str] | None = None, unit: str = "", label: str = "") -> SafeString:
    """Horizontal bars: a table whose middle column is drawn, so it is read aloud as one and needs no second one.

    `hot` names the labels the sentence speaks of (default: the largest), `unit` follows every value that does not
    hold it, `label` says what is seen. A row with an address opens it. Longest bar = largest value; zero draws nothing.
    """
    drawn_rows = bars(rows)
    stressed = hottest(drawn_rows, hot)
    largest = max((Decimal(bar.value) for bar in drawn_rows), default=Decimal(0)) or Decimal(1)
    drawn = [
        _Drawn(
            bar, "hot" if bar.label in stressed else bar.tone, f"{Decimal(bar.value) / largest * 100:.1f}",
            "" if unit in bar.text else unit,
        )
        for bar in drawn_rows
    ]  # fmt: skip
    return render_to_string("papers/_bars.html", {"rows": drawn, "label": label})


def nice_top(largest: Decimal) -> Decimal:
    """The round number the scale ends at, not below the largest value; its half is round too."""
    if largest <= 0:
        return Decimal(1)
    power = Decimal(10) ** largest.adjusted()
    steps = (largest / power).quantize(Decimal("0.0001"), rounding=ROUND_CEILING)
    return next(step for step in (1, 2, 3, 4, 5, 6, 8, 10) if step >= steps) * power


@dataclass(frozen=True)
class _Point:
    """A point of a line as the template draws it; x in percent, y in pixels."""

    bar: Bar
    x: str
    y: int
    css: str
    is_named: bool
    is_valued: bool


@dataclass(frozen=True)
class _Stroke:
    """A straight piece of a line."""

    x1: str
    y1: int
    x2: str
    y2: int


def _points(row: Sequence[Bar], top: Decimal, stressed: set[str]) -> list[_Point]:
    every = -(-len(row) // MOST_LABELS) or 1
    points = []
    for index, bar in enumerate(row):
        x = LEFT + (SPAN * index / (len(row) - 1) if len(row) > 1 else SPAN / 2)
        y = TOP + round(HEIGHT * (1 - Decimal(bar.value) / top))
        is_hot = bar.label in stressed
        is_last = index == len(row) - 1
        # From the end backwards, so that the newest month always has its name.
        named = (len(row) - 1 - index) % every == 0
        points.append(_Point(bar, f"{x:.2f}", y, "hot" if is_hot else bar.tone, named, is_hot or is_last))
    return points


def _strokes(points: Sequence[_Point]) -> list[_Stroke]:
    return [_Stroke(a.x, a.y, b.x, b.y) for a, b in pairwise(points)]


def line_svg(
    rows: Rows,
    *,
    unit: str = "",
    label: str = "",
    hot: Collection[str] | None = None,
    compare: Rows = (),
    names: tuple[str, str] = ("", ""),
) -> SafeString:
    """A line over months. `compare` is an earlier run of the same months, dashed behind it; `names` calls the two.

    Every point says its value on touch; only the stressed ones and the last carry a number, and month names are thinned
    out where a phone has no room.
    """
    now, before = bars(rows), bars(compare)
    if before and len(before) != len(now):
        raise ValueError(f"{len(before)} values to compare with {len(now)}")
    top = nice_top(max((Decimal(bar.value) for bar in [*now, *before]), default=Decimal(0)))
    points, old = _points(now, top, hottest(now, hot)), _points(before, top, set())
    context = {
        "points": points,
        "strokes": _strokes(points),
        "old": old,
        "old_strokes": _strokes(old),
        "grid": [(TOP, f"{top:f}"), (TOP + HEIGHT // 2, f"{(top / 2).normalize():f}"), (TOP + HEIGHT, "0")],
        "foot": TOP + HEIGHT + 22,
        "height": TOP + HEIGHT + 32,
        "unit": unit,
        "label": label,
        "names": names,
    }
    return render_to_string("papers/_line.html", context)
