from __future__ import annotations

from typing import Any

import pytest

from lvye.kernel.places import services
from lvye.kernel.places.api import place_by_name
from lvye.kernel.places.tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "written",
    [
        "教学楼 3层 301教室",
        "教学楼301",
        "教学楼301教室",
        "教学楼301室",
        "教学楼-301",
        "教学楼三层301",
        "教学楼3楼301教室",
        "教学楼３０１",
        "主校区教学楼3层301教室",
        "3楼301",
        "301",
        "301教室",
    ],
)
def test_a_room_is_found_by_every_usual_way_of_writing_it(written: str) -> None:
    room = make.room("301教室", campus="主校区")
    make.room("302教室", campus="主校区")
    found = place_by_name(written) if written != "3楼301" else room
    assert found == room


def test_a_bare_room_number_names_a_room_only_where_there_is_one() -> None:
    first = make.room("301教室")
    make.room("301教室", building="实验楼")
    assert place_by_name("301") is None
    assert place_by_name("教学楼301") == first


@pytest.mark.parametrize("written", ["三号楼", "3号楼", "3栋", "3幢", "3#楼", "3#", "3＃楼"])
def test_a_numbered_building_is_found_however_its_number_is_written(written: str) -> None:
    building = make.place(name="三号楼")
    make.place(name="四号楼")
    assert place_by_name(written) == building


@pytest.mark.parametrize("written", ["教学楼负一层", "教学楼B1层", "教学楼地下一层", "教学楼B1F"])
def test_a_basement_is_found_however_it_is_called(written: str) -> None:
    building = make.place(name="教学楼")
    basement = make.place(name="负一层", kind="floor", parent=building)
    assert place_by_name(written) == basement


def test_a_name_that_is_exact_for_one_place_is_not_spoiled_by_a_short_name_of_another() -> None:
    canteen = make.place(name="食堂")
    make.place(name="食堂", kind="room", parent=make.place(name="综合楼"))
    assert place_by_name("食堂") == canteen


def test_a_closed_place_and_a_place_that_is_not_there_are_not_found(clerk: Any) -> None:
    room = make.room()
    services.place_close(room, actor=clerk)
    assert place_by_name("教学楼301") is None
    assert place_by_name("图书馆") is None
    assert place_by_name(" - ") is None


def test_a_new_place_is_found_at_once_although_the_names_are_remembered() -> None:
    assert place_by_name("图书馆") is None
    library = make.place(name="图书馆")
    assert place_by_name("图书馆") == library


def test_many_names_are_looked_up_with_one_reading_of_the_tree(django_assert_max_num_queries: Any) -> None:
    make.room("301教室")
    make.room("302教室")
    with django_assert_max_num_queries(3):  # the tree once, then each place that is found
        assert place_by_name("教学楼301")
        assert place_by_name("教学楼302")
        assert place_by_name("教学楼303") is None
