"""A request goes up its chain: who must agree, in what order, and what happens at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals import services
from lvye.kernel.approvals.api import FrozenError, asking_of, history_of, holding, waiting_for
from lvye.kernel.approvals.models import ApprovalChain, Asking, Turn
from lvye.kernel.approvals.words import chain_words
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.api import Appointment, Person, Post, appoint, appointment_end, person_of
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import RuleSpec, declared, rule_set
from lvye.kit import memo

from . import make
from .make import MORNING, Desk

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)


@contextmanager
def refused(match: str | None = None, *, kind: type[ValidationError] = ValidationError) -> Iterator[Any]:
    """A deed that is refused undoes its transaction; the test's own goes on."""
    with pytest.raises(kind, match=match) as found, transaction.atomic():
        yield found


def person(user: User) -> Person:
    found = person_of(user)
    assert found is not None
    return found


def ask(thing: Any, actor: User, **given: Any) -> Asking:
    return services.ask(thing, actor=actor, step="leaving", now=MORNING, **given)


def agree(asking: Asking, actor: User, **given: Any) -> Asking:
    return services.agree(asking, actor=actor, now=MORNING + timedelta(hours=1), **given)


def names_now(asking: Asking) -> list[str]:
    asking = Asking.objects.get(pk=asking.pk)
    return [turn.name for turn in holding(asking)[0]]


def test_the_step_is_taken_when_the_last_one_agrees_and_not_before(desk: Desk) -> None:
    make.chain("director", "principal")
    teacher, director, principal = people.user_in("teacher"), people.user_in("director"), people.user_in("principal")
    thing = desk.thing()
    asking = ask(thing, teacher)
    assert names_now(asking) == ["总务主任"]
    agree(asking, director)
    assert desk.told == []
    assert names_now(asking) == ["校长"]
    done = agree(asking, principal)
    assert done.status == Asking.Status.AGREED
    assert desk.told == [("agreed", thing.pk)]
    thing.refresh_from_db()
    assert thing.status == "left"


def test_whose_turn_it_is_is_told_and_the_requester_hears_the_end(desk: Desk) -> None:
    make.chain("director", "principal")
    teacher, director, principal = people.user_in("teacher"), people.user_in("director"), people.user_in("principal")
    asking = ask(desk.thing(), teacher)
    assert [n.user for n in Notice.objects.all()] == [director]
    assert list(waiting_for(director, TODAY)) == [asking]
    assert list(waiting_for(principal, TODAY)) == []
    agree(asking, director)
    agree(asking, principal)
    assert "同意了" in Notice.objects.get(user=teacher).title


def test_without_a_chain_nothing_is_asked_and_the_sentence_says_what_to_set_up(desk: Desk) -> None:
    with refused("审批流程"):
        ask(desk.thing(), people.user_in("teacher"))


def test_what_is_asked_about_stays_as_it_is_until_it_is_withdrawn(desk: Desk) -> None:
    make.chain("director")
    people.user_in("director")
    teacher, thing = people.user_in("teacher"), desk.thing()
    ask(thing, teacher)
    for write in (
        lambda: records.amend(thing, actor=teacher, phone="13800000000"),
        lambda: records.take(Person.objects.get(pk=thing.pk), "leave", actor=teacher, left_on=TODAY),
    ):
        with refused("正在审批"):
            write()
    services.withdraw(thing, actor=teacher, step="leaving", now=MORNING)
    records.amend(Person.objects.get(pk=thing.pk), actor=teacher, phone="13800000000")
    assert desk.told == [("withdrawn", thing.pk)]


def test_a_part_of_what_is_asked_about_stays_as_it_is_and_none_is_added(db: None) -> None:
    with make.desk(parts={"people.appointment": "person"}) as desk:
        make.chain("director")
        people.user_in("director")
        teacher, thing, actor = people.user_in("teacher"), desk.thing(), system_user()
        before = people.appointment(person=thing)
        ask(thing, teacher)
        with refused(kind=FrozenError):
            records.amend(before, actor=actor, to_on=TODAY)
        with refused(kind=FrozenError):
            people.appointment(person=thing)
        with refused(kind=FrozenError):
            records.remove(before, actor=actor, reason="改")
        with refused(kind=FrozenError):
            rows = [{"person": thing, "post": people.post(), "from_on": TODAY}]
            records.create_many(Appointment, rows, actor=actor)


