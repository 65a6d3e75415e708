"""Five years of a canteen: a batch followed to its classes, a dish back to its batches, and the pages that show it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench.measure import Act, Line, timed
from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records import api as records
from lvye.kit.days import at_hour
from lvye.kit.memo import forget
from lvye.modules.canteen import services, stock
from lvye.modules.canteen.models import Batch, Delivery, Meal, Serving, Use, Worker
from lvye.modules.menus.models import HeadCount
from lvye.modules.partners.api import Partner
from lvye.modules.stores.api import Issue, IssueLine, Item, Kind, Lot, Move
from lvye.modules.stores.models import Holding, LotHolding

YEARS, SCHOOL_DAYS, LIMIT = 5, 200, 2.0
FOODS, DISHES, DRAWS = 15, 4, 10
BEGINS = date(2018, 1, 8)  # before what else lies in the scratch school; the days stand without holidays between
KINDS = ("breakfast", "lunch", "dinner")
SHELF = 4  # foods that come once in a term and go into every meal of it: rice, oil, salt
TERM_DAYS = 100


def measured(client: Client, user: User) -> Iterator[Line]:
    """The lines of the bench; what they make is taken back."""
    with transaction.atomic():
        filled(YEARS * SCHOOL_DAYS, user)
        batch, serving = _widest(), Serving.objects.order_by("pk")[Serving.objects.count() // 2]
        way = stock.trace(batch)
        _page(client, "/kitchen/trace/")()  # a page of a process's own first is the cold start's, measured elsewhere
        size = f"{Batch.objects.count():,} batches, {Use.objects.count():,} draws"
        for name, act in (
            (f"trace of a batch into {len(way.eaten)} meals", lambda: stock.trace(batch)),
            ("trace of a dish to its batches", lambda: stock.traced(serving.name, serving.meal.day, serving.meal.kind)),
            ("what may be used today", lambda: list(stock.in_store())),
            ("page of a batch", _page(client, f"/kitchen/trace/{batch.pk}/")),
            ("page of a dish", _page(client, f"/kitchen/traced/{serving.pk}/")),
            ("search for a batch and a dish", _page(client, "/kitchen/trace/?q=食材3")),
        ):
            took = _cold(act)
            yield Line(f"canteen: {name}", took, took, LIMIT, size)
        transaction.set_rollback(True)
    forget()


def _cold(act: Act) -> float:
    """The slower of two runs: whoever traces a batch does it once."""
    return max(timed(act), timed(act))


def _page(client: Client, address: str) -> Act:
    def get() -> object:
        answer = client.get(address)
        if answer.status_code != 200:
            raise AssertionError(f"{address}: {answer.status_code}")
        return answer

    return get


def _widest() -> Batch:
    """The batch that went into the most meals."""
    found = Batch.objects.filter(item__code="KT0").order_by("pk").first()
    if found is None:
        raise AssertionError("nothing was filled in")
    return found


def filled(days: int, user: User) -> None:
    """So many school days, set-wise: what came, what was cooked of it, who was to eat."""
    rng, first = random.Random(5), BEGINS
    ground = _ground(user)
    batches = _batches(ground, [first + timedelta(days=n) for n in range(days)], user)
    meals = _many(
        Meal, ({"day": first + timedelta(days=n), "kind": k, "diners": 1200} for n in range(days) for k in KINDS), user
    )
    served = _many(
        Serving, ({"meal": m, "name": f"菜{rng.randrange(400)}-{n}"} for m in meals for n in range(DISHES)), user
    )
    _draw(ground, meals, served, batches, user)
    now = timezone.now()
    classes = list(SchoolClass.objects.filter(is_open=True).order_by("pk")[:24])
    rows = (
        {"date": meal.day, "meal": meal.kind, "school_class": one, "count": 48, "said_at": now}
        for meal in meals[-300:]
        for one in classes
    )
    _many(HeadCount, rows, user)


def _many(model: Any, rows: Iterable[dict[str, Any]], user: User) -> list[Any]:
    return records.create_many(model, rows, actor=user, check=False)


def _ground(user: User) -> dict[str, Any]:
    services.store_prepare(actor=user)
    kind = Kind.objects.get(code="food")
    items = _many(
        Item, ({"code": f"KT{n}", "name": f"食材{n}", "unit": "公斤", "kind": kind} for n in range(FOODS)), user
    )
    people = _many(Person, ({"name": f"验收{n}", "kind": "staff"} for n in range(2)), user)
    return {
        "store": services.canteen_store(), "items": items, "people": people,
        "supplier": _many(Partner, [{"name": "五年配送"}], user)[0],
        "worker": _many(Worker, [{"person": people[0], "begun_on": date(2020, 1, 1)}], user)[0],
    }  # fmt: skip


def _batches(ground: dict[str, Any], days: list[date], user: User) -> dict[tuple[int, date], Batch]:
    """(food, day) → the batch that is used on it. The last day's lie in the store."""
    deliveries = _deliveries(ground, days, user)
    came = [
        (one, item)
        for n, one in enumerate(deliveries)
        for k, item in enumerate(ground["items"])
        if k >= SHELF or not n % TERM_DAYS
    ]
    lots = _many(
        Lot,
        ({"item": item, "code": one.number, "expires_on": one.arrived_on + timedelta(days=200)} for one, item in came),
        user,
    )
    made = _many(
        Batch,
        (
            {"delivery": one, "item": item, "supplier": ground["supplier"], "arrived_on": one.arrived_on,
             "code": one.number, "expires_on": one.arrived_on + timedelta(days=200), "qty": Decimal(900),
             "price": Decimal(5), "paper": "pass", "paper_no": f"HG{one.number}", "lot": lot}
            for (one, item), lot in zip(came, lots, strict=True)
        ),
        user,
    )  # fmt: skip
    _shelved(ground, made, days[-1])
    return _newest(made, days)


