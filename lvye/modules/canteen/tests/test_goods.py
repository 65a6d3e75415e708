"""Orders, deliveries signed by two, batches, the trace of both ways, what is thrown away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from lvye.kernel.accounts.api import system_user
from lvye.modules.canteen import costs, services, stock
from lvye.modules.canteen.models import Batch, DeliveryStatus
from lvye.modules.canteen.services import Drawn, Wanted
from lvye.modules.canteen.tests import make
from lvye.modules.canteen.tests.make import DAY, HOUR, NOW, TODAY
from lvye.modules.menus.api import bans_prepare
from lvye.modules.stores.api import Item, Move, on_hand
from lvye.modules.stores.services import counting
from lvye.modules.stores.tests import make as stocks

pytestmark = pytest.mark.django_db
D = Decimal


def _code(problem: pytest.ExceptionInfo[ValidationError]) -> Any:
    return problem.value.error_list[0].code


def test_goods_are_in_store_when_two_different_people_have_signed() -> None:
    services.store_prepare(actor=system_user())
    first, second, potato = make.user(), make.user(), make.item()
    waiting = make.delivery(make.arrived(item=potato), signed=False, actor=first)
    assert on_hand(potato) == 0
    with make.refusal() as same:
        services.delivery_sign(waiting, now=NOW, actor=first)
    assert _code(same) == "same_person"
    done = services.delivery_sign(waiting, now=NOW + HOUR, actor=second)
    assert (done.status, on_hand(potato)) == (DeliveryStatus.DONE, D(10))
    batch = done.batches.get()
    assert batch.lot is not None
    assert batch.lot.expires_on == batch.expires_on
    with make.refusal():
        services.delivery_sign(done, now=NOW + HOUR, actor=make.user())
    assert on_hand(potato) == D(10)


def test_who_ordered_does_not_inspect() -> None:
    buyer, potato = make.user(), make.item()
    order = make.order(actor=buyer, lines=[Wanted(potato, D(20), "斤")])
    assert order.lines.get().qty == D(10)
    with make.refusal() as first:
        make.delivery(make.arrived(item=potato), order=order, actor=buyer)
    assert _code(first) == "orderer"
    waiting = make.delivery(make.arrived(item=potato), order=order, signed=False)
    with make.refusal() as second:
        services.delivery_sign(waiting, now=NOW, actor=buyer)
    assert _code(second) == "orderer"
    order.refresh_from_db()
    assert order.status == order.Status.ARRIVED


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"paper": ""}, "没有合格证明"),
        ({"paper_no": ""}, "没有合格证明"),
        ({"expires_on": TODAY - DAY}, "已过保质期"),
        ({"expires_on": None}, "没有保质期"),
        ({"senses_ok": False}, "感官异常"),
        ({"keep": "chilled"}, "没有测到货温度"),
        ({"keep": "chilled", "temperature": D("8.1")}, "高于 8℃"),
        ({"keep": "frozen", "temperature": D("-11")}, "高于 -12℃"),
    ],
)
def test_what_must_not_be_taken_is_refused_with_its_reason(values: dict[str, Any], words: str) -> None:
    with make.refusal() as refused:
        make.delivery(make.arrived(**values))
    assert words in " ".join(refused.value.messages)
    assert not Batch.objects.exists()


def test_what_is_just_good_enough_is_taken() -> None:
    for values in (
        {"expires_on": TODAY},
        {"expires_on": None, "is_fresh": True},
        {"keep": "chilled", "temperature": D(8)},
        {"keep": "frozen", "temperature": D(-12)},
    ):
        assert make.batch(**values).lot is not None


def test_goods_without_certificate_are_kept_as_refused_goods_and_never_reach_the_store() -> None:
    tofu = make.item("豆腐")
    with make.refusal() as silent:
        make.delivery(make.arrived(item=tofu, qty=D(0), refused=D(30), paper="", paper_no=""))
    assert _code(silent) == "refused_why"
    line = make.arrived(item=tofu, qty=D(0), refused=D(30), paper="", paper_no="", why="没有合格证", fate="back")
    done = make.delivery(line)
    assert (done.status, done.receipt, on_hand(tofu)) == (DeliveryStatus.DONE, None, D(0))
    assert done.batches.get().refused == D(30)


def test_weights_of_all_kinds_are_one_weight_and_others_are_refused() -> None:
    kilo, box = make.item(), make.item(unit="盒")
    assert services.measured(kilo, D(60), "斤") == D(30)
    assert services.measured(kilo, D(30), "公斤") == services.measured(kilo, D(30000), "克") == D(30)
    for item, unit in ((box, "斤"), (kilo, "箱")):
        with make.refusal() as wrong:
            services.measured(item, D(1), unit)
        assert _code(wrong) == "unit"


def test_a_supplier_under_a_ban_delivers_nothing() -> None:
    from lvye.modules.partners.tests import make as partners

    bad = make.supplier()
    partners.ban(partner=bad, begins_on=TODAY - DAY)
    with make.refusal():
        make.order(supplier=bad)
    with make.refusal():
        make.delivery(supplier=bad)
    line = make.arrived(qty=D(0), refused=D(5), why="供货单位被禁", fate="back")
    assert make.delivery(line, supplier=bad).receipt is None


def test_a_forbidden_food_is_ordered_received_and_cooked_by_nobody() -> None:
    bans_prepare(actor=system_user())
    beans = make.item("四季豆")
    for deed in (
        lambda: make.order(lines=[Wanted(beans, D(5))]),
        lambda: make.delivery(make.arrived(item=beans)),
        lambda: make.serving("干煸四季豆"),
    ):
        with make.refusal("四季豆"):
            deed()
    line = make.arrived(item=beans, qty=D(0), refused=D(5), why="禁用食品", fate="back")
    assert make.delivery(line).receipt is None


def test_food_is_used_first_expiry_first_and_traced_both_ways() -> None:
    potato = make.item("土豆")
    late = make.batch(item=potato, expires_on=TODAY + 9 * DAY)
    soon = make.batch(item=potato, expires_on=TODAY + 2 * DAY)
    gone = make.batch(item=potato, expires_on=TODAY)
    cook, meal = make.on_duty(NOW + DAY), make.meal(day=TODAY + DAY)
    stew, soup = (make.serving(name, meal=meal) for name in ("土豆烧肉", "土豆汤"))
    services.batches_use(
        meal, [Drawn(potato, D(8), serving=stew), Drawn(potato, D(6), "斤", soup), Drawn(potato, D(1))], by=cook,
        now=NOW + DAY, actor=make.user(),
    )  # fmt: skip
    assert [stock.trace(one).left for one in (soon, late, gone)] == [D(0), D(8), D(10)]
    way = stock.trace(soon).eaten[0]
    assert (way.meal, way.qty, {one.name for one in way.dishes}) == (meal, D(10), {"土豆烧肉", "土豆汤"})
    assert {one.batch for one in stock.traced("土豆汤", meal.day, "lunch")} == {soon, late}
    assert {one.batch for one in stock.traced("土豆烧肉", meal.day, "lunch")} == {soon, late}
    assert costs.meal_cost(meal.day, "lunch") == D("54.00")
    assert costs.meal_cost(TODAY, "dinner") is None
    with make.refusal() as short:
        services.batches_use(meal, [Drawn(potato, D(9))], by=cook, now=NOW + DAY, actor=make.user())
    assert "能用的只有 8" in " ".join(short.value.messages)


def test_a_batch_may_be_used_on_its_last_day_and_not_after() -> None:
    potato = make.item()
    make.batch(item=potato, expires_on=TODAY + DAY)
    for days, fits in ((1, True), (2, False)):
        moment = NOW + days * DAY
        cook, meal = make.on_duty(moment), make.meal(day=moment.date())
        if fits:
            services.batches_use(meal, [Drawn(potato, D(1))], by=cook, now=moment, actor=make.user())
        else:
            with make.refusal():
                services.batches_use(meal, [Drawn(potato, D(1))], by=cook, now=moment, actor=make.user())


def test_doubtful_food_goes_out_of_the_store_before_two_and_not_more_than_there_is() -> None:
    batch, actor, witness = make.batch(), make.user(), make.worker()
    services.batch_discard(
        batch, D(8), unit="斤", why="发芽", how="destroyed", witness=witness, now=NOW, actor=actor
    )  # fmt: skip
    assert (stock.trace(batch).left, on_hand(batch.item)) == (D(6), D(6))
    with make.refusal() as short:
        services.batch_discard(batch, D(7), why="发芽", how="waste", witness=witness, now=NOW, actor=actor)
    assert _code(short) == "short"
    own = make.worker(person=make.person_of(actor))
    with make.refusal("另一个人"):
        services.batch_discard(batch, D(1), why="发芽", how="waste", witness=own, now=NOW, actor=actor)


def test_what_a_count_of_the_store_found_is_carried_to_the_batches() -> None:
    potato, cook, dish = make.item(), make.on_duty(), make.serving()
    short, more = (make.batch(item=potato, expires_on=TODAY + days * DAY) for days in (2, 9))
    counted = stocks.stocktake(store=services.canteen_store(), now=NOW)
    for batch, there in ((short, D(7)), (more, D("10.5"))):
        counting.stocktake_found(counted, item=potato, lot=batch.lot, counted=there, actor=system_user())
    counting.stocktake_propose(counted, now=NOW, actor=make.user())
    counting.stocktake_post(counted, now=NOW, actor=make.user())
    assert [stock.trace(one).left for one in (short, more)] == [D(7), D("10.5")]
    assert [(one.kind, one.qty) for one in stock.trace(short).counted] == [("stocktake", D(-3))]
    drawn = [Drawn(potato, D("17.5"), serving=dish)]
    assert {one.batch for one in services.batches_use(dish.meal, drawn, by=cook, now=NOW, actor=make.user())} == {
        short, more,
    }  # fmt: skip
    assert list(stock.in_store(items=[potato])) == []
    assert costs.meal_cost(TODAY, "lunch") == on_book(potato)


def on_book(item: Item) -> Decimal:
    """What of an item went out, as the store's book has it."""
    out = Move.objects.filter(item=item, kind="issue").aggregate(sum=Sum("value"))["sum"]
    return D(-out)
