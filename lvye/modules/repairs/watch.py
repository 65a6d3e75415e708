"""What keeps breaking, what costs more to repair than to replace, and what ages with the house."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from lvye.kernel.places.api import Kind, Place
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Period, before
from lvye.kit import say

from .figures import VALID
from .models import Category, Job, JobLine, WorkItem
from .services.seed import FITTED, RENEWED

HOUR = Decimal(60)
CENT = Decimal("0.01")
LEAST = 2  # repairs of one thing before it is held against a new one
A_PLACE = ~Q(place__kind=Kind.CAMPUS)  # what lies anywhere in the school is not one thing that breaks again


@dataclass(frozen=True)
class Recurring:
    """The same kind of fault at the same place, again and again."""

    place: Place
    category: Category
    times: int
    minutes: int
    cost: Decimal
    last_on: date


@dataclass(frozen=True)
class Costly:
    """Repairs of one thing at one place against a new one. share: percent of the price of a new one."""

    place: Place
    item: WorkItem
    times: int
    cost: Decimal
    new_cost: Decimal
    share: int


@dataclass(frozen=True)
class Ageing:
    """A part that ages with the house: how much of it was repaired, now and in the period before."""

    item: WorkItem
    qty: Decimal
    times: int
    qty_before: Decimal


def watch_recurring(jobs: QuerySet[Job], period: Period) -> list[Recurring]:
    """Place and kind of fault reported as often as the rule says, the most frequent first. jobs: a user's rows."""
    times = int(rules.value("repairs.watch_times", period.ends_on))
    rows = (
        jobs.filter(VALID, A_PLACE, reported_on__gte=period.begins_on, reported_on__lte=period.ends_on)
        .order_by()
        .values("place", "category")
        .annotate(n=Count("pk"), time=Sum("minutes"), material=Sum("material_cost"), last=Max("reported_on"))
        .filter(n__gte=times)
        .order_by("-n", "-last", "place", "category")[:100]
    )
    found = list(rows)
    places = Place.objects.in_bulk([row["place"] for row in found])
    categories = Category.objects.select_related("parent").in_bulk([row["category"] for row in found])
    return [
        Recurring(
            place=places[row["place"]],
            category=categories[row["category"]],
            times=row["n"],
            minutes=row["time"] or 0,
            cost=repair_cost(row["material"], row["time"], period),
            last_on=row["last"],
        )
        for row in found
    ]


def repair_cost(material: Decimal | None, minutes: int | None, period: Period) -> Decimal:
    """Material and labour in yuan, labour at the rule's price of an hour."""
    hour: Decimal = rules.value("repairs.hour_cost", period.ends_on)
    return ((material or Decimal(0)) + hour * (minutes or 0) / HOUR).quantize(CENT, ROUND_HALF_UP)


def watch_costly(jobs: QuerySet[Job], period: Period) -> list[Costly]:
    """Things repaired at least twice whose repairs cost more than the rule's share of new ones, the worst first.

    A job's cost is shared evenly among its lines. Several pieces in one line stand against as many new ones. What was
    replaced is no repair; what costs less than the rule's price is replaced without much thought.
    """
    ratio = int(rules.value("repairs.replace_ratio", period.ends_on))
    least = rules.value("repairs.watch_least_price", period.ends_on)
    lines = JobLine.objects.exclude(Q(action__contains=RENEWED) | Q(action__in=FITTED)).filter(
        ~Q(job__place__kind=Kind.CAMPUS),
        done_on__gte=period.begins_on,
        done_on__lte=period.ends_on,
        item__replacement_cost__gt=0,
        item__replacement_cost__gte=least,
        **_of(jobs),
    )
    columns = ("job", "job__place", "item", "qty", "job__minutes", "job__material_cost")
    rows = list(lines.order_by("pk").values_list(*columns))
    shares: dict[int, int] = defaultdict(int)
    for job, *_rest in rows:
        shares[job] += 1
    cost: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    times: dict[tuple[int, int], set[int]] = defaultdict(set)
    most: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for job, place, item, qty, minutes, material in rows:
        key = (place, item)
        cost[key] += repair_cost(material, minutes, period) / shares[job]
        times[key].add(job)
        most[key] = max(most[key], qty)
    items = WorkItem.objects.in_bulk({item for _place, item in cost})
    hits = {key: items[key[1]].replacement_cost * most[key] for key in cost}  # type: ignore[operator]
    worst = [key for key, new in hits.items() if len(times[key]) >= LEAST and cost[key] * 100 >= new * ratio]
    places = Place.objects.in_bulk({place for place, _item in worst})
    made = [
        Costly(
            place=places[key[0]],
            item=items[key[1]],
            times=len(times[key]),
            cost=cost[key].quantize(CENT, ROUND_HALF_UP),
            new_cost=hits[key].quantize(CENT, ROUND_HALF_UP),
            share=int(cost[key] * 100 / hits[key]),
        )
        for key in worst
    ]
    return sorted(made, key=lambda one: (-one.share, one.place.pk, one.item.pk))[:100]


