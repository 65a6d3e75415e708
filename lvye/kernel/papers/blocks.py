"""The body of a document as plain values, written once and printed by both Word and PDF.

A document is a sequence of blocks. Numbers of headings (一、（一）1.（1）), tables (表1) and pictures (图1) are given
here, so that Word and PDF can never disagree about them.
"""

# house: the numerals and marks of Chinese documents are their format, not words to translate
from __future__ import annotations

import base64
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeAlias
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

# What XML 1.0 cannot carry; people paste such characters out of other programs.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SHORT_TABLE = 12  # rows; a table up to this long is not broken across pages
DIGITS = "零一二三四五六七八九"
OWN_NUMBER = {
    1: re.compile(r"^[一二三四五六七八九十]+、"),
    2: re.compile(r"^（[一二三四五六七八九十]+）"),
    3: re.compile(r"^\d+[.．]"),
    4: re.compile(r"^（\d+）"),
}


@dataclass(frozen=True)
class Run:
    """A stretch of text. `href` makes it a link: an absolute http(s) address or mailto; paper has no base."""

    text: str
    href: str = ""
    bold: bool = False

    def __post_init__(self) -> None:
        if self.href and urlsplit(self.href).scheme not in ("http", "https", "mailto"):
            raise ValueError(f"a link on paper needs an absolute http(s) or mailto address, not {self.href!r}")


Words: TypeAlias = str | Sequence[Run]


def runs_of(words: Words) -> tuple[Run, ...]:
    """Words as runs, without the characters no document can hold."""
    runs = (Run(words),) if isinstance(words, str) else words
    return tuple(replace(run, text=UNPRINTABLE.sub("", run.text)) for run in runs if run.text)


@dataclass(frozen=True)
class Heading:
    """A heading of level 1-4. It gets a number by its place unless `numbered` is off or the text brings its own."""

    kind: ClassVar[str] = "heading"
    level: int
    text: str
    numbered: bool = True

    def __post_init__(self) -> None:
        if self.level not in OWN_NUMBER:
            raise ValueError(f"headings have levels 1 to 4, not {self.level}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body, indented by two characters."""

    kind: ClassVar[str] = "paragraph"
    words: Words

    @property
    def runs(self) -> tuple[Run, ...]:
        """The paragraph's runs."""
        return runs_of(self.words)


@dataclass(frozen=True)
class Table:
    """A table. `widths` are relative (empty: even), `numeric` columns (from 0) set flush right, `caption` above."""

    kind: ClassVar[str] = "table"
    header: Sequence[str]
    rows: Sequence[Sequence[Words]]
    widths: Sequence[float] = ()
    numeric: Collection[int] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        if self.widths and len(self.widths) != len(self.header):
            raise ValueError(f"{len(self.widths)} widths for {len(self.header)} columns")
        for row in self.rows:
            if len(row) != len(self.header):
                raise ValueError(f"a row of {len(row)} cells under {len(self.header)} headings")

    @property
    def shares(self) -> list[float]:
        """Each column's share of the whole width; they add up to 1."""
        widths = self.widths or [1.0] * len(self.header)
        return [width / sum(widths) for width in widths]

    @property
    def cells(self) -> Iterator[list[tuple[tuple[Run, ...], bool]]]:
        """Row by row, each cell as (runs, is numeric)."""
        for row in self.rows:
            yield [(runs_of(cell), index in self.numeric) for index, cell in enumerate(row)]

    @property
    def is_short(self) -> bool:
        """Whether it should stay on one page."""
        return len(self.rows) <= SHORT_TABLE

    @property
    def columns(self) -> list[tuple[str, float, bool]]:
        """Each column as (heading, width in percent, is numeric)."""
        return [
            (UNPRINTABLE.sub("", name), round(share * 100, 2), index in self.numeric)
            for index, (name, share) in enumerate(zip(self.header, self.shares, strict=True))
        ]


@dataclass(frozen=True)
class Picture:
    """A PNG, centred, `width_mm` wide (the text area is 156 mm). The caption says what is seen, as a sentence."""

    kind: ClassVar[str] = "picture"
    png: bytes = field(repr=False)
    width_mm: float = 150
    caption: str = ""

    @property
    def address(self) -> str:
        """The picture as a data: address."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"

    @property
    def pixels(self) -> int:
        """Its width in CSS pixels (96 to the inch)."""
        return round(self.width_mm * 96 / 25.4)


@dataclass(frozen=True)
class PageBreak:
    """The next block begins a page."""

    kind: ClassVar[str] = "break"


@dataclass(frozen=True)
class Note:
    """A remark in small type under what it explains."""

    kind: ClassVar[str] = "note"
    words: Words

    @property
    def runs(self) -> tuple[Run, ...]:
        """The note's runs."""
        return runs_of(self.words)


@dataclass(frozen=True)
class Appendix:
    """附件: begins a page, with its mark 附件1 at the top left and its own title. It comes after the signature."""

    kind: ClassVar[str] = "appendix"
    title: str
    blocks: Sequence[Block]
    mark: str = ""


Block: TypeAlias = Heading | Paragraph | Table | Picture | PageBreak | Note | Appendix


def chinese(number: int) -> str:
    """1-99 in Chinese numerals: 12 is 十二."""
    if not 1 <= number <= 99:
        raise ValueError(f"only 1 to 99 are written so, not {number}")
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """The mark before the `number`-th heading of a level, as GB/T 9704-2012 §7.3.3 has it."""
    marks = {1: "{c}、", 2: "（{c}）", 3: "{n}.", 4: "（{n}）"}
    return marks[level].format(c=chinese(number) if level < 3 else "", n=number)


class _Counter:
    """Counts headings, tables and pictures through a document."""

    def __init__(self, appendices: int) -> None:
        self.headings = [0, 0, 0, 0, 0]
        self.tables = self.pictures = self.appendices = 0
        self.is_only_appendix = appendices == 1

    def heading(self, block: Heading) -> Heading:
        text = UNPRINTABLE.sub("", block.text).strip()
        if not block.numbered:
            return replace(block, text=text)
        self.headings[block.level] += 1
        self.headings[block.level + 1 :] = [0] * (4 - block.level)
        if not OWN_NUMBER[block.level].match(text):
            text = heading_number(block.level, self.headings[block.level]) + text
        return replace(block, text=text)

    def appendix(self, block: Appendix) -> Appendix:
        self.appendices += 1
        self.headings = [0, 0, 0, 0, 0]
        mark = block.mark or (_("附件") if self.is_only_appendix else _("附件%(number)d") % {"number": self.appendices})
        return replace(block, mark=mark, blocks=[self.numbered(inner) for inner in block.blocks])

    def numbered(self, block: Block) -> Block:
        match block:
            case Heading():
                return self.heading(block)
            case Table(caption=caption) if caption:
                self.tables += 1
                return replace(block, caption=_("表%(number)d") % {"number": self.tables} + f"　{caption}")
            case Picture(caption=caption) if caption:
                self.pictures += 1
                return replace(block, caption=_("图%(number)d") % {"number": self.pictures} + f"　{caption}")
            case Appendix():
                return self.appendix(block)
        return block


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks with headings, tables, pictures and appendices numbered in reading order."""
    counter = _Counter(sum(isinstance(block, Appendix) for block in blocks))
    return [counter.numbered(block) for block in blocks]


def attachment_names(blocks: Sequence[Block], attachments: Sequence[str]) -> list[str]:
    """Names for the attachments note: those given, otherwise the titles of the appendices."""
    return list(attachments) or [block.title for block in blocks if isinstance(block, Appendix)]
