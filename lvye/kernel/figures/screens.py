"""The page behind a number: how it is counted, over what, and exactly the records that make it."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.registers.api import (
    AuthedRequest,
    Listing,
    needs,
    registers,
    rows_html,
    shown_rows,
    varied,
    wants_part,
)
from lvye.kernel.terms.api import Period, current, latest_closed, span_period, term_period
from lvye.kit import say

from . import words
from .compute import NONE, Only, compute, one, rows
from .declare import Figure, Value, figures

PAGE_SIZE = 50


def address(name: str, period: Period | None, only: Only = {}) -> str:  # noqa: B006 - read only
    """Where exactly the records of this value are listed."""
    query = {"from": period.begins_on.isoformat(), "to": period.ends_on.isoformat()} if period else {}
    query |= {f"by.{split}": NONE if key is None else str(key) for split, key in only.items()}
    return f"{reverse('figures:rows', args=[name])}?{urlencode(query)}"


def asked_period(request: AuthedRequest) -> Period | None:
    """The period an address names (?from=…&to=…), else the present or the last closed term."""
    if "from" not in request.GET:
        term = current(timezone.localdate()) or latest_closed()
        return term_period(term) if term else None
    try:
        begin = datetime.date.fromisoformat(request.GET["from"])
        end = datetime.date.fromisoformat(request.GET.get("to", ""))
        return span_period(begin, end)
    except (ValueError, ValidationError):
        raise Http404(_("日期写得不对，应该像 2026-02-23 这样，结束不早于开始。")) from None


def stated(figure: Figure, period: Period | None, only: Only = {}) -> str:  # noqa: B006 - read only
    """The figure in words: one number, or one for each unit where units stand apart."""
    if figure.mixes(only):
        return words.apart(compute(figure.name, period, by=(figure.apart,), only=only))
    return words.text(one(figure.name, period, only))


@needs()
def figure_rows(request: AuthedRequest, name: str) -> HttpResponse:
    """One figure: definition, period, splits, and its records page by page."""
    figure = figures.get(name)
    if figure is None:
        raise Http404(_("没有这个数字。"))
    reg = registers[figure.register]
    if not request.user.has_perm(reg.permission("view")):
        raise PermissionDenied
    period = asked_period(request)
    only = {k.removeprefix("by."): v for k, v in request.GET.items() if k.startswith("by.")}
    try:
        found = rows(name, period, only, request.user)
        total = one(name, period, only)
    except (ValidationError, ValueError):
        raise Http404(_("这个数字不能这样分。")) from None
    context = _page(request, figure, found) | {
        "figure": figure,
        "reg": reg,
        "period": period,
        "only": [(figure.by[k].label, figure.by[k].word(v)) for k, v in only.items()],
        "stated": stated(figure, period, only),
        "stated_rows": say.number(total.rows),
        "of": say.qty(total.of) if total.of is not None else "",
        "visible": found.count() if reg.rows(request.user).query.where else total.rows,
        "splits": _splits(figure, period, only) if not wants_part(request) else [],
    }
    template = "figures/_rows.html" if wants_part(request) else "figures/rows.html"
    return varied(render(request, template, context))


def _page(request: AuthedRequest, figure: Figure, found: Any) -> dict[str, Any]:
    reg = registers[figure.register]
    after = request.GET.get("after", "")
    if after.isdecimal():
        found = found.filter(pk__lt=int(after))
    page = list(shown_rows(reg, found)[: PAGE_SIZE + 1])
    query = {k: v for k, v in request.GET.items() if k != "after"}
    following = urlencode(query | {"after": str(page[PAGE_SIZE - 1].pk)}) if len(page) > PAGE_SIZE else ""
    heads = [head["label"] for head in Listing(reg, request.user, {}).heads()]
    return {"heads": heads, "body_html": rows_html(reg, page[:PAGE_SIZE]), "next_url": following and f"?{following}"}


def _splits(figure: Figure, period: Period | None, only: Only) -> list[dict[str, Any]]:
    """The figure split in each way it can be, the largest first; each part opens its own records."""
    found = []
    for name, dim in figure.by.items():
        if name in only:
            continue
        parts = _parts(figure, period, only, name)
        lines = [
            {"label": dim.word(key), "text": text, "url": address(figure.name, period, {**only, name: key})}
            for key, text in parts[:12]
        ]
        if len(parts) > 1:
            found.append({"label": dim.label, "lines": lines, "more": max(0, len(parts) - 12)})
    return found


def _parts(figure: Figure, period: Period | None, only: Only, name: str) -> list[tuple[object, str]]:
    """The parts of one split in words; where units stand apart, each part says its units, and rows give the order."""
    if not figure.mixes({**only, name: ""}):
        return [(v.keys[name], words.text(v)) for v in compute(figure.name, period, by=(name,), only=only)]
    groups: dict[object, list[Value]] = {}
    for value in compute(figure.name, period, by=(name, figure.apart), only=only):
        groups.setdefault(value.keys[name], []).append(value)
    largest = sorted(groups.items(), key=lambda group: -sum(value.rows for value in group[1]))
    return [(key, words.apart(values)) for key, values in largest]


@needs()
def overview(request: AuthedRequest) -> HttpResponse:
    """All figures the user may open, for one period."""
    period = asked_period(request)
    shown = [
        {"figure": figure, "text": stated(figure, period), "url": address(figure.name, period)}
        for figure in figures
        if request.user.has_perm(registers[figure.register].permission("view"))
    ]
    return render(request, "figures/overview.html", {"figures": shown, "period": period})