def watch_ageing(jobs: QuerySet[Job], period: Period) -> list[Ageing]:
    """The watched parts that were repaired in the period, beside the period before, the most repaired first."""
    now, earlier = _of_watched(jobs, period), {}
    if (former := before(period)) is not None:
        earlier = _of_watched(jobs, former)
    items = WorkItem.objects.in_bulk(list(now))
    made = [Ageing(items[pk], qty, times, earlier.get(pk, (Decimal(0), 0))[0]) for pk, (qty, times) in now.items()]
    return sorted(made, key=lambda one: (-one.times, -one.qty, one.item.pk))


def _of(jobs: QuerySet[Job]) -> dict[str, QuerySet[Job]]:
    """The filter of lines by their jobs; none for all jobs: asking a million whether they are there takes a second."""
    return {"job__in": jobs.order_by()} if jobs.query.where else {}


def _of_watched(jobs: QuerySet[Job], period: Period) -> dict[int, tuple[Decimal, int]]:
    rows = JobLine.objects.filter(
        done_on__gte=period.begins_on, done_on__lte=period.ends_on, item__is_watched=True, **_of(jobs)
    )
    counted = rows.order_by().values_list("item").annotate(total=Sum("qty"), n=Count("pk"))
    return {item: (total, n) for item, total, n in counted}


# --- in words ----------------------------------------------------------------------------------------------------


def watch_words(jobs: QuerySet[Job], period: Period) -> tuple[str, ...]:
    """What the watch list says of a period, a sentence for each of its parts that has something to say."""
    found = (
        recurring_words(watch_recurring(jobs, period)),
        costly_words(watch_costly(jobs, period)),
        ageing_words(watch_ageing(jobs, period), has_before=before(period) is not None),
    )
    return tuple(sentence for sentence in found if sentence)


def recurring_words(rows: list[Recurring]) -> str:
    """What breaks most often, and whether most of it lies in one building; empty for no rows."""
    if not rows:
        return ""
    words = {"what": rows[0].category.name, "where": rows[0].place.full_name, "n": rows[0].times}
    first = _("坏得最勤的是%(where)s的“%(what)s”：%(n)s 次") % words
    places: Counter[str] = Counter()
    for row in rows:
        places[row.place.building.name if row.place.building else row.place.name] += row.times
    name, most = places.most_common(1)[0]
    total = sum(places.values())
    if len(rows) > 2 and most * 2 >= total:
        return first + _("；%(share)s在%(where)s") % {"share": say.share(most, total), "where": name}
    return first


def costly_words(rows: list[Costly]) -> str:
    """What is least worth another repair; empty for no rows."""
    if not rows:
        return ""
    row = rows[0]
    what = f"{row.place.full_name} {row.item.object}"
    words = {"what": what, "cost": say.money(row.cost), "new": say.money(row.new_cost), "n": row.times}
    return _("最不值得再修的是%(what)s：%(n)s 次修了 %(cost)s，换新 %(new)s") % words


def ageing_words(rows: list[Ageing], *, has_before: bool) -> str:
    """Which watched part was repaired most, and how much more than before; empty for no rows."""
    if not rows:
        return ""
    row = rows[0]
    words = {"what": row.item.object, "n": row.times, "qty": f"{say.qty(row.qty)}{row.item.unit}"}
    title = _("随房子老化的部件里，%(what)s修得最多：%(n)s 次，共%(qty)s") % words
    if has_before and row.qty > row.qty_before:
        title += _("，比上一期多%(n)s") % {"n": f"{say.qty(row.qty - row.qty_before)}{row.item.unit}"}
    return title
