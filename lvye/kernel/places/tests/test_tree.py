from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.audit import api as audit
from lvye.kernel.places import services
from lvye.kernel.places.api import Place, PlaceCode, chain, tree, under, within
from lvye.kernel.places.tests import make
from lvye.kernel.records.api import WrongStatusError, matching

pytestmark = pytest.mark.django_db


def derived(place: Place) -> tuple[Any, ...]:
    place.refresh_from_db()
    return place.full_name, place.path, place.depth, place.building_id


def test_a_room_knows_its_full_name_its_path_and_its_building() -> None:
    room = make.room("301教室")
    floor = room.parent
    assert floor is not None
    building = floor.parent
    assert building is not None
    assert derived(room) == ("教学楼 3层 301教室", f"{building.pk}/{floor.pk}/{room.pk}/", 2, building.pk)
    assert derived(building) == ("教学楼", f"{building.pk}/", 0, building.pk)
    assert [one.name for one in chain(room)] == ["教学楼", "3层", "301教室"]


def test_only_a_second_campus_is_named_in_full_names(clerk: Any) -> None:
    first = make.place(name="主校区", kind="campus")
    second = make.place(name="东校区", kind="campus")
    here = make.place(name="教学楼", parent=first)
    there = make.place(name="教学楼", parent=second)
    assert (here.full_name, there.full_name) == ("教学楼", "东校区 教学楼")


def test_below_a_place_is_all_that_lies_in_it_and_nothing_that_only_begins_alike() -> None:
    buildings = [make.place() for _ in range(12)]  # ids 1 … 12: "1/" must not hold "12/"
    rooms = {b.pk: make.place(name="值班室", kind="room", parent=b) for b in buildings}
    for building in buildings:
        assert set(under(building)) == {building, rooms[building.pk]}
    codes = PlaceCode.objects.filter(within(buildings[0]))
    assert {code.place for code in codes} == {buildings[0], rooms[buildings[0].pk]}


def test_renaming_a_building_renames_every_room_in_it_and_they_are_found_by_the_new_name(clerk: Any) -> None:
    room = make.room("301教室")
    building = room.building
    assert building is not None
    services.place_rename(building, "  明德   楼 ", actor=clerk)
    assert derived(room)[0] == "明德 楼 3层 301教室"
    assert list(matching(Place.objects.filter(kind="room"), "明德")) == [room]
    assert list(matching(Place.objects.all(), "教学楼")) == []
    entry = audit.trail(building)[0]
    assert (entry.verb, entry.changes) == ("rename", {"name": ["教学楼", "明德 楼"]})


def test_moving_a_room_moves_all_below_it_and_its_building_follows(clerk: Any) -> None:
    room = make.room("301教室")
    spot = make.place(name="讲台", kind="spot", parent=room)
    other = make.place(name="实验楼")
    services.place_move(room, other, actor=clerk)
    assert derived(room) == ("实验楼 301教室", f"{other.pk}/{room.pk}/", 1, other.pk)
    assert derived(spot) == ("实验楼 301教室 讲台", f"{other.pk}/{room.pk}/{spot.pk}/", 2, other.pk)


def test_a_place_cannot_be_moved_into_itself_or_below_itself(clerk: Any) -> None:
    outer = make.place(name="操场", kind="ground")
    inner = make.place(name="看台", kind="ground", parent=outer)
    for parent in (outer, inner):
        with pytest.raises(ValidationError, match="自己里面"), transaction.atomic():
            services.place_move(outer, parent, actor=clerk)
    assert derived(inner)[1] == f"{outer.pk}/{inner.pk}/"


@pytest.mark.parametrize(
    ("kind", "above", "sentence"),
    [
        ("floor", None, "要放在某个地点里面"),
        ("campus", "building", "校区不能放在楼栋里面"),
        ("building", "room", "楼栋不能放在房间里面"),
        ("floor", "room", "楼层不能放在房间里面"),
        ("cellar", None, "没有“cellar”这种地点"),
    ],
)
def test_a_kind_stands_only_where_it_belongs(clerk: Any, kind: str, above: str | None, sentence: str) -> None:
    parent = None
    if above == "building":
        parent = make.place()
    elif above == "room":
        parent = make.room()
    before = Place.objects.count()
    with pytest.raises(ValidationError, match=sentence), transaction.atomic():
        services.place_create("甲", kind=kind, parent=parent, actor=clerk)
    assert Place.objects.count() == before


def test_a_kind_with_something_in_it_cannot_become_one_that_may_not_hold_that(clerk: Any) -> None:
    room = make.room()
    assert room.building is not None
    with pytest.raises(ValidationError, match="里面还有“3层”"), transaction.atomic():
        services.place_amend(room.building, actor=clerk, kind="ground")


def test_two_places_in_use_cannot_have_one_name_in_the_same_place(clerk: Any) -> None:
    first = make.room("301教室")
    with pytest.raises(ValidationError, match="已经有一个同名的地点"), transaction.atomic():
        services.place_create("301教室", kind="room", parent=first.parent, actor=clerk)
    with pytest.raises(ValidationError, match="已经有一个同名的地点"), transaction.atomic():
        services.place_create("教学楼", kind="building", actor=clerk)
    services.place_close(first, actor=clerk)
    again = services.place_create("301教室", kind="room", parent=first.parent, actor=clerk)
    assert again.full_name == first.full_name


def test_closing_a_building_closes_what_is_in_it_and_reopening_goes_from_the_outside_in(clerk: Any) -> None:
    room = make.room()
    building = room.building
    assert building is not None
    building = services.place_close(building, actor=clerk, reason="拆除")
    assert not Place.objects.filter(status="open").exists()
    assert audit.trail(room)[0].reason == "拆除"
    room.refresh_from_db()
    with pytest.raises(ValidationError, match="请先启用它"), transaction.atomic():
        services.place_reopen(room, actor=clerk)
    with pytest.raises(WrongStatusError), transaction.atomic():
        services.place_close(building, actor=clerk)
    services.place_reopen(building, actor=clerk)
    assert set(Place.objects.filter(status="open")) == {building}
    with pytest.raises(ValidationError, match="已经停用"), transaction.atomic():
        services.place_create("5室", kind="room", parent=Place.objects.get(name="3层"), actor=clerk)


def test_floors_stand_in_the_order_of_their_numbers(clerk: Any) -> None:
    building = make.place(name="教学楼")
    for name in ("10层", "2层", "负一层", "一层"):
        make.place(name=name, kind="floor", parent=building)
    assert [node.name for node in tree(clerk)] == ["教学楼", "负一层", "一层", "2层", "10层"]


def test_a_tree_is_read_in_one_query(clerk: Any, django_assert_num_queries: Any) -> None:
    for name in ("301教室", "302教室", "303教室"):
        make.room(name)
    with django_assert_num_queries(1):
        nodes = tree(clerk)
    assert [node.depth for node in nodes] == [0, 1, 2, 2, 2]


def test_places_cannot_be_nested_without_end(clerk: Any) -> None:
    place = make.place(name="场0", kind="ground")
    for number in range(1, 8):
        place = make.place(name=f"场{number}", kind="ground", parent=place)
    with pytest.raises(ValidationError, match="最多8层"), transaction.atomic():
        services.place_create("场8", kind="ground", parent=place, actor=clerk)
