"""Charts for paper, as PNG through matplotlib. The same colours by meaning as on screen; hatching and numbers carry the
meaning where paper has no colour.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from io import BytesIO
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontPath, FontProperties
from matplotlib.patheffects import withStroke

from lvye.kernel.papers import fonts
from lvye.kernel.papers.charts import Bar, Rows, bars, hottest

DPI, INCH = 200, 25.4
WIDTH_MM = 150
# (fill, hatch): light where nothing is meant, dark for what is; hatches differ without colour.
PAINT = {
    "": ("#b9c3bb", ""),
    "hot": ("#1a6a45", ""),
    "done": ("#1b6a3b", ""),
    "going": ("#6f9bd1", "//"),
    "soon": ("#e0a04a", ".."),
    "late": ("#b01f1a", "xx"),
    "idle": ("#ffffff", ""),
}
INK, MUTED, GRID = "#1c2520", "#536058", "#dfe5dc"


def _font(size: float, name: str = "sans") -> Any:
    face = fonts.face(name)
    return FontProperties(fname=FontPath(str(face.path), face.index), size=size)


def _axes(height_mm: float, title: str) -> tuple[Any, Any]:
    figure = Figure(figsize=(WIDTH_MM / INCH, height_mm / INCH), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(MUTED)
    axes.tick_params(length=0, labelcolor=INK)
    if title:
        figure.suptitle(title, fontproperties=_font(11, "sans-bold"), color=INK, x=0.01, ha="left")
    return figure, axes


def _bars(rows: Sequence[Bar], stressed: set[str], title: str, unit: str) -> Any:
    figure, axes = _axes(14 + 8 * max(len(rows), 2) + (8 if title else 0), title)
    places = range(len(rows))
    drawn = axes.barh(places, [bar.value for bar in rows], height=0.62, edgecolor=MUTED, linewidth=0.6)
    largest = max((bar.value for bar in rows), default=0) or 1
    for patch, bar in zip(drawn, rows, strict=True):
        fill, hatch = PAINT["hot" if bar.label in stressed else bar.tone]
        patch.set_facecolor(fill)
        patch.set_hatch(hatch)
        patch.set_hatchcolor("#ffffff")
    for place, bar in zip(places, rows, strict=True):
        axes.annotate(f"{bar.text}{unit}", (bar.value, place), (4, 0), textcoords="offset points", va="center",
                      fontproperties=_font(10), color=INK)  # fmt: skip
    axes.set_yticks(list(places), [bar.label for bar in rows], fontproperties=_font(10))
    axes.set_xlim(0, largest * 118 / 100)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.invert_yaxis()
    return figure


def _line(rows: Sequence[Bar], stressed: set[str], title: str, unit: str) -> Any:
    figure, axes = _axes(70 + (8 if title else 0), title)
    places, values = list(range(len(rows))), [bar.value for bar in rows]
    axes.plot(places, values, color=PAINT["hot"][0], linewidth=1.8, marker="o", markersize=5, markerfacecolor="#ffffff")
    for place, bar in zip(places, rows, strict=True):
        if bar.label in stressed:
            axes.plot([place], [bar.value], marker="o", markersize=6, color=PAINT["hot"][0])
        number = axes.annotate(bar.text, (place, bar.value), (0, 7), textcoords="offset points", ha="center",
                               fontproperties=_font(9), color=INK)  # fmt: skip
        # A white edge, so that a number over the line can be read.
        number.set_path_effects([withStroke(linewidth=3, foreground="#ffffff")])
    axes.set_xticks(places, [bar.label for bar in rows], fontproperties=_font(10))
    axes.set_ylim(0, (max(values, default=0) or 1) * 115 / 100)
    axes.yaxis.grid(visible=True, color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    for label in axes.get_yticklabels():
        label.set_fontproperties(_font(9))
    if unit:
        axes.set_title(unit, loc="left", fontproperties=_font(9), color=MUTED)
    return figure


KINDS: dict[str, Callable[[Sequence[Bar], set[str], str, str], Any]] = {"bar": _bars, "line": _line}


def build(kind: str, rows: Rows, title: str, unit: str, hot: Collection[str] | None) -> bytes:
    """The chart as PNG; the arguments are explained at `papers.api.chart_png`."""
    if kind not in KINDS:
        raise ValueError(f"no chart {kind!r}; there are {', '.join(KINDS)}")
    drawn = bars(rows)
    figure = KINDS[kind](drawn, hottest(drawn, hot), title, unit)
    out = BytesIO()
    # Without the library's version the same values give the same bytes.
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
