"""Vouchers balance, posted ones stay, closed days and months stay closed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lvye.kernel.accounts.api import system_user
from lvye.modules.finance import services
from lvye.modules.finance.models import Entry, MonthClose, Voucher, VoucherStatus
from lvye.modules.finance.queries import is_closed, journal_balance, ledger_balance
from lvye.modules.finance.tests import make
from lvye.modules.finance.tests.refusing import refused

pytestmark = pytest.mark.django_db
APRIL = datetime(2026, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def actor(db: None) -> Any:
    return system_user()


def posted(**values: Any) -> Voucher:
    return services.voucher_post(make.voucher(**values), today=make.TODAY, actor=system_user())


def test_a_voucher_that_does_not_balance_is_refused(actor: Any) -> None:
    sides = [
        services.Side(make.chart("5001"), debit=Decimal(50)),
        services.Side(make.chart("2501"), credit=Decimal(49)),
    ]
    with refused("借贷不平"):
        make.voucher(sides=sides)
    assert not Voucher.objects.exists()


def test_money_does_not_move_by_a_voucher_of_the_bookkeeper() -> None:
    sides = [
        services.Side(make.chart("100101"), debit=Decimal(5)),
        services.Side(make.chart("5001"), credit=Decimal(5)),
    ]
    with refused("出纳"):
        make.voucher(sides=sides)


def test_a_sum_account_takes_no_entry(actor: Any) -> None:
    top = make.account(code="88", name="总账科目")
    below = make.account(code="8801", name="明细")
    with refused("明细科目"):
        make.voucher(sides=[services.Side(top, debit=Decimal(1)), services.Side(below, credit=Decimal(1))])


def test_only_what_is_posted_stands_in_the_ledger(actor: Any) -> None:
    waiting = make.voucher()
    assert ledger_balance("2501") == 0
    services.voucher_post(waiting, today=make.TODAY, actor=actor)
    assert ledger_balance("2501") == ledger_balance("25", on=make.TODAY) * -1 == Decimal("50.00")
    assert ledger_balance("2501", on=make.TODAY - timedelta(days=1)) == 0


def test_numbers_run_without_gap_in_each_month_and_book(actor: Any) -> None:
    numbers = [make.voucher().number for _ in range(2)] + [make.voucher(on=date(2026, 4, 2)).number]
    assert numbers == ["2026-03-0001", "2026-03-0002", "2026-04-0001"]


def test_a_posted_voucher_is_set_right_by_one_in_red_that_is_linked(actor: Any) -> None:
    first = posted()
    red = services.voucher_reverse(first, reason="科目记错", today=date(2026, 3, 12), actor=actor)
    assert (red.reverses, red.status) == (first, VoucherStatus.POSTED)
    assert sorted(entry.debit for entry in red.entries.all()) == [Decimal(-50), Decimal(0)]
    assert ledger_balance("5001") == 0
    for again in (first, red):
        with refused():
            services.voucher_reverse(again, reason="再来", today=date(2026, 3, 12), actor=actor)


@pytest.mark.parametrize("change", ["UPDATE finance_entry SET debit = 1", "DELETE FROM finance_entry"])
def test_the_database_lets_nobody_touch_an_entry(actor: Any, change: str) -> None:
    posted()
    from django.db import connection

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Entry.objects.count() == 2


def test_the_database_keeps_a_posted_voucher_as_it_is(actor: Any) -> None:
    first = posted()
    for values in ({"status": "open"}, {"month": "2026-02"}, {"total": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Voucher.objects.filter(pk=first.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=first.pk)._raw_delete("default")


def test_a_month_is_settled_only_when_all_is_posted_and_then_takes_nothing(actor: Any) -> None:
    waiting = make.voucher()
    with refused("1 张凭证没有记账"):
        services.month_close(book=make.books(), month="2026-03", now=APRIL, actor=actor)
    services.voucher_post(waiting, today=make.TODAY, actor=actor)
    closed = services.month_close(book=make.books(), month="2026-03", now=APRIL, actor=actor)
    assert (closed.debit, closed.credit, closed.vouchers) == (50, 50, 1)
    assert is_closed("2026-03")
    assert is_closed(date(2026, 3, 31))
    assert not is_closed("2026-04")
    with refused("已经月结"):
        make.voucher()
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.bulk_create(
            [Voucher(book=make.books(), number="x", on=make.TODAY, month="2026-03", summary="x", made_by=actor)]
        )


def test_a_running_month_and_one_with_a_gap_before_it_cannot_be_settled(actor: Any) -> None:
    posted(on=date(2026, 2, 10))
    posted()
    with refused("还没过完"):
        services.month_close(book=make.books(), month="2026-04", now=APRIL, actor=actor)
    with refused("2026-02 还没月结"):
        services.month_close(book=make.books(), month="2026-03", now=APRIL, actor=actor)
    services.month_close(book=make.books(), month="2026-02", now=APRIL, actor=actor)
    services.month_close(book=make.books(), month="2026-03", now=APRIL, actor=actor)
    assert MonthClose.objects.count() == 2


def test_the_cashier_neither_posts_nor_settles(actor: Any) -> None:
    cashier, waiting = make.cashier(), make.voucher()
    for deed in (
        lambda: services.voucher_post(waiting, today=make.TODAY, actor=cashier),
        lambda: services.month_close(book=make.books(), month="2026-03", now=APRIL, actor=cashier),
        lambda: make.voucher(actor=cashier),
    ):
        with refused("出纳"):
            deed()


def test_a_day_that_is_closed_takes_no_more_money(actor: Any) -> None:
    made = make.income(amount=Decimal(500))
    bank = made.account
    assert journal_balance(bank, book=make.books()) == 500
    with refused("差 -1[.]00元"):
        services.day_close(
            book=make.books(), account=bank, on=make.TODAY, counted=Decimal(499), today=make.TODAY, actor=actor
        )
    closed = services.day_close(
        book=make.books(), account=bank, on=make.TODAY, counted=Decimal(500), today=make.TODAY, actor=actor
    )
    assert (closed.opening, closed.received, closed.paid, closed.balance) == (0, 500, 0, 500)
    for on in (make.TODAY, make.TODAY - timedelta(days=3)):
        with refused("已经日清"):
            make.income(on=on)
    assert make.income(on=make.TODAY + timedelta(days=1), today=date(2026, 3, 11)).pk


def test_a_month_waits_for_the_journals_to_be_closed(actor: Any) -> None:
    made = make.income()
    keeper = make.bookkeeper()
    services.voucher_post(made.voucher, today=make.TODAY, actor=keeper)
    with refused("还没日清"):
        services.month_close(book=make.books(), month="2026-03", now=APRIL, actor=actor)
    services.day_close(
        book=make.books(), account=made.account, on=make.TODAY, counted=made.amount, today=make.TODAY, actor=actor
    )
    assert services.month_close(book=make.books(), month="2026-03", now=APRIL, actor=keeper).bank == made.amount


def test_who_moved_the_money_does_not_post_it(actor: Any) -> None:
    made = make.income()
    with refused("经手"):
        services.voucher_post(made.voucher, today=make.TODAY, actor=actor)


def test_the_cash_is_counted_before_somebody_else(actor: Any) -> None:
    with refused("监盘人"):
        make.cashcount(cashier=actor)
    with refused("原因"):
        make.cashcount(counted=Decimal(3))
    assert make.cashcount(counted=Decimal(3), why="找零多收，已查明退回").difference == 3


def test_the_books_begin_with_what_there_is(actor: Any) -> None:
    sides = [
        services.Side(make.chart("100201"), debit=Decimal(800)), services.Side(make.chart("3001"), credit=Decimal(800))
    ]  # fmt: skip
    first = services.books_open(book=make.books(), on=date(2026, 1, 1), sides=sides, actor=actor)
    services.voucher_post(first, today=make.TODAY, actor=actor)
    assert journal_balance(make.chart("100201"), book=make.books()) == 800
    with refused("期初余额只能"):
        services.books_open(book=make.books(), on=date(2026, 1, 1), sides=sides, actor=actor)
