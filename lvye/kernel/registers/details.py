"""What the page of one record shows: state, steps, facts, story, panels, offers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ForeignKey, ManyToManyField
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kit import say

from .cells import field_of, label_of, renderer, shown, tone_of, worded_of
from .declare import Panel, Register, detail_parts, extra_screens, offers_for, panels, record_links, registers
from .lists import rows_html, shown_rows

PANEL_ROWS = 5
STORY_ROWS = 60


def context(reg: Register, record: Any, user: User) -> dict[str, Any]:
    """Everything detail.html reads. What hangs on the record stands in panels; kinds without any, in one line."""
    hanging = [shown_panel for panel in panels.get(reg.key, []) if (shown_panel := _panel(panel, record, user))]
    found: dict[str, Any] = {
        "reg": reg,
        "record": record,
        "title": str(record),
        "state": _state(record),
        "steps": steps_for(reg, record, user),
        "facts": facts(reg, record),
        "story": story(reg, record),
        "panels": [panel for panel in hanging if not panel["empty"]],
        "nothing_of": [panel["title"] for panel in hanging if panel["empty"]],
        "offers": [
            {"label": o.label, "icon": o.icon, "url": url} for o in offers_for(reg.key, user) if (url := o.url(record))
        ],
        "edit_url": _edit_url(reg, record, user),
        "list_url": reverse(f"{reg.key}:list"),
        "print_url": "?as=print",
        "extra_links": _links(reg, record, user),
    }
    for part in detail_parts:
        found |= part.context(reg, record, user)
    return found


def _links(reg: Register, record: Any, user: User) -> list[dict[str, Any]]:
    screens = [
        (e.label, e.icon, reverse(f"{reg.key}:{e.name}", args=[record.pk]))
        for e in extra_screens
        if e.of_record and e.shown_to(user, reg)
    ]
    pages = [
        (link.label, link.icon, url)
        for link in record_links
        if user.has_perm(link.right) and (url := link.url(reg, record))
    ]
    names = ("label", "icon", "url")
    return [dict(zip(names, one, strict=True)) for one in screens + pages]


def _state(record: Any) -> dict[str, str] | None:
    status = getattr(record, "status", None)
    if status is None:
        return None
    display = getattr(record, "get_status_display", None)
    return {"kind": tone_of(type(record), status), "word": str(display() if display else status)}


def _edit_url(reg: Register, record: Any, user: User) -> str:
    final = getattr(record, "status", None) in record.flow.final
    if final or not reg.fields or not user.has_perm(reg.permission("change")):
        return ""
    return reverse(f"{reg.key}:edit", args=[record.pk])


def steps_for(reg: Register, record: Any, user: User) -> list[dict[str, Any]]:
    """What this user may do with the record now; what he may not is not there."""
    if not reg.actions:
        return []
    return [
        {
            "name": step.name,
            "label": step.label,
            "url": reverse(f"{reg.key}:do", args=[record.pk, step.name]),
            "tone": step.tone,
            "asks": bool(step.fields),
        }
        for step in record.flow.open_from(record.status)
        if step.name in reg.actions and user.has_perm(reg.permission(step.name)) and _is_offered(reg, step.name, record)
    ]


def _is_offered(reg: Register, step: str, record: Any) -> bool:
    wanted = reg.offered.get(step)
    return wanted is None or wanted(record)


def facts(reg: Register, record: Any) -> list[tuple[str, str]]:
    """The record's fields in words, those that say something."""
    names: list[Any] = [c for c in reg.columns if c != "status"]
    names += [n for n in (*reg.fields, *reg.more) if n not in names]
    pairs = [(label_of(reg.model, name), renderer(reg, name)(record)) for name in names]
    return [(label, html) for label, html in pairs if html]


def story(reg: Register, record: Any) -> list[dict[str, Any]]:
    """Who did what, newest first, in the words of the steps."""
    return [
        {
            "at": entry.at,
            "when": say.moment(entry.at),
            "who": str(entry.actor),
            "text": _verb(reg, entry.verb),
            "changes": _changes(reg, entry) if entry.verb != "create" else [],
            "reason": entry.reason,
            "kind": tone_of(reg.model, entry.changes["status"][1]) if "status" in entry.changes else "idle",
        }
        for entry in audit.trail(record)[:STORY_ROWS]
    ]


def _verb(reg: Register, verb: str) -> str:
    if verb in reg.model.flow:
        return str(reg.model.flow[verb].label)
    words = {"create": _("登记"), "amend": _("修改"), "import": _("导入"), "remove": _("删除")}
    words |= {name: str(word) for name, word in getattr(reg.model, "verbs", {}).items()}
    return words.get(verb, verb)


def _changes(reg: Register, entry: audit.Entry) -> list[str]:
    lines = []
    for name, (old, new) in entry.changes.items():
        if name == "status" or (found := field_of(reg.model, name)) is None:
            continue
        before, after = _said(found, old), _said(found, new)
        lines.append(f"{found.verbose_name}：{before} → {after}" if before else f"{found.verbose_name}：{after}")
    return lines


def _said(found: Any, value: Any) -> str:
    """An audited value in words: choices and related records by their names."""
    if value in (None, "", []):
        return ""
    if isinstance(found, ManyToManyField):
        return "、".join(map(str, found.related_model._default_manager.filter(pk__in=value)))
    if isinstance(found, ForeignKey):
        try:
            return str(found.related_model._default_manager.get(pk=value))
        except (ObjectDoesNotExist, ValueError):
            return str(value)
    if found.choices:
        return str(dict(found.flatchoices).get(value, value))
    try:
        return shown(worded_of(found, found.to_python(value)))
    except Exception:  # noqa: BLE001 - an old value the field no longer understands is shown as it was kept
        return str(value)


def _panel(panel: Panel, record: Any, user: User) -> dict[str, Any] | None:
    other = registers[panel.register]
    if not user.has_perm(other.permission("view")):
        return None
    rows = shown_rows(other, other.rows(user).filter(**{panel.by: record}))
    found = list(rows[: PANEL_ROWS + 1])
    return {
        "title": panel.title,
        "heads": [label_of(other.model, column) for column in other.columns],
        "body_html": rows_html(other, found[:PANEL_ROWS]),
        "count": len(found),
        "url": f"{reverse(f'{other.key}:list')}?on.{panel.by}={record.pk}" if len(found) > PANEL_ROWS else "",
        "empty": not found,
    }
