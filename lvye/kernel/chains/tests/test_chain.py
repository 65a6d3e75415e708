"""The chain of a record: all it came from and all that came of it, within one's rights, in the order things follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lvye.kernel.chains.api import chain, hub, links
from lvye.kernel.chains.declare import Link, check_links, hubs
from lvye.kernel.places.api import Place, PlaceCode
from lvye.kernel.places.tests import make

pytestmark = pytest.mark.django_db
VIEW_PLACE, VIEW_CODE = "places.view_place", "places.view_placecode"
LINKS = (
    Link(
        source="places.place",
        target="places.placecode",
        forth=lambda place: PlaceCode.objects.filter(place=place),
        back=lambda code: [code.place],
    ),
    Link(
        source="places.place",
        target="places.place",
        forth=lambda place: Place.objects.filter(parent=place),
        back=lambda place: [place.parent] if place.parent else [],
    ),
)


@pytest.fixture(autouse=True)
def linked() -> Iterator[None]:
    """A room follows from its floor, a code from its place; and nothing else is linked."""
    others, centres = dict(links._items), set(hubs)
    links._items.clear()
    hubs.clear()
    links._items.update({each.name: each for each in LINKS})
    yield
    links._items.clear()
    links._items.update(others)
    hubs.clear()
    hubs.update(centres)


def names(found: Any) -> dict[str, list[str]]:
    return {stage.register.key: [str(one) for one in stage.records] for stage in found.stages}


def test_from_the_last_link_one_sees_the_first_and_what_else_came_of_it(clerk: Any, allow: Any) -> None:
    room = make.room()
    first, second = make.placecode(place=room), make.placecode(place=make.room("302教室"))
    allow(VIEW_PLACE, VIEW_CODE)
    found = chain(first, clerk)
    assert [stage.register.key for stage in found.stages] == ["places.place", "places.placecode"]
    assert room in found.stages[0].records
    assert {first, second} <= set(found.stages[1].records)
    assert names(chain(room, clerk)) == names(found)


def test_what_one_may_not_see_is_a_number_and_no_name(clerk: Any, allow: Any) -> None:
    code = make.placecode(place=make.room())
    allow(VIEW_CODE)
    first, last = chain(code, clerk).stages
    assert first.records == []
    assert code in last.records
    assert first.hidden == 3


def test_a_chain_ends_at_a_record_where_many_chains_meet(clerk: Any, allow: Any) -> None:
    building = make.place(name="钟楼")
    first, second = make.placecode(place=building), make.placecode(place=building)
    hub("places.place")
    allow(VIEW_PLACE, VIEW_CODE)
    assert chain(first, clerk).stages[1].records == [first]
    assert {first, second} <= set(chain(building, clerk).stages[1].records)


def test_links_that_go_round_come_to_an_end(clerk: Any, allow: Any) -> None:
    place = make.place()
    allow(VIEW_PLACE)
    round_about = Link(source="places.place", target="places.school", forth=lambda _: [], back=lambda _: [])
    back_again = Link(source="places.school", target="places.place", forth=lambda _: [place], back=lambda _: [place])
    with links.with_item("a", round_about), links.with_item("b", back_again):
        assert chain(place, clerk).stages[0].records == [place]


def test_a_link_to_a_register_nobody_declared_is_refused_at_start() -> None:
    lost = Link(source="places.place", target="places.nothing", forth=lambda _: [], back=lambda _: [])
    assert check_links() == []
    with links.with_item("lost", lost):
        assert [problem.id for problem in check_links()] == ["chains.E001"]


def test_each_record_says_when_it_was_written(clerk: Any, allow: Any) -> None:
    code = make.placecode(place=make.place())
    allow(VIEW_PLACE, VIEW_CODE)
    assert {("places.place", code.place_id), ("places.placecode", code.pk)} <= set(chain(code, clerk).since)
