"""Payments, claims and invoices: held, signed, paid by the right hand, booked."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.approvals import api as approvals
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.api import Person
from lvye.kernel.people.tests import make as people
from lvye.kit import events
from lvye.modules.finance import services
from lvye.modules.finance.api import Paid, payments_about
from lvye.modules.finance.models import Payment, PayStatus
from lvye.modules.finance.queries import journal_balance
from lvye.modules.finance.services import OverBudget
from lvye.modules.finance.tests import make
from lvye.modules.finance.tests.refusing import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(db: None) -> Any:
    return system_user()


@pytest.fixture(autouse=True)
def chains(db: None) -> None:
    make.chains()


def refuse(paper: Any, reason: str) -> None:
    """The vice-principal does not agree."""
    asking = approvals.asking_of(paper)
    assert asking is not None
    approvals.refuse(asking, actor=people.user_in("vice_principal"), reason=reason)


@pytest.fixture
def money(db: None) -> None:
    """The school's bank account holds something."""
    make.income(amount=Decimal(10000))


def agreed(**values: Any) -> Payment:
    """A payment request with all signatures, asked for by somebody of the office."""
    asker = values.pop("actor", None) or people.user_with()
    made = make.payment(actor=asker, **values)
    services.payment_send(made, today=make.TODAY, actor=asker)
    signed: Payment = make.signed(made)
    return signed


def pay(payment: Payment, actor: Any, **values: Any) -> Payment:
    given = {"paid_from": make.chart("100201"), "today": make.TODAY}
    return services.payment_pay(payment, actor=actor, **(given | values))


def test_a_paid_request_is_spent_booked_in_both_systems_and_told(money: None) -> None:
    told: list[Paid] = []
    events._listeners[Paid].append(told.append)
    try:
        line = make.budgetline()
        paid = pay(agreed(line=line, amount=Decimal("120.50")), make.cashier())
    finally:
        events._listeners[Paid].remove(told.append)
    assert services.left(line) == services.Left(Decimal(1000), Decimal(0), Decimal("120.50"))
    codes = {entry.account.code: entry.debit - entry.credit for entry in paid.voucher.entries.all()}
    assert codes == {
        "5001": Decimal("120.50"),
        "100201": -Decimal("120.50"),
        "7201": Decimal("120.50"),
        "800102": -Decimal("120.50"),
    }
    assert journal_balance(make.chart("100201"), book=make.books()) == Decimal("9879.50")
    assert [(one.payment_id, one.amount) for one in told] == [(paid.pk, Decimal("120.50"))]


def test_a_request_takes_over_what_its_order_held(actor: Any) -> None:
    line, order = make.budgetline(), make.item()
    services.commit(line, Decimal(800), about=order, actor=actor)
    made = services.payment_ask(
        about=order, payee="商店", amount=Decimal(500), line=line, today=make.TODAY, actor=actor
    )
    assert made.drawn == 500
    assert services.left(line).left == 200
    assert list(payments_about(order)) == [made]
    refuse(made, "价格不对")
    assert services.left(line).left == 200, "the order holds it again"
    services.release(order, actor=actor)
    assert services.left(line).left == 1000


def test_a_request_over_the_budget_is_stopped(actor: Any) -> None:
    line = make.budgetline()
    with refused(error=OverBudget):
        services.payment_ask(
            about=None, what="x", payee="y", amount=Decimal(1001), line=line, today=make.TODAY, actor=actor
        )


def test_who_asked_who_agreed_and_who_keeps_the_books_does_not_pay(money: None) -> None:
    asker, signer, keeper = make.cashier(), people.user_in("vice_principal"), make.bookkeeper()
    made = make.payment(actor=asker)
    services.payment_send(made, today=make.TODAY, actor=asker)
    make.signed(made, by=signer)
    for who, words in ((asker, "自己申请"), (signer, "审批过"), (keeper, "会计不能")):
        with refused(words):
            pay(made, who)
    assert pay(made, make.cashier()).status == PayStatus.PAID


def test_nobody_is_paid_twice(money: None) -> None:
    made, cashier = agreed(), make.cashier()
    pay(made, cashier)
    with refused("已付款"):
        pay(made, cashier)
    assert journal_balance(make.chart("100201"), book=make.books()) == 9900


def test_cash_that_is_not_there_cannot_be_paid_out() -> None:
    with refused("库存现金不够"):
        pay(agreed(), make.cashier(), paid_from=make.chart("100101"))


def test_last_years_budget_is_not_paid_from_this_year(money: None) -> None:
    made = agreed(line=make.budgetline(budget=make.running(2025)))
    with refused("跨年"):
        pay(made, make.cashier())


def test_a_cancelled_request_gives_its_money_back(actor: Any) -> None:
    line = make.budgetline()
    made = agreed(line=line)
    with refused("为什么"):
        services.payment_cancel(made, why=" ", actor=actor)
    services.payment_cancel(made, why="供货商退出", actor=actor)
    assert services.left(line).left == 1000


