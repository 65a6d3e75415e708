"""定期供应: hand-outs at fixed times by department, laid out ahead, made into issues by a tap; the year's count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import is_workday, term_on, terms
from lvye.modules.stores.models import (
    Item,
    Stocktake,
    StocktakeStatus,
    Store,
    Supply,
    SupplyLine,
    SupplyPer,
    SupplyTurn,
    TurnStatus,
)

from .ledger import ZERO
from .lines import OutLike, outgoing
from .outgoing import issue

DAY, AHEAD = timedelta(days=1), 35


def supply_add(*, lines: Sequence[OutLike], now: datetime, actor: User, **values: Any) -> Supply:
    """A department is given so much at fixed times; the hand-outs of the weeks to come are laid out at once."""
    rows = _summed(outgoing(lines))
    with records.deed():
        supply = records.create(Supply, actor=actor, **values)
        _write(supply, rows, actor)
        _lay_out(supply, timezone.localdate(now), actor)
    return supply


def supply_change(
    supply: Supply, *, lines: Sequence[OutLike] | None = None, now: datetime, actor: User, **values: Any
) -> Supply:
    """Change what, when or to whom. Hand-outs that still wait are laid out anew; what was handed out stays."""
    rows = None if lines is None else _summed(outgoing(lines))
    with records.deed():
        changed = records.amend(supply, actor=actor, **values)
        if rows is not None:
            for line in changed.lines.all():
                records.remove(line, actor=actor, reason=_("改了定期供应"))
            _write(changed, rows, actor)
        today = timezone.localdate(now)
        wanted = set(days(changed, today, today + timedelta(days=AHEAD))) if changed.is_active else set()
        for turn in changed.turns.filter(status=TurnStatus.DUE, due_on__gte=today).exclude(due_on__in=wanted):
            records.remove(turn, actor=actor, reason=_("改了定期供应"))
        _lay_out(changed, today, actor)
    return changed


def supplies_lay_out(*, today: date, actor: User) -> int:
    """Lay out the hand-outs of the weeks to come; returns how many are new."""
    return sum(_lay_out(one, today, actor) for one in Supply.objects.filter(is_active=True).order_by("pk"))


def turn_hand(turn: SupplyTurn, *, amounts: dict[int, Decimal] | None = None, now: datetime, actor: User) -> SupplyTurn:
    """Hand it out: the store's 领用单 to the department, signed by who fetches it.

    amounts: item → what is really given, where it is less. Not counted against quotas: it is agreed by being planned.
    Raises ValidationError: before its day, too few there, more than planned.
    """
    today = timezone.localdate(now)
    if turn.due_on > today + DAY:
        raise ValidationError(_("还没到发放的日子，最多提前一天。"))
    lines = [(line.item, _given(line, amounts)) for line in turn.supply.lines.select_related("item").order_by("pk")]
    lines = [(item, qty) for item, qty in lines if qty > 0]
    with records.deed():
        handed = records.take(turn, "hand", actor=actor, handed_on=today)
        supply = handed.supply
        paper = issue(
            store=supply.store, lines=lines, department=supply.department, taken_by=supply.taken_by,
            purpose=supply.name, about=handed, now=now, actor=actor,
        )  # fmt: skip
        SupplyTurn.objects.filter(pk=handed.pk).update(issue=paper)  # house: the document is the trace of the step
        handed.issue = paper
    return handed


def turn_skip(turn: SupplyTurn, *, why: str, actor: User) -> SupplyTurn:
    """Nothing is given this time. Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写为什么这次不发。")})
    return records.take(turn, "skip", actor=actor, why=why.strip())


def days(supply: Supply, first: date, last: date) -> Iterator[date]:
    """The days of a time on which it is handed out, in order."""
    found = set()
    for planned in _planned(supply, first - timedelta(days=14), last):
        day = next(one for n in range(60) if is_workday(one := planned + n * DAY))
        within = max(first, supply.begins_on) <= day <= last
        if within and (supply.in_holidays or supply.per == SupplyPer.TERM or term_on(day) is not None):
            found.add(day)
    yield from sorted(found)


@dataclass(frozen=True)
class Counted:
    """A store in the year's count: on which day it was counted as a whole, or the count that is under way."""

    store: Store
    done_on: date | None
    going: Stocktake | None


def year_count(today: date) -> tuple[int, list[Counted]]:
    """年终清点: (the year, its stores). Empty outside the months in which the school counts."""
    begins = int(rules.value("stores.year_count_from", on=today))
    year = today.year if today.month >= begins else today.year - 1
    if not (today.month >= begins or today.month <= 2):
        return year, []
    whole = Stocktake.objects.filter(kind__isnull=True, happened_on__gte=date(year, begins, 1)).exclude(
        status=StocktakeStatus.DROPPED
    )  # fmt: skip
    known: dict[int, Stocktake] = {}
    for one in whole.order_by("pk"):
        if known.get(one.store_id) is None or known[one.store_id].status != StocktakeStatus.POSTED:
            known[one.store_id] = one
    rows = []
    for store in Store.objects.filter(is_active=True).order_by("level", "pk"):
        count = known.get(store.pk)
        done = count is not None and count.status == StocktakeStatus.POSTED
        rows.append(Counted(store, count.happened_on if count and done else None, None if done else count))
    return year, rows


def _planned(supply: Supply, first: date, last: date) -> Iterator[date]:
    """The days as they were written, workdays or not."""
    if supply.per == SupplyPer.TERM:
        yield from (_nth_workday(term.begins_on, supply.day) for term in terms() if term.ends_on >= first)
        return
    day = first
    while day <= last:
        end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY  # a month without that day: its last
        weekly, wanted = supply.per == SupplyPer.WEEK, min(supply.day, end.day)
        if (day.isoweekday() == supply.day) if weekly else (day.day == wanted):
            yield day
        day += DAY


def _nth_workday(day: date, count: int) -> date:
    while True:
        count -= is_workday(day)
        if count <= 0:
            return day
        day += DAY


def _lay_out(supply: Supply, today: date, actor: User) -> int:
    known = set(supply.turns.filter(due_on__gte=today).values_list("due_on", flat=True))
    wanted = [day for day in days(supply, today, today + timedelta(days=AHEAD)) if day not in known]
    if supply.is_active and wanted:
        records.create_many(SupplyTurn, [{"supply": supply, "due_on": day} for day in wanted], actor=actor)
    return len(wanted) if supply.is_active else 0


def _summed(rows: Iterable[dict[str, Any]]) -> dict[Item, Decimal]:
    found: dict[Item, Decimal] = {}
    for row in rows:
        found[row["item"]] = found.get(row["item"], ZERO) + row["qty"]
    return found


def _write(supply: Supply, rows: dict[Item, Decimal], actor: User) -> None:
    values = [{"supply": supply, "item": item, "qty": qty} for item, qty in rows.items()]
    records.create_many(SupplyLine, values, actor=actor)


def _given(line: SupplyLine, amounts: dict[int, Decimal] | None) -> Decimal:
    qty = line.qty if amounts is None else amounts.get(line.item_id, line.qty)
    if qty < 0 or qty > line.qty:
        known = {"item": line.item, "n": f"{line.qty.normalize():f}"}
        raise ValidationError(_("%(item)s最多发 %(n)s，要多发请另开领用单。") % known)
    return qty