def test_nobody_agrees_to_what_he_asked_for_himself_or_handed_in_for_another(desk: Desk) -> None:
    make.chain("director", "principal")
    director, principal = people.user_in("director"), people.user_in("principal")
    other = people.user_in("director")
    thing = desk.thing()
    desk.asks_for[thing.pk] = principal
    people.user_in("principal")
    asking = ask(thing, director)
    with refused("自己"):
        agree(asking, director)
    agree(asking, other)
    with refused("自己"):
        agree(asking, principal)
    assert not waiting_for(principal, TODAY).exists()


def test_who_merely_stands_in_for_the_requester_does_not_decide_either(desk: Desk) -> None:
    make.chain("director", "principal")
    director = people.user_in("director")
    deputy, principal = people.user_in("teacher"), people.user_in("principal")
    his = Appointment.objects.get(person=person(director))
    appoint(person(deputy), his.post, TODAY, to_on=date(2026, 4, 1), deputy_for=his, actor=system_user())
    asking = ask(desk.thing(), director)
    assert names_now(asking) == ["校长"]  # the director's step is passed over: nobody else holds the post
    assert not waiting_for(deputy, TODAY).exists()
    with refused("不是您"):
        agree(asking, deputy)
    assert list(waiting_for(principal, TODAY)) == [asking]


def test_a_deputy_decides_for_the_holder_and_is_named_as_deputy(desk: Desk) -> None:
    make.chain("director")
    director, deputy = people.user_in("director"), people.user_in("teacher")
    his = Appointment.objects.get(person=person(director))
    appoint(person(deputy), his.post, TODAY, to_on=date(2026, 4, 1), deputy_for=his, actor=system_user())
    asking = ask(desk.thing(), people.user_in("teacher"))
    agree(asking, deputy)
    assert asking.turns.get().as_deputy is True


def test_a_request_whose_last_step_only_the_requester_could_decide_is_refused(desk: Desk) -> None:
    make.chain("director", "principal")
    people.user_in("director")
    with refused("自己的事不能自己批"):
        ask(desk.thing(), people.user_in("principal"))


def test_a_step_nobody_holds_is_refused_when_it_is_asked_not_left_to_lie(desk: Desk) -> None:
    make.chain("director", "principal")
    people.user_in("director")
    with refused("“校长”现在没有人任职"):
        ask(desk.thing(), people.user_in("teacher"))


def test_two_incompatible_posts_on_one_chain_are_not_held_by_one(desk: Desk) -> None:
    make.chain(("finance", "keeper"), "principal")
    both = people.user_in("finance")
    rule_set(
        "people.allow_incompatible",
        value=True,
        effective_from=date(2020, 1, 1),
        document="校务会",
        why="人手不够",
        actor=system_user(),
    )
    keeper = Post.objects.get(code="keeper")
    appoint(person(both), keeper, date(2021, 1, 1), actor=system_user(), reason="人手不够")
    people.user_in("principal")
    teacher = people.user_in("teacher")
    with refused("不能一人经手"):
        ask(desk.thing(), teacher)
    finance, other = people.user_in("finance"), people.user_in("keeper")
    asking = ask(desk.thing(), teacher)
    with refused("会计法"):
        agree(asking, both)
    services.hand_over(asking, actor=both, person=person(finance), reason="岗位不相容", now=MORNING)
    agree(asking, finance)
    agree(asking, other)
    assert names_now(asking) == ["校长"]


def test_a_turn_handed_to_somebody_keeps_its_post_apart_from_the_others(desk: Desk) -> None:
    make.chain(("finance", "keeper"), "principal")
    finance, keeper = people.user_in("finance"), people.user_in("keeper")
    people.user_in("principal")
    asking = ask(desk.thing(), people.user_in("teacher"))
    services.hand_over(asking, actor=finance, person=person(keeper), now=MORNING)
    agree(asking, keeper)  # his own turn
    with refused("不能由一个人经手"):
        agree(asking, keeper)


