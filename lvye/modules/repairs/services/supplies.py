"""Materials out of the store: handed out for a job in the same deed that finishes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet, Sum, TextField, Value
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.repairs.models import Job, Material
from lvye.modules.stores import api as stores
from lvye.modules.stores.api import Holding, Item, Store

from . import telling

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Draw:
    """So much of a stored item, in its own unit."""

    item: Item
    qty: Decimal


def stores_for(person: Person | None) -> list[Store]:
    """Where somebody's materials come from, in this order: the store he keeps himself, then the general one."""
    rows = Store.objects.filter(is_active=True).order_by("pk")
    own = [one for one in rows if person is not None and one.keeper_id == person.pk]
    general = [one for one in rows if one.level == Store.Level.GENERAL and one not in own]
    return own + general


def on_shelf(wanted: Sequence[Store], items: Sequence[Item] | None = None) -> dict[int, dict[int, Decimal]]:
    """item → store → how much is there, for these stores, in one query."""
    rows = Holding.objects.filter(store__in=[one.pk for one in wanted], qty__gt=0)
    if items is not None:
        rows = rows.filter(item__in=[one.pk for one in items])
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for item, store, qty in rows.values_list("item", "store", "qty"):
        found[item][store] = qty
    return found


def job_supply(job: Job, draws: Sequence[Draw], *, used_on: date, now: datetime, actor: User) -> Decimal:
    """Hand materials out for a job: from the first of its stores that has enough. Returns what they cost, yuan.

    A paper (领用单) for each store; each item stands on the job with its quantity and its value at the moving average.
    Raises ValidationError naming everything that is not there, all at once.
    """
    person = job.worker.person if job.worker else None
    with records.deed():
        cost = Decimal(0)
        for store, rows in _split(_merged(draws), stores_for(person)).items():
            paper = stores.issue(
                store=store, lines=[(one.item, one.qty) for one in rows], to_place=job.place, taken_by=person,
                department=person.department if person else None, purpose=(job.what or job.category.name)[:100],
                about=job, happened_on=used_on, now=now, actor=actor,
            )  # fmt: skip
            cost += _write_down(job, paper, used_on=used_on, actor=actor)
    return cost


def spoken_of(said: str) -> QuerySet[Item]:
    """The stored items whose names stand in a sentence."""
    rows = Item.objects.filter(is_active=True).annotate(said=Value(said, output_field=TextField()))
    return rows.filter(said__contains=F("name")).order_by("pk")


def parts_arrived(receipt: stores.Receipt, *, now: datetime) -> int:
    """Goods came in: whoever waits for one of them is told, once for each job. Returns how many jobs."""
    names = set(receipt.lines.values_list("item__name", flat=True))
    rows = Job.objects.filter(status=Job.Status.HELD, hold_reason=Job.Hold.PARTS).select_related("worker__person")
    told = 0
    for job in rows.order_by("pk"):
        came = sorted(name for name in names if name in f"{job.hold_note} {job.what}")
        if came:
            title = _("报修 %(number)s 等的料到了") % {"number": job.number}
            person = job.worker.person if job.worker else None
            telling.tell_person(person, job, title, "、".join(came), kind=telling.ASSIGNED, urgent=True, now=now)
            told += 1
    return told


def supplied_cost(job: Job) -> Decimal:
    """What the store's materials on a job cost in all, yuan; what was taken back whole (红冲) no longer counts."""
    rows = Material.objects.filter(job=job, issue__status=stores.Status.POSTED)
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def saved_by(quote: Decimal | None, cost: Decimal | None) -> Decimal | None:
    """What doing it ourselves saved against an outside firm's quote, yuan; none without a quote."""
    return None if quote is None else max(quote - (cost or Decimal(0)), Decimal(0))


def _merged(draws: Sequence[Draw]) -> list[Draw]:
    """Each item once."""
    wanted: dict[Item, Decimal] = {}
    for one in draws:
        if one.qty <= 0:
            raise ValidationError(_("“%(what)s”的数量要大于零。") % {"what": one.item})
        wanted[one.item] = wanted.get(one.item, Decimal(0)) + one.qty
    return [Draw(item, qty) for item, qty in wanted.items()]


def _split(draws: Sequence[Draw], sources: Sequence[Store]) -> dict[Store, list[Draw]]:
    """store → what comes from it. Raises ValidationError naming each shortage with what is there."""
    if draws and not sources:
        raise ValidationError(_("还没有保管室，不能从库里领料。"), code="short")
    shelf = on_shelf(sources, [one.item for one in draws])
    found: dict[Store, list[Draw]] = defaultdict(list)
    short = []
    for one in draws:
        there = shelf.get(one.item.pk, {})
        store = next((each for each in sources if there.get(each.pk, 0) >= one.qty), None)
        if store is None:
            short.append(_short(one, there, sources))
        else:
            found[store].append(one)
    if short:
        raise ValidationError("".join(short), code="short")
    return found


def _short(draw: Draw, there: dict[int, Decimal], sources: Sequence[Store]) -> str:
    unit = draw.item.unit
    have = "、".join(f"{one.name} {say.qty(there[one.pk])} {unit}" for one in sources if one.pk in there)
    words = {"what": draw.item, "qty": f"{say.qty(draw.qty)} {unit}", "have": have}
    if not have:
        return _("%(what)s库里没有，要 %(qty)s。") % words
    return _("%(what)s不够：要 %(qty)s，现有%(have)s。") % words


def _write_down(job: Job, paper: stores.Issue, *, used_on: date, actor: User) -> Decimal:
    """The lines of a paper as materials of the job, each at what it was worth."""
    rows: list[dict[str, Any]] = []
    for line in paper.lines.select_related("item").order_by("pk"):
        value = line.value or Decimal(0)
        price = (value / line.qty).quantize(CENT, ROUND_HALF_UP)
        rows.append(
            {
                "job": job, "name": str(line.item)[:60], "qty": line.qty.quantize(CENT),
                "unit": line.item.unit, "price": price, "amount": value, "used_on": used_on,
                "item": line.item, "issue": paper,
            }
        )  # fmt: skip
    records.create_many(Material, rows, actor=actor)
    return sum((row["amount"] for row in rows), Decimal(0))
