from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.places import services
from lvye.kernel.places.api import PlaceCode, code_in, code_of, codes_of, labels_for, normal_code, resolve
from lvye.kernel.places.codes import ALPHABET, fresh_codes
from lvye.kernel.places.tests import make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def test_codes_hold_no_sign_that_looks_like_another() -> None:
    assert not set("ILOU") & set(ALPHABET)
    assert len(ALPHABET) == 32


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("8k3w2p", "8K3W2P"),
        ("8K3-W2P", "8K3W2P"),
        (" ８Ｋ３Ｗ２Ｐ ", "8K3W2P"),
        ("Ok3Wil", "0K3W11"),
        ("8K3W2", ""),
        ("8K3W2PP", ""),
        ("8K3W2U", ""),
        ("教学楼", ""),
        ("", ""),
    ],
)
def test_a_code_is_understood_as_people_write_it(written: str, kept: str) -> None:
    assert normal_code(written) == kept


def test_the_scanner_may_read_the_whole_address_of_a_label() -> None:
    assert code_in("https://school.example/s/8k3w2p/?from=label") == "8K3W2P"
    assert code_in("8K3 W2P") == "8K3W2P"
    assert code_in("https://elsewhere.example/pay/8K3W2P") == ""


def test_a_code_that_is_taken_is_never_drawn_again() -> None:
    drawn: list[set[str]] = []

    def first_draw_is_taken(codes: Any) -> set[str]:
        drawn.append(set(codes))
        return set(codes) if len(drawn) == 1 else set()

    found = fresh_codes(3, first_draw_is_taken)
    assert len(found) == 3
    assert len(drawn) == 2
    assert not set(found) & drawn[0]


def test_every_place_has_a_code_from_the_start_and_it_leads_back_to_it() -> None:
    room = make.room()
    code = code_of(room)
    found = resolve(code.lower())
    assert found is not None
    assert found.place == room
    assert len({code_of(one) for one in (room, room.parent, room.building) if one}) == 3


def test_a_new_code_is_printed_and_the_old_label_still_leads_there(clerk: Any) -> None:
    place = make.place()
    old = code_of(place)
    new = services.code_issue(place, actor=clerk)
    assert code_of(place) == new.code != old
    found = resolve(old)
    assert found is not None
    assert found.is_live
    assert found.place == place


def test_a_revoked_code_is_known_as_revoked_and_can_be_restored(clerk: Any) -> None:
    place = make.place()
    code = resolve(code_of(place))
    assert code is not None
    code = services.code_revoke(code, actor=clerk, now=NOW, reason="标签被撕走")
    assert (code_of(place), code.revoked_at) == ("", NOW)
    found = resolve(code.code)
    assert found is not None
    assert not found.is_live
    code = services.code_reopen(code, actor=clerk)
    assert (code_of(place), code.revoked_at) == (code.code, None)


def test_reporting_is_stopped_and_allowed_for_all_codes_of_a_place(clerk: Any) -> None:
    place = make.place()
    make.placecode(place=place)
    services.reporting_set(place, allowed=False, actor=clerk, reason="有人乱报")
    assert set(place.codes.values_list("reporting", flat=True)) == {False}
    services.reporting_set(place, allowed=True, actor=clerk)
    assert set(place.codes.values_list("reporting", flat=True)) == {True}


def test_a_printed_code_never_comes_to_lead_elsewhere(clerk: Any) -> None:
    code = make.placecode()
    with pytest.raises(ValidationError, match="不能改到别的地点"), transaction.atomic():
        services.code_amend(code, actor=clerk, place=make.place())


def test_a_closed_place_gets_no_new_code(clerk: Any) -> None:
    place = services.place_close(make.place(), actor=clerk)
    with pytest.raises(ValidationError, match="不能再发地点码"), transaction.atomic():
        services.code_issue(place, actor=clerk)


def test_labels_say_the_place_and_the_school_and_skip_places_whose_codes_are_all_revoked(clerk: Any) -> None:
    make.school()
    room, other = make.room(), make.place(name="实验楼")
    services.code_revoke(PlaceCode.objects.get(place=other), actor=clerk, now=NOW)
    labels = labels_for([other, room])
    assert [(label.title, label.subtitle) for label in labels] == [("教学楼 3层 301教室", "青禾")]
    assert labels[0].url == f"/s/{labels[0].code}/"


def test_codes_of_many_places_take_one_query(django_assert_num_queries: Any) -> None:
    places = [make.place() for _ in range(4)]
    with django_assert_num_queries(1):
        assert set(codes_of(places)) == {place.pk for place in places}
