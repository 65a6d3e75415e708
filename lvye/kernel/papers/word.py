"""A Word document in the layout of GB/T 9704-2012 (党政机关公文格式), from blocks.

Sections of the standard are named where a number comes from. The bytes depend on the arguments alone, so a signed
document can be hashed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm

from lvye.kernel.papers import wordstyles, wordxml
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
    attachment_names,
    numbered,
    runs_of,
)
from lvye.kernel.papers.wordxml import el, paragraph
from lvye.kit import say

UNSIGNED = date(2000, 1, 1)  # stands in the file's properties while a document has no date of its own


def width(text: str) -> float:
    """How many characters wide a text is: Chinese counts one, Latin and digits a half."""
    return sum(1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


class _Writer:
    """Appends blocks to the body of one document, before its section properties."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.part = document.part
        self.body = document.element.body

    def add(self, element: Any) -> None:
        self.body.insert(len(self.body) - 1, element)

    def line(self, style: str, words: str | Sequence[Run] = "", *properties: Any) -> None:
        self.add(paragraph(style, runs_of(words), self.part, *properties))

    def title(self, text: str) -> None:
        self.line("Title", text)
        self.line("Normal")

    def picture(self, block: Picture) -> None:
        holder = self.document.add_paragraph(style="LvyePicture")
        holder.add_run().add_picture(BytesIO(block.png), width=Mm(block.width_mm))
        for properties in holder._p.iter("{*}docPr"):
            properties.set("descr", block.caption)
        if block.caption:
            self.line("Caption", block.caption)

    def table(self, block: Table) -> None:
        if block.caption:
            self.line("Caption", block.caption, el("keepNext"))
        self.add(wordxml.word_table(block, self.part))
        # Two tables that touch would become one; a thin line keeps them apart and the text clear of the border.
        self.line("LvyeNote", "", el("spacing", before="0", after="0", line="160", lineRule="exact"))

    def appendix(self, block: Appendix) -> None:
        self.line("LvyeMark", block.mark, el("pageBreakBefore"))
        self.line("Normal")
        self.title(block.title)
        self.blocks(block.blocks)

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
            elif isinstance(block, Picture):
                self.picture(block)
            elif isinstance(block, Appendix):
                self.appendix(block)
            else:
                self.words(block)

    def words(self, block: Heading | Paragraph | Note | PageBreak) -> None:
        match block:
            case Heading(level=level, text=text):
                self.line(f"Heading{level}", text)
            case Paragraph(words=words):
                self.line("BodyText", words)
            case Note(words=words):
                self.line("LvyeNote", words)
            case PageBreak():
                self.add(el("p", el("pPr"), el("r", el("br", type="page"))))

    def head(self, doc_number: str, signed_by: str) -> None:
        """发文字号 left, 签发人 right, one character in from the edges (§7.2.5, §7.2.6)."""
        if not (doc_number or signed_by):
            return
        signer = _("签发人：") + signed_by if signed_by else ""
        tabs = el("tabs", el("tab", val="right", pos=wordxml.TEXT_WIDTH_TWIPS - 320))
        self.line("Normal", f"{doc_number}\t{signer}", tabs, el("ind", leftChars="100", left="320"))
        self.line("Normal")

    def attachments(self, names: Sequence[str]) -> None:
        """附件说明 one line below the body, two characters in; names line up under one another (§7.3.4)."""
        if not names:
            return
        self.line("Normal")
        mark = _("附件：")
        for index, name in enumerate(names):
            own = f"{index + 1}. " if len(names) > 1 else ""
            hanging = width(mark) + width(own)
            indent = el("ind", leftChars=round((2 + hanging) * 100), left=round((2 + hanging) * 320),
                        hangingChars=round((hanging if not index else width(own)) * 100),
                        hanging=round((hanging if not index else width(own)) * 320))  # fmt: skip
            self.line("Normal", (mark if not index else "") + own + name, indent)

    def signature(self, org: str, signed_on: date | None) -> None:
        """署名 and 成文日期 at the right, the date beginning two characters after the name (§7.3.5.2)."""
        if not signed_on:
            return
        day = say.day(signed_on)
        name_right, day_right = signature_indents(width(org), width(day))
        self.line("Normal")
        self.line("Normal")
        for text, right, keep in ((org, name_right, [el("keepNext")]), (day, day_right, [])):
            self.line("Normal", text, *keep, el("ind", rightChars=round(right * 100), right=round(right * 320)),
                      el("jc", val="right"))  # fmt: skip


def signature_indents(name: float, day: float) -> tuple[float, float]:
    """Right indents, in characters, of the issuing office's name and of the date (§7.3.5.2).

    The name stands two characters from the edge and the date begins two after it; a date that would come nearer to the
    edge stands two characters from it, and the name moves left.
    """
    if day > name - 2:
        return 4 + day - name, 2
    return 2, name - day


def _properties(document: Any, *, title: str, author: str, on: date) -> None:
    core = document.core_properties
    made = datetime.combine(on, time(), UTC)
    core.title, core.author, core.last_modified_by = title, author, author
    core.created = core.modified = made
    core.language, core.comments, core.keywords, core.subject, core.category = "zh-CN", "", "", "", ""
    core.revision = 1


def _package(document: Any) -> None:
    """Other names for the fonts, and without the thumbnail of the library's template."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    for part in package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = wordxml.font_table()


def build(
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
    """The document; the arguments are explained at `papers.api.official_word`."""
    document = Document()
    wordstyles.set_styles(document)
    wordstyles.set_page(document)
    writer = _Writer(document)
    body = numbered(blocks)
    writer.head(doc_number, signed_by)
    writer.line("Title", title)
    if byline:
        writer.line("Subtitle", byline)
    writer.line("Normal")
    writer.blocks([block for block in body if not isinstance(block, Appendix)])
    writer.attachments(attachment_names(blocks, attachments))
    writer.signature(org, signed_on)
    writer.blocks([block for block in body if isinstance(block, Appendix)])
    wordstyles.set_page_numbers(document)
    _properties(document, title=core_title or title, author=author or org, on=signed_on or UNSIGNED)
    _package(document)
    out = BytesIO()
    document.save(out)
    return wordxml.stable_zip(out.getvalue())
