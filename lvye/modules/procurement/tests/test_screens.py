"""The pages: asking with what is told while one types, quotes side by side, receiving, the watch, the papers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from lvye.kernel.people.tests import make as people
from lvye.modules.finance.tests import make as finance
from lvye.modules.partners.tests import make as partners
from lvye.modules.procurement.models import Acceptance, Order, Quote, Request
from lvye.modules.procurement.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
D = Decimal


def line_now() -> Any:
    """A budget line of this very year."""
    return finance.budgetline(budget=finance.running(timezone.localdate().year), amount=D(50_000))


def said(line: Any, **values: Any) -> dict[str, Any]:
    given = {
        "name": "硒鼓", "spec": "", "qty": "2", "unit": "个", "price": "300", "why": "打印不清",
        "category": partners.supplycategory().pk, "budget_line": line.pk,
    }  # fmt: skip
    return given | values


def test_while_one_types_he_is_told_what_is_there_what_is_left_and_how_it_is_bought(client: Any) -> None:
    make.stocked("硒鼓", 3)
    client.force_login(make.user("teacher"))
    html = client.post("/procurement/look/", said(line_now())).content.decode()
    assert "硒鼓" in html
    assert "3个" in html
    assert "预算还剩 50,000.00元" in html
    assert "买完剩 49,400.00元" in html
    assert "直接购买" in html


def test_a_teacher_asks_on_the_phone_and_is_told_what_is_missing(client: Any) -> None:
    make.stocked("硒鼓", 3)
    make.user("director")
    client.force_login(make.user("teacher"))
    data = said(line_now())
    refused = client.post("/procurement/request/new/", data)
    assert refused.status_code == 400
    assert "请写明为什么" in refused.content.decode()
    assert client.post("/procurement/request/new/", data | {"despite": "型号不配"}).status_code == 302
    assert Request.objects.get().status == "asked"


def test_quotes_are_written_down_and_one_is_ordered(client: Any) -> None:
    record = make.agreed(budget_line=line_now())
    [line] = record.lines.all()
    buyer = make.user("buyer")
    client.force_login(buyer)
    url = f"/procurement/requests/{record.pk}/compare/"
    data = {"do": "add", "partner": partners.partner().pk, f"price-{line.pk}": "370", "days": "3", "warranty": "12"}
    assert client.post(url, data).status_code == 302
    html = client.get(url).content.decode()
    assert "740.00元" in html
    assert "最低" in html
    quote = Quote.objects.get()
    data = {"do": "order", "quote": quote.pk, "due_on": timezone.localdate().isoformat(), f"into-{line.pk}": "none"}
    assert client.post(url, data).status_code == 302
    order = Order.objects.get()
    assert order.buyer == buyer
    client.force_login(make.user("teacher"))
    assert client.post(url, data).status_code in (403, 404)


def test_two_receive_on_their_phones(client: Any) -> None:
    make.school()
    order = make.order()
    [line] = order.lines.all()
    first, second = make.user("receiver"), make.user("receiver")
    client.force_login(first)
    url = f"/procurement/orders/{order.pk}/receive/"
    assert "还差 2个" in client.get(url).content.decode()
    assert client.post(url, {f"good-{line.pk}": "2"}).status_code == 302
    made = Acceptance.objects.get()
    page = f"/procurement/acceptance/{made.pk}/"
    assert "请另一位验收员确认" in client.get(page).content.decode()
    client.force_login(second)
    assert "数对，确认验收" in client.get(page).content.decode()
    assert client.post(f"/procurement/acceptances/{made.pk}/confirm/").status_code == 302
    made.refresh_from_db()
    assert (made.status, made.second) == ("accepted", second)


def test_the_buyer_is_told_on_the_page_that_he_may_not_receive(client: Any) -> None:
    order = make.order(actor=make.user("buyer"))
    both = people.user_with("procurement.add_acceptance", "procurement.all_request", "procurement.view_order")
    client.force_login(both)
    assert client.get(f"/procurement/orders/{order.pk}/receive/").status_code == 200
    client.force_login(order.buyer)
    assert client.get(f"/procurement/orders/{order.pk}/receive/").status_code == 403


def test_the_desk_and_the_watch_show_what_is_to_do(client: Any) -> None:
    line, category = line_now(), partners.supplycategory()
    for price, why in ((1500, ""), (1400, "临时追加")):
        make.agreed(
            budget_line=line, category=category, lines=[make.wanted(qty=D(1), price=D(price))], split_why=why
        )  # fmt: skip
    client.force_login(make.user("buyer"))
    assert "要买的" in client.get("/procurement/desk/").content.decode()
    assert client.get("/procurement/watch/").status_code == 403
    urgent = make.agreed(
        budget_line=line, category=category, lines=[make.wanted(qty=D(1), price=D(9000))], is_emergency=True,
        emergency_why="水管爆了", split_why="抢修",
    )  # fmt: skip
    client.force_login(make.user("principal"))
    html = client.get("/procurement/watch/").content.decode()
    assert "2,900.00元" in html  # what reached the line alone, in an emergency, is no piece of a splitting
    assert urgent.number in html
    assert "等补报告" in html


def test_the_papers_are_printed(client: Any) -> None:
    order = make.order()
    made = make.accepted(order=order)
    client.force_login(make.user("director"))
    for url in (
        f"/procurement/request/{order.request_id}/?as=print",
        f"/procurement/requests/{order.request_id}/compare/?as=print",
        f"/procurement/order/{order.pk}/?as=print", f"/procurement/acceptance/{made.pk}/?as=print",
    ):  # fmt: skip
        assert client.get(url).content.startswith(b"%PDF"), url
