"""A summary as it is read: text with its figures in place, charts, what has changed since it was signed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lvye.kernel.figures import api as figures
from lvye.kernel.terms.api import Period, period_of
from lvye.kit import say
from lvye.modules.history.api import Past

from .evaluate import Evaluator, Slot
from .models import Kind, Status, Summary
from .record import deeds_of
from .writer import TOKEN

CHARTS, DEEDS = "charts", "deeds"  # in the snapshot, beside the slots f1, f2 …
BESIDE = {CHARTS, DEEDS}


@dataclass(frozen=True)
class Shown:
    """One figure of a summary as it is shown. text: in its sentence; plain: number and unit alone."""

    text: str
    plain: str
    value: str
    rows: int
    label: str
    definition: str
    period: str
    url: str


def period(summary: Summary) -> Period:
    """The days it sums up."""
    return period_of(summary.period)


def shown_figures(summary: Summary, numbers: Evaluator | None = None) -> dict[str, Shown]:
    """All figures of a summary: as signed, else as the records say now. numbers: what was computed already."""
    if summary.status == Status.SIGNED:
        return {key: Shown(**kept) for key, kept in summary.snapshot.items() if key not in BESIDE}
    return living_figures(summary, numbers)


def living_figures(summary: Summary, numbers: Evaluator | None = None) -> dict[str, Shown]:
    """All figures as the records say now."""
    numbers = numbers or Evaluator(period(summary))
    return {key: _shown(numbers, Slot.of(kept)) for key, kept in summary.body["slots"].items()}


def _shown(numbers: Evaluator, slot: Slot) -> Shown:
    value = numbers.value(slot.figure, slot.only)
    if slot.form == "history" and (then := numbers.past(slot.figure, slot.only)) is not None:
        return _shown_past(numbers, slot, value, then)
    figure = value.figure
    return Shown(
        text=numbers.text(slot),
        plain=figures.text(value, slot.unit),
        value=str(value.value),
        rows=value.rows,
        label=named(value, slot),
        definition=str(figure.definition),
        period=numbers.period.dates if figure.date else str(_("现在")),
        url=figures.address(slot.figure, numbers.period, slot.only),
    )


def _shown_past(numbers: Evaluator, slot: Slot, value: figures.Value, then: Past) -> Shown:
    """A comparison with an earlier year: behind it stands the sentence of the old paper."""
    said = _("；").join(f"“{one.sentence}”（{one.title}）" for one in then.sources)
    return Shown(
        text=numbers.text(slot),
        plain=then.said,
        value=str(then.value),
        rows=len(then.sources),
        label=f"{named(value, slot)}，{then.label}",
        definition=said,
        period=then.label,
        url=then.address,
    )


def named(value: figures.Value, slot: Slot) -> str:
    """The figure with what it is narrowed to: 维修明细（更换 灯管 个）."""
    words = " ".join(value.figure.by[split].word(key) for split, key in slot.only.items())
    return f"{value.figure.label}{f'（{words}）' if words else ''}"


def blocks_html(summary: Summary, known: dict[str, Shown] | None = None) -> list[dict[str, Any]]:
    """The blocks for the page: figures as chips that open, charts with their lines."""
    known = shown_figures(summary) if known is None else known
    made = []
    for block in summary.body["blocks"]:
        if block["kind"] == "chart":
            if (chart := chart_of(summary, block)) is not None:
                made.append(block | {"chart": chart})
        else:
            made.append(block | {"html": _marked(summary, block["text"], known)})
    return made


def _marked(summary: Summary, text: str, known: dict[str, Shown]) -> SafeString:
    parts, end = [], 0
    for token in TOKEN.finditer(text):
        key = token.group(1)
        open_url = reverse("summaries:figure", args=[summary.pk, key]) if summary.pk else known[key].url
        parts += [
            escape(text[end : token.start()]),
            f'<a class="fig" contenteditable="false" data-slot="{key}" href="{escape(known[key].url)}" '
            f'data-open="{open_url}">{escape(known[key].text)}</a>',
        ]
        end = token.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every part is escaped


def chart_of(summary: Summary, block: dict[str, Any]) -> dict[str, Any] | None:
    """A chart as a sentence, its lines and the records behind each; None where there is nothing to see.

    whole: what the shares are of, also where only the largest lines are shown. A signed summary shows it as signed.
    """
    if summary.status == Status.SIGNED and CHARTS in summary.snapshot:
        return _kept_chart(summary.snapshot[CHARTS].get(block["id"]))
    figure, span = figures.figures[block["figure"]], period(summary)
    if block["shape"] == "line":
        lines = _by_month(block["figure"], span, block["only"])
        whole = sum((line["value"] for line in lines), Decimal(0))
    else:
        values = figures.compute(block["figure"], span, by=(block["by"],), only=block["only"])
        whole = sum((value.value for value in values), Decimal(0))
        dim = figure.by[block["by"]]
        lines = [
            {
                "label": dim.word(value.keys[block["by"]]),
                "value": value.value,
                "text": figures.text(value),
                "url": figures.address(block["figure"], span, {**block["only"], block["by"]: value.keys[block["by"]]}),
            }
            for value in values[: block["limit"]]
        ]
    if len(lines) < 2:
        return None
    title = _sentence(figure, block, lines, whole)
    return {"title": title, "unit": str(figure.unit), "lines": lines, "shape": block["shape"], "whole": whole}


def _kept_chart(kept: dict[str, Any] | None) -> dict[str, Any] | None:
    """A chart out of the snapshot: its numbers are kept as text."""
    if kept is None:
        return None
    lines = [line | {"value": Decimal(line["value"])} for line in kept["lines"]]
    return kept | {"lines": lines, "whole": Decimal(kept["whole"])}


def _by_month(name: str, span: Period, only: dict[str, str]) -> list[dict[str, Any]]:
    months: dict[tuple[int, int], Any] = {}
    for day, value in sorted(figures.by_day(name, span, only).items()):
        months[day.year, day.month] = months.get((day.year, day.month), 0) + value
    unit = str(figures.figures[name].unit)
    return [
        {
            "label": _("%(n)s月") % {"n": month},
            "value": value,
            "text": figures.with_unit(say.qty(value), unit),
            "url": "",
        }
        for (_year, month), value in sorted(months.items())
    ]


def _sentence(figure: figures.Figure, block: dict[str, Any], lines: list[dict[str, Any]], whole: Decimal) -> str:
    """What the chart says, as a sentence."""
    top = max(lines, key=lambda line: line["value"])
    words = {"what": figure.label, "who": top["label"], "n": top["text"]}
    if block["shape"] == "line":
        return _("%(what)s：%(who)s最多，%(n)s") % words
    words["share"] = say.share(top["value"], whole)
    return _("%(what)s最多的是%(who)s：%(n)s，占%(share)s") % words


def changed_since(summary: Summary) -> list[dict[str, Any]]:
    """What the records say differently now than when the summary was signed."""
    if summary.status != Status.SIGNED:
        return []
    now = living_figures(summary)
    found = []
    for key, kept in summary.snapshot.items():
        if key in BESIDE:
            continue
        fresh = now[key]
        if (fresh.value, fresh.rows) != (kept["value"], kept["rows"]):
            found.append({"label": kept["label"], "signed": kept["plain"], "now": fresh.plain, "url": fresh.url})
    return found


def as_snapshot(summary: Summary) -> dict[str, Any]:
    """Figures and charts as the record keeps them, as they are now."""
    known = living_figures(summary)
    charts = {}
    for block in summary.body["blocks"]:
        if block["kind"] == "chart" and (chart := chart_of(summary, block)) is not None:
            lines = [line | {"value": str(line["value"])} for line in chart["lines"]]
            charts[block["id"]] = chart | {"lines": lines, "whole": str(chart["whole"])}
    figures_kept: dict[str, Any] = {key: asdict(figure) for key, figure in known.items()}
    deeds = living_deeds(summary)
    return figures_kept | {CHARTS: charts} | ({DEEDS: deeds} if deeds else {})


def kept_deeds(summary: Summary) -> list[list[str]]:
    """What a person's report lists behind it, deed by deed (day, what, where): as signed, else as it is now."""
    if summary.status == Status.SIGNED:
        return list(summary.snapshot.get(DEEDS, []))
    return living_deeds(summary)


def living_deeds(summary: Summary) -> list[list[str]]:
    """The deeds of a person's report as the records say now, the first one first; none for other summaries."""
    if summary.kind != Kind.PERSON or summary.person is None:
        return []
    return [[say.date(one.on), one.what, one.where] for one in reversed(deeds_of(summary.person, period(summary)))]