def test_an_amount_line_counts_the_amount_itself_and_reads_the_rule(desk: Desk) -> None:
    small = {"by": "post", "posts": ["principal"], "above": "5000"}
    make.chain("director", small)
    people.user_in("director"), people.user_in("principal")
    teacher = people.user_in("teacher")
    below, at = ask(desk.thing(Decimal("4999.99")), teacher), ask(desk.thing(5000), teacher)
    assert below.turns.count() == 1
    assert at.turns.count() == 2


def test_a_line_at_a_rule_moves_with_the_rule(desk: Desk) -> None:
    spec = RuleSpec("approvals.try", "比价线", Decimal(5000), "元", "decimal")
    with declared.with_item(spec.code, spec):
        chain = make.chain("director", {"by": "post", "posts": ["principal"], "above": spec.code})
        people.user_in("director"), people.user_in("principal")
        teacher = people.user_in("teacher")
        assert ask(desk.thing(5000), teacher).turns.count() == 2
        assert chain_words(chain, TODAY)[1] == "校长（比价线，5,000.00元以上）"
        given: dict[str, Any] = {"document": "校务会", "why": "调整", "actor": system_user()}
        rule_set(spec.code, value=Decimal(6000), effective_from=TODAY, **given)
        memo.forget()
        assert ask(desk.thing(5000), teacher).turns.count() == 1


def test_without_an_amount_a_chain_with_a_line_is_refused_not_shortened(desk: Desk) -> None:
    make.chain("director", {"by": "post", "posts": ["principal"], "above": "5000"})
    people.user_in("director"), people.user_in("principal")
    with refused("还没有金额"):
        ask(desk.thing(None), people.user_in("teacher"))


def test_the_first_chain_that_fits_is_taken_by_amount_and_kind_of_money(desk: Desk) -> None:
    make.chain("principal", name="专款", traits={"fund": ["special"]}, sort=1)
    make.chain("principal", name="大额", above="10000", sort=2)
    make.chain("director", name="一般", sort=3)
    people.user_in("director"), people.user_in("principal")
    teacher = people.user_in("teacher")
    taken = [
        ask(desk.thing(amount, fund=fund), teacher).chain_name
        for amount, fund in ((50, "special"), (10_000, "public"), (50, "public"))
    ]
    assert taken == ["专款", "大额", "一般"]


def test_a_chain_that_asks_nobody_takes_the_step_at_once_in_the_systems_name(desk: Desk) -> None:
    make.chain({"by": "post", "posts": ["director"], "above": "1000"})
    thing = desk.thing(10)
    asking = ask(thing, people.user_in("teacher"))
    assert asking.status == Asking.Status.AGREED
    assert desk.told == [("agreed", thing.pk)]
    assert Person.objects.get(pk=thing.pk).status == "left"


def test_a_change_of_a_chain_does_not_touch_what_is_asked_already(desk: Desk) -> None:
    chain = make.chain("director", "principal")
    director, principal = people.user_in("director"), people.user_in("principal")
    asking = ask(desk.thing(), people.user_in("teacher"))
    services.chain_amend(chain, actor=director, steps=chain.steps[:1])
    agree(asking, director)
    assert names_now(asking) == ["校长"]
    agree(asking, principal)
    later = ask(desk.thing(), people.user_in("teacher"))
    assert later.turns.count() == 1


def test_refusing_needs_a_reason_and_ends_it(desk: Desk) -> None:
    make.chain("director", "principal")
    director = people.user_in("director")
    people.user_in("principal")
    thing = desk.thing()
    teacher = people.user_in("teacher")
    asking = ask(thing, teacher)
    with refused("理由"):
        services.refuse(asking, actor=director, reason="  ", now=MORNING)
    ended = services.refuse(asking, actor=director, reason="没有预算", now=MORNING)
    assert ended.status == Asking.Status.REFUSED
    assert desk.told == [("refused", thing.pk)]
    assert Notice.objects.get(user=teacher).body == "没有预算"
    assert [t.status for t in ended.turns.order_by("pk")] == [Turn.Status.REFUSED, Turn.Status.DROPPED]


