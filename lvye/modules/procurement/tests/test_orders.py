"""Quotes, orders, acceptance by two, stock and cards, invoice and payment, emergencies, giving up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import add_workdays
from lvye.modules.assets.models import Asset
from lvye.modules.assets.tests import make as assets
from lvye.modules.finance import api as finance
from lvye.modules.finance.tests import make as money
from lvye.modules.partners.api import Barred
from lvye.modules.partners.tests import make as partners
from lvye.modules.procurement import prices, services
from lvye.modules.procurement.models import OrderStatus, RequestStatus, Way
from lvye.modules.procurement.tests import make
from lvye.modules.stores.api import Item, Receipt, on_hand, receipt_post
from lvye.modules.stores.tests import make as stores

pytestmark = pytest.mark.django_db
D = Decimal


def three(price: Any = 3000, **values: Any) -> tuple[Any, list[Any]]:
    """A request that wants three quotes, with three: the middle, the dearest, the lowest."""
    record = make.agreed(lines=[make.wanted(qty=D(1), price=D(price))], **values)
    return record, [make.quote(request=record, price=D(price) + more) for more in (0, 100, -50)]


def test_under_three_quotes_nothing_is_ordered() -> None:
    record = make.agreed(lines=[make.wanted(qty=D(1), price=D(3000))])
    assert record.way == Way.QUOTES
    make.quote(request=record, price=3000)
    with make.refused("至少要3家报价，现在有2家"):
        make.order(quote=make.quote(request=record, price=2900))


def test_another_than_the_lowest_needs_a_reason_and_what_comparing_saved_is_kept() -> None:
    _record, (middle, _dear, low) = three()
    with make.refused("是最低的，选别家要写明理由"):
        make.order(quote=middle)
    made = make.order(quote=middle, choice_why="保修长一年")
    assert (made.saved, made.highest, made.choice_why) == (D(100), D(3100), "保修长一年")
    assert low.total == D(2950)


def test_a_supplier_quotes_once_and_a_withdrawn_quote_does_not_count(actor: Any) -> None:
    record, quotes = three()
    with make.refused("已经报过价"):
        make.quote(request=record, partner=quotes[0].partner)
    services.quote_withdraw(quotes[1], why="报错型号", actor=actor)
    assert len(services.valid_quotes(record)) == 2
    assert make.quote(request=record, partner=quotes[1].partner).pk


def test_a_supplier_whose_licence_has_lapsed_is_refused_with_its_name() -> None:
    licence = partners.licence(ends_on=date(2026, 3, 1))
    with pytest.raises(Barred, match=licence.kind.name):
        make.order(partner=licence.partner)


def test_the_order_holds_the_budget_instead_of_the_request() -> None:
    line = make.budget_line(1000)
    record = make.agreed(budget_line=line)
    assert finance.left(line).committed == D(760)
    order = make.order(request=record, price=350)
    assert finance.left(line).committed == D(700)
    [held] = finance.held_by(order)
    assert held.amount == D(700)


def test_who_asked_and_who_agreed_do_not_buy() -> None:
    asker, director = people.user_with(), make.user("director")
    record = make.agreed(actor=asker)
    quote = make.quote(request=record)
    with make.refused("申请与采购分开"):
        make.order(quote=quote, actor=asker)
    record.refresh_from_db()
    signer = next(pk for pk in services.signers_of(record))
    with make.refused("审批与采购分开"):
        make.order(quote=quote, actor=type(director).objects.get(pk=signer))


def test_a_price_far_over_what_was_agreed_goes_back_to_asking() -> None:
    with make.refused("要重新申请"):
        make.order(price=500)


def test_by_a_frame_contract_its_partner_alone_delivers() -> None:
    category = partners.supplycategory()
    signed = partners.signed(category=category, amount=None)
    record = make.agreed(category=category)
    assert record.way == Way.FRAMEWORK
    with make.refused("按框架协议采购要向签约的单位买"):
        make.order(request=record)
    assert make.order(quote=make.quote(request=record, partner=signed.partner)).contract == signed


def test_who_bought_agreed_or_keeps_the_store_does_not_receive() -> None:
    buyer = make.user("buyer")
    order = make.order(actor=buyer)
    with make.refused("采购与验收分开"):
        make.acceptance(order=order, actor=buyer)
    with make.refused("采购与验收分开"):
        make.acceptance(order=order, actor=make.user("buyer"))
    with make.refused("验收与保管分开"):
        make.acceptance(order=order, actor=make.user("keeper"))
    signer = people.user_in("director")
    pk = next(pk for pk in services.signers_of(order.request))
    with make.refused("审批与验收分开"):
        make.acceptance(order=order, actor=type(signer).objects.get(pk=pk))


def test_two_people_receive_and_the_first_does_not_confirm_himself() -> None:
    first = people.user_with()
    made = make.acceptance(actor=first)
    with make.refused("请另一位验收员来"):
        services.receive_confirm(made, now=make.NOW, today=make.TODAY, actor=first)
    with make.refused("等第二人确认"):
        make.acceptance(order=made.order)
    done = services.receive_confirm(made, now=make.NOW, today=make.TODAY, actor=people.user_with())
    done.order.refresh_from_db()
    assert done.order.status == OrderStatus.ARRIVED


def test_part_is_accepted_part_refused_and_the_rest_comes_later() -> None:
    order = make.order()
    [line] = order.lines.all()
    with make.refused("请写明原因"):
        make.acceptance(order=order, counted={line.pk: services.Counted(accepted=D(1), refused=D(1))})
    with make.refused("多送的请拒收"):
        make.acceptance(order=order, counted={line.pk: services.Counted(accepted=D(3))})
    part = {line.pk: services.Counted(accepted=D(1), refused=D(1), why="灯罩裂了")}
    make.accepted(order=order, counted=part)
    order.refresh_from_db()
    line.refresh_from_db()
    assert (order.status, line.accepted) == (OrderStatus.PART, D(1))
    assert services.payable(order) == D(380)
    make.accepted(order=order)
    order.refresh_from_db()
    assert (order.status, services.received_value(order)) == (OrderStatus.ARRIVED, D(760))


def test_what_is_accepted_becomes_a_receipt_the_keeper_posts() -> None:
    stores.store()
    stores.kind()
    made = make.accepted(order=make.order(into="store"))
    receipt = Receipt.objects.get(about="procurement.acceptance", about_id=made.pk)
    assert receipt.status == "draft"
    item = Item.objects.get()
    posted = receipt_post(receipt, now=make.NOW, actor=make.user("keeper"))
    assert posted.number
    assert on_hand(item) == D(2)
    assert item.unit == "个"


def test_what_gets_a_card_gets_one_each_with_value_supplier_and_warranty() -> None:
    made_class = assets.assetclass()
    record = make.agreed(place=make.place())
    quote = make.quote(request=record, warranty=24)
    with make.refused("请选资产分类"):
        make.sorted_lines(record, "asset")
    made = make.accepted(order=make.order(quote=quote, into="asset", class_code=made_class.code))
    cards = Asset.objects.filter(about_kind="procurement.acceptance", about_id=made.pk)
    assert {(one.value, one.supplier, one.warranty_until, one.place) for one in cards} == {
        (D(380), quote.partner.name, date(2028, 3, 10), record.place)
    }
    assert len({one.code for one in cards}) == 2


def bill(number: str, amount: Any) -> services.Bill:
    return services.Bill(number=number, amount=D(amount), issued_on=make.TODAY)


def asked(order: Any, number: str = "26000000000000000001", amount: Any = 760) -> Any:
    return services.order_pay(
        order, amount=D(amount), bills=[bill(number, amount)], today=make.TODAY, actor=people.user_with()
    )  # fmt: skip


def test_only_what_was_accepted_is_paid_and_an_invoice_never_twice() -> None:
    from lvye.kernel.approvals.api import chains_prepare

    for post in ("director", "vice_principal", "principal", "finance"):
        make.user(post)
    order = make.order()
    with make.refused("先验收，再付款"):
        asked(order)
    made = make.accepted(order=order)
    chains_prepare(people.user_with())
    with make.refused("最多付760.00元"):
        asked(made.order, amount=761)
    payment = asked(made.order, amount=300)
    assert payment.about_record == order
    assert services.payable(order) == D(460)
    with make.refused("已经登记过"):
        asked(made.order, amount=460)


def paid(payment: Any) -> None:
    make.agree_all(payment)
    payment.refresh_from_db()
    from lvye.modules.finance import services as finance_services

    money.books()
    finance_services.payment_pay(payment, paid_from=money.chart("100201"), today=make.TODAY, actor=make.user("cashier"))


def test_paid_in_full_the_order_is_settled_and_nothing_is_held_any_more() -> None:
    for post in ("director", "vice_principal", "principal", "finance"):
        make.user(post)
    line = make.budget_line(1000)
    made = make.accepted(order=make.order(request=make.agreed(budget_line=line)))
    order = made.order
    paid(asked(order))
    order.refresh_from_db()
    order.request.refresh_from_db()
    assert (order.status, order.request.status) == (OrderStatus.SETTLED, RequestStatus.DONE)
    now = finance.left(line)
    assert (now.committed, now.spent, now.left) == (D(0), D(760), D(240))


def test_an_emergency_is_ordered_with_one_quote_and_not_finished_without_its_report(actor: Any) -> None:
    record = make.agreed(lines=[make.wanted(qty=D(1), price=D(9000))], is_emergency=True, emergency_why="水管爆裂")
    order = make.order(request=record)
    record.refresh_from_db()
    assert record.report_due_on == add_workdays(make.TODAY, 5)
    for post in ("director", "vice_principal", "principal", "finance"):
        make.user(post)
    made = make.accepted(order=order)
    paid(asked(made.order, amount=9000))
    record.refresh_from_db()
    assert record.status == RequestStatus.ORDERED
    done = services.request_report(record, report="夜里爆管，买了阀门和管件", today=make.TODAY, actor=actor)
    assert (done.status, done.reported_on) == (RequestStatus.DONE, make.TODAY)


def test_an_ordinary_request_has_nothing_to_report(actor: Any) -> None:
    with make.refused("不用补报告"):
        services.request_report(make.agreed(), report="没有", today=make.TODAY, actor=actor)


def test_a_cancelled_order_gives_the_money_back_to_its_request_which_is_ordered_elsewhere(actor: Any) -> None:
    line = make.budget_line(1000)
    order = make.order(request=make.agreed(budget_line=line), price=350)
    with make.refused("请写明原因"):
        services.order_cancel(order, why="", actor=actor)
    services.order_cancel(order, why="供应商断货", actor=actor)
    assert finance.left(line).committed == D(760)
    order.request.refresh_from_db()
    again = make.order(request=order.request)
    assert finance.left(line).committed == again.amount == D(760)


def test_what_does_not_come_any_more_is_stopped_and_only_what_came_is_paid(actor: Any) -> None:
    line = make.budget_line(1000)
    order = make.order(request=make.agreed(budget_line=line))
    [one] = order.lines.all()
    make.accepted(order=order, counted={one.pk: services.Counted(accepted=D(1))})
    order.refresh_from_db()
    for post in ("director", "vice_principal", "principal", "finance"):
        make.user(post)
    paid(asked(order, amount=380))
    order.refresh_from_db()
    assert order.status == OrderStatus.PART
    stopped = services.order_stop(order, why="停产", today=make.TODAY, actor=actor)
    assert stopped.status == OrderStatus.SETTLED
    assert finance.left(line).left == D(620)


def test_the_second_finds_another_number_and_it_is_counted_anew() -> None:
    made = make.acceptance()
    with make.refused("请写明哪里不对"):
        services.receive_undo(made, why="", today=make.TODAY, actor=people.user_with())
    services.receive_undo(made, why="少一个", today=make.TODAY, actor=people.user_with())
    assert make.acceptance(order=made.order).pk != made.pk


def test_what_a_thing_cost_before_is_told_to_who_compares() -> None:
    first = make.order(request=make.agreed(lines=[make.wanted(name="碳粉")]), price=360)
    record = make.agreed(lines=[make.wanted(name="碳粉")], despite="用完了")
    [found] = prices.histories(list(record.lines.all()))
    assert (found.last.price, found.last.partner, found.last.order_id) == (D(360), first.partner.name, first.pk)
    assert "上次3月10日360.00元" in found.words
