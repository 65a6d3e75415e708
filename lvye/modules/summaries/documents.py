"""A summary on paper: Word in the official layout, and PDF, from the same blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import school_name
from lvye.kit import say

from .evaluate import Slot
from .models import Summary
from .queries import Shown, chart_of, kept_deeds, shown_figures
from .writer import TOKEN, tokens_in


def summary_file(summary: Summary, *, kind: str) -> bytes:
    """The summary as "docx" or "pdf". A signed one prints the figures it was signed with."""
    signed = summary.signed_by.name if summary.signed_by else ""
    day = timezone.localdate(summary.signed_at) if summary.signed_at else None
    write = papers.official_word if kind == "docx" else papers.official_pdf
    content: bytes = write(
        title=_title(summary),
        org=f"{school_name()}{_('总务处')}",
        blocks=_blocks(summary),
        signed_by=signed,
        signed_on=day,
        core_title=summary.title,
    )
    return content


def _title(summary: Summary) -> str:
    """The school on a line of its own, as such papers have it."""
    name = school_name()
    return summary.title.replace(name, f"{name}\n", 1) if summary.title.startswith(name) else summary.title


def _blocks(summary: Summary) -> list[Any]:
    known = shown_figures(summary)
    made: list[Any] = []
    for block in summary.body["blocks"]:
        if block["kind"] in ("h1", "h2"):
            made.append(papers.Heading(int(block["kind"][1:]), block["text"]))
        elif block["kind"] == "p":
            made.append(papers.Paragraph(_runs(block["text"], known)))
        elif (chart := chart_of(summary, block)) is not None:
            made += _chart(chart)
    made.append(papers.Appendix(_("数据依据"), tuple(_evidence(summary, known))))
    if deeds := kept_deeds(summary):
        header = [_("日期"), _("做了什么"), _("地点")]
        table = papers.Table(header, [list(row) for row in deeds], widths=(16, 50, 34))
        made.append(papers.Appendix(_("工作记录"), (table,)))
    return made


def _runs(text: str, known: dict[str, Shown]) -> list[Any]:
    """Words and figures; each figure links to its records."""
    runs, end = [], 0
    for token in TOKEN.finditer(text):
        if token.start() > end:
            runs.append(papers.Run(text[end : token.start()]))
        figure = known[token.group(1)]
        runs.append(papers.Run(figure.text, href=absolute(figure.url)))
        end = token.end()
    return [*runs, papers.Run(text[end:])] if end < len(text) else runs


def absolute(url: str) -> str:
    """An address that also works from paper."""
    return f"{settings.BASE_URL}{url}"


def _chart(chart: dict[str, Any]) -> list[Any]:
    png = papers.chart_png(
        "bar" if chart["shape"] == "bar" else "line",
        [(line["label"], line["value"]) for line in chart["lines"]],
        title=chart["title"],
        unit=str(chart["unit"]),
    )
    return [papers.Picture(png, width_mm=150, caption=chart["title"])]


def _evidence(summary: Summary, known: dict[str, Shown]) -> Sequence[Any]:
    """The appendix: every figure of the text with definition, period, records and value."""
    header = [_("序号"), _("数字"), _("怎么算"), _("期间"), _("记录"), _("值")]
    rows: list[list[Any]] = []
    seen: set[tuple[str, bool, tuple[tuple[str, str], ...]]] = set()
    in_text = set(tokens_in(summary.body["blocks"]))
    for key, kept in summary.body["slots"].items():
        if key not in in_text:
            continue
        slot, figure = Slot.of(kept), known[key]
        mark = (slot.figure, slot.form == "history", tuple(sorted(slot.only.items())))
        if mark in seen:
            continue
        seen.add(mark)
        value = [papers.Run(figure.plain, href=absolute(figure.url))]
        rows.append(
            [str(len(rows) + 1), figure.label, figure.definition, figure.period, say.number(figure.rows), value]
        )
    note = (
        _("每个数字都可以点开，看到它背后的记录。校验码：%(digest)s")
        if summary.digest
        else _("草稿：数字会随记录变化。")
    )
    return [
        papers.Table(header, rows, widths=(5, 18, 38, 20, 8, 11), numeric={4, 5}),
        papers.Note(note % {"digest": summary.digest}),
    ]
