from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from lvye.kernel.places import services
from lvye.kernel.places.api import Place, PlaceField, code_of, resolve
from lvye.kernel.places.tests import make
from lvye.kernel.registers import declare
from lvye.kernel.registers.api import Offer, offer

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def offered(name: str, label: str, *, public: bool, order: int = 50) -> None:
    """A module above offers a deed on places."""
    deed = Offer(
        name=name,
        label=label,
        icon="wrench",
        url=lambda place: f"/{name}/{code_of(place)}/",
        right=None if public else f"repairs.{name}_job",
        public=public,
        order=order,
    )
    offer(deed, on="places.place")


@pytest.fixture
def no_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the modules of this installation offer does not reach the test, nor the test's offers them."""
    monkeypatch.setattr(declare, "offers", {})


@pytest.fixture
def repair_offer(no_offers: None) -> None:
    """The one deed a visitor may do, as the repairs module offers it."""
    offered("repair", "报修", public=True)


@pytest.mark.usefixtures("repair_offer")
def test_a_visitor_who_scans_a_room_is_at_once_where_he_can_report(client: Client) -> None:
    code = code_of(make.room())
    answer = client.get(f"/s/{code.lower()}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/repair/{code}/")


@pytest.mark.usefixtures("no_offers")
def test_a_visitor_with_two_deeds_chooses_by_large_buttons_and_sees_neither_persons_nor_values(client: Client) -> None:
    offered("patrol", "检查", public=True, order=2)
    offered("repair", "报修", public=True, order=1)
    offered("assign", "派工", public=False)
    page = client.get(f"/s/{code_of(make.room())}/").content.decode()
    assert page.index("报修") < page.index("检查")
    for hidden in ("派工", "查看", "/places/place/"):
        assert hidden not in page
    assert "教学楼 3层 301教室" in page


@pytest.mark.usefixtures("repair_offer")
def test_who_is_signed_in_is_never_sent_on_and_sees_the_record_only_by_right(client: Client, clerk: Any) -> None:
    room = make.room()
    client.force_login(clerk)
    page = client.get(f"/s/{code_of(room)}/").content.decode()
    assert "报修" in page
    assert reverse("places.place:detail", args=[room.pk]) not in page
    clerk.is_superuser = True
    clerk.save()
    assert reverse("places.place:detail", args=[room.pk]) in client.get(f"/s/{code_of(room)}/").content.decode()


@pytest.mark.parametrize("code", ["000000", "8K3W2", "<b>ABCDEF", "教学楼"])
def test_an_unknown_code_gets_a_sentence_and_the_telephone(client: Client, code: str) -> None:
    make.school()
    answer = client.get(reverse("places:scan-code", args=[code]))
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "没有这个地点码" in page
    assert 'href="tel:8001"' in page
    assert "<b>A" not in page


@pytest.mark.usefixtures("repair_offer")
def test_a_revoked_code_and_a_closed_place_are_gone_and_the_other_label_still_works(client: Client, clerk: Any) -> None:
    make.school()
    room = make.room()
    old = resolve(code_of(room))
    assert old is not None
    fresh = services.code_issue(room, actor=clerk)
    services.code_revoke(old, actor=clerk, now=NOW)
    answer = client.get(f"/s/{old.code}/")
    assert answer.status_code == 410
    assert "8001" in answer.content.decode()
    assert client.get(f"/s/{fresh.code}/").status_code == 302
    services.place_close(room, actor=clerk)
    answer = client.get(f"/s/{fresh.code}/")
    assert answer.status_code == 410
    assert "这个地点已经停用" in answer.content.decode()


@pytest.mark.usefixtures("repair_offer")
def test_where_reporting_is_stopped_a_visitor_is_told_to_call_and_the_staff_still_report(
    client: Client, clerk: Any
) -> None:
    make.school()
    room = make.room()
    services.reporting_set(room, allowed=False, actor=clerk)
    answer = client.get(f"/s/{code_of(room)}/")
    assert answer.status_code == 403
    assert "8001" in answer.content.decode()
    client.force_login(clerk)
    answer = client.get(f"/s/{code_of(room)}/")
    assert answer.status_code == 200
    assert f"/repair/{code_of(room)}/" in answer.content.decode()


