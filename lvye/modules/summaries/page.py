"""What the summary's page shows beside the text: signing steps, charts, suggestions with their place, versions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.figures import api as figures
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import Register, steps_for, story
from lvye.kit import say
from lvye.modules.plans.api import State, completion, person_items

from . import queries
from .doubles import doubles
from .evaluate import Evaluator
from .hints import PLAN, Hint, hints
from .models import Kind, Status, Summary
from .parts.outlook import FAULTS, STEPS
from .writer import TOKEN

LATE = 6  # unfinished items named in the card
WAY = (Status.DRAFT, Status.REVIEW, Status.PASSED, Status.SIGNED)


def context_of(reg: Register, summary: Summary, user: User, *, today: date) -> dict[str, Any]:
    """Everything summary.html reads."""
    may_write = summary.status == Status.DRAFT and user.has_perm(reg.permission("change"))
    trail = story(reg, summary)
    numbers = Evaluator(queries.period(summary))
    known = queries.shown_figures(summary, numbers)
    blocks = [_drawn(block) for block in queries.blocks_html(summary, known)]
    return {
        "reg": reg,
        "summary": summary,
        "period": queries.period(summary),
        "blocks": blocks,
        "may_write": may_write,
        "steps": steps_for(reg, summary, user),
        "stepper": _stepper(summary, trail),
        "story": trail,
        "legend": _legend(blocks, known) if may_write else {},
        "hints": _placed(summary, hints(summary, today=today, numbers=numbers)) if may_write else [],
        "plan": _plan_card(summary, user, may_write=may_write, today=today),
        "doubles": doubles(queries.period(summary)) if may_write and summary.kind != Kind.PERSON else [],
        "changed": queries.changed_since(summary),
        "versions": _versions(reg, summary, user),
        "may_export": user.has_perm(reg.permission("export")),
        "may_revise": summary.status == Status.SIGNED and user.has_perm(reg.permission("change")),
        "signed_on": timezone.localtime(summary.signed_at).date() if summary.signed_at else None,
    }


def _plan_card(summary: Summary, user: User, *, may_write: bool, today: date) -> dict[str, Any] | None:
    """计划完成: how the items due in the period stand, the late ones by name, and the planned works of the repairs.

    None for who may not see plans, for a signed summary (its text has what stood then), and where nothing was planned.
    """
    if summary.status == Status.SIGNED or not user.has_perm("plans.view_planitem"):
        return None
    span = queries.period(summary)
    found = person_items(summary.person, span, today=today) if summary.person else completion(span, today=today)
    found = [one for one in found if one.state != State.DROPPED]
    names = () if summary.person else ("repairs.planned_done", "repairs.planned_late")
    works = [figures.one(name, span) for name in names]
    if not found and not any(value.rows for value in works):
        return None
    late = [one for one in found if one.state != State.DONE and one.due_on < today]
    done = [one for one in found if one.state == State.DONE]
    counts = {"done": len(done), "going": len(found) - len(done) - len(late), "late": len(late)}
    text = "".join(block.get("text", "") for block in summary.body["blocks"])
    return {
        "count": len(found),
        "counts": counts,
        "bars": _bars(counts),
        "late": [
            {"item": one, "key": f"{PLAN}{one.number}", "day": say.date(one.due_on), "written": one.what in text}
            for one in late[:LATE]
        ],
        "more": max(0, len(late) - LATE),
        "after": end_of(summary, FAULTS) if may_write else "",
        "works": [
            {"label": value.figure.label, "text": figures.text(value), "url": figures.address(value.figure.name, span)}
            for value in works
            if value.rows
        ],
    }


def _bars(counts: dict[str, int]) -> list[dict[str, Any]]:
    """The counts as one bar of 300, a gap of 3 between its parts."""
    whole, at, made = sum(counts.values()), 0, []
    for kind, count in counts.items():
        width = round(300 * count / whole) if whole else 0
        if width:
            made.append({"kind": kind, "x": at, "width": max(4, width - 3)})
        at += width
    return made


def _drawn(block: dict[str, Any]) -> dict[str, Any]:
    """A chart's block with its drawing and, line by line, the share of the whole."""
    chart = block.get("chart")
    if chart is None:
        return block
    rows = [papers.Bar(line["label"], line["value"], line["text"], line["url"]) for line in chart["lines"]]
    draw = papers.line_svg if chart["shape"] == "line" else papers.bar_svg
    lines = [line | {"share": say.share(line["value"], chart["whole"])} for line in chart["lines"]]
    return block | {"chart": chart | {"lines": lines, "svg": draw(rows, label=chart["title"])}}


def _stepper(summary: Summary, trail: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """起草 审核 签发: who did each, and when."""
    at = WAY.index(Status(summary.status))
    said = {entry["text"]: entry for entry in reversed(trail)}
    writer = trail[-1]["who"] if trail else ""
    rows = (
        (_("起草"), [writer]),
        (_("审核"), _who(said.get(str(Summary.flow["approve"].label)))),
        (_("签发"), _who(said.get(str(Summary.flow["sign"].label)))),
    )
    kinds = ["done" if number < at else "going" if number == at else "idle" for number in range(3)]
    return [
        {"label": label, "kind": kind, "small": small if kind == "done" or number == 0 else []}
        for number, ((label, small), kind) in enumerate(zip(rows, kinds, strict=True))
    ]


def _who(entry: dict[str, Any] | None) -> list[str]:
    return [entry["who"], entry["when"]] if entry else []


def _legend(blocks: list[dict[str, Any]], known: dict[str, queries.Shown]) -> dict[str, list[dict[str, str]]]:
    """block → the figures in it, for who writes without a script: ⟦f3⟧ is 84个."""
    return {
        block["id"]: [{"token": f"⟦{key}⟧", "text": known[key].text, "label": known[key].label} for key in keys]
        for block in blocks
        if (keys := TOKEN.findall(block.get("text", "")))
    }


def _placed(summary: Summary, found: list[Hint]) -> list[dict[str, Any]]:
    """The suggestions, each with the block it would be written below: the last paragraph of its chapter."""
    return [{"hint": hint, "after": end_of(summary, hint.chapter)} for hint in found]


def end_of(summary: Summary, chapter: str) -> str:
    """The last paragraph of 存在不足, or for steps of 下阶段打算; "" for the end of the text."""
    steps, faults = {"下阶段打算", "需要留意"}, {"存在不足", "需要留意", "不足"}  # house: as they are in the source
    named = steps if chapter == STEPS else faults
    wanted = named | {_(words) for words in named}
    last, inside = "", False
    for block in summary.body["blocks"]:
        if block["kind"] == "h1":
            inside = block["text"] in wanted
        if inside and block["kind"] in {"h1", "p"}:
            last = str(block["id"])
    return last


def _versions(reg: Register, summary: Summary, user: User) -> list[Summary]:
    """All versions of this summary the user may see, the newest first; none where there is only this one."""
    rows = reg.rows(user).filter(kind=summary.kind, period=summary.period, person=summary.person)
    found = list(rows.select_related("signed_by").order_by("-version"))
    return found if len(found) > 1 else []


def byline(summary: Summary) -> str:
    """Who speaks: the office, or the person of a personal report."""
    return summary.person.name if summary.kind == Kind.PERSON and summary.person else str(_("总务处"))
