"""The small parts every page is made of: icons, states, fields, chips. `{% load frame %}`.

All of them return ready HTML whose words are escaped; texts come from the caller or from gettext.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm, BoundField, Form
from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lvye.kernel.registers import heads

from .frame_fields import filter_html, one_field

register = template.Library()

SPRITE = "icons/icons.svg"
SPRITE_FILE = Path(__file__).resolve().parents[3] / "static" / SPRITE
KINDS = ("done", "going", "soon", "late", "idle")
OTHER = "list"  # drawn where a name has no picture
PAGE_WORDS = frozenset({"q", "sort", "after", "before", "as", "view", "part"})


@cache
def icon_names() -> frozenset[str]:
    """The names of all pictures in the sprite (declarations are checked against them)."""
    return frozenset(re.findall(r'id="i-([a-z-]+)"', SPRITE_FILE.read_text(encoding="utf-8")))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture of the sprite; with a label it speaks for itself, without it is ornament."""
    return _icon(str(name), str(label), static(SPRITE))


@cache
def _icon(name: str, label: str, sprite: str) -> SafeString:
    known = name if name in icon_names() else OTHER
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="i" {}><use href="{}#i-{}"/></svg>', said, sprite, known)


def kind_of(kind: str) -> str:
    """One of the five kinds; anything else is idle."""
    return kind if kind in KINDS else "idle"


@register.simple_tag
def state(kind: str, word: Any) -> SafeString:
    """The pill of a state: shape, word and colour."""
    return format_html('<span class="st is-{}">{}</span>', kind_of(str(kind)), word)


@register.simple_tag
def mark(kind: str, word: Any) -> SafeString:
    """The same without the pill: shape and coloured word."""
    return format_html('<span class="mk is-{}">{}</span>', kind_of(str(kind)), word)


@register.simple_tag
def avatar(name: Any) -> SafeString:
    """A person as the first character of the name."""
    text = str(name or "").strip()
    return format_html('<span class="av" aria-hidden="true">{}</span>', text[:1] or "·")


@register.simple_tag
def badge(count: Any) -> SafeString:
    """The red number at an icon; nothing for none, 99+ beyond two digits."""
    number = int(count or 0)
    if number <= 0:
        return mark_safe("")
    return format_html('<b class="badge">{}</b>', number if number < 100 else "99+")


@register.simple_tag
def script(name: str, when: str) -> SafeString:
    """Announce static/<name>: app.js loads it once something on the page matches `when` (see js/app.js)."""
    return format_html('<link rel="lv-module" href="{}" data-when="{}">', static(name), when)


@register.simple_tag
def page_words() -> SafeString:
    """What the scripts of a page say, in the reader's language."""
    return _page_words(get_language() or "")


@cache
def _page_words(_language: str) -> SafeString:
    return render_to_string("_words.html")


@register.simple_tag
def onload(function: str, **ids: Any) -> SafeString:
    """Parameters for allauth's own scripts. A block of data, not code: the page's policy allows it."""
    words = json.dumps({"ids": {name: str(value) for name, value in ids.items()}}, ensure_ascii=True)
    safe = mark_safe(words.replace("<", "\\u003C"))  # noqa: S308 - cannot end the element any more
    return format_html('<script type="application/json" data-allauth-onload="{}">{}</script>', function, safe)


@register.simple_tag(takes_context=True)
def record_head(context: template.Context) -> heads.Head:
    """The buttons at the head of a record's page."""
    return heads.of_record({str(name): value for name, value in context.flatten().items()})


@register.simple_tag
def steps_head(steps: Any) -> heads.Head:
    """The steps beside the holder's name."""
    return heads.of_steps(steps or ())


# --- forms -------------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, label: str = "", rows: int = 0, bare: bool = False) -> SafeString:
    """Label, control, unit, help and refusals of one field; bare: without help and placeholder."""
    return one_field(bound, label=label, rows=rows, bare=bare)


@register.simple_tag
def filter_chip(bound: BoundField) -> SafeString:
    """One filter of a list as a chip."""
    return filter_html(bound)


@register.filter
def fields_in(form: BaseForm, names: Any) -> list[BoundField]:
    """The visible fields of a form among `names`."""
    wanted = set(names or ())
    return [bound for bound in form.visible_fields() if bound.name in wanted]


@register.filter
def fields_not_in(form: BaseForm, names: Any) -> list[BoundField]:
    """The visible fields of a form that are not among `names`."""
    left_out = set(names or ())
    return [bound for bound in form.visible_fields() if bound.name not in left_out]


@register.filter
def any_error(fields: list[BoundField]) -> bool:
    """Whether a refusal hides among these fields."""
    return any(bound.errors for bound in fields)


@register.simple_tag
def kept_inputs(query: Mapping[str, str], filters: Collection[str], here: bool = False) -> SafeString:
    """What the address narrows by and no filter shows (`on.place=7`), kept when the filters are sent.

    here=True: the other half, what the filters themselves hold, for as long as they have not come.
    """
    pairs = [(k, v) for k, v in (query or {}).items() if k not in PAGE_WORDS and (k in filters) == here]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.filter
def pointed(query: Mapping[str, str]) -> bool:
    """Whether the list shows only what hangs on one record (it came from a panel)."""
    return any(name.startswith("on.") for name in query or {})


@register.filter
def as_kept(query: Mapping[str, str]) -> str:
    """The part of a list's address that a saved view keeps: what narrows, then the order."""
    narrowing = {name: value for name, value in (query or {}).items() if name == "q" or name not in PAGE_WORDS}
    return urlencode(narrowing | ({"sort": query["sort"]} if query.get("sort") else {}))


@register.filter
def chosen_words(filters: Form | None) -> list[str]:
    """What a list is narrowed by, in words, for paper: "状态：没完的"."""
    if filters is None or not filters.is_valid():
        return []
    found = []
    for bound in filters:
        value = filters.cleaned_data.get(bound.name)
        if value in (None, "", False):
            continue
        words = dict(getattr(bound.field, "choices", ())) if isinstance(value, str) else {}
        found.append(f"{bound.label}：{words.get(value, value)}")
    return found


# --- small words -------------------------------------------------------------------------------------------------


@register.filter
def called(reg: Any) -> str:
    """What one record of the register is called."""
    return str(capfirst(str(reg.model._meta.verbose_name)))


@register.filter
def joined(words: Any) -> SafeString:
    """Several lines under each other."""
    return mark_safe("<br>".join(escape(str(word)) for word in words or ()))  # noqa: S308 - escaped


@register.simple_tag
def greeting(hour: int) -> str:
    """What one says at this hour."""
    if hour < 11:
        return _("早上好")
    if hour < 14:
        return _("中午好")
    return _("下午好") if hour < 18 else _("晚上好")
