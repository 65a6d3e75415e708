"""Cars the gate knows, what stands before the gate, letters to parents and their slips."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from lvye.kernel.duties.api import Duty, Instance, Sent, duty_amend, instance_do, library_prepare, switch_on
from lvye.kernel.people.tests import make as people
from lvye.modules.security import services
from lvye.modules.security.tests import make
from lvye.modules.security.tests.conftest import refused
from lvye.modules.security.tests.make import DAY, NOW, TODAY


def test_the_gate_knows_a_plate_however_it_is_typed_and_says_when_its_pass_is_over(client: Any, db: Any) -> None:
    guard, person = make.user_in("guard")
    car = make.car(plate="湘a·8k2136", owner=person, actor=guard)
    assert car.plate == "湘A8K2136"
    assert services.car_known("湘a·8K2136") == car
    with refused("车牌这样写"):
        make.car(plate="8K213")
    with refused("已经有了"):
        make.car(plate="湘A 8K2136")
    with refused("发给别的车"):
        make.car(pass_number=car.pass_number)
    client.force_login(guard)
    address = reverse("security:car")
    assert "本校车辆，可以进" in client.get(address, {"plate": "湘A 8K2136"}).content.decode()
    unknown = client.get(address, {"plate": "京B00000"}).content.decode()
    assert "不认识这个车牌" in unknown
    assert "visits/new/?plate=" in unknown
    services.car_change(car, ends_on=timezone.localdate() - DAY, actor=guard)
    assert "通行证不能用了" in client.get(address, {"plate": car.plate}).content.decode()


def test_what_stands_before_the_gate_is_looked_at_point_by_point(db: Any) -> None:
    guard, person = make.user_in("guard")
    point, other = make.crosspoint(), make.crosspoint(kind="sign")
    library_prepare(today=TODAY, actor=guard)
    duty = duty_amend(Duty.objects.get(code="security-traffic"), now=NOW, actor=guard, person=person)
    switch_on(duty, now=NOW - 2 * DAY, actor=guard)
    one = Instance.objects.get(duty=duty, spot__target_id=point.pk, opens_at__lte=NOW, closes_at__gte=NOW)
    answers = {"there": {"key": "ok"}, "clear": {"key": "bad", "note": "线磨没了"}, "free": {"key": "ok"}}
    instance_do(one, answers=answers, sent=Sent(key=uuid4()), now=NOW, actor=guard)
    for record in (point, other):
        record.refresh_from_db()
    assert (point.checked_on, point.is_bad) == (TODAY, True)
    assert (other.checked_on, other.is_bad) == (None, False)


def test_a_letter_goes_to_every_class_and_its_slips_are_counted(client: Any, db: Any) -> None:
    slip = make.parentslip(slip_on=timezone.localdate() + DAY)
    letter, desk = slip.letter, people.user_in("desk")
    assert slip.wanted == 2
    with refused("已经发出"):
        services.letter_amend(letter, title="改", actor=desk)
    client.force_login(desk)
    address = reverse("security:slips", args=[letter.pk])
    answer = client.post(address, {f"back-{slip.pk}": "3"})
    assert answer.status_code == 400
    assert "应交 2 份" in answer.content.decode()
    assert client.post(address, {f"back-{slip.pk}": "1"}).status_code == 302
    with refused("没有收齐"):
        services.letter_close(letter, actor=desk)
    services.slips_count(letter, {slip.pk: 2}, today=TODAY, actor=desk)
    assert services.letter_close(letter, actor=desk).status == "done"
    assert client.get(reverse("security:parents-paper", args=[letter.pk])).content.startswith(b"%PDF")
    with refused("日子已经过了"):
        make.parentletter(status="sent", slip_on=TODAY - DAY)
