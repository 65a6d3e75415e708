from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from lvye.kernel.accounts.api import User
from lvye.kernel.people import services
from lvye.kernel.people.api import IncompatiblePair, Post, posts_of, users_with
from lvye.kernel.people.tests import make
from lvye.kernel.registers import api as registers

pytestmark = pytest.mark.django_db
RIGHT = "repairs.dispatch_job"


def today() -> date:
    return timezone.localdate()


def test_a_user_may_do_what_his_post_lets_him_and_nothing_else() -> None:
    user = make.user_with(RIGHT)
    assert user.has_perm(RIGHT)
    assert not user.has_perm("repairs.view_job")
    assert user.has_module_perms("repairs")
    assert not user.has_module_perms("repair")
    assert user.get_all_permissions() == {RIGHT}


@pytest.mark.parametrize(
    ("given", "asked", "allowed"),
    [
        ("repairs.*", "repairs.view_job", True),
        ("repairs.*", "repairsman.view_job", False),
        ("repairs.view_*", "repairs.view_job", True),
        ("repairs.view_*", "repairs.add_job", False),
        ("*", "places.view_place", True),
        ("repairs.view_job", "repairs.view_jobs", False),
    ],
)
def test_a_star_stands_for_any_ending(given: str, asked: str, allowed: bool) -> None:
    user = make.user_with(given)
    assert user.has_perm(asked) is allowed
    assert user.has_module_perms(asked.partition(".")[0]) is (allowed or asked.startswith("repairs."))


def test_somebody_without_post_without_account_or_without_person_may_do_nothing() -> None:
    holder = make.person(username="nobody")
    assert holder.user is not None
    for user in (holder.user, make.user_without_person(), AnonymousUser()):
        assert not user.has_perm(RIGHT)
        assert not user.has_module_perms("repairs")
        assert user.get_all_permissions() == set()


def test_an_inactive_user_may_do_nothing_and_a_superuser_everything() -> None:
    user = make.user_with(RIGHT)
    user.is_active = False
    assert not user.has_perm(RIGHT)
    assert User.objects.create_superuser("root", name="管理").has_perm(RIGHT)


@pytest.mark.parametrize(
    ("from_days", "to_days", "allowed"),
    [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False), (0, 0, True)],
)
def test_rights_hold_from_the_first_day_to_the_last_both_counted(
    from_days: int, to_days: int | None, allowed: bool
) -> None:
    holder = make.person(username="somebody")
    to_on = None if to_days is None else today() + timedelta(days=to_days)
    make.appointment(person=holder, post=make.post(RIGHT), from_on=today() + timedelta(days=from_days), to_on=to_on)
    assert holder.user is not None
    assert holder.user.has_perm(RIGHT) is allowed


def test_a_deputy_has_the_rights_of_the_post_only_in_his_own_period() -> None:
    post = make.post(RIGHT)
    chief = make.appointment(post=post)
    stands_in, stood_in = make.person(username="now"), make.person(username="before")
    week = timedelta(days=7)
    make.appointment(person=stands_in, post=post, deputy_for=chief, from_on=today(), to_on=today() + week)
    make.appointment(person=stood_in, post=post, deputy_for=chief, from_on=today() - week, to_on=today() - week)
    assert stands_in.user is not None
    assert stood_in.user is not None
    assert stands_in.user.has_perm(RIGHT)
    assert not stood_in.user.has_perm(RIGHT)


def test_a_closed_post_gives_nothing() -> None:
    user = make.user_with(RIGHT)
    post = Post.objects.get()
    services.post_amend(post, actor=user, is_open=False)
    assert not user.has_perm(RIGHT)


def test_all_questions_about_rights_of_one_request_cost_one_query(django_assert_num_queries: Any) -> None:
    user = User.objects.get(pk=make.user_with(RIGHT, "repairs.view_job").pk)
    with django_assert_num_queries(1):
        assert user.has_perm(RIGHT)
        assert not user.has_perm("repairs.add_job")
        assert not user.has_perm("places.view_place")
        assert posts_of(user, today())


def test_a_right_taken_away_is_gone_at_once_also_for_a_user_object_that_remembered_it(clerk: Any) -> None:
    user = make.user_with(RIGHT, "people.rights_post")
    assert user.has_perm(RIGHT)
    services.post_rights(Post.objects.get(), ["people.rights_post"], actor=clerk)
    assert not user.has_perm(RIGHT)


