"""The reader of work prose against labelled facts: what it finds, what it makes up, and how long it takes.

The labelled facts and the texts they were taken from are not part of the project: `LVYE_FACTS` names the file of facts
(one JSON object a line), `LVYE_TEXTS` the folder of the texts, whose names begin with a fact's `seed` or `doc`. Without
them the time alone is measured, on a text of our own. `python -m bench.prose` needs no school and lists the misses.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.measure import Line, timed
from lvye.kit.prose import Fact, Reading, read

BESIDE = Path(__file__).resolve().parents[2] / "shared"
FACTS = Path(os.environ.get("LVYE_FACTS") or BESIDE / "data" / "facts.jsonl")
TEXTS = Path(os.environ.get("LVYE_TEXTS") or BESIDE / "seeds")
LEAST = 0.92
LENGTH, SECONDS = 20_000, 1.0
_BARE = re.compile(r"[\s,，。.;；:：、\-—~～“”\"'（）()]")
_OWN = (
    "本学期维修课桌120余张、凳子85把,更换灯管46支,水龙头18个。对操场草坪修剪6次,给花坛浇水十多次。"
    "食堂新购蒸箱两台,投资3.6万元。暑假期间粉刷教室36间,共计4800平方米;组织消防演练2次,参加师生1500人次。"
)


@dataclass
class Score:
    """What was found of what is labelled."""

    found: Counter[str] = field(default_factory=Counter)
    labelled: Counter[str] = field(default_factory=Counter)
    predicted: int = 0
    right: int = 0
    missed: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[tuple[str, Fact]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of labelled deeds that were found."""
        return self.found["done"] / max(1, self.labelled["done"])

    @property
    def precision(self) -> float:
        """The share of deeds said that are labelled."""
        return self.right / max(1, self.predicted)


def score(facts: Path, folder: Path) -> Score:
    """Read every labelled document and hold what was read against the labels.

    Rows marked `implicit` (no numeral is printed) or `dup_of` (the same text again) are no measure. Precision counts
    every deed said in the whole text of the labelled documents, without what is marked repeated or planned. A row that
    is labelled as planned is looked for among the planned facts, and counts as kind `planned`.
    """
    rows = [json.loads(line) for line in facts.read_text(encoding="utf-8").splitlines() if line.strip()]
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if not row.get("implicit") and not row.get("dup_of"):
            by_document[row.get("seed") or row["doc"]].append(row)
    result = Score()
    for name, labelled in by_document.items():
        text = next(iter(sorted(folder.glob(f"{name}*.txt")))).read_text(encoding="utf-8")
        _compare(name, labelled, read(text), result)
    return result


def _compare(name: str, rows: list[dict[str, Any]], reading: Reading, result: Score) -> None:
    """Match each label with one fact at most; a fact of the same kind first."""
    bare, places = _bare(reading.text)
    used: set[int] = set()
    for row in rows:
        kind = "planned" if "planned" in row.get("flags", ()) else row["kind"]
        spans = list(_spans(row["sentence"], bare, places))
        fitting = [n for n, fact in enumerate(reading.facts) if n not in used and fits(row, fact, spans)]
        hit = next((n for n in fitting if kind_of(reading.facts[n]) == kind), None)
        result.labelled[kind] += 1
        if hit is None:
            result.missed.append(row)
            continue
        used.add(hit)
        result.found[kind] += 1
    for number, fact in enumerate(reading.facts):
        if kind_of(fact) == "done" and "repeated" not in fact.flags:
            result.predicted += 1
            result.right += number in used
            if number not in used:
                result.wrong.append((name, fact))


def kind_of(fact: Fact) -> str:
    """The kind a fact is counted under here."""
    return "planned" if "planned" in fact.flags else fact.kind


def fits(row: dict[str, Any], fact: Fact, spans: list[tuple[int, int]]) -> bool:
    """Same number, same unit, in the labelled sentence, and objects that share half of the shorter one's characters."""
    if "repeated" in fact.flags or fact.unit != row["unit"]:
        return False
    if (fact.qty is None) != (row["qty"] is None):
        return False
    if fact.qty is not None and abs(fact.qty - Decimal(str(row["qty"]))) > Decimal("0.001"):
        return False
    return any(start <= fact.figure[0] < end for start, end in spans) and overlap(row["object"], fact.object)


def overlap(first: str, second: str) -> bool:
    """Whether two objects share at least half of the shorter one's characters."""
    shared = sum((Counter(first) & Counter(second)).values())
    return shared > 0 and shared * 2 >= min(len(first), len(second))


def _bare(text: str) -> tuple[str, list[int]]:
    """A text without marks and spaces, and where each of its characters stood."""
    places = [at for at, char in enumerate(text) if not _BARE.match(char)]
    return "".join(text[at] for at in places), places


def _spans(sentence: str, bare: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Where a labelled sentence stands in its document."""
    wanted = _BARE.sub("", sentence)
    at = bare.find(wanted)
    while wanted and at >= 0:
        yield places[at], places[at + len(wanted) - 1] + 1
        at = bare.find(wanted, at + 1)


def speed() -> float:
    """Seconds for one document of 20,000 characters."""
    text = (_OWN * (LENGTH // len(_OWN) + 1))[:LENGTH]
    read(_OWN)
    return timed(lambda: read(text))


def measured() -> Iterator[Line]:
    """Recall, precision and time, as lines of the bench."""
    if FACTS.is_file():
        found = score(FACTS, TEXTS)
        done = f"{found.recall:.3f} of {found.labelled['done']}"
        yield Line("prose: recall of work done", 0.0, LEAST / max(found.recall, 0.001), 1.0, done)
        said = f"{found.precision:.3f} of {found.predicted}"
        yield Line("prose: precision", 0.0, LEAST / max(found.precision, 0.001), 1.0, said)
    seconds = speed()
    yield Line(f"prose: {LENGTH:,} characters", seconds, seconds, SECONDS)


def main() -> int:
    """Print the lines of the bench, then by kind what was missed and made up; 1 where a limit is passed."""
    lines = list(measured())
    for line in lines:
        _say(str(line))
    if FACTS.is_file():
        found = score(FACTS, TEXTS)
        kinds = (f"{kind} {found.found[kind]}/{count}" for kind, count in sorted(found.labelled.items()))
        _say(f"     by kind: {', '.join(kinds)}")
        _lists(found)
    return 1 if any(line.kept is False for line in lines) else 0


def _lists(found: Score) -> None:
    for row in found.missed:
        said = f"{row['action']} {row['object']} {row['qty']}{row['unit']}"
        _say(f"     missed {row['kind']:8} {said} | {row['sentence'][:60]}")
    for name, fact in found.wrong:
        _say(f"     wrong  {name[:4]:8} {fact.action} {fact.object} {fact.qty}{fact.unit} | {fact.sentence[:60]}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