def test_sent_back_to_the_requester_it_may_be_mended_and_goes_up_again(desk: Desk) -> None:
    make.chain("director", {"by": "post", "posts": ["principal"], "above": "5000"})
    director = people.user_in("director")
    people.user_in("principal")
    teacher, thing = people.user_in("teacher"), desk.thing(100)
    asking = ask(thing, teacher)
    services.send_back(asking, actor=director, reason="请写电话", now=MORNING)
    records.amend(thing, actor=teacher, phone="13800000000")
    desk.amounts[thing.pk] = Decimal(6000)
    with refused("本人"):
        ask(thing, director)
    again = ask(thing, teacher)
    assert again.pk == asking.pk
    assert (again.round, again.amount) == (2, Decimal(6000))
    agree(again, director)
    assert names_now(again) == ["校长"]
    assert history_of(thing).count() == 1


def test_what_is_returned_is_given_back_once_also_when_it_is_then_withdrawn() -> None:
    with make.desk() as plain:
        object.__setattr__(plain.kind, "returned", plain.returned)
        make.chain("director")
        director, teacher, thing = people.user_in("director"), people.user_in("teacher"), plain.thing()
        asking = ask(thing, teacher)
        services.send_back(asking, actor=director, reason="请写电话", now=MORNING)
        services.withdraw(asking, actor=teacher, now=MORNING)
        assert plain.told == [("returned", thing.pk)]
        services.withdraw(ask(thing, teacher), actor=teacher, now=MORNING)
        assert plain.told == [("returned", thing.pk), ("withdrawn", thing.pk)]


def test_sent_back_to_the_step_before_that_step_decides_anew(desk: Desk) -> None:
    make.chain("director", "vice_principal", "principal")
    director, vice = people.user_in("director"), people.user_in("vice_principal")
    principal = people.user_in("principal")
    asking = ask(desk.thing(), people.user_in("teacher"))
    with refused("第一步"):
        services.send_back(asking, actor=director, reason="?", to="previous", now=MORNING)
    agree(asking, director)
    agree(asking, vice)
    services.send_back(asking, actor=principal, reason="再核一下", to="previous", now=MORNING)
    assert names_now(asking) == ["分管副校长"]
    services.send_back(asking, actor=vice, reason="主任再看", to="previous", now=MORNING)
    assert names_now(asking) == ["总务主任"]
    for user in (director, vice, principal):
        asking = agree(asking, user)
    assert asking.status == Asking.Status.AGREED
    assert len(desk.told) == 1


def test_posts_that_sign_together_must_all_agree(desk: Desk) -> None:
    make.chain(("finance", "keeper"), "principal")
    finance, keeper = people.user_in("finance"), people.user_in("keeper")
    people.user_in("principal")
    asking = ask(desk.thing(), people.user_in("teacher"))
    assert set(names_now(asking)) == {"会计", "保管员"}
    agree(asking, keeper)
    assert names_now(asking) == ["会计"]
    agree(asking, finance)
    assert names_now(asking) == ["校长"]


def test_who_is_asked_besides_must_agree_too(desk: Desk) -> None:
    make.chain("director")
    director, besides = people.user_in("director"), people.user_in("teacher")
    asking = ask(desk.thing(), people.user_in("teacher"))
    services.add_signer(asking, actor=director, person=person(besides), reason="懂行", now=MORNING)
    with refused("已经在等"):
        services.add_signer(asking, actor=director, person=person(besides), now=MORNING)
    agree(asking, director)
    assert list(waiting_for(besides, TODAY)) == [asking]
    assert agree(asking, besides).status == Asking.Status.AGREED


def test_it_is_not_handed_to_the_requester_nor_to_who_cannot_sign_in(desk: Desk) -> None:
    make.chain("director")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    asking = ask(desk.thing(), teacher)
    for who in (person(teacher), people.person()):
        with refused():
            services.hand_over(asking, actor=director, person=who, now=MORNING)
    other = people.user_in("teacher")
    services.hand_over(asking, actor=director, person=person(other), now=MORNING)
    with refused("不是您"):
        agree(asking, director)
    assert agree(asking, other).status == Asking.Status.AGREED


def test_only_who_asked_takes_it_back_and_only_while_it_is_open(desk: Desk) -> None:
    make.chain("director")
    director, teacher = people.user_in("director"), people.user_in("teacher")
    thing = desk.thing()
    asking = ask(thing, teacher)
    with refused("本人"):
        services.withdraw(asking, actor=director, now=MORNING)
    agree(asking, director)
    with refused():
        services.withdraw(asking, actor=teacher, now=MORNING)
    with refused(kind=records.FinalError):
        records.amend(Asking.objects.get(pk=asking.pk), actor=teacher, title="改了")
    assert asking_of(thing, "leaving") == asking