def test_an_invoice_number_is_unique_for_ever_however_it_is_typed(actor: Any) -> None:
    made = make.invoice(number="26312000000012345678")
    make.payment(invoices=[made])
    with refused(r"已经登记过，用在 FK-2026-\d+"):
        make.invoice(number="２６３１２ 000000012345678", amount=Decimal(9), seller="别家")
    with refused("不能用两次"):
        make.payment(invoices=[made])


def test_a_refused_paper_gives_its_invoice_free(actor: Any) -> None:
    made = make.invoice()
    first = services.payment_send(
        make.payment(invoices=[made], actor=people.user_with()), today=make.TODAY, actor=actor
    )
    refuse(first, "单位写错")
    made.refresh_from_db()
    assert make.payment(invoices=[made]).invoices.get() == made


def test_invoices_that_come_to_less_do_not_cover_a_payment() -> None:
    with refused("少于要付的"):
        make.payment(invoices=[make.invoice(amount=Decimal("99.99"))])


def test_a_claim_needs_an_invoice_or_a_word_for_every_line() -> None:
    with refused("发票"):
        make.claim(outlays=[make.outlay(no_invoice="")])


def test_a_claim_becomes_a_payment_to_its_person_and_holds_the_budget_once(money: None) -> None:
    line, asker = make.budgetline(), people.user_with()
    person = Person.objects.get(user=asker)
    invoice = {"number": "A1", "seller": "书店", "amount": Decimal(80), "issued_on": make.TODAY}
    outlays = [
        make.outlay(amount=Decimal(60), invoice=invoice, no_invoice=""),
        make.outlay(amount=Decimal(20), invoice=invoice),
    ]
    made = make.claim(line=line, person=person, actor=asker, outlays=outlays)
    assert made.amount == 80
    made = services.claim_send(made, today=make.TODAY, actor=asker)
    assert services.left(line).committed == 80
    make.signed(made)
    assert services.left(line).committed == 80
    assert (made.payment.status, made.payment.payee) == (PayStatus.AGREED, person.name)
    pay(made.payment, make.cashier())
    made.refresh_from_db()
    assert made.status == PayStatus.PAID
    assert services.left(line) == services.Left(Decimal(1000), Decimal(0), Decimal(80))


def test_more_than_the_invoice_says_cannot_be_claimed() -> None:
    invoice = {"number": "A2", "seller": "书店", "amount": Decimal(50), "issued_on": make.TODAY}
    with refused("比它多"):
        make.claim(outlays=[make.outlay(amount=Decimal(51), invoice=invoice)])


def test_a_draft_claim_is_written_anew_and_its_own_invoice_stays_its_own(actor: Any) -> None:
    invoice = {"number": "A3", "seller": "书店", "amount": Decimal(50), "issued_on": make.TODAY}
    made = make.claim(outlays=[make.outlay(amount=Decimal(50), invoice=invoice)])
    again = services.claim_change(
        made, outlays=[make.outlay(amount=Decimal(40), invoice=invoice), make.outlay()], today=make.TODAY, actor=actor
    )
    assert (again.amount, again.lines.count(), again.invoices.count()) == (70, 2, 1)
    with refused("不能用两次"):
        make.claim(outlays=[make.outlay(amount=Decimal(1), invoice=invoice)])


def test_income_for_the_treasury_is_handed_over_in_full(actor: Any) -> None:
    made = make.income(kind="disposal", amount=Decimal(300))
    assert (made.status, made.hand_by) == ("owed", make.TODAY + timedelta(days=10))
    assert {entry.account.code for entry in made.voucher.entries.all()} == {"100201", "2103"}
    with refused("缴款书号"):
        services.income_hand_over(made, slip="", today=make.TODAY, actor=actor)
    handed = services.income_hand_over(made, slip="JK-1", today=make.TODAY, actor=actor)
    assert handed.status == "handed"
    assert journal_balance(make.chart("100201"), book=make.books()) == 0
    with refused():
        services.income_hand_over(handed, slip="JK-2", today=make.TODAY, actor=actor)


def test_contract_income_is_the_schools_own_and_stands_in_both_systems(actor: Any) -> None:
    made = make.income(amount=Decimal(25000))
    assert made.status == "kept"
    assert {entry.account.code for entry in made.voucher.entries.all()} == {"100201", "4605", "800102", "6609"}


def test_the_bookkeeper_takes_no_money(actor: Any) -> None:
    with refused("出纳经办"):
        make.income(actor=make.bookkeeper())


def test_cash_is_brought_to_the_bank(actor: Any) -> None:
    make.income(account=make.chart("100101"), amount=Decimal(900))
    services.cash_move(
        book=make.books(), source=make.chart("100101"), to=make.chart("100201"), amount=Decimal(600), today=make.TODAY,
        actor=actor,
    )  # fmt: skip
    assert journal_balance(make.chart("100101"), book=make.books()) == 300
    with refused("两个不同"):
        services.cash_move(
            book=make.books(), source=make.chart("100101"), to=make.chart("100101"), amount=Decimal(1),
            today=date(2026, 3, 11), actor=actor,
        )  # fmt: skip


