"""A list: narrowed, sorted, paged by key, counted no further than it shows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet
from django.forms import Form
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import say

from .cells import css_of, field_of, label_of, named_by, related_names, renderer
from .declare import Column, Register, panels
from .fields import filter_fields

PAGE_SIZE = 50
COUNT_LIMIT = 1000
OWN = {"q", "sort", "after", "before", "as", "view", "part"}  # words of the address that are not filters


@dataclass(frozen=True)
class Page:
    """One page of a list. body_html: its rows, ready; the addresses are empty where there is nothing to go to.

    count_text: how many there are, if the page holds them all; else `count_url` tells, asked after the rows are seen.
    """

    records: list[Any]
    body_html: SafeString
    count_text: str
    count_url: str
    next_url: str
    prev_url: str
    first_url: str


class Listing:
    """What one user sees of a register under one address."""

    def __init__(self, reg: Register, user: User, query: dict[str, str]) -> None:
        self.reg = reg
        self.user = user
        self.query = {name: value for name, value in query.items() if value != ""}
        asked = self.query.get("sort", "")
        self.sort = asked if asked in reg.sorts else reg.sorts[0]

    @cached_property
    def filters(self) -> Form:
        """The whole filter form: for the page's part that shows it."""
        return self._filter_form(self.reg.filters)

    @property
    def narrowing(self) -> dict[str, str]:
        """The part of the address that narrows: filters and words, without page and order."""
        return {k: v for k, v in self.query.items() if k not in OWN or k == "q"}

    @property
    def narrowed(self) -> bool:
        """Whether the list shows less than all."""
        return bool(self.narrowing)

    def rows(self) -> QuerySet[Any]:
        """All rows the list holds. Nonsense narrows to nothing, never to everything."""
        rows = self.reg.rows(self.user)
        if text := self.query.get("q", ""):
            rows = records.matching(rows, text) if self.reg.searchable else rows.none()
        asked = self._filter_form(tuple(name for name in self.reg.filters if name in self.query), shown=False)
        if not asked.is_valid():
            return rows.none()
        for name, value in asked.cleaned_data.items():
            if value not in (None, ""):
                rows = rows.filter(**{name: value})
        return self._pointed(rows)

    def sorted_rows(self) -> QuerySet[Any]:
        """The rows in the chosen order, with what the columns need joined."""
        name, falling = self.sort.lstrip("-"), self.sort.startswith("-")
        mark = "-" if falling else ""
        rows = shown_rows(self.reg, self.rows())
        if name in ("id", "pk"):
            return records.newest_found(rows) if falling else rows.order_by("pk")
        return rows.order_by(f"{mark}{name}", f"{mark}pk")

    def page(self, *, pick: bool = False) -> Page:
        """One page, by key: what comes after (or before) the row the address names."""
        backwards = "before" in self.query
        token = self.query.get("before") or self.query.get("after") or ""
        rows = self.sorted_rows()
        if token:
            rows = rows.filter(self._beyond(token, backwards=backwards))
        found = list((rows.reverse() if backwards else rows)[: PAGE_SIZE + 1])
        more = len(found) > PAGE_SIZE
        found = found[:PAGE_SIZE]
        if backwards:
            found.reverse()
        following = (more and not backwards) or (backwards and bool(token))
        preceding = (more and backwards) or (bool(token) and not backwards)
        return Page(
            records=found,
            body_html=rows_html(self.reg, found, pick=pick),
            count_text=f"{PAGE_SIZE}+" if following or preceding else say.number(len(found)),
            count_url=self.address(part="count") if following or preceding else "",
            next_url=self.address(after=self._token(found[-1])) if found and following else "",
            prev_url=self.address(before=self._token(found[0])) if found and preceding else "",
            first_url=self.address() if token else "",
        )

    def address(self, **words: str) -> str:
        """This list's address with other words; keeps narrowing and order, forgets the page."""
        kept = self.narrowing | ({"sort": self.sort} if self.sort != self.reg.sorts[0] else {})
        query = {k: v for k, v in (kept | words).items() if v != ""}
        return reverse(f"{self.reg.key}:list") + (f"?{urlencode(query)}" if query else "")

    def heads(self) -> list[dict[str, str]]:
        """The column heads: label, and the address that sorts by it where that is allowed."""
        return [self._head(column) for column in self.reg.columns]

    def _head(self, column: str | Column) -> dict[str, str]:
        name = column.sort if isinstance(column, Column) else column
        allowed = [s for s in self.reg.sorts if s.lstrip("-") == name]
        order = ""
        if allowed:
            order = next((s for s in allowed if s != self.sort), allowed[0])
        sorted_now = {name: "asc", f"-{name}": "desc"}.get(self.sort, "") if name else ""
        return {
            "label": label_of(self.reg.model, column),
            "name": name,
            "css": css_of(self.reg, column) if column != self.reg.columns[0] else "t",
            "sort_url": self.address(sort=order) if order else "",
            "sorted": sorted_now,
        }

    def _filter_form(self, names: tuple[str, ...], *, shown: bool = True) -> Form:
        made: type[Form] = type("FilterForm", (Form,), filter_fields(self.reg, self.user, names, shown=shown))
        return made({k: v for k, v in self.query.items() if k not in OWN})

    def _pointed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """`on.<field>=<pk>`: the rows of a panel, in full. Only fields that some panel declares."""
        known = {f"on.{p.by}" for many in panels.values() for p in many if p.register == self.reg.key}
        for name in known & self.query.keys():
            value = self.query[name]
            rows = rows.filter(**{name.removeprefix("on."): int(value)}) if value.isdecimal() else rows.none()
        return rows

    def _token(self, record: Any) -> str:
        name = self.sort.lstrip("-")
        if name in ("id", "pk"):
            return str(record.pk)
        value = getattr(record, name)
        text = value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else str(value)
        return f"{record.pk}~{text}"

    def _beyond(self, token: str, *, backwards: bool) -> Q:
        """Rows past the token. A token that is no token leads nowhere."""
        pk_text, _tilde, text = token.partition("~")
        if not pk_text.isdecimal():
            return Q(pk__in=[])
        name, falling = self.sort.lstrip("-"), self.sort.startswith("-")
        less = falling != backwards
        op = "lt" if less else "gt"
        if name in ("id", "pk"):
            return Q(**{f"pk__{op}": int(pk_text)})
        found = field_of(self.reg.model, name)
        try:
            value = found.to_python(text) if isinstance(found, Field) else text
        except ValidationError:
            return Q(pk__in=[])
        # The first condition lets the index be entered; the second is exact.
        return Q(**{f"{name}__{op}e": value}) & (Q(**{f"{name}__{op}": value}) | Q(**{f"pk__{op}": int(pk_text)}))

    def count_text(self) -> str:
        """How many rows the list holds, counted no further than people read it."""
        count = self.rows().order_by()[: COUNT_LIMIT + 1].count()
        return say.number(count) if count < COUNT_LIMIT else "999+"