def test_what_is_asked_is_not_asked_twice_at_a_time(desk: Desk) -> None:
    make.chain("director")
    people.user_in("director")
    teacher, thing = people.user_in("teacher"), desk.thing()
    ask(thing, teacher)
    with refused("不能重复"):
        ask(thing, teacher)


def test_the_head_of_the_department_decides_and_his_own_goes_on_to_the_next(desk: Desk) -> None:
    make.chain("head", "director")
    head, director = people.user_in("teacher"), people.user_in("director")
    office = people.department(head=person(head))
    asker = people.user_in("teacher")
    for user in (head, asker):
        records.amend(person(user), actor=director, department=office)
    asking = ask(desk.thing(), User.objects.get(pk=asker.pk))
    assert list(waiting_for(head, TODAY)) == [asking]
    agree(asking, head)
    own = ask(desk.thing(), User.objects.get(pk=head.pk))
    assert names_now(own) == ["总务主任"]
    with refused("所在部门"):
        ask(desk.thing(), people.user_in("teacher"))


def test_a_meetings_decision_is_taken_over_with_number_day_and_paper(desk: Desk) -> None:
    make.chain({"by": "meeting", "posts": ["director"], "name": "校长办公会"})
    director = people.user_in("director")
    asking = ask(desk.thing(), people.user_in("teacher"))
    with refused() as found:
        agree(asking, director)
    assert set(found.value.message_dict) == {"number", "decided_on", "paper"}
    paper = ContentFile("会议纪要".encode(), "纪要.txt")
    with refused("今天以后"):
        agree(asking, director, number="3号", decided_on=date(2026, 3, 9), paper=paper)
    done = agree(asking, director, number="校办纪要3号", decided_on=date(2026, 3, 2), paper=paper)
    assert done.status == Asking.Status.AGREED
    assert asking.turns.get().number == "校办纪要3号"


def test_who_lets_others_wait_is_reminded_and_again_after_a_while(desk: Desk) -> None:
    make.chain({"by": "post", "posts": ["director"], "hours": 2})
    director, teacher = people.user_in("director"), people.user_in("teacher")
    ask(desk.thing(), teacher)
    assert services.remind(now=MORNING + timedelta(hours=1)) == 0
    assert services.remind(now=MORNING + timedelta(hours=6)) == 1
    assert services.remind(now=MORNING + timedelta(hours=7)) == 0
    assert services.remind(now=MORNING + timedelta(days=2)) == 1
    assert Notice.objects.filter(user=director, title__contains="还等着您审批").exists()
    assert Notice.objects.filter(user=teacher, title__contains="超过时限").exists()


def test_a_turn_nobody_can_take_any_more_is_told_to_who_looks_after_the_chains(desk: Desk) -> None:
    make.chain("principal")
    director, principal, teacher = people.user_in("director"), people.user_in("principal"), people.user_in("teacher")
    asking = ask(desk.thing(), teacher)
    gone = Appointment.objects.get(person=person(principal))
    appointment_end(gone, to_on=TODAY, actor=director)
    assert services.remind(now=MORNING + timedelta(days=9)) == 1
    for user in (director, teacher):
        assert Notice.objects.filter(user=user, body__contains="“校长”现在没有人能批").exists()
    services.withdraw(asking, actor=teacher, now=MORNING)


def test_what_the_records_own_step_refuses_undoes_the_agreement(desk: Desk) -> None:
    make.chain("director")
    director = people.user_in("director")
    thing = desk.thing()
    asking = ask(thing, people.user_in("teacher"))
    Person.objects.filter(pk=thing.pk).update(status="left")
    with refused(kind=records.WrongStatusError):
        agree(asking, director)


def test_a_chain_is_refused_where_a_step_means_nobody(desk: Desk) -> None:
    for steps in (
        [{"by": "post", "posts": []}],
        [{"by": "post", "posts": ["nobody"]}],
        [{"by": "luck", "posts": ["director"]}],
        [{"by": "post", "posts": ["director"], "above": "很多"}],
    ):
        with refused():
            make.chain(*steps)
    assert not ApprovalChain.objects.exists()
    assert timezone.localdate(MORNING) == TODAY
