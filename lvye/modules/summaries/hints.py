"""What the records suggest for 存在不足 and 下阶段打算: offered beside the text, written in by one tap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lvye.modules.plans.api import Outcome, completion

from .evaluate import Evaluator, Slot
from .models import Kind, Summary
from .parts.outlook import Finding, findings
from .parts.planning import fault_of, is_late
from .queries import period
from .writer import TOKEN, Writer, tokens_in

PLAN = "plan-"  # the suggestion to name one item of a plan, with its number behind


@dataclass(frozen=True)
class Hint:
    """One suggestion: its chapter, what it says (figures read out), and whether the text has its figure already."""

    key: str
    chapter: str
    words: str
    written: bool


def hints(summary: Summary, *, today: date, numbers: Evaluator | None = None) -> list[Hint]:
    """The suggestions for a summary, those that have something to say. numbers: what was computed already."""
    slots = summary.body["slots"]
    in_text = [Slot.of(slots[key]) for key in tokens_in(summary.body["blocks"])]
    plain = "".join(TOKEN.sub("", block.get("text", "")) for block in summary.body["blocks"])
    numbers = numbers or Evaluator(period(summary))
    found = []
    for one in findings():
        if (body := _body(one, summary, today, numbers)) is not None:
            wanted = [Slot.of(kept) for kept in body["slots"].values()]
            words = str(body["blocks"][0]["text"])
            written = all(slot in in_text for slot in wanted) if wanted else words.rstrip(_("。")) in plain
            found.append(Hint(one.key, one.chapter, _read_out(body, numbers), written))
    return found


def hint_block(summary: Summary, key: str, *, today: date) -> tuple[str, dict[str, Any]] | None:
    """The sentence and slots a suggestion brings, with slot names the summary does not use yet."""
    if key.startswith(PLAN):
        return _of_plan(summary, key, today)
    one = next((one for one in findings() if one.key == key), None)
    body = _body(one, summary, today, Evaluator(period(summary))) if one else None
    if body is None:
        return None
    last = max((int(name[1:]) for name in summary.body["slots"]), default=0)
    renamed = {name: f"f{last + number}" for number, name in enumerate(body["slots"], start=1)}
    text = TOKEN.sub(lambda found: f"⟦{renamed[found[1]]}⟧", body["blocks"][0]["text"])
    return text, {renamed[name]: slot for name, slot in body["slots"].items()}


def _of_plan(summary: Summary, key: str, today: date) -> tuple[str, dict[str, Any]] | None:
    """The sentence on one unfinished item of a plan."""
    found = late_items(summary, today=today)
    return next(((fault_of(one), {}) for one in found if f"{PLAN}{one.number}" == key), None)


def late_items(summary: Summary, *, today: date) -> list[Outcome]:
    """The items of plans that were due in the period, whose day has passed, and which are not finished."""
    writer = Writer(period(summary), today=today)
    return [one for one in completion(writer.numbers.period, today=today) if is_late(one, writer)]


def _only(summary: Summary) -> dict[str, str]:
    """What a person's report is narrowed to: his own work; what cannot be said of one person is not suggested."""
    return {"worker": summary.person.name} if summary.kind == Kind.PERSON and summary.person else {}


def _body(one: Finding, summary: Summary, today: date, numbers: Evaluator) -> dict[str, Any] | None:
    """The finding as a paragraph of its own."""
    writer = Writer(numbers.period, today=today, numbers=numbers)
    clause = one.clause(writer, _only(summary))
    if not clause:
        return None
    writer.say(_("%(text)s。") % {"text": clause})
    return writer.body()


def _read_out(body: dict[str, Any], numbers: Evaluator) -> str:
    return TOKEN.sub(lambda found: numbers.text(Slot.of(body["slots"][found[1]])), body["blocks"][0]["text"])
