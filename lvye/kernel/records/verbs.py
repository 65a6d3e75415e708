"""The verbs that write: checked, atomic, with their audit entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Field, ForeignKey, QuerySet, UniqueConstraint
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kit.rows import insert

from .flow import Step
from .models import Record

R = TypeVar("R", bound=Record)
BATCH = 1000
Watch = Callable[[Sequence[Record]], None]
_watches: list[Watch] = []


def watch(refusing: Watch) -> Watch:
    """Have a package above look at records before they are written, in the deed: it refuses by ValidationError.

    Called with records of one kind, about to be made, changed or deleted; those about to be made have no pk.
    """
    _watches.append(refusing)
    return refusing


class _Attempt(transaction.Atomic):
    """See `attempt`."""


class _Deed(transaction.Atomic):
    """See `deed`."""

    def __enter__(self) -> None:
        around = transaction.get_connection(self.using).atomic_blocks
        self.savepoint = bool(around) and isinstance(around[-1], _Attempt)
        super().__enter__()


def deed() -> transaction.Atomic:
    """A transaction for one deed. Deeds nest as one: an error that passes any of them undoes the outermost.

    Catch a refusal only outside of it. Inside another transaction it has no savepoint, except right inside `attempt`.
    """
    return _Deed(using=None, savepoint=False, durable=False)


def attempt() -> transaction.Atomic:
    """A transaction around a whole screen that may catch the refusal of a deed and go on to draw its page.

    Each deed right inside is a savepoint: refused, it is undone as if it had stood alone, and the rest goes on.
    """
    return _Attempt(using=None, savepoint=True, durable=False)


class WrongStatusError(ValidationError):
    """The step cannot be taken from the record's present status."""


class FinalError(ValidationError):
    """The record is final: it is corrected by a new one, not changed."""


def create(model: type[R], *, actor: User, reason: str = "", **values: Any) -> R:
    """Make a record. Raises ValidationError with a sentence for each field that is not possible."""
    with deed():
        record = model(**values)
        _check(record)
        _watched([record])
        _fill_search(record)
        _made([record])
        changes = {name: [None, audit.plain(value)] for name, value in values.items()}
        audit.note(record, "create", actor=actor, changes=changes, reason=reason)
    return record


def create_many(
    model: type[R], rows: Iterable[Mapping[str, Any]], *, actor: User, reason: str = "", check: bool = True
) -> list[R]:
    """Make many records with one insert and one walk of the audit chain.

    check=False is for rows a caller has just checked as a set. Raises ValidationError naming the row (from 1).
    """
    rows = [dict(row) for row in rows]
    records = [model(**row) for row in rows]
    for number, record in enumerate(records, start=1) if check else ():
        try:
            _check(record)
        except ValidationError as problem:
            raise ValidationError(
                _("第 %(n)s 行：%(why)s") % {"n": number, "why": "；".join(problem.messages)}
            ) from None
    for record in records:
        _fill_search(record)
    with deed():
        _watched(records)
        _made(records)
        traces = [({k: [None, audit.plain(v)] for k, v in row.items()}) for row in rows]
        audit.note_many(list(zip(records, traces, strict=True)), "create", actor=actor, reason=reason)
    return records


def amend(record: R, *, actor: User, verb: str = "amend", reason: str = "", **values: Any) -> R:
    """Change fields; only those that differ are written, so a concurrent edit of another field is kept.

    Raises FinalError for a record in a final status, ValidationError for values that are not possible.
    """
    if record.flow.final and getattr(record, "status", None) in record.flow.final:
        raise FinalError(_("这条记录已经定稿，不能再改；要更正请另记一笔。"))
    return _write(record, actor=actor, verb=verb, reason=reason, values=values)


def take(record: R, step_name: str, *, actor: User, reason: str = "", **values: Any) -> R:
    """Take one step of the record's flow, on the row as it stands now, locked.

    Raises WrongStatusError when the step is not possible from its status (somebody may have been first).
    """
    step = record.flow[step_name]
    with deed():
        locked = _with_known(type(record)._default_manager.select_for_update().get(pk=record.pk), record)
        _refuse_from(locked, step)
        return _write(locked, actor=actor, verb=step.name, reason=reason, values={"status": step.to, **values})


def take_as_read(record: R, step_name: str, *, actor: User, reason: str = "") -> R:
    """`take` for a record just read whose status alone changes, and is no word it is found by: not read again.

    The database itself sees to it that the status is still the one that was read; else it is read for the refusal.
    """
    step = record.flow[step_name]
    before = record.status  # type: ignore[attr-defined]
    _refuse_from(record, step)
    with deed():
        _watched([record])
        rows = type(record)._default_manager.filter(pk=record.pk, status=before)
        if not rows.update(status=step.to):
            return take(record, step_name, actor=actor, reason=reason)
        record.status = step.to  # type: ignore[attr-defined]
        audit.note(record, step.name, actor=actor, changes={"status": [before, step.to]}, reason=reason)
    return record


