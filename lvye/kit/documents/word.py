"""Word files: paragraphs and tables in the order they stand in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from django.utils.translation import gettext as _
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from .model import MEGABYTE, Limits, UnreadableError

# What python-docx raises on files that are cut short or forged.
BROKEN = (KeyError, ValueError, OSError, AttributeError, IndexError, zipfile.BadZipFile, LxmlError, InvalidXmlError)


def word_text(content: bytes, filename: str, limits: Limits) -> str:
    """The text of a .docx. Raises UnreadableError when it is broken or unpacks to more than it may."""
    _refuse_bomb(content, filename, limits)
    try:
        body = docx.Document(io.BytesIO(content))
        return "\n".join(line for block in body.iter_inner_content() for line in _lines(block))
    except BROKEN:
        text = _("“%(name)s”打不开，可能没有传完整，请再传一次。")
        raise UnreadableError(text % {"name": filename}, code="broken") from None


def _lines(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text
        return
    for row in block.rows:
        seen: list[_Cell] = []
        for cell in row.cells:  # a merged cell is given once for each column it covers
            if not any(cell._tc is other._tc for other in seen):
                seen.append(cell)
        yield "\t".join(" ".join(cell.text.split("\n")) for cell in seen)


def _refuse_bomb(content: bytes, filename: str, limits: Limits) -> None:
    """By the sizes the archive claims, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        total = sum(entry.file_size for entry in archive.infolist())
    if total > limits.unpacked_bytes:
        raise UnreadableError(
            _("“%(name)s”展开后有 %(size)s MB，最多 %(limit)s MB。请去掉图片再传。")
            % {"name": filename, "size": total // MEGABYTE, "limit": limits.unpacked_bytes // MEGABYTE},
            code="too_big",
        )
