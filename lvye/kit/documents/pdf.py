"""PDF files: the text of their pages. A scan has none, and says so."""

from __future__ import annotations

import threading

import pypdfium2
from django.utils.translation import gettext as _

from .model import Limits, UnreadableError

PASSWORD = 4  # PDFium's code for a file that wants one
LEAST = 10  # characters a page with text has at least; page numbers alone are no text
one_at_a_time = threading.Lock()  # PDFium is not made for several threads


def pdf_text(content: bytes, filename: str, limits: Limits) -> tuple[str, int, tuple[str, ...]]:
    """The text, the number of pages, and sentences on pages without text. Raises UnreadableError."""
    with one_at_a_time:
        try:
            pages = _pages(content, limits)
        except pypdfium2.PdfiumError as problem:
            raise _refusal(problem, filename) from None
    if len(pages) > limits.pages:
        raise UnreadableError(
            _("“%(name)s”超过 %(limit)s 页，请分成几份再传。") % {"name": filename, "limit": limits.pages},
            code="too_big",
        )
    blank = [number for number, text in enumerate(pages, 1) if len(text.strip()) < LEAST]
    if len(blank) == len(pages):
        text = _("“%(name)s”是扫描件，只有图片没有文字。请找原来的 Word 文件，或用手机识别文字后粘贴进来。")
        raise UnreadableError(text % {"name": filename}, code="scan")
    warnings: tuple[str, ...] = ()
    if blank:
        listed = "、".join(map(str, blank[:10]))
        warnings = (_("第 %(pages)s 页没有读出文字，可能是图片。") % {"pages": listed},)
    return "\n".join(pages), len(pages), warnings


def _pages(content: bytes, limits: Limits) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        found = []
        for number in range(min(len(document), limits.pages + 1)):
            page = document[number]
            words = page.get_textpage()
            found.append(words.get_text_bounded().replace("\r\n", "\n").replace("\ufffe", "").replace("\0", ""))
            words.close()
            page.close()
        return found
    finally:
        document.close()


def _refusal(problem: pypdfium2.PdfiumError, filename: str) -> UnreadableError:
    if getattr(problem, "err_code", None) == PASSWORD:
        text = _("“%(name)s”设了打开密码，读不了。请去掉密码后再传。")
        return UnreadableError(text % {"name": filename}, code="locked")
    text = _("“%(name)s”打不开，可能没有传完整，请再传一次。")
    return UnreadableError(text % {"name": filename}, code="broken")
