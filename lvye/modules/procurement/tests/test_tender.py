"""The tender: its days by rule, its papers, its bids; nothing is ordered past it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.terms.api import add_workdays
from lvye.modules.procurement import services
from lvye.modules.procurement.models import PaperKind, Request, Tender, Way
from lvye.modules.procurement.tests import make

pytestmark = pytest.mark.django_db
D, DAY = Decimal, timedelta(days=1)
TODAY = date(2026, 6, 30)


def scan(name: str = "扫描.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")


@pytest.fixture
def request_(db: None) -> Request:
    """2,400,000 yuan of goods: over the line of the tender."""
    lines = [make.wanted(qty=D(20), price=D(120_000))]
    return make.agreed(lines=lines, budget_line=make.budget_line(9_000_000), split_why="整批一次招标")


def step(tender: Tender, on: date, *, papers: Any = True, **values: Any) -> Tender:
    stage = services.stage_now(tender)
    assert stage is not None
    scans = {kind: [scan()] for kind in stage.papers} if papers else {}
    return services.tender_take(
        tender, on=on, scans=scans, now=make.NOW, today=TODAY, actor=system_user(), **values
    )  # fmt: skip


def called(request: Request, *, published: date = make.TODAY, days: int = 20, bond: int = 0) -> Tender:
    made = services.tender_make(request, today=make.TODAY, actor=system_user())
    return step(made, published, closes_on=published + days * DAY, bond=D(bond), agency="")


def bids(request: Request, count: int = 3) -> list[Any]:
    return [make.quote(request=request, price=price) for price in (118_000, 116_000, 119_000)[:count]]


def awarded(request: Request) -> tuple[Tender, Any]:
    tender, (winner, *_others) = called(request), bids(request)
    opened = make.TODAY + 20 * DAY
    tender = step(step(tender, opened), opened + DAY, panel=5, experts=4)
    return step(tender, opened + 2 * DAY, winner=winner), winner


def test_bids_have_twenty_days_and_the_bond_is_at_most_two_percent(request_: Request) -> None:
    assert request_.way == Way.TENDER
    with make.refused("不少于20天，最早2026年3月30日（政府采购法第三十五条）"):
        called(request_, days=19)
    with make.refused("保证金最多48,000.00元"):
        called(request_, bond=48_001)
    made = called(request_, bond=48_000)
    assert (made.status, made.next_due_on) == ("published", date(2026, 3, 30))


def test_a_step_waits_for_its_papers_and_keeps_them(request_: Request, actor: Any) -> None:
    tender = services.tender_make(request_, today=make.TODAY, actor=actor)
    with make.refused("还缺招标文件、招标公告"):
        step(tender, make.TODAY, papers=False, closes_on=make.TODAY + 30 * DAY)
    services.paper_add(tender, kind=PaperKind.CALL, on=make.TODAY, uploads=[scan()], now=make.NOW, actor=actor)
    with make.refused("还缺招标文件："):
        step(tender, make.TODAY, papers=False, closes_on=make.TODAY + 30 * DAY)
    made = step(tender, make.TODAY, closes_on=make.TODAY + 30 * DAY)
    assert set(made.papers.values_list("kind", flat=True)) == {"call", "document"}


def test_bids_are_opened_on_their_last_day_and_under_three_it_fails(request_: Request, actor: Any) -> None:
    with make.refused("发了招标公告、还没开标"):
        make.quote(request=request_, price=118_000)
    tender = called(request_)
    bids(request_, 2)
    with make.refused("开标在投标截止的同一天：2026年3月30日"):
        step(tender, date(2026, 3, 31))
    with make.refused("投标的只有2家，不足3家要废标"):
        step(tender, date(2026, 3, 30))
    with make.refused("请写明为什么废标"):
        services.tender_fail(tender, why=" ", actor=actor)
    services.tender_fail(tender, why="投标不足三家", actor=actor)
    assert services.valid_quotes(request_) == []
    assert called(request_, published=date(2026, 4, 1)).status == "published"


def test_the_panel_is_odd_five_at_least_and_two_thirds_experts(request_: Request) -> None:
    tender = called(request_)
    bids(request_)
    tender = step(tender, date(2026, 3, 30))
    for panel, experts, words in ((4, 3, "5人以上单数"), (3, 3, "5人以上单数"), (5, 3, "至少要4位专家")):
        with make.refused(words):
            step(tender, date(2026, 3, 31), panel=panel, experts=experts)
    assert step(tender, date(2026, 3, 31), panel=7, experts=5).status == "judged"


def test_what_follows_the_report_is_due_by_workdays_and_stands_among_what_lapses(request_: Request) -> None:
    tender, winner = awarded(request_)
    assert tender.winner == winner
    assert tender.next_due_on == add_workdays(date(2026, 4, 1), 2)
    director = make.user("director")
    dues = deadlines.horizon(director, date(2026, 4, 1), 30)
    assert [one.on for one in dues if one.title.startswith(tender.number)] == [tender.next_due_on]
    tender = step(tender, date(2026, 4, 20))  # late: kept as it was
    assert tender.next_due_on == date(2026, 5, 20)


def test_only_who_won_is_ordered_from_and_only_after_the_notice(request_: Request) -> None:
    tender, winner = awarded(request_)
    other = services.valid_quotes(request_)[0]
    with make.refused("发了中标通知才能下单"):
        make.order(quote=winner)
    step(tender, date(2026, 4, 2))
    with make.refused("只能向它下单"):
        make.order(quote=other)
    assert make.order(quote=winner).choice_why == f"评标结果（{tender.number}）"


def test_the_days_go_forward_to_the_end(request_: Request) -> None:
    tender, _winner = awarded(request_)
    with make.refused("不能早于上一步的2026年4月1日"):
        step(tender, date(2026, 3, 31))
    with make.refused("不能在将来"):
        step(tender, TODAY + DAY)
    for day in (2, 3, 7, 8):
        tender = step(tender, date(2026, 4, day))
    assert (tender.status, tender.next_due_on, services.stage_now(tender)) == ("filed", None, None)


def test_what_is_not_over_the_line_is_not_tendered(actor: Any) -> None:
    with make.refused("不用招标"):
        services.tender_make(make.agreed(), today=make.TODAY, actor=actor)


def test_the_buyer_walks_the_tender_on_its_page(client: Any, request_: Request) -> None:
    client.force_login(make.user("buyer"))
    assert "开始招标" in client.get(f"/procurement/request/{request_.pk}/").content.decode()
    assert client.post(f"/procurement/requests/{request_.pk}/tender/").status_code == 302
    tender = Tender.objects.get()
    today = timezone.localdate()
    data = {"on": today.isoformat(), "closes_on": (today + 10 * DAY).isoformat()}
    url = f"/procurement/tenders/{tender.pk}/step/"
    files = {f"scan-{kind}": scan() for kind in ("document", "call")}
    refused = client.post(url, data | files)
    assert refused.status_code == 400
    assert "不少于20天" in refused.content.decode()
    assert tender.papers.count() == 0
    files = {f"scan-{kind}": scan() for kind in ("document", "call")}
    assert client.post(url, data | {"closes_on": (today + 20 * DAY).isoformat()} | files).status_code == 302
    assert (
        client.post(url, {"do": "paper", "kind": "query", "on": today.isoformat(), "scan": scan()}).status_code == 302
    )
    html = client.get(f"/procurement/tender/{tender.pk}/").content.decode()
    assert "质疑答复" in html
    assert "招标文件" in html
    client.force_login(make.user("teacher"))
    assert client.post(url, data).status_code == 403