def test_the_scan_page_opens_for_everybody_and_a_typed_code_leads_to_its_place(client: Client) -> None:
    code = code_of(make.room())
    page = client.get("/scan/")
    assert page.status_code == 200
    assert "data-scan" in page.content.decode()
    assert "'wasm-unsafe-eval'" in page["Content-Security-Policy"]
    for typed in (code.lower(), f"http://testserver/s/{code}/"):
        answer = client.get("/scan/", {"code": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/s/{code}/")


@pytest.mark.parametrize(("typed", "sentence"), [("000000", "没有“000000”"), ("<i>abc", "六位字母和数字")])
def test_a_typed_code_that_leads_nowhere_is_kept_and_explained(client: Client, typed: str, sentence: str) -> None:
    answer = client.get("/scan/", {"code": typed})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert sentence in page
    assert "<i>abc" not in page
    assert 'role="alert"' in page


def test_a_label_of_another_school_is_told_apart_from_a_mistyped_code(client: Client) -> None:
    for asked in ({"code": "http://other.example/s/ZZZZZ9/"}, {"code": "ZZZZZ9", "host": "other.example"}):
        answer = client.get("/scan/", asked)
        assert answer.status_code == 404
        assert "这是别处的码（other.example），不是本校的。" in answer.content.decode()
    own = client.get("/scan/", {"code": "http://testserver/s/ZZZZZ9/", "host": "testserver"}).content.decode()
    assert "没有“ZZZZZ9”这个地点码" in own
    forged = client.get("/scan/", {"code": "ZZZZZ9", "host": "<b>打这个电话"}).content.decode()
    assert "打这个电话" not in forged


def test_other_pages_may_not_run_webassembly(client: Client) -> None:
    assert "wasm" not in client.get("/s/000000/")["Content-Security-Policy"]


# --- the chooser -------------------------------------------------------------------------------------------------


def test_the_chooser_goes_from_building_to_floor_to_room(client: Client, clerk: Any) -> None:
    room = make.room()
    floor = room.parent
    assert floor is not None
    client.force_login(clerk)
    first = client.get("/places/pick/").content.decode()
    assert f"at={room.building_id}" in first
    assert "3层" not in first
    second = client.get("/places/pick/", {"at": room.building_id}).content.decode()
    assert f"at={floor.pk}" in second
    assert f'name="place" value="{room.building_id}"' in second
    third = client.get("/places/pick/", {"at": floor.pk, "name": "where"}).content.decode()
    assert "301教室" in third
    assert f'name="where" value="{floor.pk}"' in third


def test_the_chooser_finds_by_words_and_initials(client: Client, clerk: Any) -> None:
    make.room()
    make.room("物理实验室", building="实验楼")
    client.force_login(clerk)
    for typed in ("物理", "wlsys"):
        page = client.get("/places/pick/", {"place__ask": typed}).content.decode()
        assert "实验楼 3层 物理实验室" in page
        assert "教学楼 3层" not in page
    assert "没有叫这个名字的地点" in client.get("/places/pick/", {"place__ask": "游泳池"}).content.decode()


def test_the_chooser_is_for_who_is_signed_in_and_unknown_places_are_not_found(client: Client, clerk: Any) -> None:
    assert client.get("/places/pick/").status_code == 302
    client.force_login(clerk)
    assert client.get("/places/pick/", {"at": "999999"}).status_code == 404
    assert client.get("/places/pick/", {"at": "x"}).status_code == 200
    assert 'name="place"' in client.get("/places/pick/", {"name": '"><script>'}).content.decode()


def asking(user: Any) -> type[forms.Form]:
    class Asked(forms.Form):
        place = PlaceField(user=user, label="地点")

    return Asked


def cleaned(user: Any, **sent: str) -> Place | list[str]:
    form = asking(user)(sent)
    return form.cleaned_data["place"] if form.is_valid() else list(form.errors["place"])


def test_a_form_takes_a_chosen_place_and_a_typed_one(clerk: Any) -> None:
    room = make.room()
    assert cleaned(clerk, place=str(room.pk)) == room
    assert cleaned(clerk, place__ask="教学楼301") == room
    assert cleaned(clerk, place=str(room.pk), place__ask="别处") == room


def test_a_form_refuses_in_a_sentence_and_keeps_what_was_typed(clerk: Any) -> None:
    room = make.room()
    make.room("301教室", building="实验楼")
    services.place_close(room, actor=clerk)
    assert cleaned(clerk, place="") == ["请选一个地点。"]
    assert "没有这个地点，或者它已经停用" in cleaned(clerk, place=str(room.pk))[0]  # type: ignore[index]
    assert "没有找到“图书馆”" in cleaned(clerk, place__ask="图书馆")[0]  # type: ignore[index]


def test_a_typed_number_is_the_name_of_a_room_and_never_the_number_of_a_record(clerk: Any) -> None:
    room, other = make.room("301教室"), make.place(name="实验楼")
    assert cleaned(clerk, place__ask="301") == room
    assert "没有找到" in cleaned(clerk, place__ask=str(other.pk))[0]  # type: ignore[index]


def test_a_record_at_a_place_that_closed_may_keep_it_and_none_is_put_there_anew(clerk: Any) -> None:
    room = services.place_close(make.room(), actor=clerk)
    page = str(asking(clerk)(initial={"place": room.pk})["place"])
    assert f'name="place__was" value="{room.pk}"' in page
    assert f'<option value="{room.pk}" selected>' in page
    assert cleaned(clerk, place=str(room.pk), place__was=str(room.pk)) == room
    assert isinstance(cleaned(clerk, place=str(room.pk)), list)


def test_what_was_typed_is_still_there_after_a_refusal(clerk: Any) -> None:
    make.room()
    form = asking(clerk)({"place__ask": "图书馆"})
    assert not form.is_valid()
    assert 'value="图书馆"' in str(form["place"])


def test_without_javascript_the_chooser_is_a_list_of_all_places_by_building(clerk: Any) -> None:
    room = make.room()
    make.room("101教室", building="实验楼", floor="1层")
    page = str(asking(clerk)(initial={"place": room.pk})["place"])
    assert f'<option value="{room.pk}" selected>教学楼 3层 301教室</option>' in page
    assert '<optgroup label="实验楼">' in page
    assert "disabled" in page.partition("data-place-box")[2].partition(">")[0]
