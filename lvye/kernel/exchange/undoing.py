"""Taking an import back: as long as nothing was done with what it made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records

from .models import ImportBatch

__all__ = ["made_by", "undo"]

BATCH = 500
Made = dict[type[models.Model], list[int]]


def undo(batch: ImportBatch, *, actor: User, reason: str = "") -> ImportBatch:
    """Delete what this import made, and note it; the batch stays as undone.

    Raises ValidationError when a record of it was changed since, is used elsewhere, or was not new to begin with.
    """
    with transaction.atomic():
        taken = records.take(batch, "undo", actor=actor, reason=reason)
        made = made_by(taken)
        _refuse_changed(taken)
        for model, numbers in made.items():
            _refuse_used(model, numbers, made)
        for model, numbers in reversed(made.items()):
            _delete(model, numbers, actor, reason or _("撤销导入：%(file)s") % {"file": taken.file_name})
    return taken


def made_by(batch: ImportBatch) -> Made:
    """The records an import made, by model, in the order of their making."""
    made: Made = {}
    for target, number in _entries(batch).filter(verb="create").order_by("pk").values_list("target", "target_id"):
        made.setdefault(apps.get_model(target), []).append(number)
    return made


def _entries(batch: ImportBatch) -> QuerySet[audit.Entry]:
    """What the trail holds of it; the batch's own entries are its frame."""
    within = audit.Entry.objects.filter(pk__gt=batch.first_entry, pk__lte=batch.last_entry)
    return within.exclude(target=batch._meta.label_lower)


def _refuse_changed(batch: ImportBatch) -> None:
    own = _entries(batch).filter(verb="create", target=OuterRef("target"), target_id=OuterRef("target_id"))
    if _entries(batch).filter(~Exists(own)).exists():
        raise ValidationError(_("这次导入还改动了原来就有的记录，不能整批撤销，请逐条更正。"))
    later = audit.Entry.objects.filter(Exists(own), pk__gt=batch.last_entry).order_by("pk")
    if found := later.first():
        record = apps.get_model(found.target)._default_manager.filter(pk=found.target_id).first()
        words = {"record": record or f"{found.target} {found.target_id}", "who": found.actor}
        raise ValidationError(_("导入之后%(who)s动过“%(record)s”，不能再整批撤销，请逐条更正。") % words)


def _refuse_used(model: type[models.Model], numbers: list[int], made: Made) -> None:
    """Somebody else's record points at one of these: by a foreign key, or by name and number (files, notices)."""
    for chunk in _chunks(numbers):
        for relation in model._meta.related_objects:
            other: Any = relation.related_model
            pointing = other._base_manager.filter(**{f"{relation.field.name}__in": chunk})
            if _outside(pointing, made.get(other, [])):
                _refuse(other)
        for other in _pointing_by_name():
            if other._base_manager.filter(target=model._meta.label_lower, target_id__in=chunk).exists():
                _refuse(other)


def _outside(pointing: QuerySet[Any], own: list[int]) -> bool:
    known = set(own)
    return any(pk not in known for pk in pointing.values_list("pk", flat=True))


def _pointing_by_name() -> Iterator[Any]:
    for model in apps.get_models():
        names = {f.name for f in model._meta.concrete_fields}
        if {"target", "target_id"} <= names and model is not audit.Entry:
            yield model


def _refuse(other: type[models.Model]) -> None:
    raise ValidationError(
        _("导入的记录已经有了%(what)s，不能再整批撤销，请逐条更正。") % {"what": other._meta.verbose_name}
    )


def _delete(model: type[models.Model], numbers: list[int], actor: User, reason: str) -> None:
    """Note each record's content, then delete; newest first, so that what points at another goes before it."""
    for chunk in _chunks(numbers[::-1]):
        found = list(model._default_manager.filter(pk__in=chunk))
        names = [f.attname for f in model._meta.concrete_fields]
        deeds = [(row, {name: [audit.plain(getattr(row, name)), None] for name in names}) for row in found]
        audit.note_many(deeds, "remove", actor=actor, reason=reason)
        rows = model._default_manager.filter(pk__in=chunk)
        rows._raw_delete(rows.db)  # house: references were checked above; records deletes drafts alone


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for begin in range(0, len(numbers), BATCH):
        yield numbers[begin : begin + BATCH]
