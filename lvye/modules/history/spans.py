"""Which days a document speaks of, and what its words tell about them."""

# house: how old documents name years and terms, looked for, not shown

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError

from lvye.kernel.terms.api import Term, get, terms

from .models import Span

HEAD = 300  # characters in which a document says what it is
TWO_YEARS = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*年?\s*[-—–~至/]+\s*(?:20|19)?\d\d\s*年?\s*学年")
ONE_YEAR = re.compile(r"(?<!\d)(20\d\d|19[5-9]\d)\s*(?:年|学年|届|[春秋])")
FIRST_HALF = re.compile(r"第一学期|上学期|秋季|秋学期|年秋")
SECOND_HALF = re.compile(r"第二学期|下学期|春季|春学期|年春")
NAMELESS = re.compile(r"(?:新建|未命名|无标题|文档|副本|untitled|document|file|[\W\d])*", re.IGNORECASE)
# Where the calendar of terms does not reach back: when terms usually begin and end (month, day).
USUAL = {
    Span.YEAR: ((0, 1, 1), (0, 12, 31)),
    Span.SCHOOL: ((0, 9, 1), (1, 8, 31)),
    Span.AUTUMN: ((0, 9, 1), (1, 1, 31)),
    Span.SPRING: ((1, 2, 1), (1, 8, 31)),
}
HALVES = {Span.AUTUMN: 1, Span.SPRING: 2}


def days(year: int, span: str) -> tuple[date, date, Term | None]:
    """First and last day of that stretch, and the term where it is one the school's calendar knows."""
    term = known_term(year, span)
    if term is not None:
        return term.begins_on, term.ends_on, term
    (y, m, d), (to_y, to_m, to_d) = USUAL[Span(span)]
    return date(year + y, m, d), date(year + to_y, to_m, to_d), None


def known_term(year: int, span: str) -> Term | None:
    """The term of the calendar, for a half of a school year."""
    if span not in HALVES or not terms():
        return None
    try:
        return get(f"{year}-{HALVES[Span(span)]}", date(year, 9, 1))
    except ValidationError:
        return None


def guess(title: str, text: str, year: int | None) -> tuple[int | None, str]:
    """Year and stretch by what title and head say; `year` is what the reader took the text to speak of."""
    for words in (unicodedata.normalize("NFKC", part) for part in (title, text[:HEAD])):
        first, second = bool(FIRST_HALF.search(words)), bool(SECOND_HALF.search(words))
        half = Span.AUTUMN if first and not second else Span.SPRING if second and not first else None
        if found := TWO_YEARS.search(words):
            return int(found[1]), half or Span.SCHOOL
        if found := ONE_YEAR.search(words):
            named = int(found[1])
            if half == Span.SPRING and not re.search(r"学年", words[found.start() : found.end() + 2]):
                named -= 1  # 2024年春 is the second term of the school year that began in 2023
            return named, half or (Span.SCHOOL if "学年" in words[found.start() : found.end() + 2] else Span.YEAR)
    return year, Span.YEAR


def says_nothing(name: str) -> bool:
    """Whether a file's name is the one programs give: 新建文档(2)."""
    return NAMELESS.fullmatch(name) is not None


def like_a_title(line: str) -> bool:
    """Whether a line reads like the title of a document rather than like a sentence."""
    return 4 <= len(line) <= 40 and line[-1] not in "。，；,;:："
