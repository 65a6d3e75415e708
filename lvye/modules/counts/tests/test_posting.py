"""A count proposes; somebody who did not count posts, through the deeds of the property."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.audit.api import trail
from lvye.kernel.people.tests import make as people
from lvye.modules.assets.api import Asset
from lvye.modules.assets.tests import make as assets
from lvye.modules.counts import services
from lvye.modules.counts.models import Count, Counter, Line, Proposal
from lvye.modules.counts.returns import return_of
from lvye.modules.counts.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return people.user_with("counts.post_proposal")


def ended(count: Count) -> Count:
    return services.count_finish(count, today=make.TODAY, actor=system_user())


def moved(cards: int = 1) -> tuple[Count, Counter, list[Line]]:
    count, one, lines = make.begun(cards=cards)
    elsewhere = make.room()
    for line in lines:
        make.seen(line, one, place=elsewhere)
    return ended(count), one, lines


def test_who_counted_cannot_post(clerk: User) -> None:
    count, one, _lines = moved()
    [proposal] = count.proposals.all()
    with make.refused("没有参加盘点的人"):
        services.proposal_post(proposal, today=make.TODAY, actor=make.user_of(one))
    assert services.proposal_post(proposal, today=make.TODAY, actor=clerk).decided_by is not None


def test_a_posted_move_is_a_movement_of_the_card_with_its_trail(clerk: User) -> None:
    count, _one, [line] = moved()
    services.kind_post(count, "move", today=make.TODAY, actor=clerk)
    card = Asset.objects.get(pk=line.asset_id)
    assert card.place != line.place
    assert card.movements.count() == 1
    assert trail(card)[0].actor == clerk


def test_all_of_a_kind_are_posted_or_none(clerk: User) -> None:
    count, _one, lines = moved(cards=2)
    card = lines[1].asset
    Asset.objects.filter(pk=card.pk).update(status="scrapped", left_on=make.TODAY)
    with make.refused("一条都没有入账"):
        services.kind_post(count, "move", today=make.TODAY, actor=clerk)
    assert not count.proposals.exclude(status="proposed").exists()


def test_missing_found_again_and_condition_go_through_the_steps_of_the_card(clerk: User) -> None:
    count, one, lines = make.begun(cards=4)
    Asset.objects.filter(pk=lines[1].asset_id).update(status="lost")
    Line.objects.filter(pk=lines[1].pk).update(book_status="lost", is_expected=False)
    make.seen(lines[1], one)
    make.seen(lines[2], one, condition="repair")
    make.seen(lines[3], one, condition="scrap")
    ended(count)
    for kind in ("missing", "back", "repair", "scrap"):
        assert services.kind_post(count, kind, today=make.TODAY, actor=clerk) == 1
    now = [Asset.objects.get(pk=line.asset_id).status for line in lines]
    assert now == ["lost", "in_use", "repair", "pending_scrap"]


def test_a_thing_found_gets_its_card_when_its_class_and_value_are_said(clerk: User) -> None:
    count, one, [line] = make.begun()
    make.seen(line, one)
    make.seen(line, one, how="bare", code="", words="旧电风扇")
    ended(count)
    [proposal] = count.proposals.all()
    with make.refused("一条一条"):
        services.kind_post(count, "unknown", today=make.TODAY, actor=clerk)
    with make.refused("请选分类"):
        services.proposal_post(proposal, today=make.TODAY, actor=clerk)
    proposal = Proposal.objects.get(pk=proposal.pk)
    services.proposal_post(
        proposal, today=make.TODAY, actor=clerk, asset_class=assets.assetclass(), value=Decimal("1500.00")
    )
    proposal.refresh_from_db()
    assert proposal.asset is not None
    assert (proposal.asset.name, proposal.asset.source, proposal.asset.place) == ("旧电风扇", "found", line.place)


def test_the_count_ends_when_all_is_decided(clerk: User) -> None:
    count, _one, _lines = moved(cards=2)
    first, second = count.proposals.order_by("pk")
    services.proposal_post(first, today=make.TODAY, actor=clerk)
    with make.refused("还有 1 条"):
        services.count_close(count, today=make.TODAY, actor=clerk)
    with make.refused("写明原因"):
        services.proposal_decline(second, why=" ", today=make.TODAY, actor=clerk)
    services.proposal_decline(second, why="已经搬回原处", today=make.TODAY, actor=clerk)
    assert services.count_close(count, today=make.TODAY, actor=clerk).status == "closed"


def test_a_count_needs_counters_and_cards_and_a_day_ahead() -> None:
    count = make.count()
    with make.refused("先安排盘点人"):
        services.count_begin(count, now=make.NOW, actor=system_user())
    make.counter(count=count)
    with make.refused("没有资产卡片"):
        services.count_begin(count, now=make.NOW, actor=system_user())
    with make.refused("不能早于今天"):
        make.count(due_on=make.TODAY.replace(day=1))


def test_chairs_too_few_or_too_many_on_one_card_become_cards_of_their_own() -> None:
    running, one, _lines = make.begun(cards=2, qty=45, value=Decimal("4500.00"))
    few, many = running.lines.select_related("asset", "place").order_by("pk")
    make.ticked(few, one, qty=43)
    make.ticked(many, one, qty=48)
    ended(running)
    kinds = dict(running.proposals.values_list("kind", "words"))
    assert kinds == {"fewer": "账上 45 件，盘到 43 件", "more": "账上 45 件，盘到 48 件"}
    before = return_of(running).total
    assert (before.book.qty, before.real.qty, before.over.qty, before.less.qty) == (90, 91, 3, 2)
    poster = people.user_in("director")
    fewer, more = running.proposals.get(kind="fewer"), running.proposals.get(kind="more")
    services.proposal_post(fewer, cause="报废未销账", today=make.TODAY, actor=poster)
    lost = Asset.objects.get(about_kind="assets.asset", about_id=few.asset_id)
    assert (lost.qty, lost.value, lost.status) == (2, Decimal("200.00"), "lost")
    kind = many.asset.asset_class
    services.proposal_post(
        more, asset_class=kind, value=Decimal("240.00"), cause="捐赠未入账", today=make.TODAY, actor=poster
    )
    extra = Asset.objects.get(about_kind="counts.proposal", about_id=more.pk)
    assert (extra.qty, extra.value, extra.source) == (3, Decimal("240.00"), "found")
    told = return_of(running)
    assert [(one.qty, one.value, one.cause) for one in told.differences] == [
        (-2, Decimal("200.00"), "报废未销账"), (3, Decimal("240.00"), "捐赠未入账"),
    ]  # fmt: skip
    assert told.total.holds
    assert not told.bare


def test_the_form_for_the_authority_holds_and_what_was_sent_is_noted(client: Any) -> None:
    running, one, lines = make.begun(cards=3, value=Decimal("1000.00"))
    with make.refused("盘点还没有完"):
        services.sending_note(
            count=running, to="财政局", on=make.TODAY, today=make.TODAY, actor=people.user_in("keeper")
        )
    make.ticked(lines[0], one)
    ended(running)
    running.refresh_from_db()
    told = return_of(running).total
    assert (told.book.value, told.real.value, told.less.value, told.holds) == (3000, 1000, 2000, True)
    client.force_login(people.user_in("director"))
    assert client.get(f"/count/{running.pk}/return.pdf")["Content-Type"] == "application/pdf"
    answer = client.get(f"/count/{running.pk}/return.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[4:12] for row in rows if row[0] == "合计"] == [[3, 3000, 1, 1000, 0, 0, 2, 2000]]
    assert sum(row[0] == "盘亏" for row in rows) == 2
    sent = make.sending(count=running)
    assert f"/counts/sending/{sent.pk}/" in client.get(f"/counts/count/{running.pk}/").content.decode()
