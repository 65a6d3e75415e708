from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.accounts.api import system_user
from lvye.kernel.approvals import api as approvals
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.rules import api as rules
from lvye.modules.partners import api, services
from lvye.modules.partners.models import ContractStatus, GuaranteeStatus, InstalmentStatus, Obligation
from lvye.modules.partners.queries import contract_money
from lvye.modules.partners.tests import make

TODAY = make.TODAY
pytestmark = pytest.mark.django_db


def pay(instalment: Any, **said: Any) -> Any:
    said = {"paid_on": TODAY, "today": TODAY} | said
    return services.instalment_pay(instalment, **said)


def test_a_contract_is_not_drawn_up_with_a_barred_partner() -> None:
    ban = make.ban()
    with pytest.raises(api.Barred, match="禁止交易名单"), transaction.atomic():
        make.contract(partner=ban.partner)


def test_a_contract_is_not_signed_once_a_licence_has_lapsed(actor: Any) -> None:
    licence = make.licence(ends_on=date(2026, 3, 9))
    contract = make.agreed(make.contract(partner=licence.partner, today=date(2026, 3, 1)))
    with pytest.raises(api.Barred, match="到期"), transaction.atomic():
        services.contract_sign(contract, signed_on=TODAY, today=TODAY, actor=actor)


def test_numbers_of_contracts_run_through_the_year() -> None:
    first, second = make.contract(), make.contract()
    assert first.number.startswith("HT-2026-")
    assert int(second.number[-3:]) == int(first.number[-3:]) + 1


def test_what_both_sides_signed_is_not_changed(actor: Any) -> None:
    contract = make.signed()
    with pytest.raises(ValidationError, match="请另签补充合同"), transaction.atomic():
        services.contract_change(contract, amount=Decimal("1.00"), today=TODAY, actor=actor)
    assert services.contract_change(contract, terms="送货到楼", today=TODAY, actor=actor).terms == "送货到楼"


def test_supplements_stay_within_a_tenth_of_their_contract(actor: Any) -> None:
    main = make.signed(amount=Decimal("10000.00"))
    same = {"main": main, "partner": main.partner, "category": main.category}
    make.contract(amount=Decimal("600.00"), **same)
    with pytest.raises(ValidationError, match="不能超过原合同的 10%"), transaction.atomic():
        make.contract(amount=Decimal("400.01"), **same)
    assert make.contract(amount=Decimal("400.00"), **same).main == main


def test_a_supplement_is_with_the_same_partner() -> None:
    with pytest.raises(ValidationError, match="同一个单位"), transaction.atomic():
        make.contract(main=make.signed(), amount=Decimal("1.00"))


def test_payments_together_do_not_exceed_the_contract(actor: Any) -> None:
    contract = make.signed(amount=Decimal("1000.00"))
    make.instalment(contract=contract, amount=Decimal("700.00"))
    with pytest.raises(ValidationError, match=r"还能安排300.00元"), transaction.atomic():
        make.instalment(contract=contract, amount=Decimal("300.01"))
    second = make.instalment(contract=contract, amount=Decimal("300.00"))
    with pytest.raises(ValidationError, match=r"还能安排300.00元"), transaction.atomic():
        services.instalment_change(second, amount=Decimal("301.00"), actor=actor)


def test_a_signed_supplement_may_be_paid_too(actor: Any) -> None:
    main = make.signed(amount=Decimal("1000.00"))
    make.instalment(contract=main, amount=Decimal("1000.00"))
    more = make.contract(main=main, partner=main.partner, category=main.category, amount=Decimal("100.00"))
    with pytest.raises(ValidationError, match="还能安排"), transaction.atomic():
        make.instalment(contract=main, amount=Decimal("100.00"))
    services.contract_sign(make.agreed(more), signed_on=TODAY, today=TODAY, actor=actor)
    assert make.instalment(contract=main, amount=Decimal("100.00")).pk


