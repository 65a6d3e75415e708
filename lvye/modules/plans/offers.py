"""What a plan in the making is offered: what was left over, what lapses, what comes each year, what the season asks.

Every offer says why it is there. It has a key, kept on the item that was taken from it, so that it is offered once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.deadlines.api import horizon
from lvye.kernel.figures import api as figures
from lvye.kernel.people.api import Person, PersonStatus, Post
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Period, month_period
from lvye.kit import say
from lvye.modules.repairs.api import PlannedWork

from .library import Seasonal, seasonals
from .models import Area, Plan, PlanItem, PlanKind, PlanStatus, State
from .models.item import Source
from .spans import workday_until
from .standing import Standing, plan_standings

MOST = 40  # of each kind
TENTH = Decimal("0.1")
OWN = "plans."
YEAR = 12
FIRST_DAYS, LAST_DAYS = 30, 21  # what was left over is due early, what takes a whole period at its end
# figure, split, desk: where one month can stand out
PEAKS = (("repairs.reported", "category", Area.REPAIRS), ("worklog.entries", "kind", Area.OTHER))


@dataclass(frozen=True)
class Offer:
    """One thing to take into the plan by a tap. url: where its reason can be looked at."""

    key: str
    source: str
    what: str
    area: str
    due_on: date
    why: str
    url: str = ""
    person: Person | None = None
    post: Post | None = None
    aims: tuple[dict[str, Any], ...] = field(default=())
    follows: PlanItem | None = None
    taken: bool = False

    @property
    def whose(self) -> str:
        """Who would answer for it; empty where it must still be said."""
        return self.person.name if self.person else self.post.name if self.post else ""


@dataclass(frozen=True)
class Group:
    """The offers of one source, with how people call it."""

    source: str
    label: str
    offers: list[Offer]

    @property
    def open(self) -> list[Offer]:
        """Those not taken yet."""
        return [one for one in self.offers if not one.taken]


def offers(plan: Plan, user: User, *, today: date) -> list[Group]:
    """All offers for a plan, by source; what was taken already is marked."""
    taken = set(plan.items.exclude(hint="").values_list("hint", flat=True))
    makers = (
        (Source.UNFINISHED, _unfinished(plan, today)),
        (Source.LAPSE, _lapses(plan, user, today)),
        (Source.HISTORY, _history(plan)),
        (Source.SEASON, _seasons(plan)),
    )
    made: list[Group] = []
    said: set[str] = set()  # the same thing may come from two sources: it is offered by the first
    for source, found in makers:
        listed = [one for one in sorted(found, key=lambda one: (one.due_on, one.key)) if one.what not in said][:MOST]
        said |= {one.what for one in listed}
        marked = [replace(one, taken=one.key in taken) for one in listed]
        if marked:
            made.append(Group(source, str(source.label), marked))
    return made


def _day(plan: Plan, day: date) -> date:
    """A day of the plan on which people work."""
    kept = min(max(day, plan.begins_on), plan.ends_on)
    return workday_until(kept, plan.begins_on)


# --- what was left over ------------------------------------------------------------------------------------------


def earlier_plan(plan: Plan) -> Plan | None:
    """The plan of its kind before it."""
    rows = Plan.objects.filter(
        kind=plan.kind, ends_on__lt=plan.begins_on, status__in=[PlanStatus.AGREED, PlanStatus.CLOSED]
    )
    return rows.order_by("-ends_on", "-pk").first()


def _unfinished(plan: Plan, today: date) -> Iterator[Offer]:
    before = earlier_plan(plan)
    for one in plan_standings(before, today=today, settled=True) if before else ():
        if one.state in (State.OPEN, State.PART):
            yield _left_over(plan, one)


def _left_over(plan: Plan, one: Standing) -> Offer:
    item, words = one.item, {"state": State(one.state).label, "why": one.item.why}
    because = _("上期%(state)s：%(why)s") if item.why else _("上期%(state)s，没有写原因")
    person = item.person if item.person and item.person.status == PersonStatus.HERE else None
    aims = tuple(
        {"figure": t.figure, "only": t.only, "sense": t.sense, "aim": str(t.aim)} if t.figure else {"proof": t.proof}
        for t in item.targets.all()
    )
    at_the_end = item.due_on >= item.plan.ends_on - timedelta(days=LAST_DAYS)
    day = plan.ends_on if at_the_end else plan.begins_on + timedelta(days=FIRST_DAYS)
    return Offer(
        f"item:{item.pk}", Source.UNFINISHED, item.what, item.area, _day(plan, day), because % words,
        reverse("plans.planitem:detail", args=[item.pk]), person, item.post, aims, item,
    )  # fmt: skip


# --- what lapses -------------------------------------------------------------------------------------------------


def _lapses(plan: Plan, user: User, today: date) -> Iterator[Offer]:
    """What the horizon holds within the plan's days, a line for each thing; late ones belong to the first days."""
    days = (plan.ends_on - today).days
    if days < 0:
        return
    for due in horizon(user, today, days):
        if (
            due.deadline.name.startswith(OWN)
            or due.on > plan.ends_on
            or (due.on < plan.begins_on and due.state != "late")
        ):
            continue
        words = {"label": due.label, "title": due.title, "day": say.day(due.on)}
        why = _("%(label)s，%(day)s到期") % words if due.state != "late" else _("%(label)s，%(day)s就到期了") % words
        blocks = f"；{due.blocks}" if due.blocks else ""
        area = Area.REPAIRS if due.deadline.name.startswith("repairs.") else Area.OFFICE
        yield Offer(
            f"due:{due.url}"[:80], Source.LAPSE, due.title[:120], area, _day(plan, due.on), f"{why}{blocks}", due.url
        )


