"""The three papers every desk prints: a document of the standard, a form for one record, a list of a register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lvye.kernel.papers import codes, pdf
from lvye.kernel.papers.blocks import (
    Appendix,
    Block,
    Picture,
    Run,
    Table,
    Words,
    attachment_names,
    numbered,
    runs_of,
)
from lvye.kernel.papers.values import Signature
from lvye.kit import say

WIDE_FROM = 8  # columns; a list with so many lies on its side


@dataclass(frozen=True)
class _Fact:
    """One cell pair of the facts table; a long one takes the whole row."""

    label: str
    runs: tuple[Run, ...]

    @property
    def is_long(self) -> bool:
        return sum(len(run.text) for run in self.runs) > 20


def fact_rows(facts: Sequence[tuple[str, Words]]) -> list[list[_Fact]]:
    """Facts two to a row; a long one, or one left over, alone."""
    rows: list[list[_Fact]] = []
    for label, words in facts:
        fact = _Fact(label, runs_of(words))
        if rows and len(rows[-1]) == 1 and not (fact.is_long or rows[-1][0].is_long):
            rows[-1].append(fact)
        else:
            rows.append([fact])
    return rows


def official(
    *,
    title: str,
    org: str,
    blocks: Sequence[Block],
    signed_by: str,
    signed_on: date | None,
    doc_number: str,
    attachments: Sequence[str],
    core_title: str,
    author: str,
    byline: str,
) -> bytes:
    """The document as PDF; the arguments are explained at `papers.api.official_word`."""
    body = numbered(blocks)
    context = {
        "title": title,
        "org": org,
        "signed_by": signed_by,
        "day": say.day(signed_on) if signed_on else "",
        "doc_number": doc_number,
        "core_title": core_title or title.replace("\n", ""),
        "author": author or org,
        "byline": byline,
        "attachments": attachment_names(blocks, attachments),
        "body": [block for block in body if not isinstance(block, Appendix)],
        "appendices": [block for block in body if isinstance(block, Appendix)],
    }
    return pdf.build("papers/official.html", context, base_css="papers/official.css")


def _head(
    *, title: str, school: str, register: str, period: str, printed_on: date, url: str, code: str
) -> dict[str, Any]:
    return {
        "title": title,
        "school": school,
        "register": register,
        "period": period,
        "printed_on": say.day(printed_on),
        "code_back": codes.code_back(url, code=code) if url else "",
    }


def form(
    *,
    title: str,
    school: str,
    printed_on: date,
    register: str,
    period: str,
    number: str,
    facts: Sequence[tuple[str, Words]],
    text: str,
    lines: Sequence[Table],
    pictures: Sequence[Picture],
    signatures: Sequence[Signature],
    url: str,
    code: str,
) -> bytes:
    """A form for one record; the arguments are explained at `papers.api.form_pdf`."""
    head = _head(
        title=title, school=school, register=register, period=period, printed_on=printed_on, url=url, code=code
    )
    parts = {
        "number": number,
        "facts": fact_rows(facts),
        "text": text,
        "lines": lines,
        "pictures": pictures,
        "signatures": signatures,
    }
    return pdf.build("papers/form.html", {**head, **parts}, base_css="papers/paper.css")


def register_list(
    *,
    title: str,
    school: str,
    printed_on: date,
    table: Table,
    register: str,
    period: str,
    facts: Sequence[tuple[str, Words]],
    totals: Sequence[str],
    signatures: Sequence[Signature],
    url: str,
    code: str,
) -> bytes:
    """A list of a register; the arguments are explained at `papers.api.table_pdf`."""
    if totals and len(totals) != len(table.header):
        raise ValueError(f"{len(totals)} totals under {len(table.header)} columns")
    head = _head(
        title=title, school=school, register=register, period=period, printed_on=printed_on, url=url, code=code
    )
    parts = {
        "table": table,
        "totals": [(total, index in table.numeric) for index, total in enumerate(totals)],
        "facts": fact_rows(facts),
        "signatures": signatures,
        "wide": len(table.header) >= WIDE_FROM,
    }
    return pdf.build("papers/table.html", {**head, **parts}, base_css="papers/paper.css")
