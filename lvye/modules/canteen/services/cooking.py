"""What is cooked: dishes of a meal, their heat, and which batches went in, first expiry first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.canteen.models import Batch, Meal, MealKind, Serving, Use, Worker
from lvye.modules.canteen.stock import Left, usable
from lvye.modules.menus.api import refuse_forbidden
from lvye.modules.stores.api import Item, Out, issue

from .common import ZERO, canteen_store, measured, plain
from .staff import refuse_idle


@dataclass(frozen=True)
class Drawn:
    """So much food taken for a dish; serving None: for the whole meal (oil, salt)."""

    item: Item
    qty: Decimal
    unit: str = ""
    serving: Serving | None = None


def meal_open(day: date, kind: str, *, diners: int | None = None, actor: User) -> Meal:
    """The meal of a day, made where it is not there yet; diners, where known, are kept."""
    if kind not in MealKind.values:
        raise ValidationError(_("没有这个餐次。"), code="meal")
    found = Meal.objects.filter(day=day, kind=kind).first()
    if found is None:
        return records.create(Meal, actor=actor, day=day, kind=kind, diners=diners)
    if diners is not None and diners != found.diners:
        return records.amend(found, actor=actor, diners=diners)
    return found


def servings_add(meal: Meal, names: Iterable[str], *, actor: User) -> list[Serving]:
    """Put finished foods on a meal; those that are there already stay. Raises ValidationError for a forbidden one."""
    refuse_closed(meal.day)
    there = set(meal.servings.values_list("name", flat=True))
    wanted = [name for raw in names if (name := raw.strip()) and name not in there]
    for name in wanted:
        refuse_forbidden(name, on=meal.day)
    rows = [{"meal": meal, "name": name} for name in dict.fromkeys(wanted)]
    return records.create_many(Serving, rows, actor=actor) if rows else []


def serving_measure(serving: Serving, core: Decimal, *, by: Worker, at: datetime, actor: User) -> Serving:
    """Keep the heat in the middle of a dish. Raises ValidationError below the limit: it is heated on, not served."""
    least = Decimal(rules.value("canteen.core_least", on=serving.meal.day))
    if core < least:
        words = {"name": serving.name, "t": plain(core), "least": plain(least)}
        raise ValidationError(_("%(name)s中心 %(t)s℃，不到 %(least)s℃：继续加热，再测一次。") % words, code="too_cool")
    refuse_idle(by, timezone.localdate(at))
    return records.amend(serving, actor=actor, verb="measure", core=core, core_at=at, core_by=by)


def batches_use(
    meal: Meal, lines: Sequence[Drawn], *, by: Worker, at: datetime | None = None, now: datetime, actor: User
) -> list[Use]:
    """Take food out of the canteen's store for a meal: first expiry first, out of batches that may still be used.

    Writes which batch went into which dish, and the store's issue at its price. Raises ValidationError: nothing named,
    a dish of another meal, not so much that may be used, the worker not on the day's list.
    """
    if not lines:
        raise ValidationError(_("还没有写领什么。"), code="nothing")
    if any(one.serving is not None and one.serving.meal_id != meal.pk for one in lines):
        raise ValidationError(_("这个菜不是这一餐的。"), code="other_meal")
    moment = at or now
    day = timezone.localdate(moment)
    refuse_idle(by, day)
    with records.deed():
        audit.hold()
        parts = _parts(lines, day)
        paper = issue(
            store=canteen_store(), lines=[Out(batch.item, qty, lot=batch.lot) for _one, batch, qty in parts],
            about=meal, purpose=str(meal), happened_on=day, now=now, actor=actor,
        )  # fmt: skip
        rows = [
            {"batch": batch, "meal": meal, "serving": one.serving, "qty": qty, "by": by, "line": line}
            for (one, batch, qty), line in zip(parts, paper.lines.order_by("pk"), strict=True)
        ]
        return records.create_many(Use, rows, actor=actor, check=False)


def _parts(lines: Sequence[Drawn], day: date) -> list[tuple[Drawn, Batch, Decimal]]:
    """Each line out of its batches, first expiry first; all that is short is told at once."""
    wanted = [(one, measured(one.item, one.qty, one.unit)) for one in lines]
    shelves: dict[int, list[Left]] = {}
    for left in usable([one.item for one in lines], on=day):
        shelves.setdefault(left.batch.item_id, []).append(left)
    found: list[tuple[Drawn, Batch, Decimal]] = []
    short: list[str] = []
    for one, qty in wanted:
        rest = qty
        for left in shelves.get(one.item.pk, []):
            part = min(left.qty, rest)
            if part > 0:
                found.append((one, left.batch, part))
                left.qty -= part
                rest -= part
        if rest > ZERO:
            words = {"item": one.item.name, "have": plain(qty - rest), "qty": plain(qty), "unit": one.item.unit}
            short.append(_("%(item)s能用的只有 %(have)s %(unit)s，要 %(qty)s。") % words)
    if short:
        raise ValidationError(short, code="short")
    return found


def servings_bring(day: date, kind: str, dishes: Sequence[str], *, diners: int | None, actor: User) -> Meal:
    """A meal with the dishes of its menu, in one go."""
    with transaction.atomic():
        meal = meal_open(day, kind, diners=diners, actor=actor)
        servings_add(meal, dishes, actor=actor)
    return meal
