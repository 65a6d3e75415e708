"""How one form field looks: the control by its kind, with unit, help and refusals beside it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

EMPTY = mark_safe("")
UNSET = re.compile(rf'(<option value=""[^>]*>)(?:{BLANK_CHOICE_DASH[0][1]})?(?=</option>)')
ONE_CHOICE = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def one_field(bound: BoundField, *, label: str = "", rows: int = 0, bare: bool = False) -> SafeString:
    """The whole field as a block."""
    widget = bound.field.widget
    if bare:
        bound.help_text = widget.attrs["placeholder"] = ""
    if isinstance(widget, forms.HiddenInput):
        return bound.as_widget()
    said = label or str(bound.label)
    if isinstance(widget, forms.CheckboxInput):
        return format_html('<div class="fld">{}{}{}</div>', _tick(bound, said), _help(bound), _errors(bound))
    if isinstance(widget, ONE_CHOICE):
        head = format_html('<legend class="label">{}{}</legend>', said, _optional(bound))
        return format_html(
            '<fieldset class="fld">{}{}{}{}</fieldset>', head, _choices(bound), _help(bound), _errors(bound)
        )
    head = format_html('<label class="label" for="{}">{}{}</label>', bound.id_for_label, said, _optional(bound))
    return format_html('<div class="fld">{}{}{}{}</div>', head, _control(bound, rows), _help(bound), _errors(bound))


def _control(bound: BoundField, rows: int) -> SafeString:
    widget = bound.field.widget
    if isinstance(widget, forms.FileInput):
        return _file(bound)
    if isinstance(widget, forms.NumberInput):
        widget.input_type = "text"  # a number box throws away what is no number; ours keeps it beside the refusal
    attrs = _attrs(bound)
    if isinstance(widget, forms.Textarea):
        box = bound.as_widget(attrs=attrs | {"rows": rows or widget.attrs.get("lv_rows", 3)})
        return speakable(box)
    box = bound.as_widget(attrs=attrs)
    if isinstance(widget, forms.Select):
        box = mark_safe(UNSET.sub(rf"\1{_('请选择')}", box))  # noqa: S308 - words of our own where nothing is said
    unit = widget.attrs.get("data-unit", "")
    return format_html('<div class="with-unit">{}<span class="muted">{}</span></div>', box, unit) if unit else box


def _attrs(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    attrs: dict[str, Any] = {"class": f"input {widget.attrs.get('class', '')}".strip()}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(bound.field, forms.DecimalField):
        attrs["inputmode"] = "decimal"
    elif isinstance(bound.field, forms.IntegerField):
        attrs["inputmode"] = "numeric"
    return attrs


def speakable(box: SafeString) -> SafeString:
    """A text box with the button for dictation; dictate.js shows it where the browser can listen."""
    sprite = static("icons/icons.svg")
    return format_html(
        '<div class="speak" data-dictate>{}<button type="button" class="icon-btn" hidden aria-pressed="false"'
        ' aria-label="{}"><svg class="i" aria-hidden="true"><use href="{}#i-mic"/></svg></button></div>',
        box,
        _("说一句，替您打字"),
        sprite,
    )


def _tick(bound: BoundField, said: str) -> SafeString:
    attrs: dict[str, str | bool] = {"class": "check"}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return format_html('<label class="tick">{}<span>{}</span></label>', bound.as_widget(attrs=attrs), said)


def _choices(bound: BoundField) -> SafeString:
    # A choice that says nothing ("---------") is no chip.
    parts = ((sub.tag(), sub.choice_label) for sub in bound.subwidgets if str(sub.data["value"]) != "")
    chips = format_html_join("", '<label>{}<span class="chip">{}</span></label>', parts)
    return format_html('<div class="choices">{}</div>', chips)


def _file(bound: BoundField) -> SafeString:
    widget = bound.field.widget
    if str(widget.attrs.get("accept", "")).startswith("image"):
        return photo_picker(bound.html_name, multiple=bool(getattr(widget, "allow_multiple_selected", False)))
    return bound.as_widget(attrs=_attrs(bound))


def photo_picker(name: str, *, multiple: bool = True, most: int = 6, label: str = "") -> SafeString:
    """A camera tile: photos are made small on the phone, shown, and may be taken out again (photo.js)."""
    return format_html(
        '<div class="photos" data-photos data-most="{}" data-drop="{}"><label class="ph-add">'
        '<svg class="i" aria-hidden="true"><use href="{}#i-camera"/></svg><span>{}</span>'
        '<input type="file" name="{}" accept="image/*"{}></label></div>',
        most if multiple else 1,
        _("不要这张"),
        static("icons/icons.svg"),
        label or _("拍照片"),
        name,
        mark_safe(" multiple") if multiple else EMPTY,
    )


def _optional(bound: BoundField) -> SafeString:
    return EMPTY if bound.field.required else format_html(' <small class="must">{}</small>', _("可不填"))


def _help(bound: BoundField) -> SafeString:
    if not bound.help_text:
        return EMPTY
    return format_html('<div class="help" id="{}_helptext">{}</div>', bound.auto_id, bound.help_text)


def _errors(bound: BoundField) -> SafeString:
    if not bound.errors:
        return EMPTY
    lines = format_html_join("", '<p class="err">{}</p>', ((error,) for error in bound.errors))
    return format_html('<div id="{}_error">{}</div>', bound.auto_id, lines)


def filter_html(bound: BoundField) -> SafeString:
    """A filter of a list: a select or a date that looks like a chip, coloured once something is chosen."""
    chosen = bound.value() not in (None, "", "unknown", False)
    classes = "chip on" if chosen else "chip"
    widget = bound.field.widget
    if isinstance(widget, forms.Select):
        return bound.as_widget(attrs={"class": classes, "aria-label": str(bound.label)})
    if isinstance(widget, forms.CheckboxInput):
        box = bound.as_widget(attrs={"class": "check"})
        return format_html('<label class="{}">{}{}</label>', classes, box, bound.label)
    return format_html('<label class="{}">{}{}</label>', classes, bound.label, bound.as_widget())
