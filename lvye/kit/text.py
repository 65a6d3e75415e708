"""Chinese text as it is searched and sorted: pinyin initials, and tokens that two full-text engines agree on.

No engine at hand cuts Chinese into words well, so the index holds pairs of neighbouring characters (a search for
水龙头 asks for 水龙 and 龙头), and for people who type without an input method the pinyin initials (slt) in threes.
Every token is made of [a-z0-9] and Chinese characters only: SQLite's `unicode61` and PostgreSQL's `simple` both keep
such a token whole, and nothing a person types can reach their query languages.
"""

# house: the characters that are read otherwise in names: looked up, not shown

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Term", "Token", "fts5_query", "initials", "query_tokens", "search_tokens", "tsquery"]

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUN = re.compile(f"(?P<han>[{HAN}]+)|(?P<word>[a-z0-9]+(?:[-_‐-―][a-z0-9]+)*)")
PIECE = re.compile("[a-z]+|[0-9]+")
INITIALS_NUMBER = re.compile("([a-z]{2,})([0-9]+)")  # jxl301: a building's initials with the room's number behind them
SURNAMES = {  # family names whose reading differs from the everyday one; longest first
    "万俟": "mq", "尉迟": "yc", "长孙": "zs", "澹台": "tt", "单于": "cy",
    "曾": "z", "单": "s", "解": "x", "仇": "q", "区": "o", "查": "z", "翟": "z", "种": "c", "乐": "y", "折": "s",
    "祭": "z", "繁": "p", "员": "y", "秘": "b", "缪": "m", "覃": "q", "重": "c", "召": "s", "晁": "c", "褚": "c",
}  # fmt: skip
PINYIN = "zz"  # marks a token of initials; no pinyin and no common word begins so
NUMBER_FIRST = "zn"  # marks a word like 3a
GRAM = 3  # initials are indexed in threes: few distinct tokens, so a lookup is one step in the index
PINYIN_CHARS = 60  # a place or a fault is named in its first words; a story is searched by its characters
TEXT_CHARS = 2000
WORD_CHARS = 40
QUERY_TERMS = 32
PREFIX_DIGITS = 4  # a number is found while it is typed, once enough digits narrow it


@dataclass(frozen=True)
class Token:
    """One thing to look up. With `prefix`, any token that begins so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True)
class Term:
    """One word asked for: found when all tokens of one of its `ways` are there."""

    ways: tuple[tuple[Token, ...], ...]


def initials(text: str) -> str:
    """Pinyin initials in lower case: "报修" → "bx", "曾力" → "zl"; letters and digits stay, the rest is dropped."""
    return "".join(_initials(run) if han else run for han, run in _runs(text))


def search_tokens(*texts: str) -> str:
    """What the index keeps of these texts: distinct tokens, separated by spaces, in order of appearance."""
    found: dict[str, None] = {}
    for text in texts:
        letters = [""]
        for han, run in _runs(text[:TEXT_CHARS]):
            if han:
                found.update(dict.fromkeys(_pairs(run)))
                letters = [before + reading for before in letters for reading in _readings(run)][:4]
            else:
                found.update(dict.fromkeys(_words(run)))
        for spelled in letters:
            found.update(dict.fromkeys(_grams(spelled[:PINYIN_CHARS])))
    return " ".join(found)


def query_tokens(query: str) -> list[Term]:
    """What a person's words ask of the index; all terms must be met. Empty when nothing can be searched for."""
    found: dict[Term, None] = {}
    for han, run in _runs(query[:TEXT_CHARS]):
        if han:
            pairs = [run[i : i + 2] for i in range(len(run) - 1)]
            tokens = [Token(pair) for pair in pairs] or [Token(run, prefix=True)]
            found.update(dict.fromkeys(Term(((token,),)) for token in tokens))
        else:
            found[_asked(run)] = None
        if len(found) >= QUERY_TERMS:
            break
    return list(found)[:QUERY_TERMS]


