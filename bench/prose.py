"""The reader of work prose against labelled facts: what it finds, what it makes up, and how long it takes.

The labelled facts and the texts they were taken from are not part of the project: `LVYE_FACTS` names the file of facts
(one JSON object a line), `LVYE_TEXTS` the folder of the texts, whose names begin with a fact's `seed`. Without them the
time alone is measured, on a text of our own.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.measure import Line
from lvye.kit import prose

BESIDE = Path(__file__).resolve().parents[2] / "shared"
FACTS = Path(os.environ.get("LVYE_FACTS") or BESIDE / "data" / "facts.jsonl")
TEXTS = Path(os.environ.get("LVYE_TEXTS") or BESIDE / "seeds")
LEAST = 0.92  # recall and precision of what was done
LONG = 20_000  # characters of the text whose reading is timed
NOT_COUNTED = {"repeated", "planned", "unreadable", "implausible"}
OURS = (
    "本学期更换教学楼灯管{n}根，维修课桌椅{m}套；为食堂安装消毒柜两台，疏通下水道十余次，绿篱修剪3遍。"
    "投入资金{m}.5万元改造男厕所{n}间，组织消防演练一次，参加师生{m}00余人。"
)


def measured() -> Iterator[Line]:
    """Recall, precision and time, as lines of the bench."""
    if FACTS.is_file():
        found, missed, made_up = score()
        recall, precision = found / (found + len(missed)), found / (found + len(made_up))
        yield Line("prose: recall of work done", 0.0, LEAST / recall, 1.0, f"{recall:.3f} of {found + len(missed)}")
        yield Line("prose: precision", 0.0, LEAST / precision, 1.0, f"{precision:.3f} of {found + len(made_up)}")
        for fact in missed:
            print(f"       missed: {fact['action']} {fact['object']} {fact['qty']} {fact['unit']}", flush=True)
        for fact in made_up:
            print(f"       made up: {fact.action} {fact.object} {fact.qty} {fact.unit}", flush=True)
    text = "".join(OURS.format(n=n, m=n + 7) for n in range(2, 400))[:LONG]
    began = time.perf_counter()
    prose.read(text)
    seconds = time.perf_counter() - began
    yield Line(f"prose: {LONG:,} characters", seconds, seconds, 1.0)


def score() -> tuple[int, list[dict[str, Any]], list[prose.Fact]]:
    """How many labelled facts of work done were found; those that were not; facts read that nobody labelled.

    Labels that are implicit or stand for a text printed twice are left out. A fact is found when number and unit are
    the same and the things share half of the shorter one's signs.
    """
    labels = [json.loads(line) for line in FACTS.read_text(encoding="utf-8").splitlines()]
    wanted = [one for one in labels if one["kind"] == "done" and not one.get("implicit") and not one.get("dup_of")]
    found, missed, made_up = 0, [], []
    for seed in sorted({one["seed"] for one in labels}):
        text = next(TEXTS.glob(f"{seed}_*")).read_text(encoding="utf-8")
        read = [fact for fact in prose.read(text).facts if fact.kind == "done" and not fact.flags & NOT_COUNTED]
        for label in (one for one in wanted if one["seed"] == seed):
            hit = next((fact for fact in read if _same(fact, label)), None)
            if hit is None:
                missed.append(label)
            else:
                read.remove(hit)
                found += 1
        made_up += read
    return found, missed, made_up


def _same(fact: prose.Fact, label: dict[str, Any]) -> bool:
    if fact.qty is None or abs(float(fact.qty) - float(label["qty"])) > 0.01 or fact.unit != label["unit"]:
        return False
    ours, theirs = set(fact.object), set(label["object"])
    return len(ours & theirs) * 2 >= min(len(ours), len(theirs)) > 0
