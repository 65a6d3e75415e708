"""The pages people use all day: the counter, a request from the phone, receipts, stock, papers, counts, import."""

from __future__ import annotations

import base64
import re
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from PIL import Image

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files import api as files
from lvye.kernel.people.tests import make as people
from lvye.kit.sheets import read_table
from lvye.modules.stores import queries, services
from lvye.modules.stores.models import Issue, Item, Loan, Need, NeedStatus, Receipt, Sign, Status, Stocktake
from lvye.modules.stores.screens.stock import book_rows
from lvye.modules.stores.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
D = Decimal


def posted(user: Any, **values: Any) -> dict[str, Any]:
    """A form as the page sends it: with the key that lets it be done once."""
    return {"outbox_key": str(uuid4()), "outbox_as": str(user.pk), "outbox_filled_at": "", **values}


def drawn() -> str:
    """A signature as the script sends it."""
    kept = BytesIO()
    Image.new("RGBA", (60, 20), (0, 0, 0, 255)).save(kept, "PNG")
    return f"data:image/png;base64,{base64.b64encode(kept.getvalue()).decode()}"


@pytest.fixture
def keeper(client: Any) -> Any:
    user = people.user_in("keeper")
    client.force_login(user)
    return user


@pytest.fixture
def shelf(keeper: Any) -> tuple[Any, Item]:
    """A store this keeper keeps, with twenty boxes of chalk."""
    item = make.item(name="无尘粉笔", spec="", kind=make.kind(is_lent=True))
    return make.stocked(20, "2.5", item=item, store=make.store(keeper=keeper.person))


def test_goods_are_handed_out_at_the_counter_and_signed_for_in_one_go(client: Any, keeper: Any, shelf: Any) -> None:
    store, item = shelf
    who = people.person(name="林老师")
    data = posted(
        keeper, store=store.pk, to=f"p{who.pk}", item=item.pk, qty="3", unit="盒", deed="issue", signature=drawn()
    )
    answer = client.post(reverse("stores:counter"), data)
    assert answer.status_code == 302, answer.content.decode()
    paper = Issue.objects.get()
    assert (paper.to_person, paper.signed, queries.on_hand(item)) == (who, Sign.FINGER, 17)
    assert len(files.of(paper)) == 1
    client.post(reverse("stores:counter"), data)  # the same form once more
    assert Issue.objects.count() == 1
    page = client.get(answer.url).content.decode()
    assert "办好了" in page
    assert "林老师" in page  # who came last is a tap away


