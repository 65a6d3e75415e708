"""Told apart by content, handed to the reader of its kind, and held against the limits."""

from __future__ import annotations

import hashlib
import io
import zipfile

from django.utils.translation import gettext as _

from lvye.kit import say

from .model import MEGABYTE, Document, Limits, UnreadableError
from .plain import plain_text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old Office files, and of new ones under a password
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a new Office file under a password
WORD_BODY = "word/document.xml"


def text_of(content: bytes, filename: str, limits: Limits | None = None) -> Document:
    """The text of a .docx, .pdf or text file, whatever its name says. Raises UnreadableError."""
    limits = limits or Limits()
    _refuse_at_once(content, filename, limits)
    kind, text, pages, warnings = _read(content, filename, limits)
    if not text.strip():
        raise UnreadableError(_("“%(name)s”里没有文字。") % {"name": filename}, code="empty")
    if len(text) > limits.characters:
        raise UnreadableError(
            _("“%(name)s”有 %(count)s 字，一次最多读 %(limit)s 字。请分成几份再传。")
            % {"name": filename, "count": say.number(len(text)), "limit": say.number(limits.characters)},
            code="too_long",
        )
    return Document(text, kind, pages, hashlib.sha256(content).hexdigest(), warnings)


def _refuse_at_once(content: bytes, filename: str, limits: Limits) -> None:
    if not content.strip():
        raise UnreadableError(_("“%(name)s”是空的，请看看是不是选错了文件。") % {"name": filename}, code="empty")
    if len(content) > limits.file_bytes:
        raise UnreadableError(
            _("“%(name)s”有 %(size)s MB，最多 %(limit)s MB。请去掉图片或分成几份再传。")
            % {"name": filename, "size": len(content) // MEGABYTE, "limit": limits.file_bytes // MEGABYTE},
            code="too_big",
        )


def _read(content: bytes, filename: str, limits: Limits) -> tuple[str, str, int | None, tuple[str, ...]]:
    if content.startswith(OLE):
        raise _old_or_locked(content, filename)
    if b"%PDF-" in content[:1024]:
        from .pdf import pdf_text  # the readers' libraries are slow to load: only who reads a document waits

        text, pages, warnings = pdf_text(content, filename, limits)
        return "pdf", text, pages, warnings
    if content.startswith(b"PK\x03\x04"):
        if WORD_BODY not in _parts(content, filename):
            raise _unknown(filename)
        from .word import word_text

        return "docx", word_text(content, filename, limits), None, ()
    if (plain := plain_text(content)) is None:
        raise _unknown(filename)
    if plain.lstrip().startswith("{\\rtf"):
        raise _unknown(filename)
    return "txt", plain, None, ()


def _parts(content: bytes, filename: str) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        text = _("“%(name)s”打不开，可能没有传完整，请再传一次。")
        raise UnreadableError(text % {"name": filename}, code="broken") from None


def _old_or_locked(content: bytes, filename: str) -> UnreadableError:
    if ENCRYPTED in content:
        text = _("“%(name)s”设了打开密码，读不了。请在 WPS 或 Word 里去掉密码，另存后再传。")
        return UnreadableError(text % {"name": filename}, code="locked")
    text = _("“%(name)s”是旧版 Word 文件（.doc）。请用 WPS 或 Word 打开，另存为 .docx 再传。")
    return UnreadableError(text % {"name": filename}, code="old_word")


def _unknown(filename: str) -> UnreadableError:
    text = _("“%(name)s”不是能读的文档。能读的有：Word（.docx）、PDF、文本（.txt）；也可以把文字直接粘贴进来。")
    return UnreadableError(text % {"name": filename}, code="unknown")
