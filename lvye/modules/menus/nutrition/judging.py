"""A menu against the standard: each bar with its lawful band, and a verdict only where everything in it is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.menus import prices
from lvye.modules.menus.models import MenuDish, MenuWeek
from lvye.modules.menus.words import NUTRIENTS, Age, Meal

from .adding import Amount, Day, add_up
from .norm import SHARES, Target, targets

HUNDRED = Decimal(100)
TENTH = Decimal("0.1")
FAT, CARBOHYDRATE = Decimal(9), Decimal(4)  # kcal in a gram


@dataclass(frozen=True)
class Band:
    """One bar. value: percent of what is needed, or a plain number; low and high: the lawful band, None: open.

    state: ok, low, high; unknown where foods without a value are in it and what is known does not settle it.
    said: the value in words; unknown: the foods without a value.
    """

    key: str
    label: Any
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    said: str
    state: str
    unknown: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class Judged:
    """A menu judged for one age. is_within: None while something that decides is unknown.

    has_norm: False for an age the standard does not speak of: nothing is judged then.
    """

    age: str
    days: Sequence[Day]
    main: Sequence[Band]
    shares: Sequence[Band]
    kinds: Sequence[Band]
    others: Sequence[Band]
    is_within: bool | None
    cost: Decimal | None
    unpriced: tuple[str, ...]
    whole: bool
    has_norm: bool = True

    @property
    def bands(self) -> list[Band]:
        """All that decide whether it is within the norm."""
        return [*self.main, *self.shares, *self.kinds]

    @property
    def wrong(self) -> list[Band]:
        """What is outside its band."""
        return [one for one in self.bands if one.state in ("low", "high")]


def served() -> list[str]:
    """The meals the canteen serves, in the order of the day."""
    return [meal for meal in Meal.values if meal in rules.value("menus.meals")]


def part_of_day(meals: Iterable[str]) -> tuple[bool, Decimal]:
    """Whether these meals are a whole day, and how many percent of its needs they have to give."""
    here = [SHARES[meal] for meal in meals if meal in SHARES]
    if len(here) == len(SHARES):
        return True, HUNDRED
    return False, sum(((low + high) / 2 for low, high in here), Decimal(0))


def judge(lines: Iterable[MenuDish], age: str = "") -> Judged:
    """Judge a menu for an age (the first the canteen serves). `dish__ingredients__food` should be fetched before."""
    age = age or str(rules.value("menus.ages")[0])
    rows = list(lines)
    days = add_up(rows, age)
    if age not in Age.values:
        return _unjudged(rows, age, days)
    need = targets(age)
    meals = [meal for meal in served() if meal != Meal.SNACK]
    whole, part = part_of_day(meals)
    mean = _mean(days)
    main = [
        _nutrient("energy", mean, need, part, ("menus.energy_least", "menus.energy_most")),
        _nutrient("protein", mean, need, part, ("menus.protein_least", "menus.protein_most")),
    ]
    shares = [_meal(meal, days) for meal in meals] if whole else []
    kinds = _kinds(days) if whole else []
    others = [*_sources(mean, need), *(_nutrient(one.field, mean, need, part, None) for one in NUTRIENTS[4:])]
    cost, unpriced = prices.cost(rows, age)
    deciding = [*main, *shares, *kinds]
    return Judged(
        age=age, days=days, main=main, shares=shares, kinds=kinds, others=others, is_within=_verdict(days, deciding),
        cost=None if cost is None or not days else (cost / len(days)).quantize(Decimal("0.01"), ROUND_HALF_UP),
        unpriced=unpriced, whole=whole,
    )  # fmt: skip


def _unjudged(rows: list[MenuDish], age: str, days: Sequence[Day]) -> Judged:
    """Nothing is judged where no norm is known: what is in it and what it costs is all that can be said."""
    cost, unpriced = prices.cost(rows, age)
    return Judged(
        age=age, days=days, main=(), shares=(), kinds=(), others=(), is_within=None, unpriced=unpriced, whole=False,
        cost=None if cost is None or not days else (cost / len(days)).quantize(Decimal("0.01"), ROUND_HALF_UP),
        has_norm=False,
    )  # fmt: skip


def keep(week: MenuWeek, *, actor: User) -> MenuWeek:
    """Keep with a menu what is known of its nutrition and its cost. An event is no whole diet: it is not judged."""
    lines = week.dishes.select_related("dish").prefetch_related("dish__ingredients__food__item")
    found = judge(lines)
    kinds = set().union(*(day.kinds for day in found.days)) if found.days else set()
    return records.amend(
        week, actor=actor, verb="judge", kinds=len(kinds),
        least_kinds=min((len(day.kinds) for day in found.days), default=0),
        energy_share=None if week.is_event or not found.has_norm else _kept(found.main[0]),
        protein_share=None if week.is_event or not found.has_norm else _kept(found.main[1]),
        is_within=None if week.is_event else found.is_within,
        cost=found.cost,
    )  # fmt: skip


def _kept(band: Band) -> Decimal | None:
    return None if band.unknown else min(band.value.quantize(TENTH, ROUND_HALF_UP), Decimal("9999.9"))


def _verdict(days: Sequence[Day], bands: Iterable[Band]) -> bool | None:
    states = {one.state for one in bands}
    if not days or states & {"low", "high"}:
        return False if days else None
    return None if "unknown" in states else True


def _mean(days: Sequence[Day]) -> dict[str, Amount]:
    found = {one.field: Amount() for one in NUTRIENTS}
    for day in days:
        for name, amount in found.items():
            amount.more(day.total[name])
    for amount in found.values():
        amount.known /= max(len(days), 1)
    return found


def _nutrient(
    name: str, mean: dict[str, Amount], need: dict[str, Target], part: Decimal, limits: tuple[str, str] | None
) -> Band:
    """Percent of what is needed of the meals that are served. limits: the rules of the band; else at least 80%."""
    one = next(nutrient for nutrient in NUTRIENTS if nutrient.field == name)
    goal = need[name].mean * part / HUNDRED
    amount = mean[name]
    value = amount.known * HUNDRED / goal if goal else Decimal(0)
    low = Decimal(rules.value(limits[0])) if limits else Decimal(80)
    high = Decimal(rules.value(limits[1])) if limits else None
    said = _("%(amount)s%(unit)s，标准 %(goal)s%(unit)s") % {
        "amount": _short(amount.known), "unit": f" {one.unit}", "goal": _short(goal),
    }  # fmt: skip
    return Band(
        name, one.label, value.quantize(TENTH, ROUND_HALF_UP), low, high, said, _state(value, low, high, amount),
        tuple(sorted(amount.unknown)), need[name].sure,
    )  # fmt: skip


def _sources(mean: dict[str, Amount], need: dict[str, Target]) -> list[Band]:
    """How much of the energy comes from fat and from carbohydrate."""
    made = []
    for name, field, each, label in (
        ("fat_share", "fat", FAT, _("脂肪供能")),
        ("carbohydrate_share", "carbohydrate", CARBOHYDRATE, _("碳水化合物供能")),
    ):
        both = Amount(mean[field].known, mean[field].unknown | mean["energy"].unknown)
        energy = mean["energy"].known
        value = (both.known * each * HUNDRED / energy).quantize(TENTH, ROUND_HALF_UP) if energy else Decimal(0)
        low, high = need[name].least, need[name].most
        state = "unknown" if both.unknown else _state(value, low, high, both)
        said = _("占能量 %(share)s%%") % {"share": value}
        made.append(Band(name, label, value, low, high, said, state, tuple(sorted(both.unknown)), need[name].sure))
    return made


def _meal(meal: str, days: Sequence[Day]) -> Band:
    """The part of the day's energy a meal has, over all days."""
    here, whole = Amount(), Amount()
    for day in days:
        whole.more(day.total["energy"])
        if meal in day.meals:
            here.more(day.meals[meal]["energy"])
    value = (here.known * HUNDRED / whole.known).quantize(TENTH, ROUND_HALF_UP) if whole.known else Decimal(0)
    low, high = SHARES[meal]
    state = "unknown" if whole.unknown else _state(value, low, high, whole)
    said = _("占全天能量 %(share)s%%") % {"share": value}
    return Band(f"share-{meal}", Meal(meal).label, value, low, high, said, state, tuple(sorted(whole.unknown)))


def _kinds(days: Sequence[Day]) -> list[Band]:
    least = min((len(day.kinds) for day in days), default=0)
    week = len(set().union(*(day.kinds for day in days))) if days else 0
    made = []
    for key, label, count, code in (
        ("kinds-day", _("最少一天的食物种数"), least, "menus.kinds_day"),
        ("kinds-week", _("一周的食物种数"), week, "menus.kinds_week"),
    ):
        low, value = Decimal(rules.value(code)), Decimal(count)
        said = _("%(n)s种，至少%(low)s种") % {"n": count, "low": low}
        made.append(Band(key, label, value, low, None, said, "low" if value < low else "ok"))
    return made


def _state(value: Decimal, low: Decimal | None, high: Decimal | None, amount: Amount) -> str:
    """What is known already may be too much; whether it is enough is unknown while a food's value is."""
    if high is not None and value > high:
        return "high"
    if low is not None and value < low:
        return "unknown" if amount.unknown else "low"
    return "unknown" if amount.unknown and high is not None else "ok"


def _short(value: Decimal) -> str:
    step = Decimal(1) if value >= 20 else TENTH
    return f"{value.quantize(step, ROUND_HALF_UP).normalize():f}"
