from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.audit import api as audit
from lvye.kernel.places.api import Place, PlaceCode, PlaceRow, place_tree_import
from lvye.kernel.places.tests import make

pytestmark = pytest.mark.django_db


def test_a_sheet_makes_the_places_and_all_they_lie_in(clerk: Any) -> None:
    laid = place_tree_import(
        [
            {"campus": "主校区", "building": "教学楼", "floor": "1层", "room": "101教室"},
            {"campus": "主校区", "building": "教学楼", "floor": "1层", "room": "102教室"},
            {"campus": "主校区", "building": "操场", "floor": None, "room": "", "kind": "场地"},
            {"campus": "主校区", "building": "教学楼", "floor": "1层", "room": "饮水机", "kind": "点位"},
        ],
        actor=clerk,
    )
    assert [place.full_name for place in laid.places] == [
        "教学楼 1层 101教室",
        "教学楼 1层 102教室",
        "操场",
        "教学楼 1层 饮水机",
    ]
    assert laid.made == Place.objects.count() == PlaceCode.objects.count() == 7
    assert dict(Place.objects.values_list("name", "kind"))["饮水机"] == "spot"
    room = laid.places[0]
    room.refresh_from_db()
    assert room.building is not None
    assert (room.building.name, room.depth, room.path) == (
        "教学楼",
        3,
        "/".join(str(pk) for pk in (room.building.parent_id, room.building_id, room.parent_id, room.pk)) + "/",
    )
    assert audit.trail(room)[0].verb == "create"


def test_a_second_import_of_the_same_sheet_makes_nothing(clerk: Any) -> None:
    rows = [{"building": "教学楼", "floor": "3层", "room": "301教室"}]
    first = place_tree_import(rows, actor=clerk)
    again = place_tree_import([{"building": "教学楼", "floor": "三层", "room": " 301 教室"}], actor=clerk)
    assert (first.made, again.made) == (3, 0)
    assert again.places == first.places


def test_a_school_with_one_campus_need_not_name_it(clerk: Any) -> None:
    campus = make.place(name="主校区", kind="campus")
    laid = place_tree_import([{"building": "教学楼"}], actor=clerk)
    assert laid.places[0].parent == campus


def test_a_sheet_is_taken_whole_or_not_at_all_and_each_wrong_row_is_named(clerk: Any) -> None:
    make.place(name="东校区", kind="campus")
    make.place(name="西校区", kind="campus")
    rows = [
        {"campus": "东校区", "building": "教学楼"},
        {"building": "实验楼"},
        {"campus": "东校区", "floor": "3层"},
        {"campus": "东校区", "building": "教学楼", "kind": "仓位"},
        {},
        {"campus": "东校区", "building": "教学楼", "kind": "场地"},
        {"campus": "东校区", "building": "楼" * 41},
    ]
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        place_tree_import(rows, actor=clerk)
    sentences = refused.value.messages
    assert [sentence.split("：")[0] for sentence in sentences] == [f"第 {n} 行" for n in range(3, 9)]
    for sentence, part in zip(
        sentences, ["请写明校区", "没有写楼栋", "不认识类型“仓位”", "没有写任何地点", "已经是楼栋", "太长"], strict=True
    ):
        assert part in sentence
    assert Place.objects.count() == 2


def test_a_row_may_say_which_row_of_the_sheet_it_was(clerk: Any) -> None:
    with pytest.raises(ValidationError, match="第 17 行"), transaction.atomic():
        place_tree_import([PlaceRow.of({}, number=17)], actor=clerk)


def test_a_large_school_takes_a_handful_of_queries(clerk: Any, django_assert_max_num_queries: Any) -> None:
    rows = [
        {"building": f"{b}号楼", "floor": f"{f}层", "room": f"{f}{r:02d}室"}
        for b in range(1, 9)
        for f in range(1, 6)
        for r in range(1, 11)
    ]
    with django_assert_max_num_queries(60):
        laid = place_tree_import(rows, actor=clerk)
    assert laid.made == 8 + 40 + 400
