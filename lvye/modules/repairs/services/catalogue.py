"""Kinds of fault and of work, and who repairs: the standing records other deeds point to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kit.memo import forget
from lvye.modules.repairs.models import Category, Trade, Worker, WorkItem

from .seed import CATEGORIES, TRADES, WORK_ITEMS, Kind


def catalogue_prepare(*, actor: User) -> int:
    """Make the standard crafts, kinds of fault and kinds of work that are not there yet; returns how many were made.

    What the school renamed or took out of use stays as it is: codes and words decide what is there.
    """
    with records.deed():
        made = _trades(actor)
        trades = {trade.code: trade for trade in Trade.objects.all()}
        made += _categories(trades, actor)
        return made + _work_items(actor)


def _trades(actor: User) -> int:
    have = set(Trade.objects.values_list("code", flat=True))
    rows = [{"code": c, "name": n, "sort": i * 10} for i, (c, n) in enumerate(TRADES, 1) if c not in have]
    return len(records.create_many(Trade, rows, actor=actor)) if rows else 0


def _categories(trades: dict[str, Trade], actor: User) -> int:
    have = {category.code: category for category in Category.objects.all()}
    made = 0
    for kinds, parent_of in ((list(CATEGORIES), {}), (_below(), _parents())):
        rows = [
            {
                "code": kind.code, "name": kind.name, "icon": kind.icon, "trade": trades[kind.trade],
                "sort": place * 10, "is_teaching": kind.teaching, "joins": kind.joins,
                "parent": have.get(parent_of.get(kind.code, "")),
            }
            for place, kind in enumerate(kinds, 1)
            if kind.code not in have
        ]  # fmt: skip
        fresh = records.create_many(Category, rows, actor=actor) if rows else []
        have |= {category.code: category for category in fresh}
        made += len(fresh)
    return made


def _below() -> list[Kind]:
    return [kind for kinds in CATEGORIES.values() for kind in kinds]


def _parents() -> dict[str, str]:
    return {kind.code: top.code for top, kinds in CATEGORIES.items() for kind in kinds}


def _work_items(actor: User) -> int:
    categories = {category.code: category for category in Category.objects.select_related("trade")}
    have = set(WorkItem.objects.values_list("action", "object", "unit"))
    rows = [
        {
            "action": action, "object": thing, "unit": unit, "category": categories[code],
            "trade": categories[code].trade, "is_watched": watched,
            "replacement_cost": Decimal(price) if price else None,
        }
        for action, thing, unit, code, price, watched in WORK_ITEMS
        if (action, thing, unit) not in have
    ]  # fmt: skip
    return len(records.create_many(WorkItem, rows, actor=actor)) if rows else 0


def category_add(*, actor: User, **values: Any) -> Category:
    """A new kind of fault; there are two levels, not three."""
    _refuse_third_level(values.get("parent"))
    return records.create(Category, actor=actor, **values)


def category_change(category: Category, *, actor: User, **values: Any) -> Category:
    """Change a kind of fault. One that others lie below stays on the upper level."""
    parent = values.get("parent")
    _refuse_third_level(parent)
    if parent is not None and Category.objects.filter(parent=category).exists():
        raise ValidationError({"parent": _("它下面还有类别，不能再放到别的类别下面。")})
    return records.amend(category, actor=actor, **values)


def _refuse_third_level(parent: Category | None) -> None:
    if parent is not None and parent.parent_id is not None:
        raise ValidationError({"parent": _("故障类别只有两层，请选第一层的类别作上级。")})


def work_item(action: str, thing: str, unit: str, *, actor: User) -> WorkItem:
    """The item of the catalogue with these words; made when nobody used them before."""
    words = {"action": action.strip(), "object": thing.strip(), "unit": unit.strip()}
    for name, label in (("action", _("动作")), ("object", _("物件")), ("unit", _("单位"))):
        if not words[name]:
            raise ValidationError(_("维修明细缺少%(what)s：例如“更换 灯管 3 根”。") % {"what": label})
    found = WorkItem.objects.filter(**words).first()
    return found or records.create(WorkItem, actor=actor, **words)


def worker_add(
    *, person: Person, actor: User, trades: Iterable[Any] = (), zones: Iterable[Any] = (), **values: Any
) -> Worker:
    """Make somebody a repairer. Raises ValidationError when he is one already, or for hours that cannot be."""
    with records.deed():
        made = records.create(Worker, actor=actor, person=person, name=person.name, **values)
        _set_many(made, actor=actor, trades=trades, zones=zones)
    forget()  # who sees which jobs hangs on his crafts
    return made


def worker_change(worker: Worker, *, actor: User, **values: Any) -> Worker:
    """Change a repairer's crafts, buildings, hours, leave. His open jobs stay his until they are given to another."""
    many = {name: values.pop(name) for name in ("trades", "zones") if name in values}
    values["name"] = values.get("person", worker.person).name
    with records.deed():
        changed = records.amend(worker, actor=actor, **values)
        _set_many(changed, actor=actor, **many)
    forget()  # who sees which jobs hangs on his crafts
    return changed


def _set_many(worker: Worker, *, actor: User, **many: Iterable[Any]) -> None:
    """Crafts and buildings are lists: written beside the record, with their own line in its trail."""
    changes: dict[str, list[Any]] = {}
    for name, wanted in many.items():
        kept = getattr(worker, name)
        before, after = list(kept.order_by("pk")), sorted(wanted, key=lambda one: one.pk)
        if before != after:
            changes[name] = [[one.pk for one in before], [one.pk for one in after]]
            kept.set(after)
    if changes:
        audit.note(worker, "amend", actor=actor, changes=changes)