def shown_rows(reg: Register, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with what the register's columns read: related records joined, the rest left where it is."""
    joined = related_names(reg.model, reg.columns)
    rows = rows.select_related(*joined, *(f"{one}__{name}" for one in joined for name in named_by(reg.model, one)))
    return rows.only(*reg.loads) if reg.loads else rows


def rows_html(reg: Register, found: list[Any], *, pick: bool = False) -> SafeString:
    """The rows of a table as HTML, joined in Python: a template loop over 50 × 8 cells costs thrice as much."""
    shows = [renderer(reg, column) for column in reg.columns]
    opens = [_opening(reg, column) for column in reg.columns]
    base = reverse(f"{reg.key}:detail", args=[0])[:-2]  # ".../0/" → ".../"
    box, word = "", escape(_("选中"))
    lines = []
    for record in found:
        pk = record.pk
        if pick:
            box = (
                f'<td class="pick"><input type="checkbox" class="check" name="pk" value="{pk}" '
                f'aria-label="{word} {shows[0](record)}"></td>'
            )
        first = f'<td class="t"{opens[0]}><a href="{base}{pk}/">{shows[0](record) or pk}</a></td>'
        rest = "".join([f"<td{head}>{show(record)}</td>" for head, show in zip(opens[1:], shows[1:], strict=True)])
        lines.append(f'<tr data-pk="{pk}">{box}{first}{rest}</tr>')
    return mark_safe("".join(lines))  # noqa: S308 - every cell is escaped by its renderer


def _opening(reg: Register, column: str | Column) -> str:
    """The attributes of a column's cells: the label a card shows, and how its values stand."""
    css = css_of(reg, column)
    first = column == reg.columns[0]
    return (f' class="{css}"' if css and not first else "") + f' data-label="{escape(label_of(reg.model, column))}"'
