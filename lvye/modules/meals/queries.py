"""Reads across tables: what pupils ate, how a month stands, what the published sheet says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import school_days, term_on

from .models import Category, Fee, Leave, Line, LineStatus, Month, Section, Serving, Waste

ZERO, CENT = Decimal(0), Decimal("0.01")
MARKS = "一二三四五六七八"  # house: the numbers of the sheet


@dataclass(frozen=True)
class Eaten:
    """What one pupil ate within some days, what it costs, and what of that the aid bears."""

    days: int = 0
    meals: int = 0
    charge: Decimal = ZERO
    aid: Decimal = ZERO
    excused: Decimal = ZERO  # what was not charged, because he was on leave

    @property
    def owed(self) -> Decimal:
        """What his family bears."""
        return self.charge - self.aid


def eaten_by(fees: Iterable[Fee], first: date, last: date) -> dict[int, Eaten]:
    """fee id → what its pupil ate from first to last: each meal his class had, unless he was on leave in time.

    A day nobody told of is charged: the meal was cooked. The aid of a day is never more than that day costs.
    """
    fees = list(fees)
    classes = {fee.school_class_id for fee in fees}
    served: dict[int, dict[date, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = Serving.objects.filter(school_class__in=classes, day__gte=first, day__lte=last, eaten__gt=0)
    for pk, day, meal in rows.values_list("school_class", "day", "meal"):
        served[pk][day].append(meal)
    leaves: dict[int, list[Leave]] = defaultdict(list)
    good = Leave.objects.filter(school_class__in=classes, status=Leave.Status.GOOD, ends_on__gte=first)
    for leave in good.filter(begins_on__lte=last):
        leaves[leave.pupil_id].append(leave)
    return {fee.pk: _eaten(fee, served[fee.school_class_id], leaves[fee.pupil_id]) for fee in fees}


def _eaten(fee: Fee, served: dict[date, list[str]], leaves: list[Leave]) -> Eaten:
    prices = fee.standard.prices
    days, meals, charge, aid, excused = 0, 0, ZERO, ZERO, ZERO
    for day, had in served.items():
        if day < fee.from_on or (fee.until_on and day > fee.until_on):
            continue
        own = [prices[meal] for meal in had if meal in prices]
        if not own:
            continue
        if any(max(one.begins_on, one.refund_from) <= day <= one.ends_on for one in leaves):
            excused += sum(own, ZERO)
            continue
        days, meals = days + 1, meals + len(own)
        charge += sum(own, ZERO)
        aid += min(fee.aid_per_day, sum(own, ZERO))
    return Eaten(days, meals, charge, aid, excused)


def refunded(fee: Fee) -> Decimal:
    """What was given back of a pupil's meal money, by the refunds that count."""
    good = fee.refunds.filter(status="good")
    return good.aggregate(sum=Sum("amount"))["sum"] or ZERO


def days_missing(school_class: SchoolClass, first: date, last: date) -> list[date]:
    """School days on which nobody said how many of a class ate; a day without meals is told with nobody eating."""
    told = set(
        Serving.objects.filter(school_class=school_class, day__gte=first, day__lte=last).values_list("day", flat=True)
    )
    return [day for day in school_days(first, last) if day not in told]


def pupils_of(school_class: SchoolClass) -> QuerySet[Person]:
    """The pupils of a class who are here."""
    return Person.objects.filter(school_class=school_class, kind="student", status="here").order_by("number", "pk")


def fees_of(school_class: SchoolClass, day: date) -> QuerySet[Fee]:
    """The meal money in use of a class on a day: who eats, and what."""
    term = term_on(day)
    rows = Fee.objects.filter(term=term, school_class=school_class, status="paid", from_on__lte=day)
    return rows.select_related("standard", "pupil").order_by("pupil__number", "pk")


def on_leave(school_class: SchoolClass, day: date) -> QuerySet[Leave]:
    """Who of a class does not eat on a day."""
    return Leave.objects.filter(
        school_class=school_class, status=Leave.Status.GOOD, begins_on__lte=day, ends_on__gte=day
    )


def heads(day: date, meal: str = "", *, staff: bool = True) -> int:
    """How many ate on a day, as told by the classes and, with staff, by the canteen."""
    rows = Serving.objects.filter(day=day)
    if meal:
        rows = rows.filter(meal=meal)
    if not staff:
        rows = rows.filter(school_class__isnull=False)
    return int(rows.aggregate(sum=Sum("eaten"))["sum"] or 0)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


