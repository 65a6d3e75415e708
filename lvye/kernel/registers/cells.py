"""How a value is shown: on screen (safe HTML), and out in a sheet (typed)."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from html import escape, unescape
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, DecimalField, Field, ForeignKey, IntegerField, Manager, Model, TimeField
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from lvye.kit import say

from .declare import Column, Register

Render = Callable[[Any], str]


def field_of(model: type[Model], name: str) -> Field[Any, Any] | None:
    """The model's own field of that name, or None."""
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def label_of(model: type[Model], column: str | Column) -> str:
    """The head of a column: a field's verbose name or the column's own label."""
    if isinstance(column, Column):
        return str(column.label)
    found = field_of(model, column)
    return str(found.verbose_name) if found else column


def shown(value: Any) -> str:
    """A value in words, escaped; what is already safe stays as it is."""
    if isinstance(value, SafeString):
        return value
    return escape(worded(value))


def worded(value: Any) -> str:
    """A value as Chinese users write it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime.datetime):
        return say.moment(value)
    if isinstance(value, datetime.date):
        return say.day(value)
    if isinstance(value, Decimal):
        return say.qty(value)
    return str(value)


@cache
def is_money(found: Field[Any, Any]) -> bool:
    """Whether a field holds yuan: two places, and its Chinese name says so ("金额（元）"), whatever is spoken now."""
    with override(None):
        name = str(found.verbose_name)
    return isinstance(found, DecimalField) and found.decimal_places == 2 and "（元" in name  # house: as its source says


def worded_of(found: Field[Any, Any] | None, value: Any) -> str:
    """A value of this field as Chinese users write it: of money both places."""
    if isinstance(value, Decimal) and found is not None and is_money(found):
        return say.amount(value)
    return worded(value)


def state_html(kind: str, word: str) -> SafeString:
    """The pill of a state: shape, word and colour (kinds: done going soon late idle)."""
    return mark_safe(f'<span class="st is-{kind}">{escape(word)}</span>')  # noqa: S308 - escaped above


def renderer(reg: Register, column: str | Column) -> Render:
    """A function that shows one column of a record; made once per list, called once per row."""
    if isinstance(column, Column):
        return lambda record: shown(column.value(record))
    found = field_of(reg.model, column)
    if found is None:
        return lambda record: shown(_called(getattr(record, column)))
    if found.choices:
        words = {key: str(word) for key, word in found.flatchoices}
        if column == "status":
            pills = {key: state_html(tone_of(reg.model, key), word) for key, word in words.items()}
            return lambda record: pills.get(record.status, "")
        safe = {key: escape(word) for key, word in words.items()}
        return lambda record: safe.get(getattr(record, column), "")
    if found.many_to_many:
        return lambda record: shown(_called(getattr(record, column)))
    return lambda record: shown(worded_of(found, getattr(record, column)))


def tone_of(model: type[Model], status: str) -> str:
    """The kind of a status: done, going, soon, late or idle (the model's `tones`)."""
    tones: dict[str, str] = getattr(model, "tones", {})
    return tones.get(status, "idle")


def css_of(reg: Register, column: str | Column) -> str:
    """How a column's values stand: state (the pill), num (to the right), nw (dates, codes: never broken)."""
    if isinstance(column, Column) or (found := field_of(reg.model, column)) is None:
        return ""
    if column == "status" and found.choices:
        return "state"
    if isinstance(found, (DateField, TimeField)) or column in {"number", "code"}:
        return "nw"
    numeric = isinstance(found, (DecimalField, IntegerField)) and not found.choices
    return "num" if numeric else ""


def sheet_value(record: Any, column: str | Column) -> Any:
    """The same cell for a spreadsheet: numbers and dates stay typed, records and choices become words."""
    if isinstance(column, Column):
        value = column.value(record)
    else:
        display = getattr(record, f"get_{column}_display", None)
        value = display() if display else _called(getattr(record, column))
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, (bool, int, Decimal, datetime.date)):
        return value
    return str(value)


def paper_text(record: Any, column: str | Column) -> str:
    """The same cell for paper: words alone, in the way the screen says them."""
    found = None
    if isinstance(column, Column):
        value = column.value(record)
    else:
        found = field_of(type(record), column)
        display = getattr(record, f"get_{column}_display", None)
        value = display() if display else _called(getattr(record, column))
    return without_tags(value) if isinstance(value, SafeString) else worded_of(found, value)


def without_tags(html: str) -> str:
    """The words of ready HTML: its tags go, its entities become characters."""
    return unescape(strip_tags(html))


def related_names(model: type[Model], columns: tuple[str | Column, ...]) -> list[str]:
    """The foreign keys among the columns and those they read, for select_related."""
    names = [name for c in columns for name in ((c,) if isinstance(c, str) else c.reads)]
    return [n for n in dict.fromkeys(names) if isinstance(field_of(model, n), ForeignKey)]


def named_by(model: type[Model], name: str) -> tuple[str, ...]:
    """What the name of the record behind a foreign key reads from further records."""
    field = field_of(model, name)
    found: tuple[str, ...] = getattr(field.related_model, "named_by", ()) if field is not None else ()
    return found


def _called(value: Any) -> Any:
    if isinstance(value, Manager):  # the many side of a relation: all it holds, by name
        return "、".join(str(one) for one in value.all())
    return value() if callable(value) else value
