"""Accounting archives: bound without gap, kept as long as the rule says, destroyed only by decision before two."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.people.tests import make as people
from lvye.modules.finance import services
from lvye.modules.finance.models import Volume
from lvye.modules.finance.tests import make
from lvye.modules.finance.tests.refusing import refused

pytestmark = pytest.mark.django_db


def settled_month() -> Any:
    """A month of three vouchers, posted and settled."""
    keeper = make.bookkeeper()
    for _ in range(3):
        services.voucher_post(make.voucher(), today=make.TODAY, actor=keeper)
    now = datetime(2026, 4, 2, tzinfo=UTC)
    services.month_close(book=make.books(), month="2026-03", now=now, actor=keeper)
    return make.books()


def bind(first: int, last: int, **values: Any) -> Volume:
    given = {"kind": "voucher", "year": 2026, "month": "2026-03", "book": make.books()}
    return make.volume(first=first, last=last, **(given | values))


def test_vouchers_are_bound_in_order_without_gap_once_the_month_is_settled() -> None:
    book = make.books()
    with refused("还没月结"):
        bind(1, 1)
    settled_month()
    assert services.volumes_missing(book, 2026)[0].words == "2026-03 凭证第 1—3 号"
    with refused("从第 1 号接着"):
        bind(2, 3)
    volume = bind(1, 2)
    assert [one.number for one in services.vouchers_in(volume)] == ["2026-03-0001", "2026-03-0002"]
    with refused("从第 3 号接着"):
        bind(2, 3)
    with refused("到第 3 号为止"):
        bind(3, 4)
    bind(3, 3)
    missing = [one.kind for one in services.volumes_missing(book, 2026)]
    assert missing == ["ledger", "report", "yearly", "bank"]


def test_each_kind_is_kept_from_the_end_of_its_year_as_long_as_the_rule_says() -> None:
    kinds = ("voucher", "ledger", "report", "bank", "tax", "handover", "yearly", "lists")
    assert [services.keep_until(kind, 2025) for kind in kinds] == [
        date(2055, 12, 31), date(2055, 12, 31), date(2035, 12, 31), date(2035, 12, 31), date(2035, 12, 31),
        date(2055, 12, 31), None, None,
    ]  # fmt: skip


def test_nothing_is_appraised_before_its_time_and_nothing_permanent_ever() -> None:
    with refused("还不到鉴定的时候"):
        make.appraisal(lines={make.volume(year=2020): ("destroy", None, "")})
    with refused("永久"):
        make.appraisal(lines={make.volume(year=1990 + 10, kind="yearly"): ("destroy", None, "")})
    with refused("至少三个人"):
        make.appraisal(members=[people.person(), people.person()])


def test_what_is_decided_is_destroyed_before_two_watchers_or_kept_longer() -> None:
    make.chains()
    old, kept = make.volume(year=2005), make.volume(year=2004)
    lines = {old: ("destroy", None, ""), kept: ("keep", date(2030, 12, 31), "基建欠款没结清")}
    actor = people.user_in("finance")
    appraisal = make.appraisal(lines=lines, actor=actor)
    with refused("已经在别的鉴定里"):
        make.appraisal(lines={old: ("destroy", None, "")})
    signed = make.signed(services.appraisal_send(appraisal, actor=actor))
    one, two = people.person(), people.person()
    said: dict[str, Any] = {"how": "粉碎", "archive_watcher": one, "today": make.TODAY, "actor": actor}
    for watcher in (None, one):
        with refused("各派一人"):
            services.appraisal_finish(signed, books_watcher=watcher, **said)
    services.appraisal_finish(signed, books_watcher=two, **said)
    old.refresh_from_db(), kept.refresh_from_db()
    assert (old.status, kept.status, kept.keep_until) == ("destroyed", "kept", date(2030, 12, 31))
    assert not services.volumes_over(make.TODAY).filter(pk__in=[old.pk, kept.pk]).exists()


def test_the_pages_show_what_is_missing_bound_and_over(client: Any) -> None:
    make.chains()
    book = settled_month()
    volume, old = bind(1, 2), make.volume(year=2005, book=book)
    client.force_login(make.bookkeeper())
    html = client.get(f"/finance/archive/?year=2026&book={book.pk}").content.decode()
    assert {word for word in ("2026-03 凭证第 3—3 号", volume.number, old.title) if word not in html} == set()
    assert "2026-03-0002" in client.get(f"/finance/volume/{volume.pk}/").content.decode()
    assert client.get(f"/finance/volume/{volume.pk}/?as=print")["Content-Type"] == "application/pdf"
    group = [people.person().pk for _ in range(3)]
    sent = client.post(
        "/finance/appraisal/new/",
        {"on": "2026-03-10", "members": group, "words": "期满", f"verdict-{old.pk}": "destroy"},
    )
    assert sent.status_code == 302, sent.content.decode()[:3000]
    assert client.get(sent.url + "?as=print")["Content-Type"] == "application/pdf"


def test_pay_follows_from_its_changes_and_must_agree_with_what_is_asked_for() -> None:
    actor, first, second = people.user_in("finance"), people.person(), people.person()
    make.paychange(person=first, month="2026-01", amount=Decimal(1000))
    raised = make.paychange(person=first, month="2026-03", amount=Decimal(1200))
    make.paychange(person=second, amount=Decimal(800))
    make.paychange(person=second, month="2026-04", amount=Decimal(0))  # leaves the fund
    assert raised.before == Decimal(1000)
    assert services.pay_standing("housing", "2026-03") == {first.pk: Decimal(1200), second.pk: Decimal(800)}
    assert services.pay_standing("housing", "2026-04") == {first.pk: Decimal(1200)}
    payout = make.payout(kind="housing", heads=5, amount=Decimal(2500))
    row = make.payrow(payout=payout, person=first, amount=Decimal(1100))
    check = services.pay_check(payout)
    assert {one.person: one.gap for one in check.lines} == {first: Decimal(-100), second: Decimal(-800)}
    with refused("明细 1 人，登记 5 人"):
        services.payout_ask(payout, line=make.budgetline(amount=Decimal(9000)), today=make.TODAY, actor=actor)
    services.payrow_change(row, amount=Decimal(1200), actor=actor)
    assert services.payrows_fill(payout, actor=actor) == 1
    payout.refresh_from_db()
    assert (payout.heads, payout.amount, services.pay_check(payout).obstacles) == (2, Decimal(2000), [])
    make.chains()
    services.payout_ask(payout, line=make.budgetline(amount=Decimal(9000)), today=make.TODAY, actor=actor)
    with refused("已经申请付款"):
        make.payrow(payout=payout)


def test_pay_is_seen_by_who_needs_it_and_by_the_person_alone(client: Any) -> None:
    teacher, other = people.user_in("teacher"), people.person()
    payout = make.payout(kind="wages")
    mine = make.payrow(payout=payout, person=teacher.person, amount=Decimal("4321.00"))
    theirs = make.payrow(payout=payout, person=other, amount=Decimal("8765.00"))
    change = make.paychange(person=other)
    for user, sees_all in (
        (teacher, False), (people.user_in("director"), False), (people.user_in("vice_principal"), False),
        (people.user_in("finance"), True), (people.user_in("principal"), True),
    ):  # fmt: skip
        client.force_login(user)
        assert (client.get(f"/finance/payrow/{theirs.pk}/").status_code == 200) is sees_all
        assert (client.get(f"/finance/paychange/{change.pk}/").status_code == 200) is sees_all
        page = client.get(f"/finance/payout/{payout.pk}/")
        assert ("8,765" in page.content.decode()) is sees_all
    client.force_login(teacher)
    assert "4,321" in client.get(f"/finance/payrow/{mine.pk}/").content.decode()
    assert "8,765" not in client.get("/finance/payrow/").content.decode()


def test_a_payroll_sheet_fills_the_payout_it_names() -> None:
    from io import BytesIO

    from lvye.kernel.exchange.api import bring_in
    from lvye.kernel.registers.api import registers

    one, payout = people.person(name="郑小满"), make.payout(kind="housing", month="2026-03", note="")
    text = '2026年公积金缴存表\n姓名,月份,项目,单位缴费\n郑 小满,2026年3月,公积金,"1,080.50"\n合计,,,1080.50\n'
    actor = people.user_in("finance")
    outcome = bring_in(registers["finance.payrow"], BytesIO(text.encode("gbk")), "公积金.csv", actor=actor)
    assert outcome.problems == []
    row = payout.rows.get()
    assert (row.amount, row.person) == (Decimal("1080.50"), one)
    wrong = text.replace("郑 小满", "无此人").replace("3月", "13月")
    outcome = bring_in(registers["finance.payrow"], BytesIO(wrong.encode()), "b.csv", actor=actor)
    assert {problem.column for problem in outcome.problems} == {"姓名", "月份"}
