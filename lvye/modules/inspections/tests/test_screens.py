"""The phone's pages and the desk's, by those who use them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import code_of
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import registers
from lvye.kit import memo
from lvye.modules.inspections import services
from lvye.modules.inspections.models import AreaStatus, Hazard, Patrol, Status
from lvye.modules.inspections.tests import make
from lvye.modules.inspections.tests.conftest import Crew
from lvye.modules.repairs.tests import make as jobs

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(user: User, url: str, **values: Any) -> Any:
    """A form of the phone: with the outbox's key."""
    given = {"outbox_key": str(uuid4()), "outbox_as": str(user.pk), "outbox_filled_at": ""} | values
    return browser(user).post(url, given)


def found(**values: Any) -> Hazard:
    return make.hazard(**({"now": timezone.now()} | values))


def test_a_teacher_snaps_a_hazard_by_the_code_of_the_place(crew: Crew) -> None:
    teacher = make.user_in("teacher")[0]
    place, kind = places.place(), make.kind()
    page = browser(teacher).get(reverse("inspections:snap"), {"code": code_of(place)})
    assert place.full_name in text(page)
    values = {"place": place.pk, "kind": kind.pk, "what": "栏杆松了", "photos": make.picture()}
    answer = sent(teacher, reverse("inspections:snap"), **values)
    hazard = Hazard.objects.get()
    assert answer.url == reverse("inspections:snapped", args=[hazard.pk])
    assert hazard.finder == teacher.person  # type: ignore[attr-defined]


def test_a_snap_without_a_photo_stays_on_the_page_with_what_was_typed(crew: Crew) -> None:
    teacher = make.user_in("teacher")[0]
    values = {"place": places.place().pk, "kind": make.kind().pk, "what": "井盖翘起"}
    answer = sent(teacher, reverse("inspections:snap"), **values)
    assert answer.status_code == 400
    assert "井盖翘起" in text(answer)
    assert "拍一张隐患的照片" in text(answer)


def test_a_repair_turns_into_a_hazard_that_tells_where_it_came_from(crew: Crew) -> None:
    job = jobs.job()
    page = browser(crew.desk).get(reverse("repairs.job:detail", args=[job.pk]))
    url = reverse("inspections:snap")
    assert f"{url}?job={job.pk}" in text(page)
    sent(crew.desk, url, job=job.pk, place=job.place_id, kind=make.kind().pk, what="电线裸露")
    hazard = Hazard.objects.get()
    assert (hazard.about, hazard.about_id, hazard.source) == ("repairs.job", job.pk, "repair")


def test_the_whole_way_by_hand_on_the_page_of_one_hazard(crew: Crew) -> None:
    hazard = found(needs_warning=True)

    def at(name: str) -> str:
        return reverse(f"inspections:{name}", args=[hazard.pk])

    page = text(browser(crew.desk).get(reverse("inspections.hazard:detail", args=[hazard.pk])))
    assert "警示立好了" in page
    assert at("assign") not in page
    sent(crew.desk, at("warn"), photos=make.picture())
    values = {"level": "general", "measure": "焊牢", "responsible": crew.mender_person.pk, "way": "dated"}
    assert browser(crew.desk).post(at("assign"), values).status_code == 302
    refused = sent(crew.mender, at("mend"), note="好了")
    assert refused.status_code == 400
    assert "整改以后的照片" in text(refused)
    sent(crew.mender, at("mend"), note="焊好了", photos=make.picture())
    hazard.refresh_from_db()
    assert hazard.status == Status.MENDED
    assert "合格，销号" not in text(browser(crew.mender).get(reverse("inspections.hazard:detail", args=[hazard.pk])))
    sent(crew.checker, at("recheck"), result="pass", note="牢固")
    hazard.refresh_from_db()
    assert hazard.status == Status.CLOSED


