"""The text as the grammar reads it: one form for each character, every character with its place in the print.

Widths, traditional characters, PDF line breaks, stray spaces and pinyin glosses differ between files that say the same.
They are evened out here, once; offsets of the plain text lead back to the text as given.
"""

# house: characters that are evened out, not shown

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from opencc import OpenCC

from .units import UNIT

HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
BREAK = "\n"  # a hard end: nothing is read across it
GLOSS = re.compile(rf"(?<=[{HAN}])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{{1,7}}[)）]")
SPACES = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f\u3000\ufeff]+")
MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.,，)）]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.)）](?!\d)|[①-⑳●◆■★※·•\-—]|第[一二三四五六七八九十\d]+[章节条])"
)
CLOSED = '。！？!?;；:：…|”"」』'
WIDE_LINE = 60
LEAST_WRAPPED = 12
# Characters whose compatibility form would be another thing, or more than one character.
KEEP = {
    "：": ":",
    "；": ";",
    "！": "!",
    "？": "?",
    "，": ",",
    "（": "(",
    "）": ")",
    "％": "%",
    "．": ".",
    "～": "~",
    "＋": "+",
}
DASHES = dict.fromkeys("—–―‐‑‒−─－", "-")
TIMES = dict.fromkeys("×✕╳＊∗", "×")


@dataclass(frozen=True, slots=True)
class Plain:
    """The evened text and, for each of its characters, the offset in the text as given."""

    text: str
    origin: tuple[int, ...]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as given of a stretch of the plain text."""
        if end <= start:
            return (self.origin[start], self.origin[start]) if start < len(self.origin) else (0, 0)
        return self.origin[start], self.origin[end - 1] + 1


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _char(char: str) -> str:
    """One character for one: width, dash, space, traditional form; "" for one that prints nothing."""
    if char in "\n\v\f\x85\u2028\u2029":
        return "\n"
    if char == "\r":
        return ""
    if SPACES.fullmatch(char) or unicodedata.category(char) in {"Cc", "Cf"}:
        return " "
    for table in (KEEP, DASHES, TIMES):
        if char in table:
            return table[char]
    if "\uff10" <= char <= "\uff5a":
        return unicodedata.normalize("NFKC", char)
    if "\u3400" <= char <= "\u9fff":
        simple = _converter().convert(char)
        return simple if len(simple) == 1 else char
    return char


def plain(text: str) -> Plain:
    """Even out a text. Control characters and glosses go, broken lines are joined, spaces inside numbers go."""
    dropped = [match.span() for match in GLOSS.finditer(text)]
    gone = {at for start, end in dropped for at in range(start, end)}
    joined = _joined_breaks(text)
    loose = _letter_spaced(text)
    chars: list[str] = []
    origin: list[int] = []
    for at, raw in enumerate(text):
        char = _char(raw)
        if not char or at in gone or at in joined or (char == " " and (loose or (chars and chars[-1] == " "))):
            continue
        chars.append(char)
        origin.append(at)
    return _without_number_spaces(chars, origin, text)


def _without_number_spaces(chars: list[str], origin: list[int], source: str) -> Plain:
    """13 场 → 13场, 1 千 5 百 → 1千5百: a space beside a number separates nothing, unless two numbers stand there."""
    kept: list[int] = []
    for at, char in enumerate(chars):
        if char == " ":
            before = chars[at - 1] if at else "\n"
            after = chars[at + 1] if at + 1 < len(chars) else "\n"
            digit_left, digit_right = before.isdecimal(), after.isdecimal()
            if (digit_left != digit_right and "\n" not in (before, after)) or "\n" in (before, after):
                continue
        kept.append(at)
    return Plain("".join(chars[at] for at in kept), tuple(origin[at] for at in kept), source)


def _letter_spaced(text: str) -> bool:
    """Whether a program put a space behind most characters (维 修 课 桌)."""
    pairs = len(re.findall(rf"[{HAN}] (?=[{HAN}])", text))
    return pairs > 20 and pairs > 0.4 * len(re.findall(rf"[{HAN}]", text))


def _joined_breaks(text: str) -> set[int]:
    """Offsets of line breaks that stand inside a clause (with the spaces around them)."""
    lines = text.splitlines(keepends=True)
    width = _wrapped_width([line.strip() for line in lines])
    joined: set[int] = set()
    at = 0
    for line, after in pairwise(lines):
        body = line.rstrip()
        if _goes_on(body, after, width):
            lead = len(after) - len(after.lstrip())
            joined.update(range(at + len(body), at + len(line) + lead))
        at += len(line)
    return joined


def _wrapped_width(lines: list[str]) -> int:
    """The width at which a hard-wrapped text was wrapped; 0 where lines are paragraphs."""
    long = [len(line) for line in lines if len(line) >= LEAST_WRAPPED]
    if len(long) < 3 or max(long) > WIDE_LINE:
        return 0
    width, count = Counter(length // 3 for length in long).most_common(1)[0]
    return width * 3 if count >= 0.4 * len(long) else 0


# A line that begins with a number which counts something before it.
_NUMBER_LINE = re.compile(rf"\d+[余多]?(?:{UNIT})(?=[,，。;；、]|$)")


def _goes_on(body: str, after: str, width: int) -> bool:
    """Whether a line is continued by the next: it stops inside a phrase, and the next does not begin anew."""
    rest = after.strip()
    if not body.strip() or not rest or body[-1] in CLOSED or rest[0] in "|" or MARKER.match(after):
        return False
    if _NUMBER_LINE.match(rest):
        return True
    if body[-1] in ",，、(（《“" or rest[0] in ",，、。；;)）》”":
        return True
    if re.search(r"[\d〇一二两三四五六七八九十百千万余多]$", body) and re.match(
        r"[个台套件只支把张间条根块棵株盆扇余多次元万千百米平亩吨人]", rest
    ):
        return bool(re.search(rf"[\d余多]$|[{HAN}][〇一二两三四五六七八九十]$", body))
    return bool(width) and len(body.strip()) >= width - 2 and not after.startswith(("\u3000", "  "))
