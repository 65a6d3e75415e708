"""The design by years, the pond and its fish, the health campaign in which areas answer one by one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lvye.kernel.accounts.api import system_user
from lvye.kernel.duties import services as duties
from lvye.kernel.duties.api import Duty, Instance, Sent
from lvye.kernel.files import api as files
from lvye.kernel.files.tests import make as pictures
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.modules.grounds import services
from lvye.modules.grounds.models import Call, Design, DesignPart, Loss, Planting, Work
from lvye.modules.grounds.tests import make
from lvye.modules.grounds.tests.make import DAY, NOW, TODAY

SYS: dict[str, Any] = {"today": TODAY}


def test_a_design_has_parts_within_its_years_and_its_money(db: Any) -> None:
    actor = system_user()
    design = make.design(budget=Decimal(1500))
    with make.refused("还没有分年项目"):
        services.design_agree(design, actor=actor, **SYS)
    with make.refused("不在里面"):
        make.designpart(design=design, due_on=date(2031, 3, 12))
    make.designpart(design=design)
    dear = make.designpart(design=design)
    with make.refused("超过总预算"):
        services.design_agree(design, actor=actor, **SYS)
    services.design_part_amend(dear, estimate=Decimal(700), actor=actor)
    assert services.design_agree(design, actor=actor, **SYS).agreed_on == TODAY
    with make.refused("超过总预算"):
        make.designpart(design=design, estimate=Decimal(1))


def test_a_part_ends_with_what_it_became_and_never_cheaper_than_what_hangs_on_it(db: Any) -> None:
    actor = system_user()
    plot = make.plot()
    part = make.designpart(plot=plot)
    with make.refused("还没有通过"):
        make.planting(plot=plot, part=part)
    services.design_agree(part.design, actor=actor, **SYS)
    part = DesignPart.objects.get(pk=part.pk)
    with make.refused("对不上"):
        make.planting(part=part)
    with make.refused("花了多少"):
        services.part_finish(part, spent=None, became="种了", actor=actor, **SYS)
    make.planting(plot=plot, part=part, cost=Decimal(500))
    make.work(plot=plot, part=part, cost=Decimal(120))
    with make.refused("620.00元"):
        services.part_finish(part, spent=Decimal(600), became="种了", actor=actor, **SYS)
    with make.refused("请写“做成了”"):
        services.part_drop(part, became="不要了", actor=actor, **SYS)
    with make.refused("写一句"):
        services.part_finish(part, spent=None, became=" ", actor=actor, **SYS)
    done = services.part_finish(part, spent=None, became="活了九成，五月开花", actor=actor, **SYS)
    assert (done.spent, done.done_on) == (Decimal(620), TODAY)


def test_what_is_put_off_stands_in_both_years_and_a_design_ends_when_every_part_has(db: Any) -> None:
    actor = system_user()
    part = make.designpart()
    design = services.design_agree(part.design, actor=actor, **SYS)
    part = DesignPart.objects.get(pk=part.pk)
    with make.refused("晚"):
        services.part_move(part, next_on=part.due_on, became="缺苗", actor=actor, **SYS)
    services.part_move(part, next_on=date(2027, 3, 12), became="缺苗", actor=actor, **SYS)
    later = DesignPart.objects.get(carried_from=part)
    assert (later.year, later.what, later.status) == (2027, part.what, "planned")
    with make.refused("没有结果"):
        services.design_finish(design, closing="好", actor=actor, **SYS)
    services.part_drop(later, became="那块地盖楼", actor=actor, **SYS)
    assert services.design_finish(design, closing="好", actor=actor, **SYS).status == "done"


def test_the_years_of_a_design_are_one_page_and_one_paper(client: Any, db: Any) -> None:
    principal = people.user_in("principal")
    design = make.design()
    part = make.designpart(design=design)
    client.force_login(principal)
    page = client.get(reverse("grounds:design", args=[design.pk])).content.decode()
    assert all(word in page for word in (part.what, "2026", "2030", "这一年没有安排", "通过"))
    assert client.post(reverse("grounds.design:do", args=[design.pk, "agree"])).status_code == 302
    assert Design.objects.get(pk=design.pk).agreed_by == principal.person  # type: ignore[attr-defined]
    paper = client.get(reverse("grounds:design-paper", args=[design.pk]))
    assert paper.content.startswith(b"%PDF")


def test_fish_die_oldest_first_never_more_than_there_are_and_too_many_alarm_the_head(db: Any) -> None:
    actor, head = system_user(), people.user_in("director")
    pond = make.plot(kind="pond")
    with make.refused("不是池塘"):
        services.fish_put(make.plot(), "锦鲤", 5, actor=actor, **SYS)
    old = services.fish_put(pond, "锦鲤", 10, on=TODAY - 9 * DAY, actor=actor, **SYS)
    new = services.fish_put(pond, "锦鲤", 30, actor=actor, **SYS)
    services.fish_died(pond, "锦鲤", 3, actor=actor, **SYS)
    assert not Notice.objects.filter(user=head).exists()
    services.fish_died(pond, "", 9, cause="缺氧", actor=actor, **SYS)
    left = {one.pk: one.left for one in services.stock_of(pond)}
    assert left == {new.pk: 28}
    assert Notice.objects.filter(user=head, title__contains="12 / 40").count() == 1
    with make.refused("只有 28"):
        services.fish_died(pond, "锦鲤", 29, actor=actor, **SYS)
    with make.refused("最多还剩 0"):
        services.planting_count(Planting.objects.get(pk=old.pk), lived=1, actor=actor, **SYS)


def test_the_pond_is_kept_with_a_thumb(client: Any, db: Any) -> None:
    gardener = people.user_in("gardener")
    pond = make.plot(kind="pond", area=Decimal(90))
    client.force_login(gardener)
    address = reverse("grounds:pond", args=[pond.pk])
    wrong = client.post(address, {"deed": "put", "species": "锦鲤", "count": "三十"})
    assert (wrong.status_code, "看不懂：三十" in wrong.content.decode()) == (400, True)
    assert client.post(address, {"deed": "put", "species": "锦鲤", "count": "1,030", "cost": "600"}).status_code == 302
    assert client.post(address, {"deed": "dead", "species": "锦鲤", "count": "2"}).status_code == 302
    assert client.post(address, {"deed": "water", "qty": "30.5"}).status_code == 302
    page = client.get(address).content.decode()
    assert all(word in page for word in ("1028", "−2尾", "30.5立方米"))
    assert Planting.objects.get().measure == "尾"
    client.force_login(people.user_in("teacher"))
    assert "请总务处" in client.post(address, {"deed": "water"}).content.decode()
    assert client.get(reverse("grounds:pond", args=[make.plot().pk])).status_code == 302


def test_dead_fish_of_a_round_lessen_the_pond_once_and_a_change_of_water_is_work(db: Any) -> None:
    pond = make.plot(kind="pond")
    make.plot()
    services.fish_put(pond, "锦鲤", 20, actor=system_user(), **SYS)
    duties.library_prepare(today=TODAY, actor=system_user())
    gardener = people.user_in("gardener")
    for code, answers in (
        ("grounds-pond", {"rail": "ok", "water": "ok", "power": "ok", "dead": 3}),
        ("grounds-pond-water", {"done": "ok", "clean": "ok", "qty": 12}),
    ):
        duty = Duty.objects.get(code=code)
        duty = duties.duty_amend(duty, now=NOW, actor=system_user(), person=gardener.person)  # type: ignore[attr-defined]
        duties.switch_on(duty, now=NOW - 2 * DAY, actor=system_user())
        one = Instance.objects.filter(duty=duty, closes_at__gte=NOW).order_by("opens_at")[0]
        assert one.spot is not None
        assert one.spot.target_id == pond.pk
        said = {key: {"key": value} if value == "ok" else {"value": str(value)} for key, value in answers.items()}
        sent, when = Sent(key=uuid4()), max(NOW, one.opens_at + DAY / 24)
        for _twice in range(2):
            duties.instance_do(one, answers=said, sent=sent, now=when, actor=gardener)
    assert [(one.count, one.cause) for one in Loss.objects.all()] == [(3, "巡查捞出")]
    work = Work.objects.get(kind="renew")
    assert (work.qty, work.unit, work.plot) == (Decimal(12), "cubic", pond)


@pytest.fixture
def crew(db: Any) -> dict[str, Any]:
    cleaner, teacher = people.user_in("cleaner"), people.user_in("teacher")
    one = make.zone(cleaner=cleaner.person)  # type: ignore[attr-defined]
    two = make.zone(cleaner=teacher.person)  # type: ignore[attr-defined]
    drive = make.drive(zones=[(one, None), (two, None)])
    return {"cleaner": cleaner, "teacher": teacher, "drive": drive, "one": drive.calls.get(zone=one),
            "two": drive.calls.get(zone=two)}  # fmt: skip


def test_an_area_answers_with_photo_and_numbers_on_the_phone(client: Any, crew: dict[str, Any]) -> None:
    one, cleaner = crew["one"], crew["cleaner"]
    assert Notice.objects.filter(user=cleaner, title__contains="拍一张").count() == 1
    client.force_login(cleaner)
    address = reverse("grounds:answer", args=[one.pk])
    for wrong, words in (
        ({"qty": "12", "unit": "bags", "people": "6"}, "请拍一张"),
        ({"qty": "", "unit": "bags", "people": "6"}, "清了多少要写一个数"),
        ({"qty": "12", "unit": "bags", "people": "0"}, "几个人做的"),
    ):
        refused = client.post(address, wrong)
        assert (refused.status_code, words in refused.content.decode()) == (400, True)
    good = {"qty": "12.5", "unit": "bags", "people": "6", "photos": SimpleUploadedFile("a.jpg", pictures.jpeg())}
    assert client.post(address, good).status_code == 302
    one = Call.objects.get(pk=one.pk)
    assert one.work is not None
    assert (one.status, one.work.kind, one.work.qty, one.work.place) == (
        "answered", "campaign", Decimal("12.5"), one.zone.place,
    )  # fmt: skip
    assert files.of(one).count() == 1
    page = client.get(reverse("grounds:drive", args=[crew["drive"].pk])).content.decode()
    assert all(word in page for word in ("还没报的", crew["two"].zone.name, "12.5袋"))
    with make.refused("请他来报"):
        services.call_answer(crew["two"], people=1, qty=Decimal(1), now=NOW, actor=cleaner)
    assert client.get(reverse("grounds:answer", args=[crew["two"].pk])).status_code == 404


def test_closing_waits_for_the_last_day_and_keeps_the_silent_in_the_denominator(crew: dict[str, Any]) -> None:
    drive, actor = crew["drive"], system_user()
    services.call_answer(
        crew["one"], people=4, qty=Decimal(3), photos=[pictures.photo()], now=NOW, actor=crew["cleaner"]
    )
    with make.refused("还没有到最迟报的日期"):
        services.drive_finish(drive, closing="好", now=NOW, actor=actor)
    assert services.drives_remind(now=NOW, actor=actor) == 0
    late = NOW + 4 * DAY
    assert services.drives_remind(now=late, actor=actor) == 1
    with make.refused("小结"):
        services.drive_finish(drive, closing=" ", now=late, actor=actor)
    services.drive_finish(drive, closing="操场好，后墙差", now=late, actor=actor)
    assert [one.status for one in drive.calls.order_by("pk")] == ["answered", "missed"]
    with make.refused("已经结束"), records.attempt():
        services.call_add(drive=drive, zone=make.zone(), now=late, actor=actor)


def test_a_campaign_begins_with_its_areas_and_says_where_nobody_answers(client: Any, db: Any) -> None:
    desk = people.user_in("desk")
    zone = make.zone()
    lonely = make.zone(school_class=people.schoolclass(head=None))
    records.amend(lonely, actor=system_user(), cleaner=None)
    client.force_login(desk)
    form = {
        "name": "迎检大扫除", "begins_on": "2026-03-10", "ends_on": "2026-03-12", "standard": "没有死角",
        "lead": desk.person.pk, f"zone-{zone.pk}": "on", f"zone-{lonely.pk}": "on",  # type: ignore[attr-defined]
    }  # fmt: skip
    address = reverse("grounds:drive-new")
    refused = client.post(address, form)
    assert (refused.status_code, lonely.name in refused.content.decode()) == (400, True)
    del form[f"zone-{lonely.pk}"]
    made = client.post(address, form)
    assert made.status_code == 302
    assert client.get(made.url).status_code == 200
    assert client.get(f"{made.url}paper/").content.startswith(b"%PDF")


def test_a_step_nobody_takes_by_hand_has_no_page(client: Any, allow: Any, crew: dict[str, Any]) -> None:
    client.force_login(allow("*"))
    for step in ("miss", "no-such-step"):
        assert client.post(f"/grounds/call/{crew['one'].pk}/do/{step}/").status_code == 404
    assert Call.objects.get(pk=crew["one"].pk).status == "due"
