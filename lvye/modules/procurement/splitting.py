"""The splitting watch (政府采购法实施条例 art. 28): the same year, budget project and class, in pieces below a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.finance.api import BudgetLine
from lvye.modules.partners.api import SupplyCategory

from .models import LIVE, OPEN, Request, Way
from .ways import Line, line

NOT_COMPARED = (Way.DIRECT,)


@dataclass(frozen=True, slots=True)
class Watch:
    """What the watch says. total: yuan, with the one being written; number: purchases; tone: late over a line, soon."""

    line: Line
    total: Decimal
    number: int
    tone: str

    @property
    def words(self) -> str:
        """One sentence with the source of the line."""
        text = (
            _(
                "今年这个预算项目的同类采购连这一次%(n)s次、合计%(total)s，超过%(label)s%(line)s，没有按这条线办过：%(what)s"
            )
            if self.tone == "late"
            else _("今年这个预算项目的同类采购连这一次%(n)s次、合计%(total)s，接近%(label)s%(line)s：%(what)s")
        )
        what = _("不得化整为零（政府采购法实施条例第二十八条）")
        return text % {
            "n": self.number, "total": say.money(self.total), "label": self.line.label,
            "line": say.money(self.line.amount), "what": what,
        }  # fmt: skip


def same_purchases(budget_line: BudgetLine, category: SupplyCategory) -> QuerySet[Request]:
    """Requests that count together: one budget project of one year (a budget line's year), one class, no tender."""
    rows = Request.objects.filter(
        status__in=LIVE, category=category, budget_line__project=budget_line.project,
        budget_line__budget=budget_line.budget_id,
    )  # fmt: skip
    return rows.exclude(way__in=OPEN)


def watch(
    amount: Decimal, budget_line: BudgetLine, category: SupplyCategory, *, way: str, on: date, but: int | None = None
) -> Watch | None:
    """What there is to say about a purchase of this amount on top of the others; None where nothing is."""
    rows = same_purchases(budget_line, category)
    rows = rows.exclude(pk=but) if but is not None else rows
    below = Q(estimate__lt=line(f"tender_{category.kind}", on).amount)
    direct = Q(way__in=NOT_COMPARED, estimate__lt=line("quotes_from", on).amount)
    sums = rows.aggregate(
        all=Sum("estimate", filter=below), n=Count("pk", filter=below), small=Sum("estimate", filter=direct),
        few=Count("pk", filter=direct),
    )  # fmt: skip
    others, small = sums["all"] or Decimal(0), sums["small"] or Decimal(0)
    return judge(
        category, on,
        total=others + amount, number=sums["n"] + 1, last=amount,
        small=small + amount if way in NOT_COMPARED else Decimal(0), few=sums["few"] + 1,
    ) if sums["n"] else None  # fmt: skip


def judge(
    category: SupplyCategory, on: date, *, total: Decimal, number: int, small: Decimal, few: int, last: Decimal
) -> Watch | None:
    """The heaviest line that several purchases together reach and none alone does.

    total, number: all that were not tendered; small, few: those bought without comparing. last: yuan, the newest.
    What reached a line alone had its own leave for another way (art. 28) and is not among them.
    """
    tender = line(f"tender_{category.kind}", on)
    if number > 1 and total >= tender.amount and last < tender.amount:
        return Watch(tender, total, number, "late")
    quotes = line("quotes_from", on)
    own = bool(rules.value("procurement.watch_own", on=on))
    if own and few > 1 and small >= quotes.amount and last < quotes.amount:
        return Watch(quotes, small, few, "late")
    share = Decimal(int(rules.value("procurement.watch_share", on=on))) / 100
    if number > 1 and total >= tender.amount * share and last < tender.amount:
        return Watch(tender, total, number, "soon")
    return None


@dataclass(frozen=True, slots=True)
class Group:
    """Purchases that count together, for the auditor."""

    watch: Watch
    project: str
    category: SupplyCategory
    year: int
    rows: tuple[Request, ...]

    @property
    def unexplained(self) -> int:
        """How many of them were told and said nothing."""
        return sum(1 for one in self.rows if one.split_words and not one.split_why)


def groups(rows: Iterable[Request], *, on: date) -> list[Group]:
    """Every set of purchases over or near a line, the heaviest first. `rows`: what may be seen."""
    sets: dict[tuple[int, str, int], list[Request]] = {}
    for one in rows:
        if one.way not in OPEN and one.status in LIVE:
            sets.setdefault((one.budget_line.budget_id, one.budget_line.project, one.category_id), []).append(one)
    found = []
    for (_budget, project, _category), of_one in sets.items():
        category = of_one[0].category
        tender, quotes = line(f"tender_{category.kind}", on).amount, line("quotes_from", on).amount
        members = [one for one in of_one if one.estimate < tender]
        small = [one for one in members if one.way in NOT_COMPARED and one.estimate < quotes]
        if not members:
            continue
        said = judge(
            category, on,
            total=sum((one.estimate for one in members), Decimal(0)), number=len(members),
            small=sum((one.estimate for one in small), Decimal(0)), few=len(small),
            last=Decimal(0),
        )  # fmt: skip
        if said is not None:
            shown = small if said.line.code == "quotes_from" else members
            year = members[0].budget_line.budget.year
            found.append(Group(said, project, category, year, tuple(shown)))
    return sorted(found, key=lambda one: (one.watch.tone != "late", -one.watch.total))
