"""Cells into the values of fields: by the field's kind, related records by the words people use for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Place, place_by_name
from lvye.kernel.registers.api import registers
from lvye.kit.sheets import (
    CellError,
    Raw,
    Table,
    as_choice,
    as_date,
    as_moment,
    as_money,
    as_quantity,
    as_text,
    as_yes_no,
)

__all__ = ["Lookups", "field_value", "lookup_with"]

Finder = Callable[[str], models.Model | None]
NAMES = ("number", "code", "name", "full_name", "title", "label", "username")  # by what a record is called, best first
BATCH = 500
_finders: dict[type[models.Model], Finder] = {Place: place_by_name}


def lookup_with(model: type[models.Model], finder: Finder) -> None:
    """Find records of `model` named in sheets by this function (text → record, None when none or several fit)."""
    _finders[model] = finder


class Lookups:
    """Related records by their names: one query for each kind and field, however many rows name them."""

    def __init__(self, actor: User) -> None:
        self._actor = actor
        self._known: dict[type[models.Model], dict[str, list[Any]]] = {}

    def learn(self, model: type[models.Model], texts: Iterable[str]) -> None:
        """Find all these names at once."""
        wanted = {text for text in texts if text}
        known = self._known.setdefault(model, defaultdict(list))
        if model in _finders:
            for text in wanted:
                found = _finders[model](text)
                known[text] = [found] if found else []
            return
        own = {f.name for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)}
        for name in (name for name in NAMES if name in own):
            missing = [text for text in wanted if text not in known]
            for begin in range(0, len(missing), BATCH):
                for record in self._rows(model).filter(**{f"{name}__in": missing[begin : begin + BATCH]}):
                    known[str(getattr(record, name))].append(record)

    def find(self, model: type[models.Model], text: str) -> Any:
        """The one record named so. Raises CellError when there is none, or more than one."""
        if model not in self._known or text not in self._known[model]:
            self.learn(model, [text])
        found = self._known[model].get(text, [])
        words = {"text": text[:40], "what": model._meta.verbose_name, "n": len(found)}
        if not found:
            raise CellError(_("没有找到%(what)s“%(text)s”") % words)
        if len(found) > 1:
            raise CellError(_("叫“%(text)s”的%(what)s有 %(n)s 个，分不清是哪一个，请写全") % words)
        return found[0]

    def _rows(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """What the person may see; the program itself sees all."""
        reg = registers.get(model._meta.label_lower)
        if reg is None or self._actor.is_system:
            return model._default_manager.all()
        return reg.rows(self._actor)


def field_value(found: models.Field[Any, Any], cell: Raw, table: Table, lookups: Lookups) -> Any:
    """The value of a field from its cell, None for a blank one. Raises CellError with a reason."""
    if isinstance(found, models.ForeignKey):
        text = as_text(cell)
        return lookups.find(found.related_model, text) if text else None
    if found.choices:
        return as_choice(cell, found.flatchoices)
    for kind, parse in PARSERS:
        if isinstance(found, kind):
            return parse(found, cell, table)
    return as_text(cell, lines=isinstance(found, models.TextField)) or None


def _moment(_field: models.Field[Any, Any], cell: Raw, table: Table) -> dt.datetime | None:
    moment = as_moment(cell, year=table.year)
    return timezone.make_aware(moment) if moment else None


def _date(_field: models.Field[Any, Any], cell: Raw, table: Table) -> dt.date | None:
    return as_date(cell, year=table.year)


def _decimal(found: models.Field[Any, Any], cell: Raw, _table: Table) -> Decimal | None:
    """A decimal of two places is money in this house; others are quantities."""
    if getattr(found, "decimal_places", None) == 2 and not found.name.startswith("qty"):
        return as_money(cell, negative=True)
    return _exact(cell)


def _whole(_field: models.Field[Any, Any], cell: Raw, _table: Table) -> int | None:
    value = _exact(cell)
    if value is not None and value != int(value):
        raise CellError(_("这里要整数"))
    return None if value is None else int(value)


def _exact(cell: Raw) -> Decimal | None:
    """A field holds an exact number; a register that keeps approximate ones brings its own importer."""
    quantity = as_quantity(cell, negative=True)
    if quantity is None:
        return None
    if quantity.is_approx:
        raise CellError(_("这里要确数，不能写约数"))
    return quantity.value


def _yes_no(_field: models.Field[Any, Any], cell: Raw, _table: Table) -> bool | None:
    return as_yes_no(cell)


def _time(_field: models.Field[Any, Any], cell: Raw, _table: Table) -> dt.time | None:
    if isinstance(cell, dt.time):
        return cell
    text = as_text(cell)
    if not text:
        return None
    try:
        return dt.time.fromisoformat(text.replace("：", ":").zfill(5))
    except ValueError:
        raise CellError(_("“%(text)s”不是时间，请写成 08:30 这样") % {"text": text[:20]}) from None


PARSERS: tuple[tuple[type[models.Field[Any, Any]], Callable[..., Any]], ...] = (
    (models.DateTimeField, _moment),  # before DateField, of which it is one
    (models.DateField, _date),
    (models.TimeField, _time),
    (models.BooleanField, _yes_no),
    (models.DecimalField, _decimal),
    (models.IntegerField, _whole),
)