def test_what_is_paid_in_part_leaves_the_rest_planned(actor: Any) -> None:
    instalment = make.instalment(amount=Decimal("500.00"))
    done = pay(instalment, amount=Decimal("200.00"), voucher="付-12", actor=actor)
    assert (done.status, done.amount, done.voucher) == (InstalmentStatus.PAID, Decimal("200.00"), "付-12")
    rest = done.contract.instalments.get(status=InstalmentStatus.PLANNED)
    assert (rest.amount, rest.due_on) == (Decimal("300.00"), instalment.due_on)
    money = contract_money(done.contract, today=date(2026, 5, 1))
    assert (money.paid, money.planned, money.late) == (Decimal("200.00"), Decimal("300.00"), Decimal("300.00"))
    assert money.unplanned == Decimal("9500.00")


def test_more_than_was_agreed_is_not_paid(actor: Any) -> None:
    with pytest.raises(ValidationError, match="不能多付"), transaction.atomic():
        pay(make.instalment(amount=Decimal("500.00")), amount=Decimal("500.01"), actor=actor)


def test_a_draft_is_not_paid(actor: Any) -> None:
    with pytest.raises(ValidationError, match="没有在履行"), transaction.atomic():
        pay(make.instalment(contract=make.contract()), actor=actor)


def test_a_frame_is_paid_by_what_was_delivered(actor: Any) -> None:
    frame = make.signed(amount=None)
    assert pay(make.instalment(contract=frame, amount=Decimal("99999.00")), actor=actor).paid_on == TODAY
    assert contract_money(frame, today=TODAY).total is None


def test_a_contract_is_finished_when_nothing_is_open(actor: Any) -> None:
    contract = make.signed()
    instalment, duty = make.instalment(contract=contract), make.obligation(contract=contract)
    with pytest.raises(ValidationError, match="1 笔款没有付"), transaction.atomic():
        services.contract_finish(contract, actor=actor)
    services.instalment_drop(instalment, why="退货", actor=actor)
    with pytest.raises(ValidationError, match="1 项义务没有履行"), transaction.atomic():
        services.contract_finish(contract, actor=actor)
    services.obligation_do(duty, done_on=None, today=TODAY, actor=actor)
    assert services.contract_finish(contract, actor=actor).status == ContractStatus.DONE


def test_a_broken_contract_ends_its_payments_and_duties(actor: Any) -> None:
    contract = make.signed()
    instalment, duty = make.instalment(contract=contract), make.obligation(contract=contract)
    services.contract_break(contract, why="对方停业", actor=actor)
    instalment.refresh_from_db()
    duty.refresh_from_db()
    assert (instalment.status, duty.status) == (InstalmentStatus.DROPPED, Obligation.Status.MISSED)


def test_guarantees_stay_within_the_legal_share(actor: Any) -> None:
    contract = make.signed(amount=Decimal("10000.00"))
    first = make.guarantee(contract=contract, amount=Decimal("800.00"))
    with pytest.raises(ValidationError, match=r"不能超过合同金额的 10%，即1,000.00元"), transaction.atomic():
        make.guarantee(contract=contract, amount=Decimal("200.01"))
    assert services.guarantee_change(first, amount=Decimal("1000.00"), actor=actor).amount == Decimal("1000.00")


def test_no_school_may_set_a_guarantee_above_the_law(actor: Any) -> None:
    with pytest.raises(ValidationError, match="应在0%和10%之间"), transaction.atomic():
        rules.rule_set("partners.guarantee_share", "12", effective_from=TODAY, why="试一试", actor=actor)


def test_a_guarantee_is_returned_or_kept_with_a_reason(actor: Any) -> None:
    back = services.guarantee_return(make.guarantee(), settled_on=None, today=TODAY, actor=actor)
    assert (back.status, back.settled_on) == (GuaranteeStatus.RETURNED, TODAY)
    with pytest.raises(ValidationError, match="为什么扣罚"), transaction.atomic():
        services.guarantee_keep(make.guarantee(), why="", settled_on=None, today=TODAY, actor=actor)
    kept = services.guarantee_keep(make.guarantee(), why="质量不合格", settled_on=None, today=TODAY, actor=actor)
    assert kept.status == GuaranteeStatus.KEPT


def test_a_repeated_duty_is_due_again_until_the_contract_ends(actor: Any) -> None:
    contract = make.signed(ends_on=date(2026, 6, 30))
    duty = make.obligation(contract=contract, every=Obligation.Every.MONTH, due_on=date(2026, 3, 31))
    seen = []
    while duty is not None:
        seen.append(duty.due_on)
        services.obligation_do(duty, done_on=None, today=TODAY, actor=actor)
        duty = contract.obligations.filter(status=Obligation.Status.OPEN).first()
    assert seen == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 30), date(2026, 6, 30)]