def _refuse_from(record: Record, step: Step) -> None:
    if record.status not in step.source:  # type: ignore[attr-defined]
        now = record.get_status_display()  # type: ignore[attr-defined]
        text = _("现在不能“%(step)s”：这条记录已经是“%(now)s”。请刷新看看最新情况。")
        raise WrongStatusError(text % {"step": step.label, "now": now})


def remove(record: Record, *, actor: User, reason: str) -> None:
    """Delete a draft. Raises ValidationError for kinds of record that are kept for ever."""
    if not record.removable:
        raise ValidationError(_("这类记录不能删除，只能作废。"))
    with deed():
        _watched([record])
        content = {f.attname: [audit.plain(getattr(record, f.attname)), None] for f in record._meta.concrete_fields}
        audit.note(record, "remove", actor=actor, changes=content, reason=reason)
        record.delete()


def reindex(model: type[Record]) -> int:
    """Make the search words of every record anew; returns how many had drifted."""
    drifted = 0
    rows: QuerySet[Any] = model._default_manager.order_by("pk")
    for record in rows.iterator(BATCH):
        if (tokens := record.search_tokens()) != record.search_text:
            rows.filter(pk=record.pk).update(search_text=tokens)
            drifted += 1
    return drifted


def _write(record: R, *, actor: User, verb: str, reason: str, values: Mapping[str, Any]) -> R:
    changes: dict[str, list[Any]] = {}
    for name, new in values.items():
        if (old := getattr(record, name)) != new:
            changes[name] = [audit.plain(old), audit.plain(new)]
            setattr(record, name, new)
    if not changes:
        return record
    with deed():
        _check(record, only=set(changes))
        _watched([record])
        fields = list(changes)
        if _found_by(record, changes) and _fill_search(record):
            fields.append("search_text")
        try:
            record.save(update_fields=fields)
        except IntegrityError as problem:
            raise _sentence(record, problem) from problem
        audit.note(record, verb, actor=actor, changes=changes, reason=reason)
    return record


def _watched(found: Sequence[Record]) -> None:
    for refusing in _watches if found else ():
        refusing(found)


def _check(record: Record, only: set[str] | None = None) -> None:
    """Fields and `clean`; what the database itself will refuse is left to it (a query saved each)."""
    known = {f.name for f in record._meta.fields if isinstance(f, ForeignKey) and f.is_cached(record)}
    skipped = {f.name for f in record._meta.fields if only is not None and f.name not in only}
    record.full_clean(exclude=known | skipped, validate_unique=False, validate_constraints=False)


def _with_known(locked: R, known: R) -> R:
    """What the caller had already read of related records need not be read again, where it still points there."""
    for field in known._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or not field.is_cached(known):
            continue
        if getattr(locked, field.attname) == getattr(known, field.attname):
            field.set_cached_value(locked, field.get_cached_value(known))
    return locked


def _found_by(record: Record, changed: Collection[str]) -> bool:
    """Whether a change can touch the words a record is found by (all may, where it does not say which)."""
    return not record.search_from or not set(record.search_from).isdisjoint(changed)


def _fill_search(record: Record) -> bool:
    if not any(f.name == "search_text" for f in record._meta.fields):
        return False
    tokens = record.search_tokens()
    changed: bool = tokens != record.search_text  # type: ignore[attr-defined]
    record.search_text = tokens  # type: ignore[attr-defined]
    return changed


def _made(records: Sequence[Record]) -> None:
    """Write new records; one alone, as most deeds have it, by the shorter way."""
    try:
        if len(records) == 1:
            insert(records[0])
        elif records:
            type(records[0])._default_manager.bulk_create(records, batch_size=BATCH)
    except IntegrityError as problem:
        raise _sentence(records[0], problem) from problem


def _sentence(record: Record, problem: IntegrityError) -> ValidationError:
    """The database's refusal in words: the constraint's own sentence where it has one."""
    text = str(problem)
    for constraint in record._meta.constraints:
        fields = [record._meta.get_field(name) for name in getattr(constraint, "fields", ())]
        names = [f"{record._meta.db_table}.{getattr(field, 'column', '')}" for field in fields]
        by_fields = isinstance(constraint, UniqueConstraint) and names and ", ".join(names) in text
        if constraint.name in text or by_fields:
            return ValidationError(constraint.get_violation_error_message(), code=constraint.name)
    for field in record._meta.concrete_fields:
        if isinstance(field, Field) and field.unique and _names(text, record._meta.db_table, field.column or ""):
            label = {"label": field.verbose_name, "value": getattr(record, field.attname)}
            return ValidationError({field.name: _("%(label)s“%(value)s”已经有了。") % label})
    return ValidationError(_("和已有的记录冲突，没有保存。"))


def _names(text: str, table: str, column: str) -> bool:
    return f"{table}.{column}" in text or f"Key ({column})=" in text
