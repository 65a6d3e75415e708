"""What the records suggest for 存在不足 and 下阶段打算: offered beside the text, written in by one tap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lvye.kernel.figures.api import figures

from .evaluate import Slot
from .models import Kind, Summary
from .queries import Shown, living_figures, period
from .writer import Writer, tokens_in


@dataclass(frozen=True)
class Hint:
    """One suggestion: what it says (with figures in place), and whether the text already has its figure."""

    key: str
    words: str
    written: bool


def hints(summary: Summary) -> list[Hint]:
    """The suggestions for a summary, those that have something to say."""
    found = []
    slots = summary.body["slots"]
    written = {Slot.of(slots[key]).figure for key in tokens_in(summary.body["blocks"])}
    for key, figure, _text in _suggestions():
        writer, only = Writer(period(summary)), _only(summary)
        if (only.keys() <= figures[figure].by.keys()) and writer.has(figure, only):
            body = _body(key, writer, only)
            shown = _words(body, summary)
            found.append(Hint(key, shown, figure in written))
    return found


def hint_block(summary: Summary, key: str) -> tuple[str, dict[str, Any]] | None:
    """The sentence and slots a suggestion brings, with slot names the summary does not use yet."""
    if key not in {k for k, _f, _t in _suggestions()}:
        return None
    body = _body(key, Writer(period(summary)), _only(summary))
    taken = len(summary.body["slots"]) + 1
    while f"f{taken}" in summary.body["slots"]:
        taken += 1
    text = body["blocks"][0]["text"].replace("⟦f1⟧", f"⟦f{taken}⟧")
    return text, {f"f{taken}": body["slots"]["f1"]}


def _suggestions() -> tuple[tuple[str, str, str], ...]:
    return (
        ("late", "repairs.late", _("有%(n)s超过了说好的时间，要查清卡在哪一步。")),
        ("reopened", "repairs.reopened", _("有%(n)s修了又返工，修完要当场试用。")),
        ("low_rated", "repairs.low_rated", _("有%(n)s评价偏低，逐件回访弄清原因。")),
        ("waited", "repairs.waited", _("等配件、等人一共耽误了%(n)s上班时间，常用配件要备足。")),
        ("unrated", "repairs.unrated", _("有%(n)s修好后没有评价，要方便大家说一句。")),
        ("planned_late", "repairs.planned_late", _("计划维修有%(n)s没有按时完成。")),
        ("open", "repairs.open", _("手上还有%(n)s没有办完。")),
    )


def _only(summary: Summary) -> dict[str, str]:
    """What a person's report is narrowed to: his own work; what cannot be said of one person is not suggested."""
    return {"worker": summary.person.name} if summary.kind == Kind.PERSON and summary.person else {}


def _body(key: str, writer: Writer, only: dict[str, str]) -> dict[str, Any]:
    figure, text = next((f, t) for k, f, t in _suggestions() if k == key)
    form = "hours" if key == "waited" else "text"
    writer.say(text % {"n": writer.fig(figure, only, form=form)})
    return writer.body()


def _words(body: dict[str, Any], summary: Summary) -> str:
    known: dict[str, Shown] = living_figures(Summary(period=summary.period, body=body))
    return str(body["blocks"][0]["text"]).replace("⟦f1⟧", known["f1"].text)
