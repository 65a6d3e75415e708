"""Deeds on summaries: draft, write, pass on, sign, revise."""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import school_name
from lvye.kernel.terms.api import Period, period_of

from .models import Kind, Status, Summary
from .parts import draft_body
from .queries import as_snapshot
from .writer import TOKEN

LONGEST = 4000  # characters of one paragraph


def summary_draft(
    *,
    kind: str,
    period: str,
    actor: User,
    person: Person | None = None,
    today: datetime.date | None = None,
    **_given: Any,
) -> Summary:
    """Write the first draft from the records of a period, as of `today` (not given: once the period is over).

    Raises ValidationError for a period that is none, or one that already has its summary.
    """
    span = period_of(period)
    return records.create(
        Summary,
        actor=actor,
        kind=kind,
        period=span.code,
        person=person,
        title=title_of(kind, span, person),
        body=draft_body(kind, span, person, today=today),
    )


def unsaved_draft(
    kind: str, span: Period, person: Person | None = None, *, today: datetime.date | None = None
) -> Summary:
    """The draft as it would be now, kept nowhere: for printing without writing."""
    body = draft_body(kind, span, person, today=today)
    return Summary(kind=kind, period=span.code, person=person, title=title_of(kind, span, person), body=body)


def title_of(kind: str, span: Period, person: Person | None) -> str:
    """The heading: school, period, what it is."""
    what = {Kind.TERM: _("后勤工作总结"), Kind.MONTH: _("后勤工作简报"), Kind.PERSON: _("述职报告")}[Kind(kind)]
    name = person.name if person else ""
    return f"{school_name()}{span.label}{name}{what}"


def paragraph_write(summary: Summary, block_id: str, text: str, *, actor: User) -> Summary:
    """Replace the text of one block. Figures in it may be moved or left out, never invented.

    Raises ValidationError for an unknown block, an unknown figure, or a text that is too long.
    """
    with records.deed():
        summary = _held(summary)
        blocks = [dict(block) for block in summary.body["blocks"]]
        block = next((b for b in blocks if b["id"] == block_id and "text" in b), None)
        if block is None:
            raise ValidationError(_("没有找到这一段，请刷新页面再改。"))
        _check_text(text, summary.body["slots"])
        block["text"] = text.strip()
        kept = [b for b in blocks if b.get("text", "-")]
        return records.amend(summary, actor=actor, verb="write", body=summary.body | {"blocks": kept})


def paragraph_add(
    summary: Summary, after: str, text: str, *, actor: User, slots: dict[str, Any] | None = None
) -> Summary:
    """Add a paragraph after a block ("" for the end), with the figures it brings."""
    with records.deed():
        summary = _held(summary)
        known = summary.body["slots"] | (slots or {})
        _check_text(text, known)
        blocks = list(summary.body["blocks"])
        place = next((i + 1 for i, b in enumerate(blocks) if b["id"] == after), len(blocks))
        number = 1 + max((int(b["id"][1:]) for b in blocks), default=0)
        blocks.insert(place, {"id": f"b{number}", "kind": "p", "text": text.strip()})
        return records.amend(summary, actor=actor, verb="write", body={"blocks": blocks, "slots": known})


def summary_redraft(summary: Summary, *, actor: User, today: datetime.date | None = None) -> Summary:
    """Write the draft anew from the records; what was edited by hand is replaced (the trail keeps it)."""
    _refuse_unless_draft(summary)
    body = draft_body(summary.kind, period_of(summary.period), summary.person, today=today)
    return records.amend(summary, actor=actor, verb="redraft", body=body)


def summary_submit(summary: Summary, *, actor: User) -> Summary:
    """Hand it in for review."""
    return records.take(summary, "submit", actor=actor)


def summary_approve(summary: Summary, *, actor: User) -> Summary:
    """Pass it on to the one who signs."""
    return records.take(summary, "approve", actor=actor)


def summary_send_back(summary: Summary, *, actor: User, reason: str = "") -> Summary:
    """Back to its writer."""
    return records.take(summary, "send_back", actor=actor, reason=reason)


def summary_sign(summary: Summary, *, actor: User, now: datetime.datetime) -> Summary:
    """Freeze text and figures together, with a hash over both."""
    with records.deed():
        snapshot = as_snapshot(summary)
        digest = digest_of(summary.title, summary.body, snapshot)
        values: dict[str, Any] = {"snapshot": snapshot, "digest": digest, "signed_by": actor, "signed_at": now}
        return records.take(summary, "sign", actor=actor, **values)


def summary_revise(summary: Summary, *, actor: User) -> Summary:
    """A new version of a signed summary: same text, living figures; the signed one stays as it is."""
    if summary.status != Status.SIGNED:
        raise ValidationError(_("还没有签发，直接改就可以。"))
    newest = Summary.objects.filter(kind=summary.kind, period=summary.period, person=summary.person)
    version = 1 + max(newest.values_list("version", flat=True))
    same: dict[str, Any] = {name: getattr(summary, name) for name in ("kind", "period", "person", "title", "body")}
    return records.create(Summary, actor=actor, replaces=summary, version=version, **same)


def digest_of(title: str, body: dict[str, Any], snapshot: dict[str, Any]) -> str:
    """SHA-256 over title, text and figures, in one canonical form."""
    content = json.dumps([title, body, snapshot], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _held(summary: Summary) -> Summary:
    """The row as it stands now, locked: two people may write two paragraphs at once and lose nothing."""
    held = Summary.objects.select_for_update().get(pk=summary.pk)
    _refuse_unless_draft(held)
    return held


def _check_text(text: str, known: dict[str, Any]) -> None:
    if len(text) > LONGEST:
        raise ValidationError(
            _("这一段有 %(n)s 个字，最多 %(most)s 个，请分成几段。") % {"n": len(text), "most": LONGEST}
        )
    for key in TOKEN.findall(text):
        if key not in known:
            raise ValidationError(_("文字里有一个不认识的数字标记 %(key)s，请刷新页面再改。") % {"key": key})


def _refuse_unless_draft(summary: Summary) -> None:
    if summary.status != Status.DRAFT:
        text = _("总结现在是“%(status)s”，不能改。要改请先退回到草稿。")
        raise ValidationError(text % {"status": summary.get_status_display()})
