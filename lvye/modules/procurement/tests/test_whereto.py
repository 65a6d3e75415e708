"""Where goods go is said once: by the buyer with the order, mended by the receiver; stock and cards follow by it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.tests import make as people
from lvye.modules.assets.models import Asset
from lvye.modules.assets.tests import make as assets
from lvye.modules.procurement import services
from lvye.modules.procurement.models import Acceptance
from lvye.modules.procurement.tests import make
from lvye.modules.stores.api import Item, Receipt
from lvye.modules.stores.tests import make as stores

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture(autouse=True)
def kinds(db: None) -> None:
    stores.kind()


def test_goods_of_one_delivery_reach_the_stores_they_are_meant_for(actor: Any) -> None:
    general, sub = stores.store(level="general"), stores.store()
    record = make.agreed(lines=[make.wanted(price=D(50)) for _n in range(3)])
    first, second, third = record.lines.order_by("pk")
    known = stores.item(name="旧名字", unit="个")
    services.line_sort(first, into="store", store=sub, item=f"{known.code} {known}", actor=actor)
    services.line_sort(second, into="store", store=sub, actor=actor)
    services.line_sort(third, into="store", actor=actor)
    order = services.order_place(
        make.quote(request=record), due_on=make.TODAY, today=make.TODAY, actor=people.user_with()
    )
    made = make.accepted(order=order)
    receipts = {one.store: one for one in Receipt.objects.filter(about_id=made.pk)}
    assert set(receipts) == {general, sub}
    assert [line.item.name for line in receipts[sub].lines.order_by("pk")] == ["旧名字", second.name]
    assert receipts[general].lines.get().item == Item.objects.get(name=third.name)


def test_a_card_stands_where_and_in_whose_keeping_it_was_said(actor: Any) -> None:
    record = make.agreed()
    [line] = record.lines.all()
    keeper, place, kind = people.person(), make.place(), assets.assetclass()
    services.line_sort(line, into="asset", class_code=kind.code, place=place, keeper=keeper, actor=actor)
    quote = make.quote(request=record)
    order = services.order_place(quote, due_on=make.TODAY, today=make.TODAY, actor=people.user_with())
    made = make.accepted(order=order)
    cards = Asset.objects.filter(about_kind="procurement.acceptance", about_id=made.pk)
    assert {(one.place, one.keeper, one.asset_class) for one in cards} == {(place, keeper, kind)}
    assert cards.count() == 2


def test_a_closed_store_and_half_a_card_are_refused(actor: Any) -> None:
    line = make.requestline(lines=[make.wanted(qty=D("1.5"))])
    with make.refused("已经停用"):
        services.line_sort(line, into="store", store=stores.store(is_active=False), actor=actor)
    with make.refused("数量要是整数"):
        services.line_sort(line, into="asset", class_code=assets.assetclass().code, actor=actor)


def test_the_receiver_mends_where_it_goes_while_counting(client: Any) -> None:
    make.school()
    general, sub = stores.store(level="general"), stores.store()
    order = make.order(into="store")
    [line] = order.lines.all()
    assert line.line.store == general
    client.force_login(make.user("receiver"))
    url = f"/procurement/orders/{order.pk}/receive/"
    html = client.get(url).content.decode()
    assert f"入库 · {general.name}" in html
    data = {f"good-{line.pk}": "2", f"into-{line.line_id}": "store", f"store-{line.line_id}": sub.pk}
    assert client.post(url, data).status_code == 302
    made = Acceptance.objects.get()
    client.force_login(make.user("receiver"))
    assert client.post(f"/procurement/acceptances/{made.pk}/confirm/").status_code == 302
    assert Receipt.objects.get(about_id=made.pk).store == sub
    assert "等保管员入账" in client.get(f"/procurement/acceptance/{made.pk}/").content.decode()


def test_a_request_knows_what_it_was_begun_for(client: Any) -> None:
    origin = make.order()
    record = services.request_make(make.wish(about=origin), today=make.TODAY, actor=system_user())
    assert record.origin == origin
    client.force_login(make.user("director"))
    page = client.get(f"/procurement/request/{record.pk}/").content.decode()
    assert f'href="/procurement/order/{origin.pk}/"' in page
    form = client.get(f"/procurement/request/new/?about=procurement.order:{origin.pk}").content.decode()
    assert f'value="procurement.order:{origin.pk}"' in form
    client.force_login(make.user("teacher"))
    form = client.get(f"/procurement/request/new/?about=procurement.order:{origin.pk}").content.decode()
    assert origin.number not in form