# --- what came in earlier years ----------------------------------------------------------------------------------


def _history(plan: Plan) -> Iterator[Offer]:
    yield from _works_of_last_year(plan)
    yield from _peaks_of_last_year(plan)


def a_year_before(span: Period) -> Period:
    """The same days one year earlier."""
    back = timedelta(days=364)  # the same weekday
    return Period(span.begins_on - back, span.ends_on - back, span.label, span.code)


def _works_of_last_year(plan: Plan) -> Iterator[Offer]:
    """Planned works whose day lay in the same days of the last year; those planned anew already are left out."""
    before = a_year_before(plan.span)
    again = set(PlannedWork.objects.filter(due_on__range=(plan.begins_on, plan.ends_on)).values_list("name", flat=True))
    rows = PlannedWork.objects.filter(due_on__range=(before.begins_on, before.ends_on))
    rows = rows.exclude(status=PlannedWork.Status.DROPPED).select_related("responsible").order_by("due_on", "pk")
    for work in rows[: MOST * 2]:
        if work.name in again:
            continue
        again.add(work.name)
        qty = f"，{say.qty(work.done_qty or work.target_qty)}{work.unit}" if work.target_qty else ""
        why = _("去年%(day)s做过%(qty)s") % {"day": say.date(work.due_on), "qty": qty}
        person = work.responsible if work.responsible.status == PersonStatus.HERE else None
        yield Offer(
            f"work:{work.pk}", Source.HISTORY, work.name[:120], Area.REPAIRS,
            _day(plan, work.due_on + timedelta(days=364)), why,
            reverse("repairs.plannedwork:detail", args=[work.pk]), person,
            aims=({"proof": "record"},),
        )  # fmt: skip


def _peaks_of_last_year(plan: Plan) -> Iterator[Offer]:
    """Months of the last year in which a kind of work came far more often than in the others: prepare before it."""
    before = a_year_before(plan.span)
    ratio, least = Decimal(rules.value("plans.peak_ratio")), int(rules.value("plans.peak_least"))
    for name, split, area in PEAKS:
        for key, month, count, usual in _peaks(name, split, before, ratio, least):
            day = _day(plan, month.begins_on + timedelta(days=365 - 10))
            figure = figures.figures[name]
            words = {
                "key": figure.by[split].word(key), "month": month.label, "figure": figure.label,
                "n": figures.with_unit(say.qty(count), str(figure.unit)), "usual": say.qty(usual.quantize(TENTH)),
            }  # fmt: skip
            yield Offer(
                f"peak:{name}:{key}:{month.code}"[:80], Source.HISTORY,
                (_("“%(key)s”提前检查备料") % words)[:120], area, day,
                _("%(month)s%(figure)s“%(key)s” %(n)s，别的月份平均 %(usual)s") % words,
                figures.address(name, month, {split: key}), aims=({"proof": "any"},),
            )  # fmt: skip


def _peaks(
    name: str, split: str, before: Period, ratio: Decimal, least: int
) -> Iterator[tuple[Any, Period, Decimal, Decimal]]:
    """(key, month, how many, how many in the other months) of the year that ends with these days."""
    last = before.ends_on
    months = [month_period(*_month_back(last, back)) for back in range(YEAR)]
    table: dict[Any, dict[str, Decimal]] = {}
    for month in months:
        for value in figures.compute(name, month, by=(split,)):
            table.setdefault(value.keys[split], {})[month.code] = value.value
    for key, counts in table.items():
        for month in months:
            count = counts.get(month.code, Decimal(0))
            others = [counts[one.code] for one in months if one.code in counts and one.code != month.code]
            usual = sum(others, Decimal(0)) / len(others) if others else Decimal(0)
            inside = month.ends_on >= before.begins_on and month.begins_on <= before.ends_on
            if inside and usual and count >= least and count >= ratio * usual:
                yield key, month, count, usual


def _month_back(day: date, back: int) -> tuple[int, int]:
    months = day.year * YEAR + day.month - 1 - back
    return months // YEAR, months % YEAR + 1


# --- what the season asks ----------------------------------------------------------------------------------------


def _seasons(plan: Plan) -> Iterator[Offer]:
    posts = {post.code: post for post in Post.objects.filter(is_open=True)}
    for one in seasonals():
        day = one.due(plan.span, is_holiday=plan.kind == PlanKind.HOLIDAY)
        if day is None or (plan.kind == PlanKind.MONTH and not one.when[:1].isdigit()):
            continue
        yield Offer(
            f"season:{one.key}", Source.SEASON, one.what[:120], one.area, _day(plan, day), _because(one),
            post=posts.get(one.post), aims=tuple(dict(aim) for aim in one.aims),
        )  # fmt: skip


def _because(one: Seasonal) -> str:
    return f"{one.why}（{one.basis}）" if one.basis else one.why
