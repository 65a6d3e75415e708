"""What lies in a store follows from what moved, at the moving average, and never falls below nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from lvye.kernel.audit.api import trail, verify
from lvye.kernel.people.tests import make as people
from lvye.kernel.records.api import amend
from lvye.modules.stores import queries, services
from lvye.modules.stores.models import Holding, Item, Lot, Move, Source, Status
from lvye.modules.stores.tests import make

pytestmark = pytest.mark.django_db
D = Decimal


def held(store: Any, item: Item) -> tuple[Decimal, Decimal]:
    row = Holding.objects.get(store=store, item=item)
    return row.qty, row.value


def test_what_is_received_is_there_at_what_was_paid() -> None:
    store, item = make.stocked(20, "2.5")
    assert queries.on_hand(item, store) == 20
    assert queries.average_price(item, store) == D("2.50")
    assert held(store, item) == (20, D("50.00"))


def test_what_goes_out_goes_at_the_moving_average_to_the_cent_half_up() -> None:
    store, item = make.stocked(3, "1")
    make.stocked(4, "1.5", store=store, item=item)
    paper = make.issue(store=store, lines=[(item, D(1))])
    assert paper.lines.get().value == D("1.29")  # 9 ÷ 7 = 1.2857
    assert held(store, item) == (6, D("7.71"))


def test_the_last_of_it_takes_all_the_value_that_is_left() -> None:
    store, item = make.stocked(3, "0.3333")
    values = [make.issue(store=store, lines=[(item, D(1))]).lines.get().value for _ in range(3)]
    assert sum(values) == D("1.00")
    assert held(store, item) == (0, 0)


def test_more_than_is_there_cannot_be_handed_out_and_all_shortages_are_told_at_once() -> None:
    store, item = make.stocked(3)
    _store, other = make.stocked(2, store=store)
    with make.refused() as problem:
        make.issue(store=store, lines=[(item, D(4)), (other, D(5))])
    assert len(problem.value.messages) == 2
    assert "只有 3 盒" in problem.value.messages[0]
    assert queries.on_hand(item) == 3
    assert not Move.objects.filter(kind="issue").exists()


def test_the_database_itself_refuses_a_balance_below_nothing() -> None:
    row = make.holding()
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(pk=row.pk).update(qty=D(-1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(pk=row.pk).update(qty=D(0))


def test_a_move_once_written_can_be_neither_changed_nor_deleted() -> None:
    move = make.move()
    for sql in ("UPDATE stores_move SET qty = 99", "DELETE FROM stores_move"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    move.refresh_from_db()
    assert move.qty == 20


def test_a_posted_document_is_final(actor: Any) -> None:
    with make.refused():
        amend(make.receipt(), actor=actor, note="改一改")


def test_units_are_converted() -> None:
    store, item = make.store(), make.item(name="水笔", unit="支")
    make.unit(item=item, name="盒", factor=D(12))
    paper = make.receipt(store=store, lines=[services.In(item, D(3), D("12"), unit="盒")])
    line = paper.lines.get()
    assert (line.qty, line.unit_qty, line.unit, line.value) == (36, 3, "盒", D("36.00"))
    assert queries.average_price(item, store) == D("1.00")
    make.issue(store=store, lines=[services.Out(item, D("0.5"), unit="盒"), services.Out(item, D(5))])
    assert queries.on_hand(item, store) == 25
    with make.refused("没有“箱”这个单位"):
        make.issue(store=store, lines=[services.Out(item, D(1), unit="箱")])


def test_what_lapses_first_goes_first_and_what_has_lapsed_stays() -> None:
    store, item = make.store(), make.item(name="消毒液", unit="瓶", by_lot=True)
    for day, qty in ((date(2026, 9, 1), 5), (date(2026, 4, 1), 5), (date(2026, 3, 1), 5)):
        make.receipt(store=store, lines=[services.In(item, D(qty), D("8"), f"L{day:%m%d}", day)])
    paper = make.issue(store=store, lines=[(item, D(7))])
    taken = Move.objects.filter(kind="issue", paper_id=paper.pk).order_by("pk")
    assert [(one.lot.code, one.qty) for one in taken if one.lot] == [("L0401", -5), ("L0901", -2)]
    with make.refused("能发的只有 3 瓶"):
        make.issue(store=store, lines=[(item, D(4))])
    with make.refused("批号或有效期"):
        make.receipt(store=store, lines=[services.In(item, D(1), D("8"))])


def test_the_value_of_a_line_over_several_lots_is_rounded_once() -> None:
    store, item = make.store(), make.item(by_lot=True)
    for n in range(3):
        make.receipt(store=store, lines=[services.In(item, D(1), D("0.3333"), f"L{n}")])
    line = make.issue(store=store, lines=[(item, D(2))]).lines.get()
    moved = [move.value for move in Move.objects.filter(kind="issue", line_id=line.pk)]
    assert line.value == -sum(moved) == D("0.66")  # of 0.99


def test_goods_that_came_on_the_tenth_were_not_handed_out_on_the_third() -> None:
    store, item = make.stocked(5, happened_on=date(2026, 3, 10))
    with make.refused("3月3日.*还没有这么多"):
        make.issue(store=store, lines=[(item, D(1))], happened_on=date(2026, 3, 3))
    make.stocked(2, store=store, item=item, happened_on=date(2026, 3, 2))
    make.issue(store=store, lines=[(item, D(2))], happened_on=date(2026, 3, 3))
    assert queries.on_hand_on(item, date(2026, 3, 3)) == 0
    assert queries.on_hand(item) == 5


def test_nothing_is_posted_into_a_closed_month(actor: Any) -> None:
    store, item = make.stocked(5, happened_on=date(2026, 1, 20))
    closed = services.month_close(date(2026, 1, 1), now=make.NOW, actor=actor)
    assert (closed.received, closed.value) == (D("12.50"), D("12.50"))
    with make.refused("已经月结"):
        make.issue(store=store, lines=[(item, D(1))], happened_on=date(2026, 1, 25))
    with make.refused("一个月一个月"):
        services.month_close(date(2025, 12, 1), now=make.NOW, actor=actor)
    with make.refused("还没有过完"):
        services.month_close(date(2026, 3, 1), now=make.NOW, actor=actor)
    assert services.open_month() == date(2026, 2, 1)


def test_a_draft_of_the_month_keeps_it_open(actor: Any) -> None:
    make.receipt(happened_on=date(2026, 1, 20), post=False)
    with make.refused("1 张入库单没有过账"):
        services.month_close(date(2026, 1, 1), now=make.NOW, actor=actor)


def test_bought_goods_are_inspected_by_one_and_taken_in_by_another(actor: Any) -> None:
    item, keeper = make.item(), people.person(username="keeper1")
    given = {"store": make.store(), "lines": [(item, D(1), D(1))], "now": make.NOW}
    with make.refused("请填写验收人"):
        services.receive(**given, actor=actor)
    with make.refused("要是两个人"):
        services.receive(**given, accepted_by=keeper, actor=keeper.user)
    services.receive(**given, how=Source.OPENING, actor=actor)
    draft = services.receive(**given, accepted_by=keeper, post=False, actor=keeper.user)
    assert (draft.status, draft.number) == (Status.DRAFT, "")
    assert queries.on_hand(item) == 1
    assert services.receipt_post(draft, now=make.NOW, actor=actor).number.startswith("RK2026-")
    assert queries.on_hand(item) == 2


def test_a_reversal_takes_a_document_back_and_stays_beside_it(actor: Any) -> None:
    store, item = make.stocked(10, "2")
    paper = make.issue(store=store, lines=[(item, D(4))])
    back = services.reverse(paper, why="发错了人", now=make.NOW, actor=actor)
    paper.refresh_from_db()
    assert (paper.status, back.reverses_id) == (Status.REVERSED, paper.pk)
    assert [line.qty for line in back.lines.all()] == [-4]
    assert held(store, item) == (10, D("20.00"))
    with make.refused():
        services.reverse(paper, why="再来一次", now=make.NOW, actor=actor)
    with make.refused("不能再红冲"):
        services.reverse(back, why="红冲红冲单", now=make.NOW, actor=actor)


def test_a_receipt_taken_back_goes_at_what_it_came_for_while_that_is_there(actor: Any) -> None:
    store, item = make.stocked(10, "1")
    dear = make.receipt(store=store, lines=[services.In(item, D(10), D("2"))])
    make.issue(store=store, lines=[(item, D(5))])  # at 1.50
    back = services.reverse(dear, why="退货", now=make.NOW, actor=actor)
    assert back.lines.get().value == D("-20.00")
    assert held(store, item) == (5, D("2.50"))


def test_a_receipt_whose_value_is_partly_gone_is_taken_back_at_the_average(actor: Any) -> None:
    store, item = make.stocked(10, "1")
    dear = make.receipt(store=store, lines=[services.In(item, D(10), D("9"))])
    make.issue(store=store, lines=[(item, D(8))])  # at 5.00: 12 at 60.00 left, of 90.00 that came in
    services.reverse(dear, why="退货", now=make.NOW, actor=actor)
    assert held(store, item) == (2, D("10.00"))


def test_goods_go_from_store_to_store_at_their_value_and_back(actor: Any) -> None:
    store, item = make.stocked(10, "2.5")
    other = make.store()
    paper = services.transfer(store=store, to_store=other, lines=[(item, D(4))], now=make.NOW, actor=actor)
    assert (held(store, item), held(other, item)) == ((6, D("15.00")), (4, D("10.00")))
    services.reverse(paper, why="拨错了", now=make.NOW, actor=actor)
    assert (held(store, item), held(other, item)) == ((10, D("25.00")), (0, 0))


def test_the_balances_are_proven_and_made_anew_from_the_moves(actor: Any) -> None:
    store, item = make.stocked(10, "2.5")
    make.issue(store=store, lines=[(item, D(3))])
    lotted = make.item(by_lot=True)
    make.receipt(store=store, lines=[services.In(lotted, D(2), D(1), "L1")])
    assert services.prove() == []
    Holding.objects.filter(item=item).update(qty=D(99))
    assert [(one.item_id, one.moved[0]) for one in services.prove()] == [(item.pk, 7)]
    assert [str(one) for one in services.prove()] == [f"{store}的{item}：库存 99、17.50元，明细账 7、17.50元"]
    assert services.rebuild(actor=actor) == 1
    assert trail(store)[0].verb == "rebuild"
    assert services.prove() == []
    assert held(store, item) == (7, D("17.50"))
    assert Lot.objects.get().holdings.get().qty == 2
    assert verify().sound


def test_numbers_have_no_gap_within_a_year(actor: Any) -> None:
    store, item = make.stocked(10)
    first = make.issue(store=store, lines=[(item, D(1))])
    with make.refused():
        make.issue(store=store, lines=[(item, D(100))])
    second = make.issue(store=store, lines=[(item, D(1))])
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1
