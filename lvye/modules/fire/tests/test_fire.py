"""Devices, their dates and their check; orders; plans; drills."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.duties import services as duties
from lvye.kernel.duties.api import Duty, Instance, Sent, Status
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.rules.api import rule_set
from lvye.modules.fire import checking, picture, services
from lvye.modules.fire.codes import device_by_code
from lvye.modules.fire.dates import add_months, dates_of
from lvye.modules.fire.models import Device, Finding, UpkeepKind
from lvye.modules.fire.tests import make
from lvye.modules.fire.tests.make import DAY, NOW, TODAY

MADE = date(2020, 2, 29)


@pytest.mark.parametrize(
    ("agent", "serviced", "service", "scrap"),
    [
        ("powder", None, date(2025, 2, 28), date(2030, 2, 28)),
        ("powder", date(2025, 3, 1), date(2027, 3, 1), date(2030, 2, 28)),
        ("water", None, date(2023, 2, 28), date(2026, 2, 28)),
        ("water", date(2025, 5, 1), None, date(2026, 2, 28)),  # the next service would come after its end
        ("co2", None, date(2025, 2, 28), date(2032, 2, 29)),
        ("gas", date(2026, 1, 5), date(2028, 1, 5), date(2030, 2, 28)),
    ],
)
def test_service_and_scrap_follow_the_standard(
    db: Any, agent: str, serviced: date | None, service: date | None, scrap: date
) -> None:
    found = dates_of("extinguisher", agent, made_on=MADE, installed_on=None, serviced_on=serviced, on=TODAY)
    assert found == (service, scrap)


def test_a_month_later_is_the_last_day_where_there_is_no_such_day() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2023, 12, 31), 2) == date(2024, 2, 29)


def test_a_hydrant_is_tested_once_a_year_and_an_exit_has_no_dates(db: Any) -> None:
    hydrant = make.device(kind="hydrant", agent="powder", made_on=None, installed_on=date(2025, 5, 1))
    assert (hydrant.agent, hydrant.service_due_on, hydrant.scrap_due_on) == ("", date(2026, 5, 1), None)
    way_out = make.device(kind="exit", agent="", made_on=None, installed_on=date(2020, 5, 1))
    assert (way_out.service_due_on, way_out.scrap_due_on) == (None, None)


def test_a_card_is_refused_without_what_its_dates_need(db: Any) -> None:
    for wrong in ({"made_on": None}, {"agent": ""}, {"made_on": TODAY + DAY}, {"serviced_on": date(2020, 1, 1)}):
        with make.refused():
            make.device(**wrong)


def test_another_rule_moves_the_dates_of_all_devices(db: Any) -> None:
    device = make.device()
    rule_set("fire.scrap.powder", 60, effective_from=TODAY, why="本校规定", actor=system_user())
    assert services.dates_refresh(today=TODAY, actor=system_user()) == 1
    device.refresh_from_db()
    assert (device.scrap_due_on, device.service_due_on) == (date(2028, 6, 1), None)


def test_a_label_is_read_however_it_is_written(db: Any) -> None:
    device = make.device()
    for said in (f"https://school.cn/f/{device.code}/", device.code.lower(), f" {device.code[:4]}-{device.code[4:]} "):
        found = device_by_code(said)
        assert found is not None
        assert found.pk == device.pk
    assert device_by_code("ABC") is None


# --- the check --------------------------------------------------------------------------------------------------


def begin(code: str, now: datetime = NOW) -> tuple[Any, Duty]:
    """The duty of the library switched on for a guard since this morning."""
    duties.library_prepare(today=timezone.localdate(now), actor=system_user())
    guard = people.user_in("guard")
    duty = Duty.objects.get(code=code)
    duty = duties.duty_amend(duty, now=now, actor=system_user(), person=guard.person)  # type: ignore[attr-defined]
    return guard, duties.switch_on(duty, now=now, actor=system_user())


def answers_of(duty: Duty, **bad: str) -> dict[str, dict[str, str]]:
    items = duty.version.checklist if duty.version else []
    return {one.code: {"key": "bad", "note": bad[one.code]} if one.code in bad else {"key": "ok"} for one in items}


def test_each_device_is_due_once_and_only_its_own_label_proves_the_check(db: Any) -> None:
    first, second = make.device(), make.device()
    make.device(kind="hydrant", agent="", made_on=None)
    make.device(is_often=True)
    guard, duty = begin("extinguisher_monthly", NOW - 2 * DAY)
    rows = Instance.objects.filter(duty=duty, opens_at__lte=NOW, closes_at__gte=NOW)
    assert sorted(rows.values_list("spot__target_id", flat=True)) == [first.pk, second.pk]
    one = checking.due_on(first, NOW)
    assert one is not None
    wrong = Sent(key=uuid4(), scans=[{"code": second.code}])
    with make.refused("还没扫到"):
        duties.instance_do(one, answers=answers_of(duty), sent=wrong, now=NOW, actor=guard)
    right = Sent(key=uuid4(), scans=[{"code": f"/f/{first.code}/"}])
    result = duties.instance_do(one, answers=answers_of(duty, seal="铅封断了"), sent=right, now=NOW, actor=guard)
    first.refresh_from_db()
    assert result.is_proved
    assert first.is_bad
    assert first.checked_on == TODAY
    assert (checking.glance(NOW).due, checking.glance(NOW).checked) == (2, 1)
    stands = checking.standing([first, second], NOW)
    assert [stands[one.pk].kind for one in (first, second)] == ["late", "going"]


def test_the_phone_opens_the_card_and_one_touch_keeps_the_check(client: Any, db: Any) -> None:
    now = timezone.now()
    old = make.device(made_on=date(2010, 1, 1), today=timezone.localdate(now))
    guard, _duty = begin("extinguisher_monthly", now - 2 * DAY)
    checks = Instance.objects.filter(spot__target_id=old.pk).order_by("opens_at")
    first = checks[0]
    Instance.objects.filter(pk=first.pk).update(opens_at=now - DAY, due_at=now + DAY, closes_at=now + DAY)
    client.force_login(guard)
    address = reverse("fire:scan", args=[old.code])
    page = client.get(address).content.decode()
    assert "都正常，记下" in page
    assert "已到报废年限" in page
    assert client.post(address, {"bad-hose": "on", "n-hose": "喷管裂了", "r-hose": ""}).status_code == 302
    done = Instance.objects.get(pk=first.pk)
    assert done.status == Status.DONE
    assert {one.item for one in done.result.faults.all()} == {"hose", "dates"}
    after = client.get(address).content.decode()
    assert "都正常，记下" not in after
    assert "2 处有问题" in after
    assert client.get(reverse("fire:scan", args=["AAAAAAAA"])).status_code == 404
    client.logout()
    stranger = client.get(address)
    assert stranger.status_code == 200
    assert guard.name not in stranger.content.decode()


def test_the_picture_puts_each_device_where_it_stands(db: Any) -> None:
    room = places.room("301教室", building="求知楼", floor="3层")
    floor = room.parent
    assert floor is not None
    inside, outside = make.device(place=room), make.device(place=floor)
    assert inside.building is not None
    stands = checking.standing([inside, outside], NOW)
    (strip,) = picture.strips(inside.building, [inside, outside], stands)
    assert [cell.name for cell in strip.cells] == ["301教室"]
    assert len(strip.marks) == 2
    assert {mark.y < picture.DEEP for mark in strip.marks} == {True, False}


# --- orders -----------------------------------------------------------------------------------------------------


def test_a_refill_needs_a_firm_and_a_certificate_and_moves_the_dates(db: Any) -> None:
    device = make.device(made_on=date(2020, 1, 1))
    order = make.upkeep(devices=[device])
    with make.refused("哪个单位"):
        services.upkeep_send(order, today=TODAY, actor=system_user())
    with make.refused("单上了"):
        make.upkeep(devices=[device])
    order = services.upkeep_send(order, firm="安泰消防", today=TODAY, actor=system_user())
    device.refresh_from_db()
    assert device.status == "out"
    (line,) = order.lines.all()
    with make.refused("合格证号"):
        services.upkeep_back(order, {}, today=TODAY, actor=system_user())
    services.upkeep_back(
        order, {line.pk: services.Came(result="serviced", certificate="AT-7")}, today=TODAY, actor=system_user()
    )
    device.refresh_from_db()
    assert (device.status, device.service_due_on, device.certificate) == ("here", date(2028, 3, 10), "AT-7")


def test_what_is_past_its_end_is_scrapped_by_two_people_and_never_refilled(db: Any) -> None:
    device = make.device(made_on=date(2014, 1, 1))
    with make.refused("不能再充装"):
        make.upkeep(devices=[device])
    asker, other = people.user_in("director"), people.user_in("principal")
    order = services.upkeep_make([device], kind=UpkeepKind.SCRAP, why="满十年", today=TODAY, actor=asker)
    with make.refused("换一个人"):
        services.upkeep_agree(order, today=TODAY, actor=asker)
    services.upkeep_agree(order, today=TODAY, actor=other)
    device.refresh_from_db()
    assert (device.status, device.scrap_why) == ("scrapped", "满十年")
    assert not checking.devices_for(Duty(code="extinguisher_monthly")).exists()


def test_an_order_is_made_and_brought_back_at_the_desk(client: Any, db: Any) -> None:
    device = make.device(made_on=date(2022, 1, 1), today=timezone.localdate())
    desk = people.user_in("desk")
    client.force_login(desk)
    assert client.get(reverse("fire:board")).status_code == 200
    new = reverse("fire:upkeep-new")
    assert device.number in client.get(f"{new}?kind=service&device={device.pk}").content.decode()
    assert client.post(new, {"kind": "scrap", "device": device.pk, "why": ""}).status_code == 400
    assert client.post(new, {"kind": "service", "device": device.pk, "why": "压力低"}).status_code == 302
    order = device.lines.get().upkeep
    services.upkeep_send(order, firm="安泰", today=timezone.localdate(), actor=desk)
    back = reverse("fire:upkeep-back", args=[order.pk])
    line = order.lines.get()
    assert client.post(back, {f"result-{line.pk}": "serviced", "cost": "一百"}).status_code == 400
    given = {f"result-{line.pk}": "serviced", f"certificate-{line.pk}": "AT-1", "cost": "45.50"}
    assert client.post(back, given).status_code == 302
    order.refresh_from_db()
    assert (order.status, str(order.cost)) == ("done", "45.50")
    for paper in (
        reverse("fire:upkeep-paper", args=[order.pk]), reverse("fire:card", args=[device.pk]),
        reverse("fire:sheet", args=[device.place_id]), f"{reverse('fire:labels')}?building={device.place_id}",
    ):  # fmt: skip
        assert client.get(paper).content.startswith(b"%PDF")


# --- plans and drills -------------------------------------------------------------------------------------------


def test_a_plan_is_issued_looked_at_again_and_followed_by_its_next_version(db: Any) -> None:
    plan = make.plan(status="holds")
    assert plan.review_on == date(2027, 3, 10)
    with make.refused("拟新版"):
        services.plan_amend(plan, title="改", actor=system_user())
    draft = services.plan_revise(plan, actor=system_user())
    assert services.plan_revise(plan, actor=system_user()).pk == draft.pk
    services.plan_issue(draft, today=TODAY + 9 * DAY, actor=system_user())
    plan.refresh_from_db()
    assert (plan.status, draft.version) == ("replaced", 2)
    assert services.plans_prepare(actor=system_user()) == 6
    assert services.plans_prepare(actor=system_user()) == 0


def test_a_drill_times_every_building_and_a_slow_one_must_lead_to_something(db: Any) -> None:
    with make.refused("现行"):
        make.drill(plan=make.plan())
    drill = make.drill(buildings=[places.place(), places.place()])
    first = drill.times.first()
    assert first is not None
    assert first.limit == 120
    with make.refused("还没有记用时"):
        services.drill_hold(
            drill, {first.pk: services.Took(people=1, seconds=9)}, alarm_at=NOW, now=NOW, actor=system_user()
        )
    held = make.hold(drill, seconds=130)
    assert (held.people, held.slowest, held.times.filter(is_over=True).count()) == (600, 130, 2)
    with make.refused("有楼超时"):
        services.drill_close(held, summary="慢", today=TODAY, actor=system_user())
    with make.refused("怎么改进"):
        services.finding_add(held, what="楼梯口拥挤", today=TODAY, actor=system_user())
    task = make.finding(drill=held)
    closed = services.drill_close(held, summary="慢在三楼", today=TODAY, actor=system_user())
    assert closed.status == "closed"
    with make.refused("怎么改的"):
        services.finding_finish(task, done_words=" ", today=TODAY, actor=system_user())


def test_a_drill_is_the_duty_of_its_month_done(db: Any) -> None:
    guard, duty = begin("evacuation_drill", NOW - 2 * DAY)
    make.hold(make.drill(), actor=guard)
    one = Instance.objects.get(duty=duty, status=Status.DONE)
    assert [answer.words for answer in one.result.read][1:] == ["300人", "100秒"]


def test_a_drill_is_arranged_timed_and_talked_over_on_the_phone(client: Any, db: Any) -> None:
    plan, lead = make.plan(status="holds"), people.person()
    building = places.place()
    director = people.user_in("director")
    client.force_login(director)
    today = timezone.localdate()
    given = {"plan": plan.pk, "building": building.pk, "planned_on": today.isoformat(), "lead": lead.pk}
    assert client.post(reverse("fire:drill-new"), given | {"planned_on": "2020-01-01"}).status_code == 400
    assert client.post(reverse("fire:drill-new"), given).status_code == 302
    drill = plan.held_drills.get()
    run, time = reverse("fire:drill-run", args=[drill.pk]), drill.times.get()
    assert client.get(run).status_code == 200
    took = {f"seconds-{time.pk}": "150", f"people-{time.pk}": "420"}
    assert client.post(run, took).status_code == 400  # the alarm never rang
    alarm = (timezone.now() - timedelta(minutes=9)).isoformat()
    assert client.post(run, took | {"alarm_at": alarm}).status_code == 302
    review = reverse("fire:drill-review", args=[drill.pk])
    assert client.post(review, {"deed": "close", "summary": "好"}).status_code == 400
    task = {
        "deed": "finding",
        "what": "门没全开",
        "measure": "开两扇",
        "responsible": lead.pk,
        "due_on": today.isoformat(),
    }
    assert client.post(review, task).status_code == 302
    assert client.post(review, {"deed": "close", "summary": "门口慢"}).status_code == 302
    drill.refresh_from_db()
    assert drill.status == "closed"
    assert Finding.objects.get().responsible == lead
    assert client.get(reverse("fire:drill-paper", args=[drill.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("fire:plan-paper", args=[plan.pk])).content.startswith(b"%PDF")
    assert client.post(reverse("fire:plan-revise", args=[plan.pk]), {"deed": "next"}).status_code == 302


def test_a_number_is_given_to_every_device_without_gaps(db: Any) -> None:
    place = places.place()
    rows = [{"kind": "exit", "place": place} for _ in range(3)]
    made = services.devices_create(rows, today=TODAY, actor=system_user())
    assert [one.number for one in made] == ["XF-0001", "XF-0002", "XF-0003"]
    assert Device.objects.values("code").distinct().count() == 3
