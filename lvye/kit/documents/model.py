"""What is read, how much of it, and why something cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError

MEGABYTE = 1024 * 1024


class UnreadableError(ValidationError):
    """A document that gives no text. The message says why and what to do.

    `code` is one of: empty, old_word, locked, scan, too_big, too_long, unknown, broken.
    """


@dataclass(frozen=True)
class Limits:
    """How much is read: bytes of the file, bytes a Word file may unpack to, pages, characters of text."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    pages: int = 500
    characters: int = 500_000


@dataclass(frozen=True)
class Document:
    """A document's text. Paragraphs end with a line break; the cells of a table's row are parted by tabs.

    `kind` is docx, pdf or txt; `pages` is known of PDF alone; `sha256` is of the file's bytes; `warnings` are sentences
    about what was left out (pages that hold only a picture).
    """

    text: str
    kind: str
    pages: int | None
    sha256: str
    warnings: tuple[str, ...] = ()
