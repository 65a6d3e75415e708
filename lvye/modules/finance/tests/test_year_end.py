"""A year ends: what is held goes on with its documents, the rest by decision, and nothing is written any more."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.people.tests import make as people
from lvye.kit import events
from lvye.modules.finance import services
from lvye.modules.finance.api import Carried
from lvye.modules.finance.models import BudgetLine, BudgetStatus, CarryOver, Commitment
from lvye.modules.finance.tests import make
from lvye.modules.finance.tests.refusing import refused

pytestmark = pytest.mark.django_db
AFTER = date(2027, 1, 5)
D = Decimal


@pytest.fixture(autouse=True)
def chains(db: None) -> None:
    make.chains()


def year(held: Any = 300, amount: Any = 1000, **values: Any) -> tuple[BudgetLine, Any]:
    """A line of 2026 of which something is held, and next year's budget."""
    line, order = make.budgetline(amount=D(amount), budget=make.running(2026), **values), make.item()
    if held:
        services.commit(line, D(held), about=order, actor=people.user_with())
    make.running(2027)
    return line, order


def decided(carry: CarryOver) -> CarryOver:
    sent = services.carry_send(carry, today=AFTER, actor=people.user_in("finance"))
    signed: CarryOver = make.signed(sent)
    return signed


def test_what_is_held_goes_on_with_its_document_and_the_rest_as_decided() -> None:
    (line, order), heard = year(), list[Carried]()
    events._listeners[Carried].append(heard.append)
    try:
        carry = decided(make.carryover(source=line.budget, carried={line.pk: D(150)}))
    finally:
        events._listeners[Carried].remove(heard.append)
    new = BudgetLine.objects.get(budget__year=2027, project=line.project, item=line.item)
    assert services.left(new) == services.Left(D(450), D(300), D(0))
    assert services.held_by(order).get().line == new
    assert [(one.about, one.about_id, one.to_line) for one in heard] == [("finance.item", order.pk, new.pk)]
    row = carry.lines.get()
    assert (row.held, row.rest, row.released, row.target) == (D(300), D(150), D(550), new)
    assert Commitment.objects.get(line=line).status == "carried"
    assert [one.document for one in new.budget.adjustments.all()] == [carry.number]
    line.budget.refresh_from_db()
    assert (line.budget.status, line.budget.final_note) == (BudgetStatus.CLOSED, "结转")


def test_what_next_year_has_already_takes_it_in() -> None:
    line, _order = year(held=0, project="维修")
    there = make.budgetline(budget=make.running(2027), project="维修", item=line.item, amount=D(500))
    decided(make.carryover(source=line.budget, carried={line.pk: D(1000)}))
    assert services.left(there).budget == D(1500)


def test_a_closed_year_takes_no_promise_no_payment_and_no_red_entry() -> None:
    line, _order = year(held=0)
    sides = [
        services.Side(make.chart("5001"), debit=D(10), line=line), services.Side(make.chart("2501"), credit=D(10))
    ]  # fmt: skip
    voucher = services.voucher_post(make.voucher(sides=sides), today=make.TODAY, actor=make.bookkeeper())
    settle("2026-03")
    decided(make.carryover(source=line.budget))
    with refused("已决算"):
        services.commit(line, D(1), about=make.item(), actor=people.user_with())
    with refused("已经决算"):
        services.voucher_reverse(voucher, reason="记错", today=AFTER, actor=make.bookkeeper())
    with refused("已决算"):
        services.payment_send(make.payment(line=line), today=AFTER, actor=people.user_with())


def settle(month: str) -> None:
    from datetime import UTC, datetime

    services.month_close(book=make.books(), month=month, now=datetime(2027, 1, 4, tzinfo=UTC), actor=make.bookkeeper())


def test_nothing_is_carried_while_money_is_on_its_way_or_a_month_is_open() -> None:
    line, _order = year(held=0)
    make.voucher()
    asker = people.user_with()
    payment = make.payment(line=line, actor=asker)
    services.payment_send(payment, today=make.TODAY, actor=asker)
    for obstacle in ("1 笔付款和报销没有办完", "2026-03还没月结"):
        with refused(obstacle):
            make.carryover(source=line.budget)
    with refused("还没过完"):
        make.carryover(source=line.budget, today=date(2026, 12, 31))


def test_no_more_is_carried_than_nothing_holds_and_a_budget_of_next_year_must_be_there() -> None:
    line, _order = year()
    with refused("只剩 700.00元"):
        make.carryover(source=line.budget, carried={line.pk: D(701)})
    lonely = make.budgetline(budget=make.running(2030))
    with refused("2031年的预算还没有批准"):
        services.carry_make(lonely.budget, carried={}, note="结转", today=date(2031, 1, 5), actor=people.user_with())


def test_what_was_spent_between_drawing_up_and_deciding_is_seen() -> None:
    line, _order = year(held=0)
    carry = make.carryover(source=line.budget, carried={line.pk: D(900)})
    services.commit(line, D(200), about=make.item(), actor=people.user_with())
    sent = services.carry_send(carry, today=AFTER, actor=people.user_in("finance"))
    with refused("只剩 800.00元"):
        make.signed(sent)
    line.budget.refresh_from_db()
    assert line.budget.status == BudgetStatus.RUNNING


def test_money_for_one_purpose_is_carried_unless_decided_otherwise() -> None:
    line, _order = year(held=0, fund="special")
    assert services.carry_suggested(line, D(80)) == D(80)
    assert services.carry_suggested(year(held=0)[0], D(80)) == D(0)


def test_the_page_decides_line_by_line(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    line, order = make.budgetline(budget=make.running(2024), amount=D(1000), project="绿化"), make.item()
    services.commit(line, D(300), about=order, actor=people.user_with())
    make.running(2025)
    client.force_login(make.bookkeeper())
    html = client.get(f"/finance/budget/{line.budget_id}/carry/").content.decode()
    assert {word for word in ("300.00", "700.00", str(order)) if word not in html} == set()
    answer = client.post(f"/finance/budget/{line.budget_id}/carry/", {f"rest-{line.pk}": "700", "note": "全部结转"})
    carry = CarryOver.objects.get(source=line.budget)
    assert answer.url == f"/finance/carryover/{carry.pk}/"
    assert carry.status == "asked"
    make.signed(carry)
    assert services.left(BudgetLine.objects.get(budget__year=2025)).left == D(700)
