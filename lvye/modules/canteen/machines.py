"""The machines of the kitchen with their last and next check, and what is in repair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import F, OrderBy, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from lvye.kernel.duties.api import Instance, Result

from .models import Machine

TARGET = "canteen.machine"


@dataclass(frozen=True)
class Checked:
    """One machine. last: its newest check; due: the one that waits now; next_on: when the coming one is due."""

    machine: Machine
    last: Result | None
    due: Instance | None
    next_on: date | None
    repair: Any

    @property
    def tone(self) -> str:
        """Late: in repair, or bad when it was last looked at; soon: to be checked; idle: never checked."""
        if self.repair is not None or (self.last is not None and self.last.bad):
            return "late"
        if self.due is not None:
            return "soon"
        return "done" if self.last is not None else "idle"


def machines(now: datetime) -> list[Checked]:
    """Every machine in use, those that need somebody first."""
    rows = list(Machine.objects.filter(is_active=True).select_related("place").order_by("sort", "pk"))
    about = Instance.objects.filter(spot__target=TARGET, spot__target_id__in=[one.pk for one in rows])
    done = Result.objects.filter(instance__in=about.filter(status__in=["done", "late"]))
    last = _first_of_each(done, "instance__spot__target_id", F("done_at").desc(), F("pk").desc())
    coming = _first_of_each(about.filter(status="due"), "spot__target_id", F("due_at").asc(), F("pk").asc())
    repairs = repairs_of(rows)
    found = [_checked(one, last.get(one.pk), coming.get(one.pk), repairs.get(one.pk), now) for one in rows]
    return sorted(found, key=lambda one: ("late", "soon", "idle", "done").index(one.tone))


def _first_of_each(rows: QuerySet[Any], machine: str, *order: OrderBy) -> dict[int, Any]:
    """Of each machine the first in this order: the page of every day does not read the checks of years."""
    ranked = rows.annotate(of=F(machine), rank=Window(RowNumber(), partition_by=machine, order_by=order))
    return {row.of: row for row in ranked.filter(rank=1)}


def _checked(machine: Machine, last: Result | None, coming: Instance | None, repair: Any, now: datetime) -> Checked:
    due = coming if coming is not None and coming.opens_at <= now else None
    next_on = timezone.localdate(coming.due_at) if coming is not None else None
    return Checked(machine, last, due, next_on, repair)


def repair_of(machine: Machine) -> Any:
    """What its last fault became, while that is open; None where nothing is out of order."""
    return repairs_of([machine]).get(machine.pk)


def repairs_of(rows: Iterable[Machine]) -> dict[int, Any]:
    """Machine number → what its last fault became, while that is open. A query for each kind of record."""
    kinds: dict[str, dict[int, int]] = {}
    for one in rows:
        if one.handed and one.handed_id is not None:
            kinds.setdefault(one.handed, {})[one.pk] = one.handed_id
    found: dict[int, Any] = {}
    for key, numbers in kinds.items():
        made = apps.get_model(key)._default_manager.in_bulk(set(numbers.values()))
        found |= {pk: made[number] for pk, number in numbers.items() if number in made and _is_open(made[number])}
    return found


def _is_open(record: Any) -> bool:
    flow = getattr(record, "flow", None)
    return flow is not None and record.status not in flow.final
