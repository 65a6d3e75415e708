from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.approvals import api as approvals
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records.api import attempt
from lvye.kernel.terms.tests import make as terms
from lvye.modules.assets import services
from lvye.modules.assets.models import Asset, CustodySheet, WriteOff
from lvye.modules.assets.tests import make
from lvye.modules.assets.tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


def fresh(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


# --- custody -----------------------------------------------------------------------------------------------------


def test_each_room_and_keeper_gets_one_sheet_a_term_and_nobody_gets_two() -> None:
    room, keeper, term = places.place(), people.person(), terms.term()
    for _ in range(2):
        make.asset(place=room, keeper=keeper)
    make.asset(place=room, keeper=people.person())
    make.asset(place=room)
    assert len(services.custody_prepare(term, phase="begin", today=TODAY, actor=system_user())) == 2
    assert services.custody_prepare(term, phase="begin", today=TODAY, actor=system_user()) == []
    assert len(services.custody_prepare(term, phase="end", today=TODAY, actor=system_user())) == 2


def test_the_keeper_signs_item_by_item_and_nobody_signs_for_him() -> None:
    keeper = people.person(username="keeper1")
    sheet = make.custodysheet(keeper=keeper)
    card = services.cards_of(sheet).get()
    with pytest.raises(ValidationError, match="要由保管人"):
        services.custody_sign(sheet, found={}, now=NOW, actor=people.user_with("assets.sign_custodysheet"))
    with pytest.raises(ValidationError, match="写一句怎么了"):
        services.custody_sign(sheet, found={card.pk: ("damaged", " ")}, now=NOW, actor=keeper.user)
    signed = services.custody_sign(sheet, found={card.pk: ("damaged", "屏幕裂了")}, now=NOW, actor=keeper.user)
    assert (signed.count, signed.problems, signed.on_paper) == (1, 1, False)
    assert signed.lines.get().note == "屏幕裂了"


def test_who_has_not_signed_is_listed_and_the_page_takes_the_signature(client: Any) -> None:
    keeper = people.user_in("teacher", name="桑田")
    term = terms.term()
    sheet = make.custodysheet(keeper=keeper.person, term=term)
    client.force_login(people.user_in("director"))
    page = client.get(f"/property/custody/?term={term.code}").content.decode()
    assert "0/1 已签字" in page
    assert "桑田" in page
    client.force_login(keeper)
    card = services.cards_of(sheet).get()
    assert "逐件看过" in client.get(f"/assets/custodysheet/{sheet.pk}/").content.decode()
    refused = client.post(f"/property/custody/{sheet.pk}/sign/", {f"state_{card.pk}": "missing"})
    assert refused.status_code == 400
    client.post(f"/property/custody/{sheet.pk}/sign/", {f"state_{card.pk}": "missing", f"note_{card.pk}": "借走没还"})
    assert CustodySheet.objects.get(pk=sheet.pk).problems == 1


# --- loans and damage --------------------------------------------------------------------------------------------


def test_a_lent_thing_is_lent_once_and_comes_back_as_it_was() -> None:
    card = make.asset(status="idle")
    loan = make.loan(asset=card)
    with pytest.raises(ValidationError, match="借不了"), attempt():
        make.loan(asset=fresh(card))
    with pytest.raises(ValidationError, match="归还时的情况"):
        services.loan_back(loan, condition="", today=TODAY, actor=system_user())
    services.loan_back(loan, condition="good", today=TODAY, actor=system_user())
    assert fresh(card).status == Asset.Status.IDLE


@pytest.mark.parametrize(
    ("came", "kind", "share"),
    [
        (date(2025, 9, 1), "damage", 100), (date(2024, 9, 1), "loss", 85), (date(2023, 3, 1), "loss", 70),
        (date(2010, 1, 1), "loss", 20), (date(2025, 9, 1), "theft", 50), (date(2025, 9, 1), "wear", 0),
    ],
)  # fmt: skip
def test_what_is_owed_goes_down_with_age_and_wear_costs_nothing(came: date, kind: str, share: int) -> None:
    assert services.share_of(make.asset(acquired_on=came), kind, on=TODAY) == share


def test_damage_is_paid_at_the_cost_of_repair_against_a_receipt() -> None:
    case = make.damage(repair_cost=Decimal("45.00"))
    judged = services.damage_judge(case, today=TODAY, actor=system_user())
    assert (judged.due, judged.status) == (Decimal("45.00"), "judged")
    with pytest.raises(ValidationError, match="收据号"):
        services.damage_pay(judged, receipt="", today=TODAY, actor=system_user())
    assert services.damage_pay(judged, receipt="SJ-018", today=TODAY, actor=system_user()).paid == Decimal("45.00")


def test_a_lost_piece_of_a_lot_is_paid_by_its_own_price_and_age() -> None:
    lot = make.asset(qty=40, value=Decimal("8000.00"), acquired_on=date(2024, 9, 1))
    case = make.damage(asset=lot, kind="loss", qty=2)
    judged = services.damage_judge(case, today=TODAY, actor=system_user())
    assert (judged.price, judged.share, judged.due) == (Decimal("400.00"), 85, Decimal("340.00"))
    assert fresh(lot).status == Asset.Status.IN_USE


def test_natural_wear_is_closed_without_money() -> None:
    case = make.damage(kind="wear")
    assert services.damage_judge(case, today=TODAY, actor=system_user()).status == "closed"


# --- write-off ---------------------------------------------------------------------------------------------------


@pytest.fixture
def office() -> dict[str, Any]:
    posts = ("director", "keeper", "vice_principal", "finance", "teacher", "principal")
    made = {post: people.user_in(post) for post in posts}
    approvals.chains_prepare(actor=system_user())
    return made


def turns(paper: WriteOff, *users: Any) -> None:
    for user in users:
        approvals.agree(approvals.open_asking(paper), actor=user)


def test_a_small_write_off_goes_by_office_and_store_to_the_leader(office: dict[str, Any]) -> None:
    card = make.asset(value=Decimal("900.00"))
    paper = make.writeoff(assets=[card], actor=office["teacher"])
    assert (paper.size, fresh(card).status) == ("small", "pending_scrap")
    services.writeoff_ask(paper, today=TODAY, actor=office["teacher"])
    turns(paper, office["director"], office["keeper"])
    assert fresh(paper).status == "asked"
    turns(paper, office["vice_principal"])
    assert fresh(paper).status == "agreed"
    with pytest.raises(ValidationError, match="不能自己销账"):
        services.writeoff_book(fresh(paper), way="recycled", today=TODAY, actor=office["teacher"])
    with pytest.raises(ValidationError, match="要填处置收入"):
        services.writeoff_book(fresh(paper), way="sold", today=TODAY, actor=office["director"])
    services.writeoff_book(
        fresh(paper), way="sold", income=Decimal(30), receipt="FS-7", today=TODAY, actor=office["director"]
    )
    assert (fresh(card).status, fresh(card).left_on) == ("scrapped", TODAY)
    assert not services.owes_income(fresh(paper))  # paid to the treasury by the buyer


def test_a_large_write_off_needs_three_who_looked_and_an_answer_from_above(office: dict[str, Any]) -> None:
    paper = make.writeoff(assets=[make.asset(value=Decimal("12000.00"))], actor=office["teacher"])
    assert paper.size == "large"
    with pytest.raises(ValidationError, match="要 3 人鉴定"):
        services.writeoff_ask(paper, today=TODAY, actor=office["teacher"])
    for _ in range(3):
        make.appraisal(writeoff=paper)
    services.writeoff_ask(paper, today=TODAY, actor=office["teacher"])
    assert approvals.open_asking(paper).chain.code == "assets-large"
    names = [turn.name for turn in approvals.open_asking(paper).turns.order_by("place", "pk")]
    assert any("校长办公会" in name for name in names)


def test_refused_things_stay_and_what_was_lost_is_lost_still(office: dict[str, Any]) -> None:
    card, lost = make.asset(value=Decimal(90)), make.asset(value=Decimal(90), status="lose")
    with pytest.raises(ValidationError, match="报废原因请选盘亏"):
        make.writeoff(assets=[lost])
    papers = [make.writeoff(assets=[card]), make.writeoff(assets=[lost], ground="lost")]
    for paper in papers:
        services.writeoff_refuse(paper, actor=office["director"], reason="还能用")
    assert (fresh(card).status, fresh(lost).status) == ("idle", "lost")
