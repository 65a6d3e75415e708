from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people import api as kernel_people
from lvye.kernel.people.models import Post
from lvye.kernel.people.tests import make as people
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import tell
from lvye.modules.plans import services
from lvye.modules.plans.models import LetterStatus, PostStandard
from lvye.modules.plans.services.letters import digest_of
from lvye.modules.plans.tests import make
from lvye.modules.plans.tests.test_plans import refusal

pytestmark = pytest.mark.django_db


def test_a_school_that_begins_finds_a_standard_for_each_usual_post(actor: Any) -> None:
    people.user_in("repairer")
    tell(SchoolSetUp(actor_id=actor.pk, school_id=1, on=make.TODAY))
    standard = PostStandard.objects.get(post__code="repairer")
    assert "影响教学的先修" in standard.quality
    assert services.standards_prepare(actor=actor) == 0


def test_a_letter_holds_the_posts_standard_and_the_persons_goals_with_targets_and_days(actor: Any) -> None:
    user = people.user_in("guard")
    services.standards_prepare(actor=actor)
    person = kernel_people.person_of(user)
    item = make.running(person=person, what="灭火器每月检查", aims=[services.Aim(proof="photo")])
    letter = services.letter_draw(item.plan, person, Post.objects.get(code="guard"), today=make.TODAY, actor=actor)
    assert letter.content["goals"] == [["灭火器每月检查", "有照片", "4月15日"]]
    assert "守门" in letter.content["duties"]
    assert letter.digest == digest_of(letter.content)


def test_letters_are_for_everybody_who_answers_also_by_his_post(actor: Any) -> None:
    one, two = people.user_in("repairer"), people.user_in("repairer")
    item = make.running(person=None, post=Post.objects.get(code="repairer"))
    named = people.person()
    services.item_add(item.plan, what="盘点", person=named, due_on=make.DUE, today=make.TODAY, actor=actor)
    assert services.letters_draw(item.plan, today=make.TODAY, actor=actor) == 3
    holders = {letter.person for letter in item.plan.letters.all()}
    assert holders == {kernel_people.person_of(one), kernel_people.person_of(two), named}
    assert services.letters_draw(item.plan, today=make.TODAY, actor=actor) == 0


def test_there_is_no_letter_before_the_plan_is_agreed_or_without_a_goal(actor: Any) -> None:
    draft = make.planitem()
    values = {"today": make.TODAY, "actor": actor}
    assert "审定以后" in refusal(services.letter_draw, draft.plan, draft.person, None, **values)
    item = make.running()
    assert "没有负责的事项" in refusal(services.letter_draw, item.plan, people.person(), None, **values)
    services.letter_draw(item.plan, item.person, None, **values)
    assert "已经有责任书" in refusal(services.letter_draw, item.plan, item.person, None, **values)


def test_a_signed_letter_stays_as_it_was_signed(actor: Any) -> None:
    letter = make.goalletter()
    item = letter.plan.items.get()
    services.item_change(item, what="改了的事", because="换一件", today=make.TODAY, actor=actor)
    fresh = services.letter_redraw(letter, today=make.TODAY, actor=actor)
    assert fresh.content["goals"][0][0] == "改了的事"
    assert "将来" in refusal(
        services.letter_sign, fresh, signed_on=date(2026, 3, 11), today=make.TODAY, actor=system_user()
    )
    signed = services.letter_sign(fresh, signed_on=None, today=make.TODAY, actor=actor)
    assert (signed.status, signed.signed_on) == (LetterStatus.SIGNED, make.TODAY)
    services.item_change(item, what="又改了", because="再换", today=make.TODAY, actor=actor)
    assert "定稿" in refusal(services.letter_redraw, signed, today=make.TODAY, actor=actor)
    signed.refresh_from_db()
    assert signed.content["goals"][0][0] == "改了的事"
    with pytest.raises(WrongStatusError):
        services.letter_sign(signed, signed_on=None, today=make.TODAY, actor=actor)


def test_a_letter_is_void_with_its_reason_and_another_can_be_drawn(actor: Any) -> None:
    letter = make.goalletter()
    assert "为什么作废" in refusal(services.letter_void, letter, why="", actor=actor)
    services.letter_void(letter, why="换了岗位", actor=actor)
    again = services.letter_draw(letter.plan, letter.person, None, today=make.TODAY, actor=actor)
    assert again.status == LetterStatus.DRAWN
