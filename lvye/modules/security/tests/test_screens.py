"""A day at the gate, by those who stand there and those who are asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Done, Fault, Faulted, Instance
from lvye.kernel.places.api import code_of
from lvye.kernel.places.tests import make as places
from lvye.kit.events import tell
from lvye.modules.repairs.api import catalogue_prepare
from lvye.modules.security import services
from lvye.modules.security.models import CameraFault, Entry, Incident, Outing, Pledge, Visit
from lvye.modules.security.tests import make
from lvye.modules.security.tests.conftest import Crew
from lvye.modules.security.tests.test_pledges import ink

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(user: User, screen: str, **values: Any) -> Any:
    """A form of the page: with the outbox's key."""
    given = {"outbox_key": str(uuid4()), "outbox_as": str(user.pk), "done_at_device": ""} | values
    return browser(user).post(reverse(f"security:{screen}"), given)


def test_the_guard_shows_his_hour_and_writes_his_log_with_one_tap(crew: Crew) -> None:
    gate, duty = make.gate_hour(timezone.now() - timedelta(minutes=59))
    page = text(browser(crew.guard).get(reverse("security:guard")))
    assert "扫码报到" in page
    wrong = sent(crew.guard, "here", code=code_of(places.place()))
    assert wrong.status_code == 400
    assert "不是门岗的码" in text(wrong)
    assert sent(crew.guard, "here", code=f"/s/{code_of(gate.place)}/").status_code == 302
    assert Instance.objects.filter(duty=duty, status="done").count() == 1
    label = text(browser(crew.guard).get(reverse("places.place:detail", args=[gate.place_id])))
    assert reverse("security:here") in label
    key = str(uuid4())
    for _twice in range(2):
        assert sent(crew.guard, "log", kind="calm", outbox_key=key).status_code == 302
    handed = sent(crew.guard, "log", kind="handover", words="钥匙十二把", partner=crew.person("mate").pk)
    assert handed.status_code == 302
    refused = sent(crew.guard, "log", kind="handover", words="钥匙")
    assert refused.status_code == 400
    assert "交给谁" in text(refused)
    assert [one.kind for one in Entry.objects.order_by("pk")] == ["calm", "handover"]


def test_a_visitor_is_written_down_confirmed_on_the_hosts_phone_and_seen_off(crew: Crew) -> None:
    host = crew.person("teacher")
    values = {"kind": "guest", "name": "来客李", "phone": "13800001111", "host": host.pk, "why": "教研", "people": 2,
              "paper": "id", "goods_seen": "on"}  # fmt: skip
    lacking = sent(crew.guard, "visit-new", **(values | {"host": ""}))
    assert lacking.status_code == 400
    assert "找谁" in text(lacking)
    assert sent(crew.guard, "visit-new", **values).status_code == 302
    visit = Visit.objects.get()
    assert "来客李" in text(browser(crew.teacher).get("/"))
    answer = reverse("security:answer", args=[visit.pk])
    assert "请放行" in text(browser(crew.teacher).get(answer))
    assert browser(make.user_in("teacher")[0]).get(answer).status_code == 404
    browser(crew.teacher).post(answer, {"answer": "yes"})
    assert "来客李" in text(browser(crew.guard).get(reverse("security:guard")))
    assert browser(crew.guard).post(reverse("security:leave", args=[visit.pk])).status_code == 302
    visit.refresh_from_db()
    assert (visit.status, visit.confirmed) == ("left", "program")


def test_the_guard_lets_in_by_telephone_or_turns_away(crew: Crew) -> None:
    first, second, third = (make.visit(now=timezone.now(), kind="worker") for _n in range(3))
    browser(crew.guard).post(reverse("security:enter", args=[first.pk]), {"badge": "5"})
    browser(crew.guard).post(reverse("security:refuse", args=[second.pk]), {})
    browser(crew.director).post(reverse("security:answer", args=[third.pk]), {"answer": "no"})
    found = list(Visit.objects.order_by("pk").values_list("status", "badge", "refusal"))
    assert found == [("inside", "5", ""), ("refused", "", "联系不上被访人"), ("refused", "", "被访人不见")]
    assert browser(crew.guard).post(reverse("security:leave", args=[second.pk])).status_code == 400


def test_a_slip_goes_from_the_head_teacher_to_the_gate_and_back(crew: Crew) -> None:
    pupil = make.pupil(crew.person("teacher"))
    now = timezone.localtime()
    values = {"person": pupil.pk, "why": "sick", "leaves_at": now.strftime("%Y-%m-%dT%H:%M"), "taker": "父亲",
              "relation": "父亲", "taker_phone": "13900000000"}  # fmt: skip
    new = reverse("security:slip-new")
    assert pupil.name in text(browser(crew.teacher).get(new))
    assert "谁来接" in text(browser(crew.teacher).post(new, values | {"taker": ""}))
    assert browser(crew.teacher).post(new, values).status_code == 302
    slip = Outing.objects.get()
    assert pupil.name in text(browser(crew.guard).get(reverse("security:guard")))
    assert browser(crew.guard).post(reverse("security:go", args=[slip.pk])).status_code == 302
    assert browser(crew.guard).post(reverse("security:come", args=[slip.pk])).status_code == 302
    assert browser(make.user_in("teacher")[0]).get(reverse("security:slip", args=[slip.pk])).status_code == 404
    asked = make.outing(person=make.pupil(crew.person("teacher")), actor=crew.principal, leaves_at=now, now=now)
    page = reverse("security:slip", args=[asked.pk])
    assert browser(crew.teacher).post(page, {"answer": "no", "refusal": ""}).status_code == 400
    assert browser(crew.teacher).post(page, {"answer": "yes"}).status_code == 302
    assert browser(crew.teacher).post(page, {"answer": "drop"}).status_code == 302
    assert list(Outing.objects.order_by("pk").values_list("status", flat=True)) == ["back", "dropped"]


