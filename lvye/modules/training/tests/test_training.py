"""Trainings owed by the calendar, held with signatures, filed; certificates asked for, lacked, lapsing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lvye.kernel.accounts.api import system_user
from lvye.kernel.figures import api as figures
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.api import Post, posts_prepare
from lvye.kernel.people.tests import make as people
from lvye.kernel.rules.api import rule_set
from lvye.kernel.terms.api import month_period
from lvye.kernel.terms.tests import make as terms
from lvye.modules.canteen.tests import make as canteen
from lvye.modules.training import queries, services
from lvye.modules.training.codes import session_by_code
from lvye.modules.training.models import Course, Session, Sitter
from lvye.modules.training.tests import make
from lvye.modules.training.tests.make import DAY, NOW, TODAY


@pytest.fixture(scope="module")
def picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (8, 8), "red").save(kept, "JPEG")
    return kept.getvalue()


def test_a_term_owes_each_subject_once_by_a_workday_of_the_calendar(db: Any) -> None:
    posts_prepare(system_user())
    assert services.courses_prepare(actor=system_user()) == 6
    assert services.courses_prepare(actor=system_user()) == 0
    second = terms.term(school_year=2025, half=2, begins_on=date(2026, 3, 2), ends_on=date(2026, 7, 3))
    made = services.term_plan(second, actor=system_user())
    assert {one.course.code for one in made if one.course} == {"canteen-term", "fire-aid", "guard-gate", "pupil-safety"}
    food = next(one for one in made if one.kind == "food")
    assert food.due_on == date(2026, 3, 27)  # the twentieth workday of a term that begins on a Monday
    assert services.term_plan(second, actor=system_user()) == []
    services.session_drop(food, why="并到下月", actor=system_user())
    assert len(services.term_plan(second, actor=system_user())) == 1


def test_a_new_system_is_taught_before_it_goes_live(db: Any) -> None:
    system_user()
    with make.refused("哪天启用"):
        make.session(kind="system", audience="staff")
    with make.refused("启用那天以前"):
        make.session(kind="system", audience="staff", before_on=TODAY + 3 * DAY, due_on=TODAY + 3 * DAY)
    one = make.session(kind="system", audience="staff", before_on=TODAY + 9 * DAY)
    with make.refused("启用那天以前"):
        services.session_arrange(one, on=TODAY + 9 * DAY, now=NOW, actor=system_user())


def test_who_is_asked_hears_of_it_and_signs_by_tap_by_code_or_by_the_holders_hand(db: Any) -> None:
    guard, other, teacher = people.user_in("guard"), people.user_in("guard"), people.user_in("teacher")
    post = Post.objects.get(code="guard")
    one = make.session(kind="guard", audience="post", post=post, on=TODAY, with_test=True)
    assert set(one.sitters.values_list("person__user", flat=True)) == {guard.pk, other.pk}
    assert Notice.objects.filter(user=guard, title__contains="请参加").exists()
    with make.refused("还没有开始"):
        services.sign_in(one, how="tap", now=NOW, actor=guard)
    one = services.session_open(one, now=NOW, actor=system_user())
    with make.refused("没有一个人签到"):
        services.session_finish(one, now=NOW, actor=system_user())
    for _twice in range(2):
        assert services.sign_in(one, how="tap", now=NOW, actor=guard).sign == "tap"
    with make.refused("没有请您"):
        services.sign_in(one, how="tap", now=NOW, actor=teacher)
    assert services.sign_in(one, how="code", now=NOW, actor=teacher).sign == "code"
    away = one.sitters.get(person__user=other)
    with make.refused("没有到"):
        services.scores_give(one, {away.pk: Decimal(80)}, actor=system_user())
    with make.refused("自己的请自己"):
        services.sitter_sign(one, away.person, now=NOW, actor=other)
    rule_set("training.code_only", value=True, effective_from=TODAY - DAY, why="防代签", actor=system_user())
    with make.refused("扫会场的签到码"):
        services.sign_in(one, how="tap", now=NOW, actor=other)
    with make.refused("原因"):
        services.sitter_excuse(away, note=" ", actor=system_user())
    services.sitter_excuse(away, note="夜班", actor=system_user())
    with make.refused("照片"):
        services.session_finish(one, now=NOW, actor=system_user())


def test_the_test_says_who_passed_and_the_figures_count_who_came(db: Any) -> None:
    one = make.session(with_test=True, on=TODAY, status="open")
    came = [make.sitter(session=one, status="came") for _ in range(2)]
    make.sitter(session=one)
    make.sitter(session=one, status="excused")
    for wrong in (Decimal(101), Decimal(-1)):
        with make.refused("0 到 100"):
            services.scores_give(one, {came[0].pk: wrong}, actor=system_user())
    services.scores_give(one, {came[0].pk: Decimal(60), came[1].pk: Decimal("59.5")}, actor=system_user())
    assert list(one.sitters.order_by("pk").values_list("passed", flat=True))[:2] == [True, False]
    make.held(one, system_user())
    make.session(kind="pupil", audience="pupils", on=TODAY, status="held")
    period = month_period(2026, 3)

    def value(name: str) -> Any:
        return figures.one(name, period).value

    assert (value("training.held"), value("training.came")) == (1, 3)
    assert (value("training.lessons"), value("training.pupils")) == (1, 300)
    assert (value("training.rate"), value("training.passed")) == (Decimal("75.0"), Decimal("50.0"))


def test_pupils_are_counted_and_do_not_sign(db: Any) -> None:
    one = make.session(kind="pupil", audience="pupils", teacher_from="")
    with make.refused("不用签到"):
        services.session_open(one, now=NOW, actor=system_user())
    with make.refused("谁主讲"):
        services.session_finish(one, heads=300, now=NOW, actor=system_user())
    with make.refused("多少学生"):
        services.session_finish(one, teacher_from="德育处", now=NOW, actor=system_user())
    with make.refused("还没有到"):
        services.session_finish(one, heads=3, teacher_from="德育处", on=TODAY + DAY, now=NOW, actor=system_user())


def test_a_post_says_who_lacks_its_certificate_and_whose_lapses(db: Any) -> None:
    guard, second = people.user_in("guard").person, people.user_in("guard").person  # type: ignore[attr-defined]  # the other end
    posts_prepare(system_user())
    services.needs_prepare(actor=system_user())
    make.licence(person=guard, ends_on=TODAY + 20 * DAY)
    make.licence(person=guard, kind="fire", ends_on=None)
    found = {(one.need.post.code, one.need.kind): one for one in queries.stands(TODAY)}
    everybody, some = found["guard", "guard"], found["guard", "fire"]
    assert (everybody.lacking, everybody.short, len(everybody.lapsing)) == ([second], 1, 1)
    assert (some.wanted, some.short) == (2, 1)
    assert services.licences_warn(now=NOW, actor=system_user()) == 1
    assert services.licences_warn(now=NOW, actor=system_user()) == 0
    make.licence(person=second, ends_on=TODAY + 10 * DAY)
    make.licence(person=second, ends_on=TODAY + 900 * DAY)  # the new one is there already
    assert services.licences_warn(now=NOW, actor=system_user()) == 0
    after = {(one.need.post.code, one.need.kind): one for one in queries.stands(TODAY)}["guard", "guard"]
    assert (after.short, len(after.lapsing)) == (0, 1)
    with make.refused("将来"):
        make.licence(issued_on=TODAY + DAY, ends_on=None)


def test_the_kitchens_certificates_are_the_canteens_own(db: Any) -> None:
    worker = canteen.worker()
    papers = queries.kitchen(timezone.localdate())
    lacking = [one for one, _words in papers.lacking]
    assert papers.workers == 1
    assert (worker in lacking) or not lacking


def test_a_training_is_held_signed_marked_filed_and_printed_on_the_screens(
    client: Any, db: Any, picture: bytes
) -> None:
    desk, guard = people.user_in("desk"), people.user_in("guard")
    now = timezone.now()
    one = make.session(
        kind="guard", audience="post", post=Post.objects.get(code="guard"), due_on=timezone.localdate(now), now=now,
        with_test=True, teacher_from="",
    )  # fmt: skip
    run = reverse("training:run", args=[one.pk])
    client.force_login(desk)
    assert "开始签到" in client.get(run).content.decode()
    assert client.post(run, {"deed": "open"}).status_code == 302
    page = client.get(run).content.decode()
    assert one.code in page
    assert "<svg" in page
    client.force_login(guard)
    assert "我到了" in client.get(reverse("training:mine")).content.decode()
    wall = reverse("training:wall", args=[one.code.lower()])
    assert session_by_code(f"https://school.cn{wall}") == one
    assert client.post(wall).status_code == 302
    assert Sitter.objects.get(session=one).sign == "code"
    assert client.get(reverse("training:wall", args=["AAAAAAAA"])).status_code == 404
    assert client.get(run).status_code == 403
    client.force_login(desk)
    scores, sitter = reverse("training:scores", args=[one.pk]), Sitter.objects.get(session=one)
    for wrong in ("", "好", "NaN"):
        assert client.post(scores, {f"score-{sitter.pk}": wrong}).status_code == 400
    assert client.post(scores, {f"score-{sitter.pk}": "88,5"}).status_code == 302
    done = {"deed": "finish", "teacher_from": "法制副校长", "told": "人人动手"}
    refused = client.post(run, done)
    assert refused.status_code == 400
    assert "人人动手" in refused.content.decode()
    shot = SimpleUploadedFile("a.jpg", picture, "image/jpeg")
    assert client.post(run, done | {"photos": shot}).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.teacher_from) == ("held", "法制副校长")
    assert client.get(reverse("training:sheet", args=[one.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("training:label", args=[one.pk])).content.startswith(b"%PDF")
    board = client.get(reverse("training:board")).content.decode()
    assert "食堂的健康证" in board
    client.force_login(guard)
    assert client.get(reverse("training:board")).status_code == 403
    mine = client.get(reverse("training:mine")).content.decode()
    assert "88.5" in mine


def test_subjects_stand_with_what_they_ask(db: Any) -> None:
    with make.refused("选是哪个岗位"):
        make.course(audience="post")
    with make.refused("学生参加"):
        make.course(audience="pupils")
    assert Course.objects.count() == Session.objects.count() == 0
