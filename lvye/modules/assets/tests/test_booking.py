"""The property in the ledger: one voucher a month, cards and ledger agree to the cent, a month is taken back in red."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import month_period
from lvye.modules.assets import reports, services
from lvye.modules.assets.blocks import income_block
from lvye.modules.assets.models import Booking
from lvye.modules.assets.tests import make
from lvye.modules.assets.tests.make import TODAY
from lvye.modules.assets.tests.test_books import written_off
from lvye.modules.finance import services as finance
from lvye.modules.finance.api import SCHOOL, Account, Book, Income, Voucher, chart_prepare, ledger_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def chart() -> None:
    chart_prepare(actor=system_user())


def book(month: int, *, today: date = date(2026, 12, 1)) -> Booking:
    return services.month_book(2026, month, today=today, actor=system_user())


def posted(booking: Booking) -> Voucher:
    voucher = Voucher.objects.get(pk=booking.voucher_id)
    return finance.voucher_post(voucher, today=TODAY, actor=people.user_with("finance.post_voucher"))


def sides(booking: Booking) -> list[tuple[str, Decimal, Decimal]]:
    return list(booking.voucher.entries.order_by("pk").values_list("account__code", "debit", "credit"))


def test_a_month_is_one_voucher_of_what_was_charged_and_what_left(chart: None) -> None:
    computer = make.assetclass(code="A02010105")
    make.asset(asset_class=computer, value=Decimal("7200.00"), life_months=72, acquired_on=date(2026, 1, 9))
    old = make.asset(asset_class=computer, value=Decimal("3600.00"), life_months=36, acquired_on=date(2026, 1, 9))
    written_off(old, date(2026, 2, 20))
    made = book(2)
    assert sides(made) == [
        ("5001", Decimal(100), Decimal(0)), ("1602", Decimal(0), Decimal(100)), ("1602", Decimal(100), Decimal(0)),
        ("5301", Decimal(3500), Decimal(0)), ("160103", Decimal(0), Decimal(3600)),
    ]  # fmt: skip
    assert (made.voucher.on, made.voucher.status) == (date(2026, 2, 28), "open")
    assert (made.charge, made.left_value, made.left_worn, made.closing) == (100, 3600, 100, 200)


def test_a_month_is_booked_once_in_turn_and_only_when_it_is_over(chart: None) -> None:
    make.asset(acquired_on=date(2025, 9, 1))
    with pytest.raises(ValidationError, match="还没过完"):
        book(3, today=date(2026, 3, 31))
    book(1)
    with pytest.raises(ValidationError, match="已经入账"):
        book(1)
    with pytest.raises(ValidationError, match="请先把 2026-02 入账"):
        book(3)
    book(2)


def test_a_month_with_nothing_to_book_does_not_bar_the_next(chart: None) -> None:
    make.asset(acquired_on=date(2026, 1, 5), life_months=1)
    book(1)
    make.asset(acquired_on=date(2026, 3, 5))
    assert book(3).charge


def test_a_posted_month_is_taken_back_by_a_counter_voucher_and_may_be_booked_anew(chart: None) -> None:
    make.asset(acquired_on=date(2025, 9, 1))
    first, second = book(1), book(2)
    posted(first)
    posted(second)
    before = ledger_balance("1602")
    with pytest.raises(ValidationError, match="从最近的一个月"):
        services.booking_undo(first, why="错了", today=TODAY, actor=system_user())
    with pytest.raises(ValidationError, match="写明原因"):
        services.booking_undo(second, why=" ", today=TODAY, actor=system_user())
    services.booking_undo(second, why="漏了一张卡片", today=TODAY, actor=system_user())
    assert ledger_balance("1602") == before - second.charge
    assert Voucher.objects.get(reverses=second.voucher).status == "posted"
    assert book(2).voucher_id != second.voucher_id


def test_a_voucher_thrown_away_by_the_bookkeeper_makes_room_for_another(chart: None) -> None:
    make.asset(acquired_on=date(2025, 9, 1))
    made = book(1)
    finance.voucher_void(Voucher.objects.get(pk=made.voucher_id), actor=system_user())
    assert book(1).pk != made.pk
    assert Booking.objects.get(pk=made.pk).status == "undone"


def test_a_settled_month_of_the_ledger_takes_no_depreciation(chart: None) -> None:
    make.asset(acquired_on=date(2025, 9, 1))
    school = Book.objects.get(code=SCHOOL)
    finance.month_close(book=school, month="2026-01", now=make.NOW, actor=people.user_with("finance.add_monthclose"))
    with pytest.raises(ValidationError, match="已经月结"):
        book(1)


# value (a third of it stays under what makes a write-off large), life, month it came, month a third of it leaves
Card = st.tuples(st.decimals(1, 25000, places=2), st.integers(1, 14), st.integers(1, 3), st.integers(0, 5))


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cards=st.lists(Card, min_size=1, max_size=3))
def test_ledger_and_cards_agree_to_the_cent_whatever_comes_leaves_and_is_split(cards: list[Any], chart: None) -> None:
    with transaction.atomic():
        kind, made = make.assetclass(), []
        for value, life, month, leaves in cards:
            card = make.asset(asset_class=kind, value=value, qty=3, life_months=life, acquired_on=date(2026, month, 5))
            made.append((card, leaves))
        for month in range(1, 6):
            for card, leaves in made:
                if leaves == month and (card.acquired_on.month < month):
                    part = services.asset_split(card, 1, actor=system_user())
                    written_off(part, date(2026, month, 15))
            if services.month_reckon(2026, month).is_empty:
                continue
            posted(book(month))
            whole = reports.standing(month_period(2026, month).ends_on).total
            assert ledger_balance("1602") == whole.charged
        transaction.set_rollback(True)


def test_what_sold_things_brought_is_taken_in_by_the_cashier_once_and_owed_to_the_treasury(chart: None) -> None:
    paper = make.writeoff(assets=[make.asset(value=Decimal(900))])
    records.take(paper, "ask", actor=system_user())
    agreed = services.writeoff_agree(paper, actor=system_user())
    done = services.writeoff_book(agreed, way="sold", income=Decimal("30.00"), today=TODAY, actor=system_user())
    assert services.owes_income(done)
    cashier = people.user_in("cashier")
    waits = income_block(cashier, make.NOW)
    assert waits is not None
    assert waits["rows"][0]["title"] == "30.00元"
    bank = Account.objects.get(code="100201")
    income = services.writeoff_collect(
        done, payer="回收站", account=bank, on=TODAY, receipt="SJ-9", today=TODAY, actor=cashier
    )
    assert (income.kind, income.status, income.amount) == ("disposal", Income.Status.OWED, Decimal("30.00"))
    assert not services.owes_income(done)
    assert income_block(cashier, make.NOW) is None
    with pytest.raises(ValidationError, match="已经登记"):
        services.writeoff_collect(done, payer="回收站", account=bank, on=TODAY, today=TODAY, actor=cashier)


def test_the_month_page_shows_the_sums_and_makes_the_voucher(chart: None, client: Any) -> None:
    make.asset(asset_class=make.assetclass(code="A02010105"), value=Decimal(7200), acquired_on=date(2025, 9, 1))
    client.force_login(people.user_in("director"))
    assert "生成" not in client.get("/property/report/booking/?month=2026-01").content.decode()
    client.force_login(people.user_in("finance"))
    page = client.get("/property/report/booking/?month=2026-01").content.decode()
    assert "160103 通用设备" in page
    answer = client.post("/property/report/booking/", {"month": "2026-01"})
    assert answer.url == f"/assets/booking/{Booking.objects.get().pk}/"
    assert "已经入账" in client.get("/property/report/booking/?month=2026-01").content.decode()


def test_the_chain_of_a_card_leads_to_its_write_off_and_the_money_it_brought(chart: None, client: Any) -> None:
    whole = make.asset(qty=5, value=Decimal(500))
    part = services.asset_split(whole, 2, actor=system_user())
    paper = make.writeoff(assets=[part])
    records.take(paper, "ask", actor=system_user())
    done = services.writeoff_book(
        services.writeoff_agree(paper, actor=system_user()), way="sold", income=Decimal(20), today=TODAY,
        actor=system_user(),
    )  # fmt: skip
    income = services.writeoff_collect(
        done, payer="回收站", account=Account.objects.get(code="100101"), on=TODAY, today=TODAY,
        actor=people.user_in("cashier"),
    )  # fmt: skip
    client.force_login(people.user_in("finance"))
    for start in (whole, part, done, income):
        page = client.get(f"/{start._meta.label_lower.replace('.', '/')}/{start.pk}/chain/").content.decode()
        for other in (whole, part, done, income):
            assert f"/{other._meta.label_lower.replace('.', '/')}/{other.pk}/" in page, (start, other)
