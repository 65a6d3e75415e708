"""A contract's payment, asked for, paid by the cashier, and entered in the contract by itself."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.chains.api import chain
from lvye.kernel.people.tests import make as people
from lvye.modules.finance import services as finance
from lvye.modules.finance.api import ledger_balance
from lvye.modules.finance.tests import make as money
from lvye.modules.partners import services as partners
from lvye.modules.partners.models import InstalmentStatus
from lvye.modules.partners.tests import make
from lvye.modules.procurement import services

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


def asked(instalment: Any, amount: Any = 500, number: str = "26000000000000000009") -> Any:
    bill = services.Bill(number=number, amount=Decimal(amount), issued_on=TODAY)
    return services.instalment_ask(
        instalment, line=money.budgetline(), amount=Decimal(amount), bills=[bill], today=TODAY, actor=people.user_with()
    )


def test_a_payment_of_a_contract_is_entered_with_its_voucher_when_the_cashier_pays() -> None:
    money.chains()
    money.income(amount=Decimal(10000))
    instalment = make.instalment(amount=Decimal(500))
    payment = money.signed(asked(instalment, 300))
    paid = finance.payment_pay(payment, paid_from=money.chart("100201"), today=TODAY, actor=money.cashier())
    instalment.refresh_from_db()
    assert (instalment.status, instalment.amount, instalment.paid_on) == (InstalmentStatus.PAID, Decimal(300), TODAY)
    assert instalment.voucher == paid.voucher.number
    assert instalment.contract.instalments.get(status=InstalmentStatus.PLANNED).amount == Decimal(200)
    stages = {stage.register.key for stage in chain(instalment, people.user_in("director")).stages}
    assert {"partners.contract", "partners.instalment", "finance.payment"} <= stages


def test_while_it_is_asked_for_it_is_neither_asked_again_nor_entered_by_hand_nor_dropped() -> None:
    money.chains()
    instalment = make.instalment(amount=Decimal(500))
    payment = asked(instalment)
    actor = people.user_with()
    for deed in (
        lambda: asked(instalment, number="26000000000000000010"),
        lambda: partners.instalment_pay(instalment, paid_on=TODAY, today=TODAY, actor=actor),
        lambda: partners.instalment_drop(instalment, why="不付", actor=actor),
        lambda: partners.contract_break(instalment.contract, why="解除", actor=actor),
    ):
        with pytest.raises(ValidationError, match=payment.number), transaction.atomic():
            deed()
    finance.payment_cancel(money.signed(payment), why="发票开错", actor=actor)
    assert partners.instalment_drop(instalment, why="不付", actor=actor).status == InstalmentStatus.DROPPED


def test_no_more_is_asked_for_than_was_agreed_and_only_of_a_signed_contract() -> None:
    instalment = make.instalment(amount=Decimal(500))
    with pytest.raises(ValidationError, match="不能多付"), transaction.atomic():
        asked(instalment, 501)
    draft = make.instalment(contract=make.contract())
    with pytest.raises(ValidationError, match="没有在履行"), transaction.atomic():
        asked(draft)


def test_the_page_asks_for_the_payment(client: Any) -> None:
    money.chains()
    instalment, line = make.instalment(amount=Decimal(500)), money.budgetline(amount=Decimal(900))
    client.force_login(people.user_in("director"))
    html = client.get(f"/procurement/instalments/{instalment.pk}/pay/").content.decode()
    assert "约定 2026年4月1日 付 500.00元" in html
    answer = client.post(
        f"/procurement/instalments/{instalment.pk}/pay/",
        {
            "budget_line": line.pk,
            "amount": "500",
            "number": "26000000000000000011",
            "invoice_amount": "500",
            "issued_on": "2026-03-09",
        },
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert services.instalment_request(instalment).amount == Decimal(500)  # type: ignore[union-attr]


# --- guarantees --------------------------------------------------------------------------------------------------


def test_a_guarantee_goes_back_through_a_payment_that_costs_no_budget() -> None:
    money.chains()
    money.chart("2307")
    money.income(amount=Decimal(10000))
    held, actor = make.guarantee(amount=Decimal(300)), people.user_with()
    asked_for = services.guarantee_ask(held, today=TODAY, actor=actor)
    assert (asked_for.budget_line, asked_for.account.code, asked_for.payee) == (
        None,
        "2307",
        held.contract.partner.name,
    )
    for deed in (
        lambda: services.guarantee_ask(held, today=TODAY, actor=actor),
        lambda: partners.guarantee_return(held, settled_on=TODAY, today=TODAY, actor=actor),
        lambda: partners.guarantee_keep(held, why="质量差", settled_on=TODAY, today=TODAY, actor=actor),
    ):
        with pytest.raises(ValidationError, match=asked_for.number), transaction.atomic():
            deed()
    owed = ledger_balance("2307")
    paid = finance.payment_pay(
        money.signed(asked_for), paid_from=money.chart("100201"), today=TODAY, actor=money.cashier()
    )
    held.refresh_from_db()
    assert (held.status, held.settled_on) == ("returned", TODAY)
    sides = list(paid.voucher.entries.order_by("pk").values_list("account__code", "debit", "credit", "budget_line"))
    assert sides == [("2307", 300, 0, None), ("100201", 0, 300, None)]
    finance.voucher_post(paid.voucher, today=TODAY, actor=people.user_with("finance.post_voucher"))
    assert ledger_balance("2307") == owed - 300
    stages = {stage.register.key for stage in chain(held, people.user_in("director")).stages}
    assert {"partners.contract", "partners.guarantee", "finance.payment"} <= stages


def test_what_was_kept_back_of_a_price_is_paid_of_its_line_and_a_letter_is_not_paid() -> None:
    money.chains()
    retained, line = make.guarantee(form="retained"), money.budgetline(amount=Decimal(1000))
    actor = people.user_with()
    with pytest.raises(ValidationError, match="请选从哪个预算项目付"), transaction.atomic():
        services.guarantee_ask(retained, today=TODAY, actor=actor)
    made = services.guarantee_ask(retained, line=line, today=TODAY, actor=actor)
    assert (made.budget_line, finance.left(line).committed) == (line, Decimal(300))
    with pytest.raises(ValidationError, match="保函没有收钱"), transaction.atomic():
        services.guarantee_ask(make.guarantee(form="letter"), today=TODAY, actor=actor)


def test_the_page_of_a_guarantee_asks_for_it_to_be_paid_back(client: Any) -> None:
    money.chains()
    money.chart("2307")
    held = make.guarantee(amount=Decimal(300))
    client.force_login(people.user_in("director"))
    assert (
        f"/procurement/guarantees/{held.pk}/return/" in client.get(f"/partners/guarantee/{held.pk}/").content.decode()
    )
    assert "300.00元" in client.get(f"/procurement/guarantees/{held.pk}/return/").content.decode()
    answer = client.post(
        f"/procurement/guarantees/{held.pk}/return/", {"outbox_key": "6c8d1c0e-0000-4000-8000-000000000001"}
    )
    assert answer.url == f"/partners/guarantee/{held.pk}/"
    assert "已经在办退还" in client.get(f"/procurement/guarantees/{held.pk}/return/").content.decode()
