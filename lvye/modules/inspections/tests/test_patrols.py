from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.duties import api as duties
from lvye.kernel.places.api import code_of
from lvye.kernel.places.tests import make as places
from lvye.kernel.terms.tests import make as terms
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Hazard, Kind, Patrol, PatrolStatus, Route, Stop
from lvye.modules.inspections.tests import make
from lvye.modules.inspections.tests.conftest import Crew

NOW, MINUTE = make.NOW, make.MINUTE


@pytest.fixture
def route(db: Any) -> Route:
    return make.route(stops=3)


def stops(route: Route) -> list[Stop]:
    return list(route.stops.select_related("place").order_by("order"))


def walked(route: Route, crew: Crew, *, most: int = 3, **values: Any) -> Patrol:
    seen = [services.Seen(one, NOW + n * MINUTE) for n, one in enumerate(stops(route)[:most])]
    given = {"person": crew.checker_person, "now": NOW + 10 * MINUTE, "actor": crew.checker} | values
    return services.patrol_record(route, given.pop("seen", seen), **given)


def test_a_walk_says_how_many_stops_were_due_seen_and_proved(route: Route, crew: Crew) -> None:
    seen = [services.Seen(one, NOW + n * MINUTE) for n, one in enumerate(stops(route))]
    seen[0] = services.Seen(seen[0].stop, NOW, code=code_of(seen[0].stop.place))
    patrol = walked(route, crew, seen=seen)
    assert (patrol.status, patrol.stop_count, patrol.seen_count, patrol.scanned_count) == (PatrolStatus.DONE, 3, 3, 1)
    assert patrol.visits.count() == 3
    assert not patrol.is_late


def test_a_walk_broken_off_says_why(route: Route, crew: Crew) -> None:
    with pytest.raises(ValidationError, match="还有 1 站没有到"):
        walked(route, crew, most=2)
    assert walked(route, crew, most=2, words="暴雨").status == PatrolStatus.BROKEN


def test_a_fault_on_the_way_becomes_a_hazard_of_that_stop(route: Route, crew: Crew) -> None:
    make.kind(code="other", name="其他")
    stop = stops(route)[1]
    bad = services.Seen(stop, NOW, is_fault=True, note="墙皮要掉", warns=True, photos=[make.picture()])
    seen = [bad, *(services.Seen(one, NOW + 2 * MINUTE * one.order) for one in stops(route) if one != stop)]
    patrol = walked(route, crew, seen=seen)
    hazard = Hazard.objects.get(patrol=patrol)
    assert (hazard.place, hazard.what, hazard.waits_for_warning) == (stop.place, "墙皮要掉", True)
    assert hazard.finder == crew.checker_person
    assert patrol.fault_count == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "another"}, "扫的是"), ({"code": "ZZZZZZ"}, "不是本校"), ({"is_fault": True}, "请写一句"),
        ({"is_fault": True, "note": "破了"}, "请拍一张"), ({"at": NOW + timedelta(hours=2)}, "手机时间"),
    ],
)  # fmt: skip
def test_what_a_stop_cannot_say(route: Route, crew: Crew, change: dict[str, Any], words: str) -> None:
    if change.get("code") == "another":
        change = {"code": code_of(places.place())}
    first = services.Seen(**({"stop": stops(route)[0], "at": NOW} | change))
    with pytest.raises(ValidationError, match=words):
        walked(route, crew, seen=[first], words="只走一站")


def test_the_same_stop_twice_a_foreign_stop_or_none_at_all_is_refused(route: Route, crew: Crew) -> None:
    first = services.Seen(stops(route)[0], NOW)
    for seen in ([first, first], [services.Seen(make.stop(), NOW)]):
        with pytest.raises(ValidationError, match="记了两次"):
            walked(route, crew, seen=seen, words="试")
    with pytest.raises(ValidationError, match="一站都没有到"):
        walked(route, crew, seen=[], words="试")
    with pytest.raises(ValidationError, match="没有在用"):
        walked(make.route(), crew, seen=[first], words="试")


def test_a_walk_sent_a_day_later_is_labelled_and_one_too_fast_is_marked(route: Route, crew: Crew) -> None:
    assert walked(route, crew, now=NOW + make.DAY).is_late
    rushed = [services.Seen(one, NOW + n * timedelta(seconds=2)) for n, one in enumerate(stops(route))]
    assert walked(route, crew, seen=rushed).is_hasty


def test_a_walk_along_a_route_fulfils_the_check_that_is_due(crew: Crew) -> None:
    terms.term(school_year=2025, half=2, begins_on=date(2026, 2, 23), ends_on=date(2026, 7, 10))
    duties.library_prepare(today=make.TODAY, actor=crew.director)
    duty = duties.Duty.objects.get(code="inspections-wall")
    duties.switch_on(duty, now=NOW - make.MINUTE, actor=crew.director)
    instance = duties.Instance.objects.get(duty=duty, day=make.TODAY)
    services.catalogue_prepare(actor=crew.director)
    route = make.route(occasion=Route.Occasion.WALL)
    wall = make.stop(route=route, kind=Kind.objects.get(code="wall"))
    bad = services.Seen(wall, NOW, is_fault=True, note="能翻过去", photos=[make.picture()])
    patrol = walked(route, crew, seen=[bad])
    result = duties.Result.objects.get(instance=instance)
    fault = duties.Fault.objects.get(result=result)
    assert (result.person, result.bad, fault.item) == (crew.checker_person, 1, "wall")
    assert Hazard.objects.get(patrol=patrol).number in fault.measure