def test_who_may_do_a_thing_is_found_whatever_post_gives_it() -> None:
    by_name, by_star = make.user_with(RIGHT), make.user_with("repairs.*")
    make.user_with("repairs.view_job")
    gone = make.user_with(RIGHT)
    services.signin_close(gone.person, actor=by_name)  # type: ignore[attr-defined]
    assert list(users_with(RIGHT, today())) == [by_name, by_star]


# --- the standard posts ------------------------------------------------------------------------------------------


def test_the_standard_posts_come_with_the_rights_the_registers_declare(clerk: Any) -> None:
    prepared = services.posts_prepare(clerk)
    assert len(prepared.made) == 17
    director = Post.objects.get(code="director")
    assert "people.view_person" in director.rights
    assert set(director.rights) == registers.default_rights()["director"]
    assert make.user_in("director").has_perm("places.add_place")


def test_posts_are_named_in_the_language_of_the_school_whoever_prepares_them(clerk: Any) -> None:
    with override("en"):
        services.posts_prepare(clerk)
    assert Post.objects.get(code="keeper").name == "保管员"


def test_a_second_run_adds_only_what_was_declared_since_and_gives_back_nothing_that_was_taken(
    clerk: Any, monkeypatch: Any
) -> None:
    services.posts_prepare(clerk)
    director = Post.objects.get(code="director")
    kept = [right for right in director.rights if right != "people.export_person"]
    services.post_rights(director, kept, actor=clerk, reason="名单不外带")
    monkeypatch.setitem(registers.default_rights.__globals__["extra_rights"], "director", {"repairs.new_thing"})
    prepared = services.posts_prepare(clerk)
    assert prepared.made == []
    assert prepared.widened == {"director": ["repairs.new_thing"]}
    director.refresh_from_db()
    assert set(director.rights) == {*kept, "repairs.new_thing"}
    assert services.posts_prepare(clerk).widened == {}


def test_rights_declared_for_a_post_nobody_knows_stop_the_preparation(clerk: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(registers.default_rights.__globals__["extra_rights"], "directer", {"repairs.view_job"})
    with pytest.raises(ImproperlyConfigured, match="directer"):
        services.posts_prepare(clerk)


def test_every_incompatible_pair_names_its_source_and_is_made_once(clerk: Any) -> None:
    services.posts_prepare(clerk)
    count = IncompatiblePair.objects.count()
    assert count == 14
    assert not IncompatiblePair.objects.filter(document="").exists()
    pair = IncompatiblePair.objects.get(first__code="finance", second__code="keeper")
    assert (pair.document, pair.article) == ("会计法（2024年修正）", "第二十五条")
    services.posts_prepare(clerk)
    assert IncompatiblePair.objects.count() == count


@pytest.mark.parametrize("nonsense", ["repairs", "Repairs.view", "repairs.view job", "*.view", "", "a.b*c"])
def test_what_is_no_right_is_refused(clerk: Any, nonsense: str) -> None:
    post = make.post("people.rights_post")
    with pytest.raises(ValidationError, match="不是一项权限"), transaction.atomic():
        services.post_rights(post, ["people.rights_post", nonsense], actor=clerk)
    post.refresh_from_db()
    assert post.rights == ["people.rights_post"]


def test_the_last_post_that_can_change_rights_keeps_that_right_and_stays_open(clerk: Any) -> None:
    post = make.post("people.rights_post")
    with pytest.raises(ValidationError, match="谁也改不了"), transaction.atomic():
        services.post_rights(post, ["people.view_post"], actor=clerk)
    with pytest.raises(ValidationError, match="谁也改不了"), transaction.atomic():
        services.post_amend(post, actor=clerk, is_open=False)
    make.post("people.*")
    assert services.post_rights(post, ["people.view_post"], actor=clerk).rights == ["people.view_post"]


def test_the_code_of_a_standard_post_stays(clerk: Any) -> None:
    services.posts_prepare(clerk)
    post = Post.objects.get(code="desk")
    with pytest.raises(ValidationError, match="代号不能改"), transaction.atomic():
        services.post_amend(post, actor=clerk, code="helpdesk")
    assert services.post_amend(post, actor=clerk, name="报修接听员").name == "报修接听员"
