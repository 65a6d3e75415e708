"""The canteen as a house: its licence, its machines and their checks, its meetings, one price for all."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.deadlines.api import deadlines
from lvye.kernel.duties.api import Duty, Instance, Sent, generate, instance_do, library_prepare, switch_on
from lvye.kernel.offers.api import offers_for
from lvye.kernel.people.api import appoint
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import term_add
from lvye.modules.canteen import machines, services
from lvye.modules.canteen.register.hanging import _licences
from lvye.modules.canteen.tests import make
from lvye.modules.canteen.tests.make import DAY, NOW, TODAY
from lvye.modules.repairs.services.catalogue import catalogue_prepare
from lvye.modules.repairs.tests import make as repairs

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client: Client, clerk: Any, allow: Any) -> User:
    """Somebody who may do everything in the canteen, signed in."""
    user: User = allow("canteen.*", "places.view_place", "duties.view_instance", "repairs.report_job")
    client.force_login(user)
    return user


def test_only_the_newest_licence_of_a_kind_is_a_deadline_and_none_is_from_the_future(head: User) -> None:
    old = make.licence(ends_on=TODAY + 10 * DAY)
    assert list(_licences(head)) == [old]
    new = make.licence(issued_on=TODAY, ends_on=TODAY + 1800 * DAY)
    assert list(_licences(head)) == [new]
    assert deadlines["canteen.licence"].warn_days == 120
    with make.refusal("将来"):
        make.licence(issued_on=TODAY + DAY, ends_on=TODAY + 9 * DAY)


def test_each_machine_is_checked_by_the_duty_of_its_kind_and_the_page_says_when() -> None:
    actor = make.user()
    ends = TODAY + 100 * DAY
    term_add(school_year=2025, half=2, begins_on=TODAY - 8 * DAY, ends_on=ends, actor=system_user())
    post = people.post("duties.do_instance", code="canteen", name="食堂管理员")
    appoint(make.person_of(actor), post, TODAY - DAY, actor=system_user())
    library_prepare(today=TODAY, actor=system_user())
    oven, gas = make.machine(name="蒸箱"), make.machine(name="燃气总阀", kind="gas")
    for code in ("canteen-machines", "canteen-gas"):
        switch_on(Duty.objects.get(code=code), now=NOW - DAY, actor=system_user())
    generate(until=TODAY + 40 * DAY, now=NOW - DAY, actor=system_user())
    assert {one.machine.name for one in machines.machines(NOW) if one.next_on} == {"蒸箱", "燃气总阀"}
    assert Duty.objects.get(code="canteen-big-clean").unit == "week"
    waits = Instance.objects.filter(spot__target=machines.TARGET, spot__target_id=gas.pk).order_by("due_at").first()
    assert waits is not None
    assert waits.duty.code == "canteen-gas"
    answers = {name: {"key": "ok"} for name in ("alarm", "hose", "valve", "clear")} | {"leak": {"value": "0"}}
    sent = Sent(key=uuid4(), device_at=waits.opens_at, off=DAY * 0)
    instance_do(waits, answers=answers, sent=sent, now=waits.opens_at, actor=actor)
    seen = {one.machine.pk: one for one in machines.machines(waits.opens_at)}
    assert seen[gas.pk].tone == "done"
    assert seen[gas.pk].last is not None
    assert seen[oven.pk].last is None


def test_a_machine_out_of_order_becomes_a_repair_from_the_kitchens_page(head: User, client: Client) -> None:
    catalogue_prepare(actor=system_user())
    oven = make.machine(name="蒸箱")
    address = reverse("canteen:machine", args=[oven.pk])
    code = offers_for(head)[0].code
    assert client.post(address, {"words": " ", "code": code}).status_code == 400
    assert client.post(address, {"words": "门关不严，漏汽", "code": code}).status_code == 302
    oven.refresh_from_db()
    assert oven.handed
    assert machines.machines(NOW)[0].tone == "late"
    assert "没修好" in client.get(address).content.decode()
    assert "报修了，还没修好" in client.get(reverse("canteen:kitchen")).content.decode()


def test_more_machines_in_repair_cost_no_more_queries(django_assert_num_queries: Any) -> None:
    job = repairs.job()
    for n in range(2):
        make.machine(name=f"蒸箱{n}", handed="repairs.job", handed_id=job.pk)
    with django_assert_num_queries(4):
        assert [one.repair for one in machines.machines(NOW)] == [job, job]
    for n in range(6):
        make.machine(name=f"烤箱{n}", handed="repairs.job", handed_id=job.pk)
    with django_assert_num_queries(4):
        assert len(machines.machines(NOW)) == 8


def test_pupils_and_teachers_pay_the_same_and_old_prices_stay() -> None:
    first = make.price(name="土豆烧肉", window="pupil", price=Decimal(6))
    with make.refusal("同菜同价"):
        make.price(name="土豆烧肉", window="staff", price=Decimal(5))
    make.price(name="土豆烧肉", window="staff", price=Decimal(6))
    with make.refusal("为什么调价"):
        make.price(name="土豆烧肉", window="pupil", price=Decimal(7), from_on=TODAY + DAY)
    with make.refusal("另记一条"):
        services.price_change(first, price=Decimal(7), actor=make.user())
    soup = make.price(name="汤", price=Decimal(1))
    make.price(name="汤", price=Decimal("1.5"), from_on=TODAY + 5 * DAY, why="菜价涨了")
    soup.refresh_from_db()
    assert soup.until_on == TODAY + 4 * DAY
    assert [(one.name, one.price) for one in services.prices_on(TODAY) if one.name == "汤"] == [("汤", Decimal(1))]
    assert services.prices_on(TODAY + 5 * DAY)[-1].price == Decimal("1.5")


def test_a_meeting_says_who_was_there_and_what_was_decided() -> None:
    assert make.meeting(kind="safety").get_kind_display() == "食品安全专题会议"
    for wrong in ({"present": " "}, {"decided": ""}, {"held_on": TODAY + DAY}):
        with make.refusal():
            make.meeting(**wrong)
