"""Requests: what stands against buying, how it is to be bought, what it holds of the budget, splitting."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.approvals import api as approvals
from lvye.kernel.people.tests import make as people
from lvye.kernel.rules.api import rule_set
from lvye.modules.assets.tests import make as assets
from lvye.modules.finance import api as finance
from lvye.modules.partners.models import Contract
from lvye.modules.partners.tests import make as partners
from lvye.modules.procurement import services, splitting, ways
from lvye.modules.procurement.models import RequestStatus, Way
from lvye.modules.procurement.tests import make

pytestmark = pytest.mark.django_db
D = Decimal


def way(amount: Any, **values: Any) -> Any:
    return ways.choose(D(amount), values.pop("category", None) or partners.supplycategory(**values), on=make.TODAY)


def test_what_is_in_store_is_told_first_and_a_reason_is_needed_to_go_on() -> None:
    make.stocked("硒鼓", 3)
    line = make.wanted(name="硒鼓")
    with make.refused("库存：硒鼓，3个"):
        make.request(lines=[line])
    made = make.request(lines=[line], despite="型号不配")
    assert made.stands == "库存：硒鼓，3个"
    assert made.despite == "型号不配"


def test_an_idle_thing_is_told_where_it_stands() -> None:
    assets.asset(name="投影机", status="idle")
    with make.refused("闲置：投影机"):
        make.request(lines=[make.wanted(name="投影机", price=D(4000))])


def test_a_thing_on_order_and_one_under_warranty_are_told() -> None:
    line = make.wanted(name="订书机")
    make.order(request=make.agreed(lines=[line]))
    with make.refused("已订购：订书机，2个，3月17日到货"):
        make.request(lines=[make.wanted(name="订书机")])
    assets.asset(name="打印机", warranty_until=date(2027, 1, 1))
    with make.refused("保修期内：打印机"):
        make.request(lines=[make.wanted(name="打印机")])


def test_the_way_follows_from_the_amount_with_the_source_of_the_line() -> None:
    small = way(1999)
    assert small.way == Way.DIRECT
    assert "本校采购管理制度" in small.sentence
    assert way(2000).way == Way.QUOTES
    assert way(300_000).way == Way.INQUIRY
    assert way(300_000, kind="service").way == Way.TALKS
    tender = way(2_000_000)
    assert tender.way == Way.TENDER
    assert "国办发〔2019〕55号" in tender.sentence
    assert way(3_999_999, kind="works").way == Way.TALKS
    assert way(4_000_000, kind="works").way == Way.TENDER


def test_what_is_in_the_catalogue_is_bought_in_the_mall_and_a_frame_contract_goes_first() -> None:
    category = partners.supplycategory(code="computer")
    assert way(9000, category=category).way == Way.MALL
    signed = partners.signed(category=category, amount=None)
    found = way(9000, category=category)
    assert found.way == Way.FRAMEWORK
    assert signed.title in found.words
    assert Contract.objects.get().number == found.source


def test_a_line_the_school_changed_holds_from_its_day_on_with_its_document(actor: Any) -> None:
    rule_set(
        "procurement.quotes_from", "5000", effective_from=date(2026, 3, 1), document="校发〔2026〕3号",
        why="校务会定的", article="",
        region="", actor=actor,
    )  # fmt: skip
    found = way(4000)
    assert found.way == Way.DIRECT
    assert "校发〔2026〕3号，2026年3月1日起" in found.sentence
    assert ways.choose(D(4000), partners.supplycategory(), on=date(2026, 2, 1)).way == Way.QUOTES


def test_asking_holds_the_estimate_of_the_budget_line_and_refusing_frees_it() -> None:
    make.school()
    director, line = people.user_in("director"), make.budget_line(1000)
    asker = people.user_with()
    made = services.request_send(make.request(budget_line=line, actor=asker), today=make.TODAY, actor=asker)
    assert made.status == RequestStatus.ASKED
    assert finance.left(line).left == D("240.00")
    approvals.refuse(approvals.open_asking(made), actor=director, reason="先修", now=make.NOW)
    made.refresh_from_db()
    assert made.status == RequestStatus.REFUSED
    assert finance.left(line).left == D("1000.00")


def test_more_than_the_line_has_left_is_refused_loudly() -> None:
    make.user("director")
    asker = people.user_with()
    made = make.request(budget_line=make.budget_line(100), actor=asker)
    with pytest.raises(finance.OverBudget):
        services.request_send(made, today=make.TODAY, actor=asker)


def test_who_agrees_follows_from_the_amount() -> None:
    for post in ("director", "vice_principal", "principal"):
        make.user(post)
    asker = people.user_with()

    def steps(price: int) -> list[str]:
        made = make.request(lines=[make.wanted(qty=D(1), price=D(price))], actor=asker)
        sent = services.request_send(made, today=make.TODAY, actor=asker)
        asking = approvals.asking_of(sent)
        assert asking is not None
        return [turn.post.code for turn in asking.turns_now if turn.post]

    assert steps(500) == ["director"]
    assert steps(2000) == ["director", "vice_principal"]
    assert steps(10_000) == ["director", "vice_principal", "principal"]


def test_the_three_chains_of_the_documents_are_shipped_and_only_one_is_open(actor: Any) -> None:
    make.school()
    chains = approvals.ApprovalChain.objects.filter(kind="procurement.request").order_by("sort")
    shape = {
        one.code: [step["by"] if step["by"] == "head" else step["posts"][0] for step in one.steps] for one in chains
    }
    assert shape["procurement-principal"] == ["head", "vice_principal", "principal"]
    assert shape["procurement-vice"] == ["head", "vice_principal"]
    assert shape["procurement-one-pen"] == ["vice_principal"]
    assert [one.code for one in chains if one.is_open] == ["procurement-emergency", "procurement"]


def test_an_emergency_goes_by_the_director_alone_and_wants_its_cause() -> None:
    for post in ("director", "vice_principal", "principal"):
        make.user(post)
    lines = [make.wanted(qty=D(1), price=D(20_000))]
    with make.refused("紧急采购要写明原因"):
        make.request(lines=lines, is_emergency=True)
    made = make.agreed(lines=lines, is_emergency=True, emergency_why="水管爆裂")
    assert made.way == Way.DIRECT
    assert made.way_by_rule == Way.QUOTES
    asking = approvals.asking_of(made)
    assert asking is not None
    assert [turn.post.code for turn in asking.turns_now if turn.post] == ["director"]


def test_another_way_than_the_rules_ask_for_needs_a_reason(actor: Any) -> None:
    made = make.request(lines=[make.wanted(price=D(3000))])
    assert made.way == Way.QUOTES
    with make.refused("要写明理由"):
        services.way_change(made, Way.SINGLE, why=" ", actor=actor)
    changed = services.way_change(made, Way.SINGLE, why="原厂专用件", actor=actor)
    assert (changed.way, changed.way_why, changed.way_by_rule) == (Way.SINGLE, "原厂专用件", Way.QUOTES)
    back = services.way_change(changed, Way.QUOTES, why="", actor=actor)
    assert back.way_why == ""


def big(line: Any, category: Any, amount: int, **values: Any) -> Any:
    return make.agreed(
        budget_line=line, category=category, lines=[make.wanted(qty=D(1), price=D(amount))], **values
    )  # fmt: skip


def test_pieces_of_one_year_project_and_class_over_the_tender_line_must_be_explained() -> None:
    line, category = make.budget_line(5_000_000), partners.supplycategory()
    big(line, category, 1_200_000)
    other = splitting.watch(D(900_000), line, partners.supplycategory(), way=Way.INQUIRY, on=make.TODAY)
    assert other is None
    found = splitting.watch(D(900_000), line, category, way=Way.INQUIRY, on=make.TODAY)
    assert found is not None
    assert (found.tone, found.total, found.number) == ("late", D(2_100_000), 2)
    assert "政府采购法实施条例第二十八条" in found.words
    lines = [make.wanted(qty=D(1), price=D(900_000))]
    with make.refused("请写明情况"):
        make.request(budget_line=line, category=category, lines=lines)
    made = make.request(budget_line=line, category=category, lines=lines, split_why="两批时间不同，已报主管部门")
    assert made.split_words


def test_near_the_line_it_is_told_and_a_tender_does_not_count() -> None:
    line, category = make.budget_line(9_000_000), partners.supplycategory()
    big(line, category, 2_500_000)
    assert splitting.watch(D(900_000), line, category, way=Way.INQUIRY, on=make.TODAY) is None
    big(line, category, 1_000_000)
    near = splitting.watch(D(700_000), line, category, way=Way.INQUIRY, on=make.TODAY)
    assert near is not None
    assert near.tone == "soon"


def test_small_pieces_over_the_schools_own_line_are_listed_for_the_auditor() -> None:
    line, category = make.budget_line(), partners.supplycategory()
    asker = people.user_with()
    for why in ("", "每周现要"):
        make.request(
            budget_line=line,
            category=category,
            lines=[make.wanted(qty=D(1), price=D(1500))],
            split_why=why,
            actor=asker,
        )
    drafts = splitting.groups(splitting.same_purchases(line, category), on=make.TODAY)
    assert drafts == []
    first = make.agreed(budget_line=line, category=category, lines=[make.wanted(qty=D(1), price=D(1500))])
    second = make.agreed(
        budget_line=line, category=category, lines=[make.wanted(qty=D(1), price=D(1400))], split_why="临时追加"
    )
    [group] = splitting.groups(splitting.same_purchases(line, category), on=make.TODAY)
    assert set(group.rows) == {first, second}
    assert group.watch.total == D(2900)


def test_given_up_before_ordering_it_frees_the_money(actor: Any) -> None:
    line = make.budget_line(1000)
    made = make.agreed(budget_line=line)
    with make.refused("请写明为什么取消"):
        services.request_cancel(made, ended_why="", actor=actor)
    services.request_cancel(made, ended_why="修好了不用买", actor=actor)
    assert finance.left(line).left == D(1000)


def test_a_draft_is_written_anew_and_what_is_asked_stays() -> None:
    asker = people.user_with()
    made = make.request(actor=asker)
    changed = services.request_change(
        made, make.wish(lines=[make.wanted(name="白板笔", qty=D(10), price=D(3))]), today=make.TODAY, actor=asker
    )
    assert (changed.what, changed.estimate, changed.lines.count()) == ("白板笔", D(30), 1)
    agreed = make.agreed()
    with make.refused("不能改"):
        services.request_change(agreed, make.wish(), today=make.TODAY, actor=asker)


def test_the_plan_of_a_year_is_gathered_agreed_to_and_carried_out(actor: Any) -> None:
    for post in ("vice_principal", "principal"):
        make.user(post)
    author = people.user_with()
    plan = make.plan(year=2026, actor=author)
    with make.refused("还没有一项"):
        services.plan_send(plan, actor=author)
    line, other = make.planline(plan=plan), make.planline(plan=plan)
    services.planline_strike(other, struck_why="库里够", actor=actor)
    assert services.plan_total(plan) == D("225.00")
    plan = make.agree_all(services.plan_send(plan, actor=author))
    assert plan.status == "running"
    with make.refused("不能再加减"):
        make.planline(plan=plan)
    assert make.request().is_out_of_plan
    made = make.agreed(plan_line=line)
    assert not made.is_out_of_plan
    assert services.plan_asked(plan)[line.pk] == made.estimate
