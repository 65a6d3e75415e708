"""From what the reader found to rows of facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit.prose import Fact, Reading
from lvye.modules.history.marks import spans
from lvye.modules.history.models import Aside, FactKind, HistoryDocument, HistoryFact
from lvye.modules.history.models.fact import YUAN

MOST = Decimal(10) ** 15  # beyond it no number is kept: it is marked as unreadable, and its sentence shown
ASIDE = (("repeated", Aside.REPEAT), ("planned", Aside.PLANNED), ("before", Aside.BEFORE))


def facts_propose(document: HistoryDocument, reading: Reading, *, actor: User) -> int:
    """Keep everything that was read as proposals, totals before their parts; returns how many."""
    rows = _rows(document, reading)
    totals = {part: tally.total for tally in reading.tallies for part in tally.parts}
    wholes = [n for n in range(len(rows)) if n not in totals]
    made = dict(zip(wholes, records.create_many(HistoryFact, [rows[n] for n in wholes], actor=actor), strict=True))
    parts = [n for n in range(len(rows)) if n in totals]
    for n in parts:
        rows[n]["part_of"] = made.get(totals[n])
    records.create_many(HistoryFact, [rows[n] for n in parts], actor=actor)
    return len(rows)


def _rows(document: HistoryDocument, reading: Reading) -> list[dict[str, Any]]:
    placed = spans(reading.text, reading.facts)
    rows = []
    for number, (fact, (start, end)) in enumerate(zip(reading.facts, placed, strict=True), start=1):
        qty, qty_max, yuan = map(_fits, (fact.qty, fact.qty_max, fact.amount_yuan))
        flags = set(fact.flags) | ({"unreadable"} if qty is None else set())
        value, measure = worth(fact.kind, qty, fact.unit, yuan)
        said = {
            "kind": fact.kind, "deed": fact.deed[:40], "object": fact.object[:120], "qty": qty, "qty_max": qty_max,
            "unit": fact.unit[:20], "approx": fact.approx, "place": fact.place[:120],
        }  # fmt: skip
        rows.append({
            **said, "document": document, "number": number, "start": start, "end": end,
            "figure_start": fact.figure[0], "figure_end": fact.figure[1], "sentence": fact.sentence,
            "action": fact.action[:40], "approx_word": fact.approx_word[:10], "approx_sense": fact.approx_sense[:12],
            "value": value, "measure": measure[:20], "period": fact.period[:20], "flags": sorted(flags),
            "aside": _aside(fact), "group": fact.group, "read_as": plain(said),
        })  # fmt: skip
    return rows


def worth(kind: str, qty: Decimal | None, unit: str, yuan: Decimal | None) -> tuple[Decimal | None, str]:
    """What is added up and compared: yuan for money, else the quantity in its own unit."""
    return (yuan, YUAN) if kind == FactKind.MONEY and yuan is not None else (qty, unit)


def plain(said: dict[str, Any]) -> dict[str, Any]:
    """As it is kept in JSON: numbers as text."""
    return {name: format(value, "f") if isinstance(value, Decimal) else value for name, value in said.items()}


def _aside(fact: Fact) -> str:
    return next((str(aside) for flag, aside in ASIDE if flag in fact.flags), "")


def _fits(number: Decimal | None) -> Decimal | None:
    if number is None or not number.is_finite() or abs(number) >= MOST:
        return None
    return number.quantize(Decimal("0.0001"))