def fts5_query(query: str) -> str:
    """The query in the language of SQLite's FTS5 ("" when there is nothing to look for). Holds no foreign syntax."""

    def one(token: Token) -> str:
        return f'"{token.text}"*' if token.prefix else f'"{token.text}"'

    return " AND ".join(
        _either([" AND ".join(map(one, way)) for way in term.ways], "OR") for term in query_tokens(query)
    )


def tsquery(query: str) -> str:
    """The query for PostgreSQL's `to_tsquery('simple', …)` ("" when there is nothing to look for)."""

    def one(token: Token) -> str:
        return f"{token.text}:*" if token.prefix else token.text

    return " & ".join(_either([" & ".join(map(one, way)) for way in term.ways], "|") for term in query_tokens(query))


def _either(ways: list[str], sign: str) -> str:
    return ways[0] if len(ways) == 1 else "(" + f" {sign} ".join(f"({way})" for way in ways) + ")"


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """(is Chinese, run) in order; full-width and compatibility forms made plain."""
    for match in RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        yield match.lastgroup == "han", match.group()


def _pairs(run: str) -> Iterator[str]:
    """Pairs, and the last character alone: so one character is found as the beginning of a token, wherever it is."""
    for i in range(len(run)):
        yield run[i : i + 2]


def _words(run: str) -> Iterator[str]:
    """A word as one, and in parts: "261120-07" → 26112007 261120 07; "a301" → a301 a 301; "3a" → zn3a 3 a."""
    parts = re.split("[^a-z0-9]", run)
    yield _whole("".join(parts))
    for part in parts:
        yield _whole(part)
        yield from (piece[:WORD_CHARS] for piece in PIECE.findall(part))


def _whole(word: str) -> str:
    """The word as one token. PostgreSQL would read 1e9 as a number of its own, so what begins so is marked."""
    number_first = word[0].isdigit() and not word.isdigit()
    return (NUMBER_FIRST + word if number_first else word)[:WORD_CHARS]


def _asked(run: str) -> Term:
    word = _whole(re.sub("[^a-z0-9]", "", run))
    plain = (Token(word, prefix=len(word) >= PREFIX_DIGITS and any(c.isdigit() for c in word)),)
    room = INITIALS_NUMBER.fullmatch(word)
    if room is not None:
        return Term((plain, (*_initials_asked(room[1]), Token(room[2]))))
    if len(word) < 2 or not word.isalpha():
        return Term((plain,))
    return Term((plain, _initials_asked(word)))


def _initials_asked(letters: str) -> tuple[Token, ...]:
    if len(letters) < GRAM:
        return (Token(PINYIN + letters, prefix=True),)
    grams = dict.fromkeys(letters[i : i + GRAM] for i in range(len(letters) - GRAM + 1))
    return tuple(Token(PINYIN + gram) for gram in grams)


def _grams(letters: str) -> Iterator[str]:
    for i in range(len(letters) - 1):
        yield PINYIN + letters[i : i + GRAM]


def _readings(run: str) -> list[str]:
    """As everyday words, and as a name where the run may begin with one; always in the same order."""
    return list(dict.fromkeys((_everyday(run), _initials(run))))


def _initials(run: str) -> str:
    from pypinyin.constants import PHRASES_DICT  # a third of a second: only a command that needs it waits

    everyday = _everyday(run)
    if run[:2] in PHRASES_DICT and run[:2] not in SURNAMES:
        return everyday  # 单位, 曾经, 解放 are words, not persons
    for name, reading in SURNAMES.items():
        if run.startswith(name):
            return reading + _everyday(run[len(name) :])
    return everyday


@lru_cache(maxsize=20_000)
def _everyday(run: str) -> str:
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(run, style=Style.FIRST_LETTER, errors="ignore") if run else []
    return "".join(letter[:1] for letter in letters if letter[:1].isascii())
