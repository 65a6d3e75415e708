"""The screen of labels: what may be chosen, what is printed, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lvye.kernel.papers import screens
from lvye.kernel.papers.tests.make import texts
from lvye.kernel.places import services
from lvye.kernel.places.api import Place, code_of
from lvye.kernel.places.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
WHERE = "/papers/labels/"
DOORS = ["room", "spot", "ground"]


@pytest.fixture
def printer(client: Any, clerk: Any, allow: Any) -> Any:
    """A browser of somebody who may print labels."""
    allow("places.view_place", "places.export_place")
    client.force_login(clerk)
    return client


@pytest.fixture
def building(db: None) -> Place:
    """Two floors of two rooms."""
    for floor in (1, 2):
        for room in (1, 2):
            make.room(f"{floor}0{room}", building="教学楼", floor=f"{floor}层")
    return Place.objects.get(name="教学楼")


def words_of(answer: Any) -> str:
    """What stands on the labels, page by page."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return "\f".join(texts(answer.content))


def ask(*places: Place, **words: Any) -> dict[str, Any]:
    return {"place": [place.pk for place in places], "size": "a4-40x30", "kinds": DOORS} | words


def test_labels_need_sign_in_and_the_right_to_export_places(client: Any, clerk: Any, allow: Any) -> None:
    assert client.get(WHERE).status_code == 302
    client.force_login(clerk)
    allow("places.view_place")
    assert client.get(WHERE).status_code == 403
    assert client.post(WHERE).status_code == 403
    allow("places.export_place")
    assert client.get(WHERE).status_code == 200


def test_a_school_without_places_is_told_the_first_step(printer: Any) -> None:
    page = printer.get(WHERE).content.decode()
    assert "还没有地点" in page
    assert reverse("places.place:import") in page


def test_a_building_prints_its_doors_with_their_codes(printer: Any, building: Place) -> None:
    words = words_of(printer.post(WHERE, ask(building)))
    rooms = Place.objects.filter(kind="room")
    assert rooms.count() == 4
    for room in rooms:
        assert code_of(room) in words
    assert code_of(building) not in words
    assert words.index(code_of(rooms.get(name="101"))) < words.index(code_of(rooms.get(name="201")))


def test_other_kinds_are_printed_where_they_are_ticked(printer: Any, building: Place) -> None:
    words = words_of(printer.post(WHERE, ask(building, kinds=["building", "floor"])))
    assert code_of(building) in words
    assert code_of(Place.objects.get(name="101")) not in words


def test_one_floor_and_one_room_may_be_chosen_by_themselves(printer: Any, building: Place) -> None:
    page = printer.get(f"{WHERE}?at={building.pk}").content.decode()
    assert "1层，整层" in page
    first, room = Place.objects.get(name="1层"), Place.objects.get(name="202")
    words = words_of(printer.post(f"{WHERE}?at={building.pk}", ask(first, room, kinds=["building"])))
    assert code_of(room) in words
    assert code_of(Place.objects.get(name="101")) not in words  # not of the kinds; its floor was ticked, not itself
    words = words_of(printer.post(f"{WHERE}?at={building.pk}", ask(first, room)))
    assert code_of(Place.objects.get(name="101")) in words
    assert code_of(Place.objects.get(name="201")) not in words


def test_a_place_ticked_twice_over_gets_one_label(printer: Any, building: Place) -> None:
    room = Place.objects.get(name="101")
    words = words_of(printer.post(WHERE, ask(building, room)))
    assert words.count(code_of(room)) == 1


@pytest.mark.parametrize(("size", "pages"), [("40x30", 4), ("60x40", 4), ("a4-40x30", 1), ("a4-60x40", 1)])
def test_every_size_is_printed(printer: Any, building: Place, size: str, pages: int) -> None:
    words = words_of(printer.post(WHERE, ask(building, size=size)))
    assert words.count("\f") == pages - 1


def test_every_size_that_can_be_printed_is_offered() -> None:
    assert set(screens.SIZES) == set(screens.LABEL_SIZES)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"place": []}, "还没有选地点"),
        ({"place": ["999999", "x"]}, "还没有选地点"),
        ({"kinds": []}, "请至少选一类地点"),
        ({"kinds": ["spot"]}, "没有这一类"),
        ({"size": "1x1"}, ""),
        ({"skip": "45"}, "一张纸一共 45 个"),
        ({"skip": "-1"}, ""),
        ({"skip": "三"}, ""),
        ({"size": "40x30", "skip": "2"}, "标签机不用填这一项"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_the_ticks_stay(
    printer: Any, building: Place, words: dict[str, Any], says: str
) -> None:
    answer = printer.post(WHERE, ask(building) | words)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in page
    assert 'role="alert"' in page or 'class="err"' in page
    ticked = f'value="{building.pk}" checked' in page
    assert ticked == (words.get("place", [building.pk]) == [building.pk])


def test_more_labels_than_one_go_holds_are_refused(
    printer: Any, building: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "MOST_LABELS", 3)
    answer = printer.post(WHERE, ask(building))
    assert answer.status_code == 400
    assert "一次最多印 3 个" in answer.content.decode()


def test_a_closed_place_and_a_revoked_code_are_not_printed(printer: Any, building: Place, clerk: Any) -> None:
    from django.utils import timezone

    closed, revoked = Place.objects.get(name="101"), Place.objects.get(name="102")
    old = code_of(closed)
    services.place_close(closed, actor=clerk)
    gone = revoked.codes.get()
    services.code_revoke(gone, actor=clerk, now=timezone.now())
    words = words_of(printer.post(WHERE, ask(building)))
    assert old not in words
    assert gone.code not in words
    assert code_of(Place.objects.get(name="201")) in words


@pytest.mark.parametrize("at", ["0", "999999", "x", "-1", "1e9"])
def test_a_place_that_is_not_there_is_not_found(printer: Any, building: Place, at: str) -> None:
    assert printer.get(WHERE, {"at": at}).status_code == 404


def test_a_single_campus_is_passed_over_and_several_are_shown(printer: Any) -> None:
    make.room("101", building="教学楼", floor="1层", campus="东校区")
    assert [branch.node.name for branch in printer.get(WHERE).context["groups"]] == ["教学楼"]
    make.room("101", building="实验楼", floor="1层", campus="西校区")
    assert [branch.node.name for branch in printer.get(WHERE).context["groups"]] == ["东校区", "西校区"]


def test_the_page_of_a_place_offers_its_labels(printer: Any, building: Place) -> None:
    page = printer.get(reverse("places.place:detail", args=[building.pk])).content.decode()
    assert f"{WHERE}?at={building.pk}" in page