def _newest(made: list[Batch], days: list[date]) -> dict[tuple[int, date], Batch]:
    found: dict[tuple[int, date], Batch] = {}
    newest: dict[int, Batch] = {}
    by_day: dict[date, list[Batch]] = {}
    for batch in made:
        by_day.setdefault(batch.arrived_on, []).append(batch)
    for day in days:
        for batch in by_day.get(day, []):
            newest[batch.item_id] = batch
        found.update({(item, day): batch for item, batch in newest.items()})
    return found


def _deliveries(ground: dict[str, Any], days: list[date], user: User) -> list[Delivery]:
    first, second = ground["people"]
    return _many(
        Delivery,
        (
            {"number": f"KT{day:%y%m%d}", "supplier": ground["supplier"], "arrived_on": day,
             "arrived_at": at_hour(day, 6), "first": first, "first_at": at_hour(day, 6), "second": second,
             "second_at": at_hour(day, 7), "status": "done"}
            for day in days
        ),
        user,
    )  # fmt: skip


def _shelved(ground: dict[str, Any], batches: list[Batch], last: date) -> None:
    """The books of the store: every batch came in; what came on the last day lies there, of the others nothing."""
    store = ground["store"]
    moves = [
        Move(kind="receipt", item=one.item, store=store, lot=one.lot, qty=one.qty, value=one.qty * one.price,
             moved_on=one.arrived_on, paper_id=n, line_id=n)
        for n, one in enumerate(batches, 1)
    ]  # fmt: skip
    Move.objects.bulk_create(moves, batch_size=500)
    LotHolding.objects.bulk_create(
        [LotHolding(lot=one.lot, store=store, qty=one.qty if one.arrived_on == last else 0) for one in batches],
        batch_size=500,
    )
    Holding.objects.bulk_create(
        [Holding(item=item, store=store, qty=900, value=4500, moved_on=last) for item in ground["items"]]
    )


def _draw(
    ground: dict[str, Any], meals: list[Meal], served: list[Serving], batches: dict[tuple[int, date], Batch], user: User
) -> None:
    """Each meal takes what lasts a term, and some of the day's fresh food for each of its dishes."""
    now = timezone.now()
    issues = _many(
        Issue,
        (
            {"number": f"KT{n}", "store": ground["store"], "happened_on": meal.day, "status": "posted",
             "posted_at": now, "posted_by": user, "to_kind": "job", "about": "canteen.meal", "about_id": meal.pk}
            for n, meal in enumerate(meals)
        ),
        user,
    )  # fmt: skip
    drawn = []
    for n, (meal, issue) in enumerate(zip(meals, issues, strict=True)):
        dishes = served[n * DISHES : (n + 1) * DISHES]
        for k in range(DRAWS):
            item = ground["items"][k if k < SHELF else SHELF + (n + k) % (FOODS - SHELF)]
            drawn.append((meal, issue, None if k == 0 else dishes[k % DISHES], batches[item.pk, meal.day]))
    lines = _many(
        IssueLine,
        (
            {"issue": issue, "item": batch.item, "lot": batch.lot, "qty": Decimal(3), "unit": "公斤",
             "unit_qty": Decimal(3), "value": Decimal(15), "done_on": meal.day}
            for meal, issue, _dish, batch in drawn
        ),
        user,
    )  # fmt: skip
    _many(
        Use,
        (
            {"batch": batch, "meal": meal, "serving": dish, "qty": Decimal(3), "by": ground["worker"], "line": line}
            for (meal, _issue, dish, batch), line in zip(drawn, lines, strict=True)
        ),
        user,
    )  # fmt: skip


def small(days: int) -> tuple[int, int]:
    """A few days of it: how many meals the widest batch went into, and how many batches a dish was made of."""
    filled(days, system_user())
    serving = Serving.objects.order_by("-pk")[0]
    return len(stock.trace(_widest()).eaten), len(stock.traced(serving.name, serving.meal.day, serving.meal.kind))