def test_the_last_instalment_clears_a_debt(actor: Any) -> None:
    debt = make.debt(principal=Decimal(1000))
    make.repayment(debt=debt, principal=Decimal(400), interest=Decimal(30))
    assert services.debt_left(debt) == 600
    with refused("只欠"):
        make.repayment(debt=debt, principal=Decimal(601))
    make.repayment(debt=debt, principal=Decimal(600))
    debt.refresh_from_db()
    assert debt.status == "cleared"


def test_a_reviewer_keeps_neither_books_nor_money(actor: Any) -> None:
    keeper = Person.objects.get(user=make.bookkeeper())
    with refused("不能审查自己的账"):
        make.review(members=[keeper, people.person()])
    with refused("至少两个人"):
        make.review(members=[people.person()])


def test_a_review_ends_with_a_word_and_a_publication_of_some_days(actor: Any) -> None:
    review = make.review()
    make.finding(review=review)
    with refused("审查意见"):
        services.review_finish(review, result="", today=make.TODAY, actor=actor)
    review = services.review_finish(review, result="账目清楚，手续齐全。", today=make.TODAY, actor=actor)
    with refused("至少公示到"):
        services.review_publish(review, shown_at="公示栏", shown_until=make.TODAY, today=make.TODAY, actor=actor)
    shown = services.review_publish(review, shown_at="公示栏", today=make.TODAY, actor=actor)
    assert shown.shown_until == make.TODAY + timedelta(days=7)


def test_a_payout_is_asked_for_once_and_is_paid_with_its_payment(money: None) -> None:
    payout, asker = make.payout(amount=Decimal(900)), people.user_with()
    payment = services.payout_ask(payout, line=make.budgetline(), today=make.TODAY, actor=asker)
    payout.refresh_from_db()
    with refused("已经申请"):
        services.payout_ask(payout, line=make.budgetline(), today=make.TODAY, actor=asker)
    pay(make.signed(payment), make.cashier())
    payout.refresh_from_db()
    assert payout.paid_on == make.TODAY


def test_the_single_pen_signs_small_sums_and_the_principal_large_ones_too(actor: Any) -> None:
    line = make.budgetline(amount=Decimal(20000))
    small = make.payment(line=line, amount=Decimal("4999.99"), actor=people.user_with())
    large = make.payment(line=line, amount=Decimal(5000), actor=people.user_with())
    posts = []
    for made in (small, large):
        services.payment_send(made, today=make.TODAY, actor=made.requester)
        asking = approvals.asking_of(made)
        assert asking is not None
        posts.append([turn.post.code for turn in asking.turns.order_by("place") if turn.post])
    assert posts == [["vice_principal"], ["vice_principal", "principal"]]


def test_a_claim_let_through_over_the_budget_is_not_stopped_again_when_it_is_signed() -> None:
    head = people.user_in("director")
    line = make.budgetline(amount=Decimal(10))
    made = make.claim(line=line, person=Person.objects.get(user=head), actor=head)
    made = services.claim_send(made, today=make.TODAY, actor=head, exception_reason="抢修")
    assert make.signed(made).payment.status == PayStatus.AGREED
    assert services.left(line).left == -20
    assert services.overruns_of(made).count() == 1


def test_a_claim_sent_back_is_mended_and_handed_in_again(actor: Any) -> None:
    asker = people.user_with()
    made = make.claim(person=Person.objects.get(user=asker), actor=asker)
    made = services.claim_send(made, today=make.TODAY, actor=asker)
    with refused("审批中"):
        services.claim_cancel(made, why="不要了", actor=asker)
    asking = approvals.asking_of(made)
    assert asking is not None
    approvals.send_back(asking, actor=people.user_in("vice_principal"), reason="写清用途")
    made.refresh_from_db()
    assert (made.status, services.left(made.budget_line).committed) == (PayStatus.DRAFT, 0)
    services.claim_change(made, today=make.TODAY, actor=asker, what="物理实验用品")
    made.refresh_from_db()
    services.claim_send(made, today=make.TODAY, actor=asker)
    assert make.signed(made).status == PayStatus.AGREED


def told(user: Any) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


def test_the_cashier_hears_what_is_to_be_paid_and_who_asked_that_it_was(money: None) -> None:
    cashier, asker = make.cashier(), people.user_with()
    payment = agreed(actor=asker, what="粉笔")
    assert told(cashier) == [f"有款要付：{payment}"]
    pay(payment, cashier)
    assert told(asker)[-1] == f"已付款：{payment}"


def test_who_filled_in_a_claim_hears_that_it_was_paid(money: None) -> None:
    teacher, cashier = people.user_in("teacher"), make.cashier()
    claim = make.claim(person=Person.objects.get(user=teacher), actor=teacher)
    services.claim_send(claim, today=make.TODAY, actor=teacher)
    payment = make.signed(claim).payment
    assert told(cashier) == [f"有款要付：{payment}"]
    pay(payment, cashier)
    assert told(teacher)[-1] == f"已付款：{claim}"
