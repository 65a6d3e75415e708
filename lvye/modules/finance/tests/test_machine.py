"""In any order of deeds: every voucher balances, nothing goes over without a name, what is closed stays closed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals import api as approvals
from lvye.kernel.people.tests import make as people
from lvye.kit import memo
from lvye.modules.finance import services
from lvye.modules.finance.models import Commitment, Entry, MonthClose, OverRun, Payment, PayStatus, Voucher
from lvye.modules.finance.queries import balances, is_balanced, journal_balance
from lvye.modules.finance.tests import make

pytestmark = pytest.mark.django_db
AMOUNTS = st.decimals(min_value=1, max_value=700, places=2)
FIRST = date(2026, 3, 30)
CENT = Decimal("0.01")


class Money(RuleBasedStateMachine):
    """A budget of two lines, a bank account, and everybody who touches money, doing what comes to mind."""

    asker: User
    head: User
    cashier: User
    keeper: User
    pen: User
    chief: User
    next_year: Any
    bank: Any
    lines: list[Any]
    orders: list[Any]

    @classmethod
    def ground(cls) -> None:
        """What every order of deeds begins with, made once."""
        cls.asker, cls.head = system_user(), people.user_in("director")
        cls.cashier, cls.keeper, cls.pen = make.cashier(), make.bookkeeper(), people.user_in("vice_principal")
        make.chains()
        cls.chief, cls.next_year = people.user_in("principal"), make.running(2027)
        cls.bank = make.chart("100201")
        cls.lines = [make.budgetline(amount=Decimal(1000)), make.budgetline(amount=Decimal(300))]
        cls.orders = [make.item() for _ in range(3)]
        services.income_record(
            book=make.books(), kind="contract", on=FIRST, payer="甲", what="承包费", amount=Decimal(5000),
            account=cls.bank, today=FIRST, actor=cls.cashier,
        )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        memo.forget()
        self.day = FIRST
        self.year_closed: dict[int, services.Left] = {}
        self.frozen: dict[str, list[tuple[Any, ...]]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def attempt(self, deed: Any, *args: Any, **values: Any) -> Any:
        """The deed, or its refusal; what is refused leaves nothing."""
        try:
            with transaction.atomic():
                return deed(*args, **values)
        except ValidationError:
            return None

    def any_of(self, rows: Any, pick: int) -> Any:
        known = list(rows.order_by("pk"))
        return known[pick % len(known)] if known else None

    @rule(line=st.integers(0, 1), order=st.integers(0, 2), amount=AMOUNTS, named=st.booleans())
    def hold(self, line: int, order: int, amount: Decimal, named: bool) -> None:
        actor: User = self.head if named else self.asker
        self.attempt(
            services.commit, self.lines[line], amount, about=self.orders[order], actor=actor,
            exception_reason="急用" if named else "",
        )  # fmt: skip

    @rule(order=st.integers(0, 2))
    def give_back(self, order: int) -> None:
        self.attempt(services.release, self.orders[order], actor=self.asker)

    @rule(line=st.integers(0, 1), order=st.none() | st.integers(0, 2), amount=AMOUNTS)
    def ask_payment(self, line: int, order: int | None, amount: Decimal) -> None:
        about = None if order is None else self.orders[order]
        self.attempt(
            services.payment_ask, about=about, what="货款", payee="乙", amount=amount, line=self.lines[line],
            today=self.day, actor=self.asker,
        )  # fmt: skip

    @rule(pick=st.integers(0, 9), deed=st.sampled_from(["agree", "refuse", "send_back", "withdraw"]))
    def decide(self, pick: int, deed: str) -> None:
        paper = self.any_of(Payment.objects.filter(status=PayStatus.ASKED), pick)
        asking = approvals.asking_of(paper) if paper else None
        if asking is None:
            return
        if deed == "agree":
            self.attempt(approvals.agree, asking, actor=self.pen)
        elif deed == "withdraw":
            self.attempt(approvals.withdraw, asking, actor=self.asker)
        else:
            self.attempt(getattr(approvals, deed), asking, actor=self.pen, reason="再核")

    @rule(pick=st.integers(0, 9), again=st.booleans())
    def end_draft(self, pick: int, again: bool) -> None:
        paper = self.any_of(Payment.objects.filter(status__in=[PayStatus.DRAFT, PayStatus.AGREED]), pick)
        if paper and again:
            self.attempt(services.payment_send, paper, today=self.day, actor=self.asker)
        elif paper:
            self.attempt(services.payment_cancel, paper, why="不买了", actor=self.asker)

    @rule(pick=st.integers(0, 9))
    def pay(self, pick: int) -> None:
        paper = self.any_of(Payment.objects.filter(status=PayStatus.AGREED), pick)
        if paper:
            self.attempt(services.payment_pay, paper, paid_from=self.bank, today=self.day, actor=self.cashier)

    @rule(pick=st.integers(0, 9))
    def post(self, pick: int) -> None:
        voucher = self.any_of(Voucher.objects.filter(status="open"), pick)
        if voucher:
            self.attempt(services.voucher_post, voucher, today=self.day, actor=self.keeper)

    @rule(pick=st.integers(0, 9))
    def reverse(self, pick: int) -> None:
        voucher = self.any_of(Voucher.objects.filter(status="posted"), pick)
        if voucher:
            self.attempt(services.voucher_reverse, voucher, reason="记错", today=self.day, actor=self.keeper)

    @rule(amount=AMOUNTS, short=AMOUNTS)
    def write(self, amount: Decimal, short: Decimal) -> None:
        sides = [
            services.Side(make.chart("5001"), debit=amount, line=self.lines[0]),
            services.Side(make.chart("2501"), credit=amount if short > 300 else short),
        ]
        self.attempt(
            services.voucher_write, book=make.books(), on=self.day, summary="计提", sides=sides, actor=self.keeper
        )

    @rule(keeps=st.integers(0, 100))
    def end_the_year(self, keeps: int) -> None:
        """The new year comes: what is under way is given up, the months are settled, the budget carried over."""
        self.day = max(self.day, date(2027, 1, 4))
        self.wind_up()
        budget = self.lines[0].budget
        stand = services.lefts(self.lines)
        carried = {line.pk: (max(stand[line.pk].left, Decimal(0)) * keeps / 100).quantize(CENT) for line in self.lines}
        held = sum(one.committed for one in stand.values())
        carry = self.attempt(
            services.carry_make, budget, carried=carried, note="结转", today=self.day, actor=self.keeper
        )
        sent = self.attempt(services.carry_send, carry, today=self.day, actor=self.keeper) if carry else None
        while sent and sent.status == "asked":
            [turn] = approvals.holding(approvals.asking_of(sent))[0]
            actor = self.pen if turn.post.code == "vice_principal" else self.chief
            if self.attempt(approvals.agree, approvals.asking_of(sent), actor=actor) is None:
                break
            sent.refresh_from_db()
        if sent and sent.status == "agreed":
            self.year_closed = services.lefts(self.lines)
            new = services.lefts(self.next_year.lines.all())
            assert sum(one.committed for one in new.values()) == held
            assert sum(one.budget for one in new.values()) == held + sum(carried.values())

    def wind_up(self) -> None:
        """Everything is posted, nothing is on its way, the months of the year are settled."""
        for paper in Payment.objects.filter(status=PayStatus.ASKED):
            self.attempt(approvals.withdraw, approvals.asking_of(paper), actor=self.asker)
        for paper in Payment.objects.filter(status=PayStatus.AGREED):
            self.attempt(services.payment_cancel, paper, why="跨年", actor=self.asker)
        for voucher in Voucher.objects.filter(status="open").order_by("pk"):
            if self.attempt(services.voucher_post, voucher, today=self.day, actor=self.keeper) is None:
                self.attempt(services.voucher_void, voucher, actor=self.keeper)
        balance = journal_balance(self.bank, book=make.books(), on=date(2026, 12, 31))
        self.attempt(
            services.day_close, book=make.books(), account=self.bank, on=date(2026, 12, 31), counted=balance,
            today=self.day, actor=self.cashier,
        )  # fmt: skip
        for month in range(3, 13):
            name = f"2026-{month:02d}"
            now = datetime(self.day.year, self.day.month, self.day.day, 4, tzinfo=UTC)
            if self.attempt(services.month_close, book=make.books(), month=name, now=now, actor=self.keeper):
                self.frozen[name] = written(name)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule()
    def close_day(self) -> None:
        balance = journal_balance(self.bank, book=make.books(), on=self.day)
        self.attempt(
            services.day_close, book=make.books(), account=self.bank, on=self.day, counted=balance, today=self.day,
            actor=self.cashier,
        )  # fmt: skip

    @rule(back=st.integers(1, 40))
    def close_month(self, back: int) -> None:
        month = f"{self.day - timedelta(days=back):%Y-%m}"
        now = datetime(self.day.year, self.day.month, self.day.day, 4, tzinfo=UTC)
        if self.attempt(services.month_close, book=make.books(), month=month, now=now, actor=self.keeper):
            self.frozen[month] = written(month)

    @invariant()
    def every_voucher_balances(self) -> None:
        sums = Entry.objects.values("voucher", "account__system").annotate(gap=Sum(F("debit") - F("credit")))
        assert not [row for row in sums if row["gap"]]
        assert is_balanced(balances(book=make.books(), begins_on=FIRST, ends_on=self.day + timedelta(days=400)))

    @invariant()
    def nothing_is_over_without_a_name(self) -> None:
        for line in self.lines:
            over = OverRun.objects.filter(line=line).aggregate(total=Sum("over"))["total"] or 0
            stands = services.left(line)
            assert stands.used <= stands.budget + over
            assert not OverRun.objects.filter(line=line, how="warned").exists()

    @invariant()
    def what_waits_to_be_paid_is_held_and_only_that(self) -> None:
        waiting = {p.pk: p.amount for p in Payment.objects.filter(status__in=[PayStatus.ASKED, PayStatus.AGREED])}
        held = Commitment.objects.filter(status="held", about="finance.payment")
        assert {one.about_id: one.held for one in held} == waiting

    @invariant()
    def a_year_that_was_carried_over_stays_as_it_was(self) -> None:
        if self.year_closed:
            assert services.lefts(self.lines) == self.year_closed
            assert not any(one.committed for one in self.year_closed.values())

    @invariant()
    def what_is_closed_stays_closed(self) -> None:
        for month, rows in self.frozen.items():
            assert MonthClose.objects.filter(month=month).exists()
            assert written(month) == rows


def written(month: str) -> list[tuple[Any, ...]]:
    """Everything a month holds."""
    rows = Entry.objects.filter(voucher__month=month).exclude(voucher__status="void").order_by("pk")
    return list(rows.values_list("pk", "voucher__number", "voucher__status", "account", "debit", "credit"))


def test_any_order_of_deeds_keeps_the_books_and_the_budget() -> None:
    Money.ground()
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=6, stateful_step_count=20, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