def test_what_is_short_is_told_and_the_basket_is_kept(client: Any, keeper: Any, shelf: Any) -> None:
    store, item = shelf
    who = people.person()
    data = posted(keeper, store=store.pk, to=f"p{who.pk}", item=item.pk, qty="21", unit="盒", deed="issue")
    answer = client.post(reverse("stores:counter"), data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "只有 20 盒" in page
    assert 'value="21"' in page
    assert f'value="p{who.pk}" checked' in page
    for bad in ("", "abc", "NaN", "-1"):
        assert (
            client.post(reverse("stores:counter"), {**data, "qty": bad, "outbox_key": str(uuid4())}).status_code == 400
        )


def test_goods_are_lent_at_the_same_counter(client: Any, keeper: Any, shelf: Any) -> None:
    store, item = shelf
    who = people.person()
    data = posted(keeper, store=store.pk, to=f"p{who.pk}", item=item.pk, qty="2", unit="盒", deed="loan")
    assert client.post(reverse("stores:counter"), data).status_code == 400  # no day to come back
    data |= {"due_on": timezone.localdate().isoformat(), "outbox_key": str(uuid4())}
    assert client.post(reverse("stores:counter"), data).status_code == 302
    loan = Loan.objects.get()
    back = reverse("stores:loan-back", args=[loan.pk])
    assert 'value="2"' in client.get(back).content.decode()
    assert client.post(back, {f"good-{loan.lines.get().pk}": "2"}).status_code == 302
    assert queries.on_hand(item) == 20


def test_people_goods_and_barcodes_are_found_while_typing(client: Any, keeper: Any, shelf: Any) -> None:
    store, item = shelf
    people.person(name="林晓梅")
    found = client.get(reverse("stores:find-who"), {"q": "lxm"}).content.decode()
    assert "林晓梅" in found
    hits = client.get(reverse("stores:find-items"), {"q": "wcfb", "store": store.pk}).content.decode()
    assert f'data-add="{item.pk}"' in hits
    assert 'data-have="20"' in hits
    assert "没有这样的物资" in client.get(reverse("stores:find-items"), {"q": "绝无此物"}).content.decode()


def test_a_teacher_asks_from_the_phone_and_the_keeper_hands_it_out(client: Any, keeper: Any, shelf: Any) -> None:
    store, item = shelf
    teacher = people.user_in("teacher")
    client.force_login(teacher)
    data = posted(teacher, item=item.pk, qty="2", unit="盒", why="公开课")
    assert client.post(reverse("stores:ask"), data).status_code == 302
    need = Need.objects.get()
    assert (need.status, need.what) == (NeedStatus.AGREED, "无尘粉笔 2盒")
    assert client.get(reverse("stores:counter")).status_code == 403
    client.force_login(keeper)
    assert 'value="2"' in client.get(f"{reverse('stores:counter')}?need={need.pk}").content.decode()
    data = posted(keeper, store=store.pk, need=need.pk, item=item.pk, qty="2", unit="盒", deed="issue")
    assert client.post(reverse("stores:counter"), data).status_code == 302
    need.refresh_from_db()
    assert need.status == NeedStatus.HANDED
    client.force_login(teacher)
    paper = Issue.objects.get()
    assert "请您确认领到了" in client.get(reverse("stores:mine")).content.decode()
    client.post(reverse("stores:sign", args=[paper.pk]))
    paper.refresh_from_db()
    assert paper.signed == Sign.PHONE


def test_nobody_confirms_or_sees_what_another_has_received(client: Any, shelf: Any) -> None:
    store, item = shelf
    paper = make.issue(store=store, lines=[(item, D(1))], to_person=people.person())
    stranger = people.user_in("teacher")
    client.force_login(stranger)
    assert client.post(reverse("stores:sign", args=[paper.pk])).status_code == 404
    assert client.get(reverse("stores:paper", args=["issue", paper.pk])).status_code == 404
    assert client.get(reverse("stores:paper", args=["receipt", 1])).status_code == 403


def test_a_keeper_posts_in_his_own_store_only(client: Any, keeper: Any, shelf: Any) -> None:
    other, item = make.stocked(store=make.store(keeper=people.person()))
    data = posted(keeper, store=other.pk, to=f"p{people.person().pk}", item=item.pk, qty="1", unit="盒", deed="issue")
    answer = client.post(reverse("stores:counter"), data)  # the store named is none of his: the form is for his own
    assert answer.status_code == 400
    assert queries.on_hand(item, other) == 20


def test_goods_are_received_with_price_lot_and_inspector(client: Any, keeper: Any, shelf: Any) -> None:
    store, item = shelf
    data = posted(
        keeper, store=store.pk, item=item.pk, qty="4", unit="盒", price="2.75", lot="", expires_on="",
        source="bought", happened_on=timezone.localdate().isoformat(),
    )  # fmt: skip
    assert "请填写验收人" in client.post(reverse("stores:receive"), data).content.decode()
    data |= {"accepted_by": people.person().pk, "outbox_key": str(uuid4())}
    answer = client.post(reverse("stores:receive"), data)
    assert answer.status_code == 302, re.findall(r'class="err">([^<]*)', answer.content.decode())
    assert Receipt.objects.latest("pk").lines.get().value == D("11.00")
    assert queries.on_hand(item) == 24


def test_the_inspector_leaves_a_draft_that_the_keeper_posts(client: Any, shelf: Any) -> None:
    store, item = shelf
    inspector = people.user_in("receiver")
    client.force_login(inspector)
    data = posted(
        inspector, store=store.pk, item=item.pk, qty="4", unit="盒", price="2.75", lot="", expires_on="",
        source="bought", happened_on=timezone.localdate().isoformat(), accepted_by=inspector.person.pk,
    )  # fmt: skip
    assert client.post(reverse("stores:receive"), data).status_code == 302
    assert Receipt.objects.latest("pk").status == Status.DRAFT
    assert queries.on_hand(item) == 20


def test_stock_an_items_page_and_the_months_book_show_the_same_numbers(client: Any, keeper: Any, shelf: Any) -> None:
    store, item = shelf
    make.issue(store=store, lines=[(item, D(5))])
    page = client.get(reverse("stores:stock"), {"q": "wcfb"}).content.decode()
    assert "<b>15</b> 盒" in page
    page = client.get(reverse("stores:item", args=[item.pk])).content.decode()
    assert "15 盒" in page
    assert "2.50元" in page
    from lvye.kernel.terms.api import month_period

    [row], sums = book_rows(month_period(2026, 3), store)
    assert [row[f"{name}_qty"] for name in ("before", "came", "went", "after")] == [0, 20, 5, 15]
    assert sums["after_value"] == D("37.50")
    assert client.get(reverse("stores:book"), {"month": "2026-03"}).status_code == 200
    assert client.get(reverse("stores:book"), {"month": "2026-03", "as": "pdf"}).content.startswith(b"%PDF")


def test_each_document_has_its_paper_with_boxes_to_sign(client: Any, keeper: Any) -> None:
    for maker, words in (
        (make.receipt, ("入库单", "验收人")), (make.issue, ("物资领用单（出库单）", "领取人")),
        (make.loan, ("借用单", "应还日期")), (make.giveback, ("退库单", "送回人")),
        (make.transfer, ("调拨单", "调入保管员")), (make.stocktake, ("盘点表", "账面数")),
    ):  # fmt: skip
        record = maker()
        answer = client.get(reverse("stores:paper", args=[record._meta.model_name, record.pk]))
        text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()
        assert all(word in text for word in (*words, record.number)), words


def test_a_count_is_filled_in_and_handed_in(client: Any, keeper: Any, shelf: Any) -> None:
    store, item = shelf
    new = make.item()
    assert client.post(reverse("stores:count-start"), {"store": store.pk}).status_code == 302
    count = Stocktake.objects.get()
    line = count.lines.get()
    here = reverse("stores:count", args=[count.pk])
    assert client.post(here, {"propose": "1"}).status_code == 400
    data = {f"found-{line.pk}": "18", f"why-{line.pk}": "破损", "new_code": new.code, "new_qty": "2", "propose": "1"}
    assert client.post(here, data).status_code == 302
    count.refresh_from_db()
    assert count.status == "proposed"
    assert {one.item_id: one.counted_qty for one in count.lines.all()} == {item.pk: 18, new.pk: 2}


def sheet(*rows: tuple[Any, ...]) -> Any:
    book = Workbook()
    page = book.active
    page.append(("库存表",))
    page.append(())
    for row in rows:
        page.append(("", *row))
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return read_table(kept, "库存.xlsx", services.COLUMNS, required=("name",))


def test_a_sheet_without_quantities_fills_the_catalogue_alone(actor: Any) -> None:
    table = sheet(
        ("货品编号", "货品名称", "类型"), ("#1", "线性代数", "数学"), ("#3", 660, "数学"), ("#11", None, None)
    )
    outcome = services.stock_import(table, today=make.TODAY, actor=actor)
    assert outcome.sound, outcome.problems
    assert [(one.code, one.name, one.kind.name) for one in Item.objects.order_by("pk")] == [
        ("1", "线性代数", "数学"), ("3", "660", "数学"),
    ]  # fmt: skip
    assert not Receipt.objects.exists()


def test_opening_stock_waits_in_a_draft_until_somebody_posts_it(actor: Any) -> None:
    store = make.store(level="general")
    rows = (
        ("名称", "规格", "单位", "数量", "单价", "金额"),
        ("粉笔", "白", "盒", 10, 2.5, 25),
        ("拖把", "", "把", "５", 12, 60),
    )
    outcome = services.stock_import(sheet(*rows), today=make.TODAY, actor=actor)
    assert outcome.sound, outcome.problems
    draft = Receipt.objects.get()
    assert (draft.status, draft.store) == (Status.DRAFT, store)
    assert queries.on_hand_many() == {}
    services.receipt_post(draft, now=make.NOW, actor=system_user())
    assert sorted(queries.on_hand_many().values()) == [5, 10]


def test_a_row_that_cannot_be_is_refused_by_row_column_and_reason(actor: Any) -> None:
    make.store(level="general")
    rows = (("名称", "单位", "数量", "单价", "金额"), ("粉笔", "盒", "十来盒", 2.5, 25), ("拖把", "把", 5, 12, 61))
    outcome = services.stock_import(sheet(*rows), today=make.TODAY, actor=actor)
    assert [(one.row, one.column) for one in outcome.problems] == [(4, "数量"), (5, "金额")]
    assert not Receipt.objects.exists()