def test_other_deeds_of_the_page(crew: Crew) -> None:
    hazard = services.hazard_assign(
        found(), measure="修", responsible=crew.mender_person, now=timezone.now(), actor=crew.desk
    )
    day = (timezone.localdate() + 20 * make.DAY).isoformat()
    steps: list[tuple[User, str, dict[str, Any]]] = [
        (crew.mender, "start", {}), (crew.director, "extend", {"due_on": day, "words": "等料"}),
        (crew.desk, "reassign", {"responsible": crew.checker_person.pk}),
        (crew.desk, "job", {"category": jobs.category().pk}), (crew.desk, "refer", {"interim": "围起来"}),
    ]  # fmt: skip
    for user, name, values in steps:
        answer = browser(user).post(reverse(f"inspections:{name}", args=[hazard.pk]), values)
        assert answer.status_code == 302, (name, text(answer)[:300])
    hazard.refresh_from_db()
    assert (hazard.status, hazard.extended_count, hazard.responsible) == (Status.REFERRED, 1, crew.checker_person)
    other = found()
    browser(crew.desk).post(reverse("inspections:danger", args=[other.pk]), {"needs": "yes", "words": "人多"})
    other.refresh_from_db()
    assert other.needs_warning
    browser(crew.director).post(reverse("inspections:drop", args=[other.pk]), {"words": "看过"})
    other.refresh_from_db()
    assert other.status == Status.DROPPED


def test_the_board_puts_what_has_no_warning_first_and_the_map_counts_it(crew: Crew) -> None:
    found(what="先说的")
    urgent = found(needs_warning=True, what="要警示的")
    page = text(browser(crew.desk).get(reverse("inspections:board")))
    assert page.index("要警示的") < page.index("先说的")
    found(place=urgent.place, kind=urgent.kind, what="又来")
    heat = text(browser(crew.director).get(reverse("inspections:heat")))
    assert urgent.kind.name in heat


def test_an_area_is_answered_on_the_phone_and_the_campaign_shows_it(crew: Crew) -> None:
    area = make.area(person=crew.checker_person)
    url = reverse("inspections:area", args=[area.pk])
    assert "没有发现" in text(browser(crew.checker).get(url))
    assert sent(crew.checker, url, looked_at=["楼梯"]).status_code == 400
    sent(crew.checker, url, looked_at=["楼梯", "用电"], found_none="on")
    area.refresh_from_db()
    assert area.status == AreaStatus.REPORTED
    page = text(browser(crew.director).get(reverse("inspections:campaign", args=[area.campaign_id])))
    assert "1 个区域报了没有发现" in page
    assert (
        browser(crew.director).post(reverse("inspections:campaign-finish", args=[area.campaign_id])).status_code == 302
    )


def test_a_campaign_is_set_up_by_choosing_people_for_areas(crew: Crew) -> None:
    building = places.place()
    url = reverse("inspections:campaign-new")
    day = timezone.localdate().isoformat()
    values = {"name": "节前排查", "begins_on": day, "ends_on": day, "items": "用电", "lead": crew.checker_person.pk}
    refused = browser(crew.director).post(url, values)
    assert refused.status_code == 400
    answer = browser(crew.director).post(url, values | {f"area-{building.pk}": crew.mender_person.pk})
    assert answer.status_code == 302
    assert building.name in text(browser(crew.director).get(answer.url))


def test_a_route_is_walked_in_one_form(crew: Crew) -> None:
    route = make.route(stops=2)
    first, second = route.stops.order_by("order")
    assert route.name in text(browser(crew.checker).get(reverse("inspections:routes")))
    url = reverse("inspections:walk", args=[route.pk])
    values = {f"seen-{first.pk}": "ok", f"code-{first.pk}": code_of(first.place)}
    assert sent(crew.checker, url, **values).status_code == 400
    assert sent(crew.checker, url, **values, **{f"seen-{second.pk}": "ok"}).status_code == 302
    assert (Patrol.objects.get().seen_count, Patrol.objects.get().scanned_count) == (2, 1)


def test_the_ledger_is_a_pdf_and_a_letter_is_a_word_document(crew: Crew) -> None:
    found()
    letter = make.letter()
    assert browser(crew.director).get(reverse("inspections:ledger")).content.startswith(b"%PDF")
    assert browser(crew.director).get(reverse("inspections:letter-word", args=[letter.pk])).content.startswith(b"PK")


def test_everybody_sees_what_he_is_warned_of_and_what_is_his_but_no_more(crew: Crew) -> None:
    teacher, person = make.user_in("teacher")
    own, foreign = found(finder=person), found()
    warned = found(needs_warning=True, warning_photos=[make.picture()])
    memo.forget()
    assert set(registers["inspections.hazard"].rows(teacher)) == {own, warned}
    assert browser(teacher).get(reverse("inspections.hazard:detail", args=[foreign.pk])).status_code == 404
    assert browser(teacher).get(reverse("inspections:board")).status_code == 403
    assert browser(teacher).post(reverse("inspections:recheck", args=[own.pk]), {}).status_code == 403
    memo.forget()
    assert set(registers["inspections.hazard"].rows(crew.checker)) == {own, foreign, warned}
