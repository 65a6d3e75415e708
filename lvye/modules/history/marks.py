"""Where the facts stand in the text: the pieces of a document's page, and the mark each fact gets."""

# house: the signs of Chinese print, looked for, not shown

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

STOPS = re.compile(r"[，,、；;。！!？?：:\n]")
JOINS = re.compile(r"[和及与并]")
EDGES = " \t\n\r\u3000，,、；;。！!？?：:"


class Placed(Protocol):
    """What the reader says of a fact's place."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def figure(self) -> tuple[int, int]: ...


def spans(text: str, facts: Sequence[Placed]) -> list[tuple[int, int]]:
    """The stretch of text each fact is marked by: its clause, cut where the next figure of the same clause begins.

    Stretches never overlap, keep their figure inside, and follow the order of the figures.
    """
    order = sorted(range(len(facts)), key=lambda n: facts[n].figure)
    made: dict[int, tuple[int, int]] = {}
    before = 0
    for place, n in enumerate(order):
        fact = facts[n]
        begin, end = fact.figure
        start = min(max(fact.start, before), begin) if fact.start < begin else begin
        stop = max(fact.end, end)
        if place + 1 < len(order):
            following = facts[order[place + 1]].figure[0]
            if following < stop:
                stop = _cut(text, end, max(following, end))
        start, stop = _trimmed(text, max(start, before), begin, end, stop)
        made[n] = (start, stop)
        before = max(stop, before)
    return [made[n] for n in range(len(facts))]


def _cut(text: str, after: int, until: int) -> int:
    """Where between two figures the first one's stretch ends: at the first stop, else before a word that joins."""
    for pattern in (STOPS, JOINS):
        if found := pattern.search(text, after, until):
            return found.start()
    return after


def _trimmed(text: str, start: int, begin: int, end: int, stop: int) -> tuple[int, int]:
    while start < begin and text[start] in EDGES:
        start += 1
    while stop > end and text[stop - 1] in EDGES:
        stop -= 1
    return start, stop


@dataclass(frozen=True)
class Piece:
    """A run of plain text, or a mark: `fact` with the words before its figure, the figure, and those after it."""

    text: str = ""
    fact: Any = None
    before: str = ""
    figure: str = ""
    after: str = ""


def paragraphs(text: str, facts: Sequence[Any]) -> list[list[Piece]]:
    """The text by its lines, each as pieces in order; empty lines are left out. `facts` are records of the document."""
    pieces: list[Piece] = []
    at = 0
    for fact in _apart(text, facts):
        pieces.append(Piece(text[at : fact.start]))
        pieces.append(piece_of(text, fact))
        at = fact.end
    pieces.append(Piece(text[at:]))
    return _lines(pieces)


def _apart(text: str, facts: Sequence[Any]) -> list[Any]:
    """Those that can be marked, in order: what was read comes first; what was added on top of it is only listed."""
    chosen: list[Any] = []
    for fact in sorted(facts, key=lambda one: (one.figure_start == one.figure_end, one.start)):
        inside = 0 <= fact.start < fact.end <= len(text)
        if inside and all(fact.end <= other.start or other.end <= fact.start for other in chosen):
            chosen.append(fact)
    return sorted(chosen, key=lambda one: one.start)


def piece_of(text: str, fact: Any) -> Piece:
    """The mark of one fact."""
    begin, end = fact.figure_start, fact.figure_end
    return Piece(fact=fact, before=text[fact.start : begin], figure=text[begin:end], after=text[end : fact.end])


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.fact is not None:
            lines[-1].append(piece)
            continue
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(part.replace("\t", " │ ")))
    return [line for line in lines if any(piece.fact or piece.text.strip() for piece in line)]