@dataclass
class Numbers:
    """Some months of the book added up. by: category id → yuan. stock_change: what the store grew by.

    gap: what of closed months was bought and not kept, and not cooked either: thrown away, lost, or written wrongly.
    """

    by: dict[int, Decimal] = field(default_factory=dict)
    sections: dict[str, Decimal] = field(default_factory=dict)
    bought: Decimal = ZERO  # ingredients
    stock_change: Decimal = ZERO
    gap: Decimal | None = None
    meals: int = 0

    def part(self, section: str) -> Decimal:
        """What a section comes to; of the financial costs what is paid less what is received."""
        return self.sections.get(section, ZERO)

    @property
    def income(self) -> Decimal:
        """伙食费收入."""
        return self.part(Section.INCOME)

    @property
    def used(self) -> Decimal:
        """The ingredients that were cooked: by the kitchen's batches, else what was bought less what was kept."""
        return self.bought - self.stock_change - (self.gap or ZERO)

    @property
    def cost(self) -> Decimal:
        """伙食费支出: all of the section, less what the store grew by."""
        return self.part(Section.FOOD) - self.stock_change

    @property
    def result(self) -> Decimal:
        """What is left of the income: 营业结余."""
        spent = self.cost + self.part(Section.TAX) + self.part(Section.ADMIN) + self.part(Section.FINANCE)
        return self.part(Section.INCOME) - spent

    @property
    def total(self) -> Decimal:
        """The same with what is beside the business."""
        return self.result + self.part(Section.EXTRA_IN) - self.part(Section.EXTRA_OUT)

    @property
    def rate(self) -> Decimal | None:
        """The result in percent of the income; None where nothing came in."""
        income = self.part(Section.INCOME)
        return (self.result / income * 100).quantize(Decimal("0.01")) if income else None

    @property
    def food_share(self) -> Decimal | None:
        """Of each hundred yuan of income, what reached the plate."""
        income = self.part(Section.INCOME)
        return (self.used / income * 100).quantize(Decimal("0.1")) if income else None

    @property
    def per_meal(self) -> Decimal | None:
        """What the ingredients of one meal of one diner cost; None where no diners were counted."""
        return (self.used / self.meals).quantize(Decimal("0.01")) if self.meals else None


def numbers(first: date, last: date) -> Numbers:
    """The book from the month of `first` to the month of `last`, both first days of months."""
    found = Numbers()
    rows = Line.objects.filter(status=LineStatus.GOOD, month__gte=first, month__lte=last)
    sums = dict(rows.order_by().values_list("category").annotate(sum=Sum("amount")))
    for one in Category.objects.filter(pk__in=sums):
        amount = sums[one.pk].quantize(CENT)  # SQLite adds in binary
        found.by[one.pk] = amount
        turn = -1 if one.section == Section.FINANCE and one.comes_in else 1
        found.sections[one.section] = found.part(one.section) + turn * amount
        found.bought += amount if one.is_food else ZERO
    found.stock_change = stock_change(first, last)
    found.gap = Month.objects.filter(first__gte=first, first__lte=last).aggregate(sum=Sum("gap"))["sum"]
    end = next_month(last)
    found.meals = int(Serving.objects.filter(day__gte=first, day__lt=end).aggregate(sum=Sum("eaten"))["sum"] or 0)
    return found


def stock_change(first: date, last: date) -> Decimal:
    """What the store grew by from before `first` to the end of `last`'s month; 0 where no stock is kept."""
    before = Month.objects.filter(first__lt=first, stock__isnull=False).order_by("-first").first()
    before = before or Month.objects.filter(is_opening=True).first()  # the book began within these months
    ended = Month.objects.filter(first__lte=last, stock__isnull=False).order_by("-first").first()
    return ((ended.stock if ended else ZERO) or ZERO) - ((before.stock if before else ZERO) or ZERO)


BASES = ("月", "学期", "年")  # house: what the rule may say


def base_first(month: date, base: str) -> date:
    """The first month the balance is added up from, for the month asked."""
    if base == BASES[0]:
        return month
    if base == BASES[2]:
        return month.replace(month=1)
    term = term_on(month) or term_on(next_month(month) - timedelta(days=1)) or term_on(month + timedelta(days=14))
    return min(term.begins_on.replace(day=1), month) if term else month