def test_an_incident_with_a_photo_is_written_at_the_gate_and_becomes_a_repair(crew: Crew) -> None:
    catalogue_prepare(actor=crew.director)
    place = places.place()
    photo = SimpleUploadedFile("a.png", ink().read(), "image/png")
    values = {"kind": "damage", "level": "small", "place": place.pk, "what": "围栏撞弯，有尖角"}
    lacking = sent(crew.guard, "incident", **(values | {"kind": "banned"}))
    assert lacking.status_code == 400
    assert "查到什么违禁物品" in text(lacking)
    assert sent(crew.guard, "incident", photos=photo, **values).status_code == 302
    one = Incident.objects.get()
    hand = reverse("security:hand", args=[one.pk])
    assert "报修" in text(browser(crew.director).get(hand))
    assert browser(crew.director).post(hand, {"to": "nothing"}).status_code == 400
    assert browser(crew.director).post(hand, {"to": "repairs.report"}).status_code == 302
    assert Incident.objects.get().target == "repairs.job"


def test_letters_are_sent_signed_on_the_phone_listed_and_printed(crew: Crew) -> None:
    today = timezone.localdate()
    from lvye.kernel.terms.tests import make as terms

    year, half = (today.year, 1) if today.month >= 8 else (today.year - 1, 2)
    terms.term(school_year=year, half=half, begins_on=today.replace(day=1), ends_on=today + 60 * make.DAY)
    services.wordings_prepare(actor=crew.director)
    board = reverse("security:pledges")
    assert "发责任书" in text(browser(crew.director).get(board))
    browser(crew.director).post(reverse("security:issue"))
    own = Pledge.objects.get(person=crew.person("guard"))
    assert browser(crew.mate).get(reverse("security:pledge", args=[own.pk])).status_code == 404
    page = reverse("security:pledge", args=[own.pk])
    assert "二十四小时有人在岗" in text(browser(crew.guard).get(page))
    assert browser(crew.guard).post(page, {"name": "别人"}).status_code == 400
    assert browser(crew.guard).post(page, {"name": crew.person("guard").name}).status_code == 302
    other = Pledge.objects.get(person=crew.person("mate"))
    photo = SimpleUploadedFile("a.png", ink().read(), "image/png")
    entered = {"as": "witness", "signer": "本人", "photo": photo}
    assert browser(crew.director).post(reverse("security:pledge", args=[other.pk]), entered).status_code == 302
    late = text(browser(crew.director).get(board))
    assert crew.person("teacher").name in late
    assert crew.person("mate").name not in late
    browser(crew.director).post(reverse("security:remind"))
    assert Pledge.objects.filter(reminded_on=today).exists()
    assert "签过的" in text(browser(crew.guard).get(reverse("security:mine")))
    paper = browser(crew.guard).get(reverse("security:paper", args=[own.pk]))
    assert paper.content.startswith(b"%PDF")


def test_the_office_sees_the_gate_checks_the_guards_and_prints_the_log(crew: Crew) -> None:
    make.gate_hour(timezone.now())
    board = text(browser(crew.director).get(reverse("security:board")))
    assert "名学生应配" in board
    assert crew.person("guard").name in text(browser(crew.director).get(reverse("security:check")))
    values = {"kind": "check", "partner": crew.person("guard").pk, "found": "there"}
    assert sent(crew.director, "log", **values).url == reverse("security:board")
    services.incident_write(
        kind="theft", place=places.place(), what="丢了一辆自行车", now=timezone.now(), actor=crew.guard
    )
    sheet = browser(crew.director).get(reverse("security:sheet"))
    assert sheet.content.startswith(b"%PDF")
    assert browser(crew.director).get(reverse("security:sheet"), {"of": "nonsense"}).status_code == 404
    assert browser(crew.guard).get(reverse("security:board")).status_code == 403


def test_a_check_that_finds_a_camera_blind_opens_its_fault(crew: Crew) -> None:
    from lvye.kernel.duties.tests import make as duties

    camera = make.camera()
    fault: Fault = duties.fault()
    result = fault.result
    for _twice in range(2):
        tell(Faulted(fault.pk, result.pk, fault.duty_id, "security-cameras", "picture", "security.camera", camera.pk))
    tell(Done(result.instance_id, result.pk, fault.duty_id, "security-cameras", "security.camera", camera.pk, False, 1))
    tell(Faulted(fault.pk, result.pk, fault.duty_id, "security-cameras", "days", "security.camera", camera.pk))
    found = CameraFault.objects.get()
    assert (found.camera, found.fault) == (camera, fault)
