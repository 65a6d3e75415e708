"""Issues, requests, quotas, loans, returns and counts: each rule by its sentence."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from lvye.kernel.accounts.api import system_user
from lvye.kernel.approvals import api as approvals
from lvye.kernel.files import api as files
from lvye.kernel.people.tests import make as people
from lvye.modules.stores import queries, services
from lvye.modules.stores.models import Holding, LoanStatus, NeedStatus, Sign, Status, StocktakeStatus
from lvye.modules.stores.tests import make

pytestmark = pytest.mark.django_db
D = Decimal


def picture() -> Any:
    from django.core.files.base import ContentFile

    kept = BytesIO()
    Image.new("RGBA", (60, 20)).save(kept, "PNG")
    return ContentFile(kept.getvalue(), name="signature.png")


def director(actor: Any) -> Any:
    """Somebody who agrees, by the chain that is shipped."""
    found = people.user_in("director")
    approvals.chains_prepare(actor)
    return found


def test_the_receiver_signs_once_with_his_finger_or_on_his_own_phone(actor: Any) -> None:
    person, other = people.person(username="t1"), people.person(username="t2")
    paper = make.issue(to_person=person)
    with make.refused("本人"):
        services.issue_sign(paper, how=Sign.PHONE, now=make.NOW, actor=other.user)
    with make.refused("框里签名"):
        services.issue_sign(paper, how=Sign.FINGER, now=make.NOW, actor=actor)
    signed = services.issue_sign(paper, how=Sign.PHONE, now=make.NOW, actor=person.user)
    assert (signed.signed, signed.status) == (Sign.PHONE, Status.POSTED)
    with make.refused("已经签过"):
        services.issue_sign(signed, how=Sign.PAPER, now=make.NOW, actor=actor)


def test_a_signature_drawn_at_the_counter_lies_with_the_document(actor: Any) -> None:
    paper = make.issue()
    services.issue_sign(paper, how=Sign.FINGER, picture=picture(), now=make.NOW, actor=actor)
    assert [one.is_picture for one in files.of(paper)] == [True]


def test_an_issue_names_for_whom_and_whose_use_it_is() -> None:
    office = people.department()
    store, item = make.stocked()
    assert (
        make.issue(store=store, lines=[(item, D(1))], to_person=people.person(department=office)).department == office
    )
    to_class = make.issue(store=store, lines=[(item, D(1))], to_class=people.schoolclass(name="八年级9班"))
    assert (to_class.to_kind, to_class.to_name) == ("class", "八年级9班")
    with make.refused("领给谁"):
        services.issue(store=store, lines=[(item, D(1))], now=make.NOW, actor=system_user())


def test_within_quota_a_request_goes_to_the_keeper_at_once_and_is_done_when_all_is_handed_out() -> None:
    store, item = make.stocked(10)
    who = people.person(username="asker", department=people.department())
    make.quota(item=item, qty=D(5))
    need = make.need(person=who, lines=[(item, D(4))])
    assert need.status == NeedStatus.AGREED
    make.issue(store=store, lines=[(item, D(3))], need=need, to_person=who)
    need.refresh_from_db()
    assert need.status == NeedStatus.AGREED
    assert services.need_open(need) == [(item, D(1))]
    make.issue(store=store, lines=[(item, D(1))], need=need, to_person=who)
    need.refresh_from_db()
    assert need.status == NeedStatus.HANDED


def test_over_quota_somebody_agrees_first_and_nobody_to_his_own_request(actor: Any) -> None:
    head = director(actor)
    store, item = make.stocked(20)
    who = people.person(username="asker2", department=people.department())
    make.quota(item=item, qty=D(5))
    make.issue(store=store, lines=[(item, D(4))], to_person=who)
    with make.refused("定额 5，已领 4，再领 2 就超了.*先提交领用申请"):
        make.issue(store=store, lines=[(item, D(2))], to_person=who)
    need = make.need(person=who, lines=[(item, D(2))])
    assert need.status == NeedStatus.ASKED
    with make.refused("还没有批准"):
        make.issue(store=store, lines=[(item, D(2))], need=need, to_person=who)
    asking = approvals.asking_of(need)
    with make.refused():
        approvals.agree(asking, actor=who.user)
    approvals.agree(asking, actor=head)
    need.refresh_from_db()
    assert need.status == NeedStatus.AGREED
    make.issue(store=store, lines=[(item, D(2))], need=need, to_person=who)
    assert queries.on_hand(item) == 14


def test_an_agreed_request_covers_what_it_asked_for_and_no_more(actor: Any) -> None:
    head = director(actor)
    store, item = make.stocked(20, item=make.item(is_asked=True))
    who = people.person(username="asker3")
    with make.refused("领用先审批"):
        make.issue(store=store, lines=[(item, D(1))], to_person=who)
    need = make.need(person=who, lines=[(item, D(2))])
    approvals.agree(approvals.asking_of(need), actor=head)
    need.refresh_from_db()
    with make.refused("领用先审批"):
        make.issue(store=store, lines=[(item, D(3))], need=need, to_person=who)
    make.issue(store=store, lines=[(item, D(2))], need=need, to_person=who)


def test_a_request_refused_says_why_and_one_withdrawn_asks_nobody_any_more(actor: Any) -> None:
    head, who = director(actor), people.person(username="asker4")
    item = make.item(is_asked=True)
    need = make.need(person=who, lines=[(item, D(2))])
    approvals.refuse(approvals.asking_of(need), actor=head, reason="先用旧的")
    need.refresh_from_db()
    assert (need.status, need.answer) == (NeedStatus.REFUSED, "先用旧的")
    again = make.need(person=who, lines=[(item, D(1))])
    assert services.need_withdraw(again, now=make.NOW, actor=who.user).status == NeedStatus.WITHDRAWN
    assert approvals.open_asking(again) is None


def test_a_quota_of_the_department_binds_before_the_one_for_all_and_returns_count() -> None:
    office = people.department()
    store, item = make.stocked(50)
    make.quota(item=item, qty=D(2))
    make.quota(item=item, qty=D(10), department=office)
    paper = make.issue(store=store, lines=[(item, D(10))], department=office)
    services.give_back(issue=paper, lines=[(paper.lines.get(), D(4))], now=make.NOW, actor=system_user())
    make.issue(store=store, lines=[(item, D(4))], department=office)
    with make.refused("已领 10"):
        make.issue(store=store, lines=[(item, D(1))], department=office)


def test_what_comes_back_comes_at_what_it_went_out_for_and_never_more_than_went() -> None:
    store, item = make.stocked(3, "0.3333")
    paper = make.issue(store=store, lines=[(item, D(3))])
    line = paper.lines.get()
    values = [
        services.give_back(issue=paper, lines=[(line, D(1))], now=make.NOW, actor=system_user()).lines.get().value
        for _ in range(3)
    ]
    assert sum(values) == line.value == D("1.00")
    with make.refused("还在外面的只有 0"):
        services.give_back(issue=paper, lines=[(line, D(1))], now=make.NOW, actor=system_user())
    assert Holding.objects.get(store=store, item=item).value == D("1.00")


def test_a_loan_is_settled_when_all_is_back_or_answered_for(actor: Any) -> None:
    store, item = make.stocked(5, "30", item=make.item(name="篮球", unit="个"))
    loan = make.loan(store=store, lines=[(item, D(5))])
    line = loan.lines.get()
    back = services.give_back(loan=loan, lines=[(line, D(3)), (line, D(1), "broken")], now=make.NOW, actor=actor)
    loan.refresh_from_db()
    assert (loan.returned, queries.on_hand(item)) == (LoanStatus.OUT, 3)
    services.give_back(loan=loan, lines=[(line, D(1), "lost")], now=make.NOW, actor=actor)
    loan.refresh_from_db()
    assert (loan.returned, queries.on_hand(item)) == (LoanStatus.BACK, 3)
    with make.refused("先红冲退还单"):
        services.reverse(loan, why="记错", now=make.NOW, actor=actor)
    services.reverse(back, why="记错", now=make.NOW, actor=actor)
    loan.refresh_from_db()
    assert (loan.returned, queries.on_hand(item)) == (LoanStatus.OUT, 0)


def test_only_goods_of_a_kind_that_is_lent_are_lent_and_not_until_yesterday() -> None:
    store, item = make.stocked(item=make.item(kind=make.kind(is_lent=False)))
    with make.refused("不出借"):
        make.loan(store=store, lines=[(item, D(1))])
    with make.refused("不能早于借出"):
        make.loan(due_on=make.TODAY - make.DAY)


def test_a_count_proposes_and_a_second_person_posts(actor: Any) -> None:
    store, item = make.stocked(10, "2")
    count = make.stocktake(store=store)
    first, second = people.person(username="c1").user, people.person(username="c2").user
    assert first
    assert second
    with make.refused("1 行没有填"):
        services.stocktake_propose(count, now=make.NOW, actor=first)
    services.stocktake_found(count, item=item, counted=D(8), why="受潮", actor=first)
    make.issue(store=store, lines=[(item, D(3))])  # after it was counted: does not spoil the count
    proposed = services.stocktake_propose(count, now=make.NOW, actor=first)
    with make.refused("已经提交"):
        services.stocktake_found(count, item=item, counted=D(9), actor=first)
    with make.refused("不能自己过账"):
        services.stocktake_post(proposed, now=make.NOW, actor=first)
    posted = services.stocktake_post(proposed, now=make.NOW, actor=second)
    assert (posted.status, queries.on_hand(item)) == (StocktakeStatus.POSTED, 5)
    assert posted.lines.get().value == D("-4.00")
    assert services.prove() == []


def test_a_surplus_comes_in_at_the_average_or_at_its_own_price(actor: Any) -> None:
    store, item = make.stocked(4, "2.5")
    new = make.item()
    count = make.stocktake(store=store)
    services.stocktake_found(count, item=item, counted=D(6), actor=actor)
    services.stocktake_found(count, item=new, counted=D(2), price=D("7"), why="账外", actor=actor)
    services.stocktake_propose(count, now=make.NOW, actor=actor)
    services.stocktake_post(count, now=make.NOW, actor=people.person(username="c3").user)
    assert (queries.average_price(item), queries.average_price(new)) == (D("2.50"), D("7.00"))


def test_the_general_store_stands_over_its_sub_stores_and_its_keeper_posts_in_both(actor: Any) -> None:
    general, sub = people.user_in("teacher"), people.user_in("teacher")
    top = make.store(level="general", keeper=general.person)
    below = make.store(parent=top, keeper=sub.person)
    assert [services.may_keep(below, one) for one in (general, sub, people.user_in("director"))] == [True, True, True]
    assert [services.may_keep(top, one) for one in (general, sub)] == [True, False]
    with make.refused("只能归总保管室管"):
        make.store(parent=below)
    with make.refused("由.*保管"):
        services.refuse_stranger(top, sub)


def test_an_items_unit_stays_once_it_has_moved(actor: Any) -> None:
    _store, item = make.stocked()
    with make.refused("单位不能再改"):
        services.item_change(item, unit="箱", actor=actor)
    with make.refused("基本单位"):
        services.unit_add(item=item, name="盒", factor=D(2), actor=actor)


def test_what_runs_low_is_listed_and_stock_is_found_by_initials_and_barcode() -> None:
    _store, item = make.stocked(3, item=make.item(name="硫酸铜", min_qty=D(5), barcode="690123"))
    make.stocked(9, item=make.item(name="投影灯泡", min_qty=D(5)))
    assert [one.name for one in queries.low_items()] == ["硫酸铜"]
    assert [one.there for one in queries.stock_like("lst")] == [3]
    assert list(queries.stock_like("690123")) == [item]
