"""What a printed summary says: its words, and each figure with the words before it and where it leads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml.ns import qn

ENDS = "，。；："  # 、 may stand within a name: 开关、插座


@dataclass(frozen=True)
class Said:
    """A figure of the text.

    before: the words between it and the last mark or figure. address: path and query of the page with its records.
    """

    before: str
    figure: str
    address: str


def words(docx: bytes) -> str:
    """All words, those of links and of the appendix too; a line for each paragraph."""
    body = _opened(docx).element.body
    return "\n".join(_text(paragraph) for paragraph in body.iter(qn("w:p")))


def said(docx: bytes) -> list[Said]:
    """The figures of the running text in order (the appendix is a table, and not among them)."""
    document = _opened(docx)
    return [one for paragraph in document.paragraphs for one in _in_paragraph(document, paragraph._p)]


def figure_after(docx: bytes, before: str) -> Said:
    """The one figure that these words introduce."""
    found = [one for one in said(docx) if one.before == before]
    assert len(found) == 1, f"{before}: {found}"
    return found[0]


def _opened(docx: bytes) -> Any:
    return Document(io.BytesIO(docx))


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def _in_paragraph(document: Any, paragraph: Any) -> Iterator[Said]:
    before = ""
    for child in paragraph:
        text = _text(child)
        if child.tag != qn("w:hyperlink"):
            before += text
            continue
        target = document.part.rels[child.get(qn("r:id"))].target_ref
        yield Said(_last(before), text, "/" + target.split("/", 3)[3])
        before = ""


def _last(text: str) -> str:
    for mark in ENDS:
        text = text.rsplit(mark, 1)[-1]
    return text.removeprefix("、")
