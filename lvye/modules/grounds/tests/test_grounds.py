"""Work and plantings, zones and their scores, rooms left tidy, care as recurring work."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.duties import services as duties
from lvye.kernel.duties.api import Duty, Instance, Sent
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.modules.grounds import services
from lvye.modules.grounds.models import Score, Work
from lvye.modules.grounds.rounds import zones_for
from lvye.modules.grounds.tests import make
from lvye.modules.grounds.tests.make import DAY, NOW, TODAY


def test_what_is_put_out_says_what_it_is_and_until_when_to_keep_away(db: Any) -> None:
    with make.refused("用药"):
        make.work(kind="rat", unit="spots")
    assert make.work(kind="rat", unit="spots", agent="溴敌隆", safe_at=NOW + DAY).qty == Decimal(12)
    for wrong in ({"qty": Decimal(0)}, {"on": TODAY + DAY}):
        with make.refused():
            make.work(**wrong)


def test_work_is_the_actors_own_or_a_firms(client: Any, db: Any) -> None:
    gardener = people.user_in("gardener")
    plot = make.plot()
    own = services.work_record(kind="water", plot=plot, today=TODAY, actor=gardener)
    assert (own.person, own.place) == (gardener.person, plot.place)  # type: ignore[attr-defined]
    client.force_login(gardener)
    form = {"on": TODAY.isoformat(), "kind": "clear", "place": plot.place.pk, "qty": "12", "unit": "bags"}
    assert client.post(reverse("grounds.work:new"), form).status_code == 302  # who did it was not asked
    assert Work.objects.latest("pk").person == own.person
    hired = services.work_record(kind="clear", place=plot.place, hired="绿洲园林", today=TODAY, actor=gardener)
    assert hired.person is None


def test_no_more_live_than_were_planted(db: Any) -> None:
    planting = make.planting()
    assert planting.count_due_on < TODAY
    for lived in (None, 101):
        with make.refused():
            services.planting_count(planting, lived=lived, today=TODAY, actor=system_user())
    assert services.planting_count(planting, lived=0, today=TODAY, actor=system_user()).status == "counted"


def test_a_low_score_has_words_and_reaches_who_cleans_there(db: Any) -> None:
    cleaner, judge = people.user_in("cleaner"), people.user_in("desk")
    zone = make.zone(cleaner=cleaner.person)  # type: ignore[attr-defined]
    low = services.Given(points=5)
    with make.refused("哪里不干净"):
        services.scores_give({zone.pk: low}, on=TODAY, today=TODAY, actor=judge)
    with make.refused("自己打扫"):
        services.scores_give({zone.pk: services.Given(points=10)}, on=TODAY, today=TODAY, actor=cleaner)
    (score,) = services.scores_give(
        {zone.pk: services.Given(points=5, note="有积水")}, on=TODAY, today=TODAY, actor=judge
    )
    assert score.is_low
    assert Notice.objects.filter(user=cleaner).exists()
    with make.refused("已经评过"):
        services.scores_give({zone.pk: services.Given(points=9)}, on=TODAY, today=TODAY, actor=judge)


def test_a_dormitory_room_answers_through_its_head_and_is_looked_at_on_any_day(db: Any) -> None:
    judge, head = people.user_in("desk"), people.user_in("teacher")
    room = make.zone(name="教师公寓 204", kind="dorm", cleaner=head.person)  # type: ignore[attr-defined]  # of a person
    with make.refused("自己打扫"):
        services.scores_give({room.pk: services.Given(points=10)}, on=TODAY, today=TODAY, actor=head)
    for day in (TODAY - 3 * DAY, TODAY):
        given = {room.pk: services.Given(points=4, note="公共区没有扫")}
        services.scores_give(given, on=day, today=TODAY, actor=judge)
    assert list(room.scores.order_by("on").values_list("on", "points")) == [(TODAY - 3 * DAY, 4), (TODAY, 4)]
    assert Notice.objects.filter(user=head).exists()


def test_a_score_is_mended_soon_and_with_a_reason_or_never(db: Any) -> None:
    score = make.score(on=TODAY)
    with make.refused("原因"):
        services.score_amend(score, points=8, today=TODAY, actor=system_user())
    assert services.score_amend(score, points=8, why="看错了", today=TODAY, actor=system_user()).points == 8
    with make.refused("过了"):
        services.score_amend(score, points=9, why="又看错", today=TODAY + 2 * DAY, actor=system_user())


def test_the_round_is_given_with_a_thumb_and_stands_on_the_board(client: Any, db: Any) -> None:
    one, two = make.zone(), make.zone(kind="toilet", women=4, men=6)
    desk = people.user_in("desk")
    client.force_login(desk)
    address = reverse("grounds:round")
    assert client.post(address, {}).status_code == 400
    assert client.post(address, {f"points-{one.pk}": "5"}).status_code == 400
    given = {f"points-{one.pk}": "5", f"note-{one.pk}": "墙角有痰", f"points-{two.pk}": "9"}
    assert client.post(address, given).status_code == 302
    assert Score.objects.count() == 2
    board = client.get(reverse("grounds:board")).content.decode()
    assert one.name in board
    assert "女的少了" in board
    assert client.get(reverse("grounds:sheet")).content.startswith(b"%PDF")


def test_a_room_is_left_before_the_next_class_comes(db: Any) -> None:
    use = make.roomuse()
    with make.refused("还没有登记离开"):
        make.roomuse(place=use.place)
    with make.refused("没有整理好"):
        services.room_leave(use, left_tidy=False, now=NOW, actor=system_user())
    assert services.room_leave(use, left_tidy=True, now=NOW, actor=system_user()).status == "left"
    make.roomuse(place=use.place)


def test_care_that_was_done_on_a_plot_is_work_with_its_quantity_once(db: Any) -> None:
    plot = make.plot(area=Decimal(80))
    make.plot(prune=False, water=False, pest=False)
    duties.library_prepare(today=TODAY, actor=system_user())
    gardener = people.user_in("gardener")
    duty = Duty.objects.get(code="grounds-pest")
    duty = duties.duty_amend(duty, now=NOW, actor=system_user(), person=gardener.person)  # type: ignore[attr-defined]
    duties.switch_on(duty, now=NOW - 2 * DAY, actor=system_user())
    one = Instance.objects.get(duty=duty, opens_at__lte=NOW, closes_at__gte=NOW)
    assert one.spot is not None
    assert one.spot.target_id == plot.pk
    answers = {
        "done": {"key": "ok"}, "sign": {"key": "ok"}, "agent": {"value": "吡虫啉 1500 倍"}, "hours": {"value": "12"},
        "qty": {"value": "60"},
    }  # fmt: skip
    sent = Sent(key=uuid4())
    for _twice in range(2):
        duties.instance_do(one, answers=answers, sent=sent, now=NOW, actor=gardener)
    work = Work.objects.get()
    assert (work.qty, work.unit, work.agent, work.plot) == (Decimal(60), "plants", "吡虫啉 1500 倍", plot)
    assert work.safe_at is not None
    assert timezone.localtime(work.safe_at).hour == 21


def test_a_class_or_a_person_answers_for_every_zone(db: Any) -> None:
    zone = make.zone(school_class=people.schoolclass())
    assert "、" in zone.whose
    place = places.place()
    with make.refused("厕位"):
        make.zone(place=place, women=3, men=3)


def test_toilets_are_due_three_times_a_day(db: Any) -> None:
    toilet = make.zone(kind="toilet")
    make.zone(kind="corridor")
    duties.library_prepare(today=TODAY, actor=system_user())
    duty = Duty.objects.get(code="grounds-toilet")
    assert [window.name for window in duty.cadence.windows] == ["早", "中", "晚"]
    assert list(zones_for(duty)) == [toilet]
    assert duty.version is not None
    assert {"floor", "bowl", "wall", "pipe", "light"} <= {item.code for item in duty.version.checklist}
