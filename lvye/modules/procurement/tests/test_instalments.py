"""A contract's payment, asked for, paid by the cashier, and entered in the contract by itself."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.chains.api import chain
from lvye.kernel.people.tests import make as people
from lvye.modules.finance import services as finance
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
    assert "约定 2026-04-01 付 500.00元" in html
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