def test_the_contract_that_covers_a_day_is_found() -> None:
    contract = make.signed()
    make.contract(partner=contract.partner, category=contract.category)
    assert api.contract_for(contract.partner, on=TODAY, category=contract.category) == contract
    assert api.contract_for(contract.partner, on=date(2027, 1, 1)) is None
    assert api.contract_for(contract.partner, on=TODAY, category=make.supplycategory()) is None


def test_nothing_is_done_on_a_day_to_come(actor: Any) -> None:
    later = date(2026, 3, 11)
    contract, instalment, guarantee = make.agreed(make.contract()), make.instalment(), make.guarantee()
    for deed, record, said in (
        (services.contract_sign, contract, "signed_on"),
        (services.instalment_pay, instalment, "paid_on"),
        (services.guarantee_return, guarantee, "settled_on"),
    ):
        with pytest.raises(ValidationError, match="不能在将来"), transaction.atomic():
            deed(record, today=TODAY, actor=actor, **{said: later})  # type: ignore[operator]


def signers() -> None:
    """Those the chains of the school name."""
    for post in ("vice_principal", "principal"):
        people.user_in(post)
    approvals.chains_prepare(actor=system_user())


def agree(paper: Any, post: str) -> Any:
    asking = approvals.asking_of(paper)
    assert asking is not None
    approvals.agree(asking, actor=people.user_in(post))
    paper.refresh_from_db()
    return paper


def test_a_contract_is_signed_only_after_the_school_agreed(actor: Any) -> None:
    signers()
    buyer, contract = people.user_in("buyer"), make.contract()
    with pytest.raises(ValidationError), transaction.atomic():
        services.contract_sign(contract, signed_on=TODAY, today=TODAY, actor=actor)
    sent = services.contract_send(contract, today=TODAY, actor=buyer)
    with pytest.raises(ValidationError), transaction.atomic():
        make.instalment(contract=sent)  # what is being decided stays as it is
    assert agree(sent, "vice_principal").status == ContractStatus.AGREED
    with pytest.raises(ValidationError, match="送审和签订的合同不能改"), transaction.atomic():
        services.contract_change(sent, amount=Decimal("1.00"), today=TODAY, actor=buyer)
    assert services.contract_sign(sent, signed_on=TODAY, today=TODAY, actor=actor).status == ContractStatus.LIVE


def test_a_dear_contract_a_frame_and_a_lease_wait_for_the_principal_too() -> None:
    signers()
    buyer = people.user_in("buyer")
    for amount in (Decimal(20000), None):
        contract = services.contract_send(make.contract(amount=amount), today=TODAY, actor=buyer)
        assert agree(contract, "vice_principal").status == ContractStatus.ASKED
        assert agree(contract, "principal").status == ContractStatus.AGREED
    lease = services.lease_send(make.lease(), today=TODAY, actor=people.user_in("finance"))
    assert agree(lease, "vice_principal").status == "asked"
    assert agree(lease, "principal").status == "agreed"


def test_a_contract_that_is_not_agreed_to_is_a_draft_again() -> None:
    signers()
    sent = services.contract_send(make.contract(), today=TODAY, actor=people.user_in("buyer"))
    asking = approvals.asking_of(sent)
    assert asking is not None
    approvals.refuse(asking, actor=people.user_in("vice_principal"), reason="价格再谈")
    sent.refresh_from_db()
    assert sent.status == ContractStatus.DRAFT


def test_who_returns_guarantees_is_told_before_the_day_and_while_it_is_late() -> None:
    cashier = people.user_in("cashier")
    make.guarantee(return_on=date(2026, 4, 10))
    told = Notice.objects.filter(user=cashier).order_by("pk")
    reminded = [
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 9),
        date(2026, 4, 11),
        date(2026, 4, 15),
        date(2026, 4, 18),
    ]
    assert [services.guarantees_remind(today=day) for day in reminded] == [0, 1, 0, 1, 0, 1]
    assert [one.title[:6] for one in told][:2] == ["该退保证金了", "保证金过期没"]
