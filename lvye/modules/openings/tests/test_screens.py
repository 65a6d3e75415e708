"""The counter at the start of a term and the needs list, on their pages."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.chains.api import chain
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.tests import make as terms
from lvye.modules.finance.tests import make as money
from lvye.modules.openings import queries, services
from lvye.modules.openings.readiness import readiness
from lvye.modules.openings.tests import make
from lvye.modules.partners.tests import make as partners
from lvye.modules.procurement.api import Request
from lvye.modules.repairs.tests import make as repairs

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
KEEPER = ("openings.view_handout", "openings.all_handout", "openings.view_pack", "openings.hand_pack",
          "openings.drop_pack", "stores.all_store", "stores.view_item", "stores.view_issue")  # fmt: skip
DIRECTOR = ("openings.view_needslist", "openings.change_needsline", "openings.view_needsline")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_keeper_hands_a_pack_out_and_sees_who_has_not_signed() -> None:
    handout = make.handout()
    pack = queries.packs_of(handout)[0]
    client = browser(people.user_with(*KEEPER))
    board = reverse("openings:board", args=[handout.pk])
    assert "库存够发" in text(client.get(board))
    where = reverse("openings:hand", args=[handout.pk, pack.pk])
    [line] = pack.lines.all()
    assert f"qty-{line.pk}" in text(client.get(where))
    assert client.post(where, {f"qty-{line.pk}": "很多"}).status_code == 400
    assert client.post(where, {f"qty-{line.pk}": "99"}).status_code == 400
    assert client.post(where, {f"qty-{line.pk}": "2"}).status_code == 302
    page = text(client.get(board))
    assert "待签字" in page
    assert "都发了" in page
    assert "已发" in text(client.get(where))


def test_the_packing_sheet_is_a_paper_of_all_or_of_one() -> None:
    handout = make.handout()
    pack = queries.packs_of(handout)[0]
    client = browser(people.user_with(*KEEPER))
    sheet = reverse("openings:sheet", args=[handout.pk])
    for where in (sheet, f"{sheet}?pack={pack.pk}"):
        answer = client.get(where)
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_a_head_teacher_sees_the_pack_of_his_own_class_only() -> None:
    handout = make.handout()
    pack = queries.packs_of(handout)[0]
    other = make.school_class()
    look = people.user_with("openings.view_pack")
    where = reverse("openings.pack:detail", args=[pack.pk])
    assert browser(look).get(where).status_code == 404
    type(other).objects.filter(pk=pack.school_class_id).update(head=look.person)
    assert browser(look).get(where).status_code == 200


def test_the_director_writes_his_own_figure_and_must_say_why() -> None:
    line = make.needsline()
    client = browser(people.user_with(*DIRECTOR))
    where = reverse("openings:needs", args=[line.needs_id])
    page = text(client.get(where))
    assert "把握大" in page
    assert line.why in page
    refused = client.post(where, {"line": line.pk, "qty": "20", "note": ""})
    assert refused.status_code == 400
    assert "改了数量要写原因" in text(refused)
    assert client.post(where, {"line": line.pk, "qty": "x", "note": "多"}).status_code == 400
    assert client.post(where, {"line": line.pk, "qty": "20", "note": "新增两个班"}).status_code == 302
    assert "系统算 9，改了：新增两个班" in text(client.get(where))
    paper = client.get(reverse("openings:needs-paper", args=[line.needs_id]))
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    watcher = browser(people.user_with("openings.view_needslist"))
    assert watcher.post(where, {"line": line.pk, "qty": "1", "note": "少"}).status_code == 403


def test_an_agreed_list_becomes_one_purchase_request_with_one_press() -> None:
    line, dear = make.needsline(price=Decimal("2.50")), money.budgetline(amount=Decimal(9000))
    bare = make.needsline(needs=line.needs, qty=Decimal(4), note="没买过")
    kind = partners.supplycategory()
    rights = (*DIRECTOR, "procurement.add_request", "procurement.view_request", "finance.view_budgetline")
    client = browser(people.user_with(*rights))
    where = reverse("openings:needs", args=[line.needs_id])
    said = {"buy-category": kind.pk, "buy-budget_line": dear.pk}
    assert "写成采购申请" not in text(client.get(where))  # a draft is not bought
    services.needs_agree(line.needs, actor=system_user())
    assert "2 样一起写成采购申请" in text(client.get(where))
    refused = client.post(f"{where}buy/", said)
    assert (refused.status_code, bare.item.name in text(refused)) == (400, True)
    made = client.post(f"{where}buy/", said | {f"price-{bare.pk}": "10"})
    request = Request.objects.get()
    assert made.url == reverse("procurement.request:detail", args=[request.pk])
    assert (request.status, request.estimate, request.origin) == ("draft", Decimal("62.50"), line.needs)
    assert {one.item: one.qty for one in request.lines.all()} == {line.item: Decimal(9), bare.item: Decimal(4)}
    assert request.number in text(client.get(where))
    assert request.number in text(client.post(f"{where}buy/", said))  # once
    assert Request.objects.count() == 1
    stages = {stage.register.key for stage in chain(line.needs, people.user_in("director")).stages}
    assert "procurement.request" in stages


def test_what_must_be_ready_before_the_school_opens_stands_on_one_page() -> None:
    today = timezone.localdate()
    begins = today + timedelta(days=10)
    year = begins.year if begins.month >= 8 else begins.year - 1
    term = terms.term(school_year=year, half=1, begins_on=begins, ends_on=begins + timedelta(days=120))
    bare = make.school_class()
    watcher = people.user_with("openings.view_needslist")
    page = text(browser(watcher).get(reverse("openings:ready")))
    assert f"{bare.name} 还没有教室" in page
    for words in ("还没有按班级人数排", "还没有拉清单", "还没有安排", "还没有列开学前检修", "0 / 5"):
        assert words in page, words
    needs = make.needslist(term=term)
    services.needs_agree(needs, actor=system_user())
    work = repairs.plannedwork(
        name="检修水电", kind="overhaul", begins_on=today, due_on=begins - timedelta(days=2), opening_on=begins
    )
    ready = {one.title: one for one in readiness(term, today=today)}
    assert (ready["用品清单"].kind, ready["用品清单"].words) == ("done", "库存都够")
    assert (ready["水电暖和房屋检修"].kind, ready["水电暖和房屋检修"].rows) == ("soon", (work.name,))
    assert readiness(term, today=begins)[-1].kind == "late"
    paper = browser(watcher).get(reverse("openings:ready-paper")).content
    printed = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper))
    for words in ("开学准备情况表", "检修水电", "检查人签字"):
        assert words in printed, words
