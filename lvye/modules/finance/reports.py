"""What the books say put together: how the budget is carried out, and a month on one page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from lvye.kernel.terms.api import Period

from .amounts import NOTHING, summed
from .models import (
    COUNTS,
    Book,
    Budget,
    BudgetLine,
    BudgetStatus,
    Debt,
    Entry,
    Income,
    MonthClose,
    OverRun,
    Payment,
    PayStatus,
    Repayment,
)
from .queries import journal_accounts, journal_balance, month_of
from .services import Left, lefts


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the execution table, or a sum of several (line is None)."""

    label: str
    first: Decimal
    left: Left
    line: BudgetLine | None = None

    @property
    def share(self) -> int:
        """How much of the budget is held or spent, in whole percent, at most 100 for the drawing."""
        return min(self.percent, 100)

    @property
    def percent(self) -> int:
        """The same, whatever it comes to."""
        return int(self.left.used * 100 / self.left.budget) if self.left.budget > 0 else (100 if self.left.used else 0)

    @property
    def rate(self) -> Decimal:
        """Spent of the budget in percent, one place (预算执行率)."""
        return (self.left.spent * 100 / self.left.budget).quantize(Decimal("0.1")) if self.left.budget > 0 else NOTHING


@dataclass(frozen=True, slots=True)
class Execution:
    """How a budget is carried out: each project with its lines, and the whole."""

    projects: list[tuple[Standing, list[Standing]]]
    whole: Standing


def _added(label: str, rows: Iterable[Standing]) -> Standing:
    known = list(rows)
    total = Left(
        sum((one.left.budget for one in known), NOTHING), sum((one.left.committed for one in known), NOTHING),
        sum((one.left.spent for one in known), NOTHING),
    )  # fmt: skip
    return Standing(label, sum((one.first for one in known), NOTHING), total)


def execution(budget: Budget, *, on: date | None = None, whole: str = "") -> Execution:
    """How a budget is carried out, by project and item; with `on`, spent up to that day."""
    lines = list(budget.lines.select_related("item").order_by("project", "item__code", "pk"))
    known = lefts(lines, on=on)
    projects: dict[str, list[Standing]] = {}
    for line in lines:
        projects.setdefault(line.project, []).append(Standing(line.item.name, line.amount, known[line.pk], line))
    parts = [(_added(name, rows), rows) for name, rows in projects.items()]
    return Execution(parts, _added(whole, (part for part, _rows in parts)))


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a set of books on one page."""

    book: Book
    period: Period
    closed: MonthClose | None
    accounts: list[tuple[str, Decimal, Decimal, Decimal, Decimal]]  # name, opening, in, out, closing
    income: list[tuple[str, Decimal]]
    spending: list[tuple[str, Decimal]]
    execution: Execution | None
    waiting: list[Payment]
    overruns: list[OverRun]
    owed: Decimal  # to the treasury
    debts: Decimal
    notes: list[str] = field(default_factory=list)

    @property
    def income_total(self) -> Decimal:
        """All that came in, in yuan."""
        return sum((amount for _label, amount in self.income), NOTHING)

    @property
    def spending_total(self) -> Decimal:
        """All that was spent of the budget, in yuan."""
        return sum((amount for _label, amount in self.spending), NOTHING)


def month_report(book: Book, period: Period) -> Month:
    """What the principal reads each month: money, income, spending, how far the budget is, what waits."""
    budget = Budget.objects.filter(book=book, year=period.begins_on.year).exclude(status=BudgetStatus.DRAFT).first()
    waiting = Payment.objects.filter(status=PayStatus.AGREED, budget_line__budget__book=book)
    over = OverRun.objects.filter(line__budget__book=book, on__range=(period.begins_on, period.ends_on))
    owed = Income.objects.filter(book=book, status=Income.Status.OWED, on__lte=period.ends_on)
    return Month(
        book, period, MonthClose.objects.filter(book=book, month=month_of(period.begins_on)).first(),
        [_money(account, book, period) for account in journal_accounts()],
        income_by_kind(book, period), spending_by_project(book, period),
        execution(budget, on=period.ends_on) if budget else None,
        list(waiting.select_related("budget_line").order_by("pk")[:8]),
        list(over.select_related("line", "by").order_by("pk")[:8]),
        summed(owed.aggregate(total=Sum("amount"))["total"]), debts_left(period.ends_on),
    )  # fmt: skip


def _money(account: Any, book: Book, period: Period) -> tuple[str, Decimal, Decimal, Decimal, Decimal]:
    rows = Entry.objects.filter(COUNTS, account=account, voucher__book=book)
    within = rows.filter(on__range=(period.begins_on, period.ends_on))
    sums = within.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    closing = journal_balance(account, book=book, on=period.ends_on)
    came, went = summed(sums["debit"]), summed(sums["credit"])
    return (str(account.get_journal_display()), closing - came + went, came, went, closing)


def income_by_kind(book: Book, period: Period) -> list[tuple[str, Decimal]]:
    """What came in, by where from, the most first."""
    rows = Income.objects.filter(book=book, on__range=(period.begins_on, period.ends_on)).order_by()
    found = rows.values_list("kind").annotate(total=Sum("amount"))
    labels = dict(Income.Kind.choices)
    return sorted(((str(labels[kind]), summed(total)) for kind, total in found), key=lambda pair: -pair[1])


def spending_by_project(book: Book, period: Period) -> list[tuple[str, Decimal]]:
    """What was spent of the budget, by project, the most first."""
    rows = Entry.objects.filter(COUNTS, voucher__book=book, on__range=(period.begins_on, period.ends_on))
    found = rows.filter(budget_line__isnull=False).order_by().values_list("budget_line__project")
    sums = found.annotate(debit=Sum("debit"), credit=Sum("credit"))
    made = [(name, summed(debit) - summed(credit)) for name, debit, credit in sums]
    return sorted((pair for pair in made if pair[1]), key=lambda pair: -pair[1])


def debts_left(on: date) -> Decimal:
    """The principal of all debts that is still owed on a day, in yuan."""
    taken = Debt.objects.filter(began_on__lte=on).aggregate(total=Sum("principal"))["total"]
    repaid = Repayment.objects.filter(on__lte=on).aggregate(total=Sum("principal"))["total"]
    return summed(taken) - summed(repaid)
