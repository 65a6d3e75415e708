"""A term of a canteen, three meals a day, every deed through its service: from the meal money paid to the last refund.

Morning checks, deliveries signed by two, what was cooked out of which batch, samples put and emptied, disinfection,
the daily record; each class tells who eats; each month is booked, closed and made public; at the end all is settled.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Sum

from bench.measure import Line
from lvye.kernel.accounts.api import User, account_create, system_user
from lvye.kernel.audit.api import dated
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, school_days, term_add
from lvye.kit.days import at_hour
from lvye.kit.memo import forget
from lvye.modules.canteen import services as canteen
from lvye.modules.canteen.models import Batch, Fridge, Sample, SampleStatus, Use, Worker
from lvye.modules.canteen.words import CODES
from lvye.modules.meals import services as meals
from lvye.modules.meals.models import Category, Fee, Month, Refund, Serving, Standard
from lvye.modules.meals.queries import next_month, pupils_of
from lvye.modules.partners.api import LicenceKind, Partner
from lvye.modules.partners.services import licence_add
from lvye.modules.stores.api import Item, Kind

CLASSES, PUPILS = 24, 50
LIMIT = 300.0
YEAR, BEGINS, ENDS = 2030, date(2030, 9, 2), date(2031, 1, 17)  # beyond what else lies in the scratch school
PRICES = {"breakfast": Decimal(4), "lunch": Decimal(11), "dinner": Decimal(7)}
# food, yuan a kilo, grams a head and meal; dry ones come once a week, the others every day
FRESH = (("猪肉", "24", 30), ("鸡蛋", "9.5", 25), ("土豆", "3", 60), ("白菜", "2.2", 90), ("豆腐", "5.5", 30))
DRY = (("大米", "5", 120), ("面粉", "4.6", 60), ("菜籽油", "11", 10), ("盐", "2.4", 3))
DISHES = {
    "breakfast": ("馒头", "小米粥", "煮鸡蛋", "拌白菜"), "lunch": ("米饭", "土豆烧肉", "炒白菜", "豆腐汤"),
    "dinner": ("面条", "肉末豆腐", "炒土豆丝", "白菜汤"),
}  # fmt: skip
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Ground:
    """What all days share."""

    term: Term
    classes: list[SchoolClass]
    standard: Standard
    workers: list[Worker]
    cabinet: Fridge
    items: dict[str, Item]
    supplier: Partner
    first: User
    second: User
    heads: int


def measured() -> Iterator[Line]:
    """The lines of the bench; what they make is taken back."""
    with transaction.atomic():
        began, spent = time.perf_counter(), time.process_time()
        ground, days = played(CLASSES, PUPILS, ENDS)
        took, worked = time.perf_counter() - began, time.process_time() - spent
        draws = Use.objects.filter(meal__day__gte=BEGINS).count()
        told = f"{draws:,} draws, {took:.0f} s by the clock, {worked:.0f} s of processor time"
        name = f"canteen: a term of {days} days for {ground.heads:,} diners, settled"
        # SQLite works in this process, whose time other work on the machine does not lengthen
        mine = worked if connection.vendor == "sqlite" else took
        yield Line(name, mine, mine, LIMIT, told)
        yield Line("canteen: yuan missing after the settlement", 0, float(abs(missing(ground.term))), 0)
        transaction.set_rollback(True)
    forget()


def missing(term: Term) -> Decimal:
    """What was paid, less what was eaten, what the aid bore and what went back: nothing may be left."""
    rows = Fee.objects.filter(term=term, status="settled")
    sums = rows.aggregate(paid=Sum("paid"), charge=Sum("charge"), aid=Sum("aid"))
    back = Refund.objects.filter(fee__term=term).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return (sums["paid"] or Decimal(0)) - (sums["charge"] or Decimal(0)) + (sums["aid"] or Decimal(0)) - back


def played(classes: int, pupils: int, ends: date) -> tuple[Ground, int]:
    """A whole term, to its last refund; and how many days of school it had."""
    rng = random.Random(7)
    with dated(at_hour(BEGINS, 7)):
        ground = _ground(classes, pupils, ends)
    days = school_days(BEGINS, ends)
    for day in days:
        with dated(at_hour(day, 6)):
            _morning(day, ground, first=day == days[0])
            _cooked(day, ground)
            _eaten(day, ground, rng)
        forget()  # as at the end of a request
    for first in dict.fromkeys(day.replace(day=1) for day in days):
        _booked(first, ground)
    today = next_month(ends) + 5 * DAY
    with dated(at_hour(today, 9)):
        for one in ground.classes:
            meals.class_settle(one, ground.term, today=today, actor=ground.first)
            meals.class_refund(one, ground.term, paid_on=today, how="bank", today=today, actor=ground.first)
    return ground, len(days)


def _ground(classes: int, pupils: int, ends: date) -> Ground:
    actor = system_user()
    first, second = (_user(f"bench-kitchen-{n}") for n in (1, 2))
    canteen.store_prepare(actor=actor)
    meals.catalogue_prepare(actor=actor)
    term = term_add(school_year=YEAR, half=1, begins_on=BEGINS, ends_on=ends, actor=actor)
    groups = records.create_many(SchoolClass, [{"name": f"食堂{n + 1}班"} for n in range(classes)], actor=actor)
    rows = [
        {"name": f"学生{n}", "kind": "student", "school_class": one, "number": f"K{one.pk}-{n}"}
        for one in groups
        for n in range(pupils)
    ]
    records.create_many(Person, rows, actor=actor, check=False)
    standard = meals.standard_add(term=term, name="三餐", document="备案表", actor=actor, **PRICES)
    paid = sum(PRICES.values(), Decimal(0)) * len(school_days(BEGINS, ends))
    for one in groups:
        meals.class_collect(one, standard=standard, paid=paid, paid_on=BEGINS, today=BEGINS, actor=first)
    Month.objects.all()._raw_delete("default")  # a book of its own; given back with the rest
    meals.book_begin(BEGINS, stock=Decimal(0), today=BEGINS, actor=first)
    kind = Kind.objects.get(code="food")
    names = [
        {"code": f"KB{n}", "name": name, "spec": "bench", "unit": "公斤", "kind": kind}
        for n, (name, *_) in enumerate(FRESH + DRY)
    ]
    items = {one.name: one for one in records.create_many(Item, names, actor=actor)}
    place = Place.objects.order_by("pk").first()
    cabinet = records.create(Fridge, actor=actor, name="bench", kind="sample", place=place)
    supplier = records.create(Partner, actor=actor, name="食材配送")
    for paper in LicenceKind.objects.filter(is_active=True):
        licence_add(
            partner=supplier, kind=paper, number=f"KB{paper.pk}", begins_on=BEGINS, ends_on=ends + 99 * DAY, actor=actor
        )
    return Ground(
        term, groups, standard, _workers(first, ends), cabinet, items, supplier, first, second, classes * pupils
    )


def _user(name: str) -> User:
    user = account_create(name, name, None)
    records.create(Person, actor=system_user(), name=name, kind="staff", user=user)
    return user


def _workers(actor: User, ends: date) -> list[Worker]:
    made = []
    for n in range(8):
        person = records.create(Person, actor=actor, name=f"师傅{n}", kind="staff")
        one = canteen.worker_add(person=person, job="cook", begun_on=BEGINS, actor=actor)
        canteen.certificate_add(
            worker=one, kind="health", number=f"KB-{n}", issued_on=BEGINS - DAY, ends_on=ends + 99 * DAY, actor=actor
        )
        made.append(one)
    return made


def _morning(day: date, ground: Ground, *, first: bool) -> None:
    """Who works, what came, and the samples whose time is full."""
    now = at_hour(day, 6)
    checked = [canteen.Checked(one, temperature=Decimal("36.5")) for one in ground.workers]
    canteen.morning_check(checked, now=now, actor=ground.first)
    foods = [(*food, 1) for food in FRESH] + ([(*food, 6) for food in DRY] if first or not day.weekday() else [])
    lines = [
        canteen.Arrived(
            item=ground.items[name], qty=_kilos(grams, ground.heads) * len(PRICES) * days, price=Decimal(price),
            code=f"{day:%m%d}", expires_on=day + days * 5 * DAY, paper="pass", paper_no=f"HG{day:%y%m%d}",
        )
        for name, price, grams, days in foods
    ]  # fmt: skip
    made = canteen.delivery_receive(ground.supplier, lines, now=now, actor=ground.first)
    canteen.delivery_sign(made, now=now + HOUR, actor=ground.second)
    full = list(Sample.objects.filter(status=SampleStatus.KEPT, cabinet=ground.cabinet, keep_until__lte=now))
    if full:
        canteen.samples_empty(full, by=ground.workers[1], now=now, actor=ground.first)


def _kilos(grams: int, heads: int) -> Decimal:
    return Decimal(grams * heads) / 1000


def _cooked(day: date, ground: Ground) -> None:
    """Three meals: what went into each dish, its heat, its sample, and the dishes washed."""
    for hour, (kind, dishes) in zip((7, 11, 17), DISHES.items(), strict=True):
        now = at_hour(day, hour)
        meal = canteen.servings_bring(day, kind, dishes, diners=ground.heads, actor=ground.first)
        served = list(meal.servings.order_by("pk"))
        drawn = [
            canteen.Drawn(ground.items[name], _kilos(grams, ground.heads), serving=served[n % len(served)])
            for n, (name, _price, grams) in enumerate(FRESH + DRY)
        ]
        canteen.batches_use(meal, drawn, by=ground.workers[0], now=now, actor=ground.first)
        for one in served:
            canteen.serving_measure(one, Decimal(82), by=ground.workers[0], at=now, actor=ground.first)
        kept = [canteen.Kept(one, 135) for one in served]
        canteen.samples_put(kept, cabinet=ground.cabinet, by=ground.workers[1], now=now, actor=ground.first)
        clean = canteen.Cleaned(what="tableware", method="steam", degrees=Decimal(100), minutes=Decimal(15))
        canteen.disinfection_keep(meal, clean, by=ground.workers[2], now=now + HOUR, actor=ground.first)
    marks = dict.fromkeys(CODES, "ok")
    canteen.control_daily(day, marks, now=at_hour(day, 18), actor=ground.first)


def _eaten(day: date, ground: Ground, rng: random.Random) -> None:
    """Every class says who is not there: one pupil every other day."""
    now: datetime = at_hour(day, 7, 40)
    for n, one in enumerate(ground.classes):
        away = rng.sample(list(pupils_of(one)), (day.toordinal() + n) % 2)
        meals.class_report(one, day, away=away, now=now, actor=ground.first)


def _booked(first: date, ground: Ground) -> None:
    """The month over: what was eaten is income, what came is paid, the store counted, closed, public."""
    end = next_month(first)
    dishes = Category.objects.get(code="dishes")
    with dated(at_hour(end + DAY, 9)):
        meals.income_book(first, today=end, actor=ground.first)
        came = Batch.objects.filter(arrived_on__gte=first, arrived_on__lt=end, supplier=ground.supplier)
        for day in sorted(set(came.values_list("arrived_on", flat=True))):
            amount = sum((one.qty * one.price for one in came.filter(arrived_on=day)), Decimal(0))
            meals.line_add(
                day=day, category=dishes, amount=amount.quantize(Decimal("0.01")), words="食材", today=end,
                actor=ground.first,
            )  # fmt: skip
        month = meals.month_close(
            Month.objects.get(first=first), stock=None, words="开账第一学期", today=end + DAY, actor=ground.first
        )
        meals.month_publish(month, today=end + 9 * DAY, actor=ground.first)


def told(term: Term) -> dict[str, Decimal | int | None]:
    """What a term came to, for whoever looks after it."""
    months = Month.objects.filter(first__range=(term.begins_on.replace(day=1), term.ends_on), is_opening=False)
    return {
        "meals": Serving.objects.filter(day__range=(term.begins_on, term.ends_on)).aggregate(sum=Sum("eaten"))["sum"],
        "cooked": months.aggregate(sum=Sum("cooked"))["sum"], "gap": months.aggregate(sum=Sum("gap"))["sum"],
        "published": months.filter(status="published").count(), "missing": missing(term),
    }  # fmt: skip
