"""Reading: from a text to its facts."""

# house: marks of the language, looked up, not shown

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from .attach import attach
from .document import mark_repeats
from .draft import Carry, Draft, Sentence
from .figures import figures
from .kinds import deed_of, is_noise, is_perfect, is_planned, kind_of, period_of
from .model import DONE, IMPLAUSIBLE, PLANNED, STATE, UNREADABLE, Fact, Reading, Words
from .outline import Zone, inside, zones
from .plain import Plain, plain
from .products import doubted
from .tallies import tallied
from .tokens import END, FIG, QUOTES, STOP, Token, tokens
from .traps import LIST, traps

_NO_WORDS = Words()
ASIDE = 8  # characters of a bracket that is passed over
_MOST = Decimal(10) ** 8
_MOST_YUAN = Decimal(10) ** 11


def read(text: str, *, words: Words | None = None) -> Reading:
    """All quantified facts of a text, deterministic, in the order of the print. Reads anything, raises on nothing."""
    evened = plain(text)
    covered = traps(evened.text)
    numbers = figures(evened, covered)
    facts: list[Fact] = []
    plans = zones(evened.text)
    earlier = Carry()
    for line in _sentences(tokens(evened.text, covered, numbers, words or _NO_WORDS)):
        sentence = Sentence(line)
        drafts, earlier = attach(sentence, earlier)
        made = (_fact(evened, sentence, draft, plans) for draft in drafts)
        facts.extend(fact for fact in made if fact is not None)
    mark_repeats(facts, text)
    facts, tallies = tallied(doubted(text, facts), text)
    return Reading(text, tuple(facts), tuple(tallies), _year(evened.text))


def _without_asides(line: list[Token]) -> Iterator[Token]:
    """The tokens without quotation marks and without short asides: 教室(功能室)安装空调."""
    at = 0
    while at < len(line):
        token = line[at]
        if token.text in {"(", "["}:
            close = next((k for k in range(at + 1, min(at + 5, len(line))) if line[k].text in {")", "]"}), None)
            inside = line[at + 1 : close] if close else []
            if (
                close
                and not any(one.kind in {FIG, END, LIST} for one in inside)
                and len("".join(t.text for t in inside)) <= ASIDE
            ):
                at = close + 1
                continue
        if token.text not in QUOTES:
            yield token
        at += 1


def _sentences(line: list[Token]) -> list[list[Token]]:
    """Tokens between hard ends; the ends themselves go."""
    result: list[list[Token]] = [[]]
    for token in _without_asides(line):
        if result[-1] and token.kind in (END, LIST):
            result.append([])
        if token.kind != END:
            result[-1].append(token)
    return [sentence for sentence in result if sentence]


def _fact(evened: Plain, sentence: Sentence, draft: Draft, plans: list[Zone]) -> Fact | None:
    """The fact of a draft; None where it is noise."""
    figure = draft.figure
    period = period_of(sentence, draft)
    kind = kind_of(sentence, draft, period)
    if is_noise(sentence, draft, kind):
        return None
    flags = set()
    if is_planned(sentence, draft) or (inside(plans, figure.start) and not is_perfect(sentence, draft)):
        flags.add(PLANNED)
        kind = STATE if kind == DONE else kind
    if draft.change:
        flags.add(draft.change)
    if figure.qty is None:
        flags.add(UNREADABLE)
    if _absurd(figure.qty, figure.yuan):
        flags.add(IMPLAUSIBLE)
    start, end = _clauses(sentence, draft)
    begin, stop = evened.span(start, end)
    return Fact(
        sentence=evened.text[start:end].strip(), start=begin, end=stop, figure=evened.span(figure.start, figure.end),
        action=draft.action, deed=deed_of(draft.action), object=draft.object,
        qty=_tidy(figure.qty), qty_max=_tidy(figure.qty_max), unit=figure.unit,
        approx=bool(figure.approx_sense), approx_word=figure.approx_word, approx_sense=figure.approx_sense,
        amount_yuan=_tidy(figure.yuan), place=draft.place, period=period, kind=kind, flags=frozenset(flags), group=None,
    )  # fmt: skip


def _clauses(sentence: Sentence, draft: Draft) -> tuple[int, int]:
    """Offsets in the plain text from the clause of the verb to the clause of the figure and its object."""
    line = sentence.line
    _number_of_it, start, end = sentence.clause_of(draft.at)
    first = sentence.clause_of(draft.first)[1] if draft.first < draft.at else start
    if draft.last > draft.at:
        end = max(end, sentence.clause_of(draft.last)[2])
    first = min(first, start)
    while first < end - 1 and line[first].kind == LIST:
        first += 1
    while end - 1 > first and line[end - 1].kind == STOP:
        end -= 1
    return line[first].start, line[end - 1].end


def _absurd(qty: Decimal | None, yuan: Decimal | None) -> bool:
    """Numbers no school office has: below nothing, or beyond all measure."""
    return (qty is not None and (qty < 0 or qty > _MOST)) or (yuan is not None and yuan > _MOST_YUAN)


def _tidy(number: Decimal | None) -> Decimal | None:
    """Without trailing zeros and without exponent."""
    if number is None:
        return None
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _year(text: str) -> int | None:
    """The year a text speaks of: named in its head, else the one it names most."""
    years = [
        int(year) for year in re.findall(r"(?<!\d)(20[0-4]\d)(?=\s*(?:[-~至—]\s*20\d\d\s*)?(?:年|学年|春|秋|届))", text)
    ]
    if not years:
        return None
    first = re.search(r"(?<!\d)(20[0-4]\d)(?=\s*(?:[-~至—]\s*20\d\d\s*)?(?:年|学年))", text[:200])
    return int(first[1]) if first else Counter(years).most_common(1)[0][0]


def as_line(fact: Fact, doc: str) -> dict[str, object]:
    """One line of `lvye read --json`: the fields of labelled facts, plain values only."""
    return {
        "doc": doc, "sentence": fact.sentence, "action": fact.action, "object": fact.object, "qty": _number(fact.qty),
        "unit": fact.unit, "approx": fact.approx, "amount_yuan": _number(fact.amount_yuan), "kind": fact.kind,
        "approx_word": fact.approx_word, "approx_sense": fact.approx_sense, "qty_max": _number(fact.qty_max), "deed": fact.deed,
        "place": fact.place, "period": fact.period, "flags": sorted(fact.flags), "start": fact.start, "end": fact.end,
    }  # fmt: skip


def _number(value: Decimal | None) -> int | float | None:
    """A number of JSON: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


__all__ = ["as_line", "read"]
