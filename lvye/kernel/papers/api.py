"""The front door of papers: everything printed or filed, from plain values.

The libraries behind it take a second or more to load, so each is loaded when something is printed, not when the program
starts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lvye.kernel.papers.answers import answer
from lvye.kernel.papers.blocks import (
    Appendix,
    Block,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    Words,
)
from lvye.kernel.papers.charts import Bar, Rows, bar_svg, line_svg
from lvye.kernel.papers.codes import code_back, qr_svg
from lvye.kernel.papers.values import LABEL_SIZES, Finding, Label, NoFontError, RefusedError, Signature

__all__ = [
    "LABEL_SIZES", "Appendix", "Bar", "Block", "Finding", "Heading", "Label", "NoFontError", "Note", "PageBreak",
    "Paragraph", "Picture", "RefusedError", "Rows", "Run", "Signature", "Table", "Words", "answer", "assemble_fonts",
    "bar_svg", "chart_png", "code_back", "doctor", "form_pdf", "labels", "line_svg", "official_pdf", "official_word",
    "pdf", "qr_svg", "table_pdf",
]  # fmt: skip


def official_word(
    *,
    title: str,
    org: str,
    blocks: Sequence[Block],
    signed_by: str = "",
    signed_on: date | None = None,
    doc_number: str = "",
    attachments: Sequence[str] = (),
    core_title: str = "",
    author: str = "",
    byline: str = "",
) -> bytes:
    """A Word document (.docx) in the layout of GB/T 9704-2012. The same arguments give the same bytes.

    `title` may be broken with newlines; `byline` stands under it. `org` signs at the end, right, with `signed_on` under
    it (no date: no signature, a draft). `doc_number` (发文字号) and `signed_by` (签发人) stand above the title when
    given. `attachments` are the names in the attachments note; without them the titles of the `Appendix` blocks are
    taken, and those blocks come after the signature, each on its own page. `core_title` and `author` go into the
    file's properties (default: title and org), whose dates are `signed_on`. ValueError for a link that is not
    absolute (see `Run`).
    """
    from lvye.kernel.papers import word

    return word.build(
        title=title,
        org=org,
        blocks=blocks,
        signed_by=signed_by,
        signed_on=signed_on,
        doc_number=doc_number,
        attachments=attachments,
        core_title=core_title,
        author=author,
        byline=byline,
    )


def official_pdf(
    *,
    title: str,
    org: str,
    blocks: Sequence[Block],
    signed_by: str = "",
    signed_on: date | None = None,
    doc_number: str = "",
    attachments: Sequence[str] = (),
    core_title: str = "",
    author: str = "",
    byline: str = "",
) -> bytes:
    """The same document as `official_word` makes, as PDF, with links and bookmarks. The arguments are the same."""
    from lvye.kernel.papers import prints

    return prints.official(
        title=title,
        org=org,
        blocks=blocks,
        signed_by=signed_by,
        signed_on=signed_on,
        doc_number=doc_number,
        attachments=attachments,
        core_title=core_title,
        author=author,
        byline=byline,
    )


def pdf(template_name: str, context: Mapping[str, Any], *, base_css: str = "papers/paper.css") -> bytes:
    """Any template as PDF, styled by one sheet of the static folders.

    A template may extend papers/_page.html (A4 with head, page n / N and signature boxes). It may fetch `static:<path>`
    and `data:` addresses; anything else raises RefusedError. `form_pdf` and `table_pdf` cover the usual papers.
    """
    from lvye.kernel.papers import pdf as printer

    return printer.build(template_name, context, base_css=base_css)


def form_pdf(
    *,
    title: str,
    school: str,
    printed_on: date,
    register: str = "",
    period: str = "",
    number: str = "",
    facts: Sequence[tuple[str, Words]] = (),
    text: str = "",
    lines: Sequence[Table] = (),
    pictures: Sequence[Picture] = (),
    signatures: Sequence[Signature] = (),
    url: str = "",
    code: str = "",
) -> bytes:
    """A form for one record on A4, as an inspector expects it.

    Above every page: school, register, period; below: the day of printing and page n / N. Then the title with `number`,
    `facts` (label, value) two to a row, `text`, tables of `lines`, `pictures` three to a row, and boxes to sign in. A
    small QR code leads to `url`, with `code` in letters under it.
    """
    from lvye.kernel.papers import prints

    return prints.form(
        title=title,
        school=school,
        printed_on=printed_on,
        register=register,
        period=period,
        number=number,
        facts=facts,
        text=text,
        lines=lines,
        pictures=pictures,
        signatures=signatures,
        url=url,
        code=code,
    )


def table_pdf(
    *,
    title: str,
    school: str,
    printed_on: date,
    table: Table,
    register: str = "",
    period: str = "",
    facts: Sequence[tuple[str, Words]] = (),
    totals: Sequence[str] = (),
    signatures: Sequence[Signature] = (),
    url: str = "",
    code: str = "",
) -> bytes:
    """A list of a register on A4, on its side from eight columns; the head of the table repeats, rows are not torn.

    `totals` are the cells of a last row, one for each column (empty: no such row). The rest as in `form_pdf`.
    """
    from lvye.kernel.papers import prints

    return prints.register_list(
        title=title,
        school=school,
        printed_on=printed_on,
        table=table,
        register=register,
        period=period,
        facts=facts,
        totals=totals,
        signatures=signatures,
        url=url,
        code=code,
    )


def labels(items: Iterable[Label], size: str = "40x30", *, skip: int = 0) -> bytes:
    """QR labels as PDF. `size` is a key of LABEL_SIZES: 40x30 and 60x40 (mm) put one on a page, for a label printer;
    a4-40x30 and a4-60x40 fill A4 sheets with lines to cut along, the first `skip` places left free (a sheet begun).

    ValueError for an unknown size, no items, or more to skip than a sheet holds. NoFontError without a Chinese face.
    """
    from lvye.kernel.papers import labels as printer

    return printer.build(items, size, skip)


def chart_png(kind: str, rows: Rows, title: str = "", unit: str = "", *, hot: Collection[str] | None = None) -> bytes:
    """A chart for paper, 150 mm wide at 200 dpi. `kind` is bar (horizontal) or line (months); rows, `unit` and `hot`
    are
    as in `bar_svg`. Leave `title` out where the Picture's caption says it. Readable without colour.
    """
    from lvye.kernel.papers import plots

    return plots.build(kind, rows, title, unit, hot)


def doctor() -> list[Finding]:
    """What printing needs on this machine: Chinese faces, the libraries of PDF, and how to mend what lacks."""
    from lvye.kernel.papers import fonts

    return fonts.doctor()


def assemble_fonts(source: Path, target: Path | None = None) -> list[Path]:
    """Make the four Chinese faces from the web-font packages under `source` (…/node_modules/@fontsource-variable).

    `target` is by default the folder faces are looked for in first. Faces that stand are kept; about 25 seconds on two
    processors for all four. Returns the files made. FileNotFoundError when a package is not there.
    """
    from lvye.kernel.papers import fonts, outlines

    made = outlines.assemble(source, target or fonts.vendor_dir())
    fonts.forget()
    return made
