from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.modules.assets import api, services
from lvye.modules.assets.models import Asset, AssetClass, Movement
from lvye.modules.assets.tests import make
from lvye.modules.assets.tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_the_national_list_is_laid_once_with_lives_and_parents() -> None:
    assert services.classes_prepare(actor=system_user()) == 653
    assert services.classes_prepare(actor=system_user()) == 0
    computer = AssetClass.objects.get(code="A02010105")
    assert (computer.name, computer.life_months, computer.parent.code) == ("台式计算机", 72, "A02010100")
    assert not AssetClass.objects.get(code="A04010000").depreciates


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2010104", "A02010105"), ("A02010105", "A02010105"), ("a0201", "A02010000"), ("2010888", "A02010000"),
        ("6010200", "A05010200"), ("9990000", ""), ("电脑", ""), ("A020", ""),
    ],
)  # fmt: skip
def test_codes_of_2010_and_shortened_ones_name_a_class_of_2022(written: str, meant: str) -> None:
    assert api.class_code_of(written) == meant


def test_forty_cards_of_one_purchase_differ_in_number_and_label_only() -> None:
    made = services.assets_create(
        40, name="课桌", asset_class=make.assetclass(life_months=180), value=Decimal("260.00"),
        acquired_on=date(2026, 2, 20), actor=system_user(),
    )  # fmt: skip
    assert made[0].number == "ZC2026-00001"
    assert made[-1].number == "ZC2026-00040"
    assert len({one.code for one in made}) == 40
    assert {one.life_months for one in made} == {180}


def test_a_label_code_is_read_however_it_was_written() -> None:
    card = make.asset()
    spelt = f"https://school.example/a/{card.code.lower()}/"
    assert api.asset_by_code(spelt) == api.asset_by_code(f" {card.code[:3]}-{card.code[3:]} ") == card
    assert api.asset_by_code("8K3W2P") is None  # six characters are a place's


def test_a_class_without_a_life_asks_for_one_on_the_card() -> None:
    vague = make.assetclass(life_months=None)
    with pytest.raises(ValidationError, match="没有规定折旧年限"):
        make.asset(asset_class=vague)
    assert make.asset(asset_class=vague, life_months=60).life_months == 60


@pytest.mark.parametrize("given", [{"value": Decimal(-1)}, {"qty": 0}])
def test_impossible_values_are_refused_in_a_sentence(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"价值不能小于零|数量要大于零|小数|大于"):
        make.asset(**given)


def test_depreciation_is_straight_from_the_month_it_came_and_ends_at_nothing() -> None:
    card = make.asset(value=Decimal("1000.00"), acquired_on=date(2024, 9, 30), life_months=None)
    assert card.life_months == 72
    assert api.book_value(card, on=date(2024, 9, 30)) == Decimal("986.11")
    assert api.book_value(card, on=date(2024, 8, 31)) == 0
    assert api.book_value(card, on=date(2030, 8, 1)) == 0
    assert api.book_value(card, on=date(2030, 7, 1)) == Decimal("13.89")


def test_what_is_never_depreciated_keeps_its_value() -> None:
    book = make.asset(asset_class=make.assetclass(code="A04010000", depreciates=False, life_months=None))
    nominal = make.asset(is_nominal=True, value=Decimal("1.00"))
    assert api.book_value(book, on=date(2060, 1, 1)) == book.value
    assert api.book_value(nominal, on=date(2060, 1, 1)) == 1


def test_a_move_is_noted_and_an_amended_room_is_a_move() -> None:
    room, keeper = places.room(), people.person()
    card = make.asset(keeper=people.person())
    moved = services.asset_amend(card, place=room, keeper=keeper, note="靠窗", today=TODAY, actor=system_user())
    line = Movement.objects.get(asset=card)
    assert (moved.place, moved.building, moved.keeper, moved.note) == (room, room.building, keeper, "靠窗")
    assert (line.from_place, line.to_place, line.to_keeper, line.moved_on) == (None, room, keeper, TODAY)


def test_value_and_date_are_changed_only_by_who_keeps_the_books() -> None:
    card = make.asset()
    keeper = people.user_with("assets.change_asset", "assets.all_asset")
    with pytest.raises(ValidationError, match="只有管总账的人能改"):
        services.asset_amend(card, value=Decimal(1), today=TODAY, actor=keeper)
    booker = people.user_with("assets.change_asset", "assets.book_asset")
    assert services.asset_amend(card, value=Decimal(1), today=TODAY, actor=booker).value == 1


def test_idle_things_are_found_by_word_and_by_class_oldest_first() -> None:
    kind = make.assetclass(code="A02020200", name="投影仪")
    new = make.asset(name="投影仪", asset_class=kind, acquired_on=date(2025, 1, 1), status="idle")
    old = make.asset(name="投影机", spec="投影仪配件", asset_class=kind, acquired_on=date(2020, 1, 1), status="idle")
    make.asset(name="投影仪", asset_class=kind)
    assert list(api.idle_like("投影仪")) == [old, new]
    assert list(api.idle_like(make.assetclass(code="A02020000"))) == [old, new]


def test_a_transfer_changes_the_cards_when_the_office_books_it() -> None:
    card, room = make.asset(), places.room()
    paper = make.transfer(assets=[card], to_place=room)
    with pytest.raises(ValidationError, match="已经列在调拨单"):
        make.transfer(assets=[card])
    assert Asset.objects.get(pk=card.pk).place is None
    services.transfer_post(paper, today=TODAY, actor=system_user(), answer="同意")
    assert Asset.objects.get(pk=card.pk).place == room
    assert paper.lines.get().moved_on == TODAY


def test_a_transfer_needs_things_that_are_here_and_somewhere_to_go() -> None:
    with pytest.raises(ValidationError, match="不能列进来"):
        make.transfer(assets=[make.asset(status="repair")])
    with pytest.raises(ValidationError, match="调到哪里"):
        make.transfer(to_place=None)
    with pytest.raises(ValidationError, match="至少选一件"):
        services.transfer_ask(assets=[], why="x", to_place=places.place(), today=TODAY, actor=system_user())


def test_a_handover_gives_all_he_keeps_once_both_have_signed() -> None:
    giver, taker = people.person(username="giver"), people.person(username="taker")
    card, used = make.asset(keeper=giver), make.asset(user=giver, keeper=taker)
    paper = make.handover(giver=giver, taker=taker)
    with pytest.raises(ValidationError, match="本人签字"):
        services.handover_give(paper, now=NOW, actor=taker.user)
    paper = services.handover_give(paper, now=NOW, actor=giver.user)
    services.handover_take(paper, now=NOW, actor=taker.user)
    card.refresh_from_db()
    used.refresh_from_db()
    assert (card.keeper, used.user, used.keeper) == (taker, taker, taker)
    assert paper.lines.filter(moved_on=TODAY).count() == 2


def test_who_keeps_nothing_has_nothing_to_hand_over() -> None:
    with pytest.raises(ValidationError, match="名下没有资产"):
        make.handover(giver=people.person())