@dataclass(frozen=True)
class Balance:
    """How a month stands against the rules."""

    base: str
    since: date
    rate: Decimal | None
    limit: Decimal
    year_rate: Decimal | None
    profit_limit: Decimal

    @property
    def is_beyond(self) -> bool:
        """Whether too much is left or too much is lost."""
        return self.rate is not None and abs(self.rate) > self.limit

    @property
    def is_profit(self) -> bool:
        """Whether the year has earned more than those above allow."""
        return self.year_rate is not None and self.year_rate > max(self.profit_limit, self.limit)


def balance(month: date) -> Balance:
    """The balance of a month on the base the school has set, and the year's against the profit limit."""
    last = next_month(month) - timedelta(days=1)
    base = str(rules.value("meals.balance_base", last))
    base = base if base in BASES else BASES[1]
    since = base_first(month, base)
    return Balance(
        base=base, since=since, rate=numbers(since, month).rate,
        limit=Decimal(rules.value("meals.balance_percent", last)),
        year_rate=numbers(month.replace(month=1), month).rate,
        profit_limit=Decimal(rules.value("meals.profit_percent", last)),
    )  # fmt: skip


@dataclass(frozen=True)
class SheetRow:
    """One line of the published sheet. level: 1 a part or a result, 2 one of its lines, 3 of which; unit: "" or "%"."""

    label: str
    month: Decimal | None
    year: Decimal | None
    level: int = 1
    unit: str = ""


PARTS = (Section.INCOME, Section.FOOD, Section.TAX, Section.ADMIN, Section.FINANCE)


def sheet(month: date) -> list[SheetRow]:
    """The published sheet of a month: the month beside the year so far, made of the book alone."""
    this, year = numbers(month, month), numbers(month.replace(month=1), month)
    rows: list[SheetRow] = []
    for n, section in enumerate(PARTS):
        rows += _section(f"{MARKS[n]}、", section, this, year)
    rows.append(SheetRow(f"{MARKS[5]}、{_('营业结余')}", this.result, year.result))
    for section in (Section.EXTRA_IN, Section.EXTRA_OUT):
        rows.append(SheetRow(str(section.label), this.part(section), year.part(section), 2))
    rows.append(SheetRow(f"{MARKS[6]}、{_('结余总额')}", this.total, year.total))
    rows.append(SheetRow(f"{MARKS[7]}、{_('营业结余率')}", this.rate, year.rate, 1, "%"))
    rows.append(SheetRow(_("食材占伙食费收入"), this.food_share, year.food_share, 2, "%"))
    return rows


def _section(mark: str, section: Section, this: Numbers, year: Numbers) -> list[SheetRow]:
    sums = (this.cost, year.cost) if section == Section.FOOD else (this.part(section), year.part(section))
    rows = [SheetRow(f"{mark}{section.label}", *sums)]
    own = Category.objects.filter(section=section).order_by("sort", "pk")
    shown = [one for one in own if one.pk in year.by or one.pk in this.by]
    for n, one in enumerate(shown, start=1):
        turn = -1 if section == Section.FINANCE and one.comes_in else 1
        rows.append(SheetRow(f"{n}.{one.name}", turn * this.by.get(one.pk, ZERO), turn * year.by.get(one.pk, ZERO), 2))
    if section == Section.FOOD and (this.stock_change or year.stock_change):
        words = _("库存变动（月初减月末）")
        rows.append(SheetRow(f"{len(shown) + 1}.{words}", -this.stock_change, -year.stock_change, 2))
    if section == Section.FOOD and year.gap is not None:
        rows.append(SheetRow(_("其中：下锅的食材"), this.used, year.used, 3))
        rows.append(SheetRow(_("其中：损耗和账实差"), this.gap or ZERO, year.gap, 3))
    return rows


def waste_per_head(first: date, last: date) -> Decimal | None:
    """Grams left on the plates for each diner of the meals that were weighed; None where none was."""
    rows = Waste.objects.filter(day__gte=first, day__lte=last, kind=Waste.Kind.PLATE, heads__gt=0)
    sums: dict[str, Any] = rows.aggregate(kilos=Sum("kilos"), heads=Sum("heads"))
    if not sums["heads"]:
        return None
    grams: Decimal = sums["kilos"] * 1000 / sums["heads"]
    return grams.quantize(Decimal("0.1"))
