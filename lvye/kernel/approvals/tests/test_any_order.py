"""Whatever people do in whatever order: nobody decides his own, what is decided stays, the step is taken once."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals import services
from lvye.kernel.approvals.api import FrozenError, open_asking, waiting_for
from lvye.kernel.approvals.deciders import own_of
from lvye.kernel.approvals.models import Asking, Turn
from lvye.kernel.people.api import Appointment, Person, appoint, person_of
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records

from . import make
from .make import MORNING

STEPS = [
    {"by": "post", "posts": ["finance", "keeper"]},
    {"by": "post", "posts": ["director"]},
    {"by": "post", "posts": ["principal"], "above": "5000"},
]
TODAY = MORNING.date()
AMOUNTS = (0, 4999, 5000, 90_000)
WHO = st.integers(0, 8)


def cast() -> list[User]:
    """Two teachers, the director and one who stands in for him, the others in their posts, one in two of them."""
    posts = ("teacher", "teacher", "director", "principal", "finance", "keeper", "finance", "keeper", "teacher")
    users = [people.user_in(post) for post in posts]
    his = Appointment.objects.get(person__user=users[2], post__code="director")
    deputy = person_of(users[8])
    assert deputy is not None
    appoint(deputy, his.post, TODAY, to_on=TODAY.replace(year=TODAY.year + 9), deputy_for=his, actor=system_user())
    return users


class Life(RuleBasedStateMachine):
    """One thing that is asked about, and nine people."""

    users: ClassVar[list[User]]

    def __init__(self) -> None:
        super().__init__()
        self.around = ExitStack()
        self.desk = self.around.enter_context(make.desk())
        self.around.enter_context(transaction.atomic())
        self.thing = self.desk.thing(100)
        self.decided: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        """All of it is undone."""
        transaction.set_rollback(True)
        self.around.close()

    def try_(self, deed: Any, *given: Any, **named: Any) -> bool:
        """Do it; whether it was allowed. A refusal is undone whole."""
        try:
            with transaction.atomic():
                deed(*given, now=MORNING, **named)
        except ValidationError:
            return False
        return True

    def asking(self) -> Asking | None:
        return open_asking(Person.objects.get(pk=self.thing.pk), "leaving")

    @initialize(who=WHO, amount=st.sampled_from(AMOUNTS))
    def begin(self, who: int, amount: int) -> None:
        """It begins with a request."""
        self.ask(who=who, amount=amount)

    @rule(who=WHO, amount=st.sampled_from(AMOUNTS))
    def ask(self, who: int, amount: int) -> None:
        """Somebody puts it in, or again."""
        self.desk.amounts[self.thing.pk] = make.Decimal(amount)
        self.try_(services.ask, Person.objects.get(pk=self.thing.pk), actor=self.users[who], step="leaving")

    @precondition(lambda self: self.asking() is not None)
    @rule(who=WHO)
    def agree(self, who: int) -> None:
        """Anybody tries to agree; whose own it is never succeeds."""
        asking = self.asking()
        assert asking is not None
        done = self.try_(services.agree, asking, actor=self.users[who])
        assert not (done and self.users[who].pk in own_of(asking).users)

    @precondition(lambda self: self.asking() is not None)
    @rule(who=WHO, times=st.integers(1, 4))
    def agree_in_turn(self, who: int, times: int) -> None:
        """Some of those for whom it waits agree, so that askings come to their end."""
        for _ in range(times):
            asking = self.asking()
            able = [user for user in self.users if asking in waiting_for(user, TODAY)]
            if asking is not None and able:
                self.try_(services.agree, asking, actor=able[who % len(able)])

    @precondition(lambda self: self.asking() is not None)
    @rule(who=WHO, how=st.sampled_from(("refuse", "requester", "previous")))
    def say_no(self, who: int, how: str) -> None:
        """Anybody tries to refuse or to send back."""
        asking, actor = self.asking(), self.users[who]
        if how == "refuse":
            self.try_(services.refuse, asking, actor=actor, reason="不行")
        else:
            self.try_(services.send_back, asking, actor=actor, reason="改改", to=how)

    @precondition(lambda self: self.asking() is not None)
    @rule(who=WHO, whom=WHO, deed=st.sampled_from((services.add_signer, services.hand_over)))
    def pass_on(self, who: int, whom: int, deed: Any) -> None:
        """Anybody tries to have another asked."""
        self.try_(deed, self.asking(), actor=self.users[who], person=person_of(self.users[whom]))

    @precondition(lambda self: self.asking() is not None)
    @rule(who=WHO)
    def withdraw(self, who: int) -> None:
        """Anybody tries to take it back."""
        self.try_(services.withdraw, self.asking(), actor=self.users[who])

    @rule()
    def change_the_record(self) -> None:
        """It may be changed unless it is being asked about."""
        asking = self.asking()
        frozen = asking is not None and asking.status == Asking.Status.ASKED
        try:
            with transaction.atomic():
                thing = Person.objects.get(pk=self.thing.pk)
                records.amend(thing, actor=system_user(), number="" if thing.number else f"A{thing.pk}")
        except FrozenError:
            assert frozen
        else:
            assert not frozen

    @invariant()
    def nobody_decided_his_own(self) -> None:
        """Neither who asked nor who stands in for him."""
        for turn in Turn.objects.filter(status=Turn.Status.AGREED).select_related("asking"):
            assert turn.decided_by_id not in own_of(turn.asking).users
        director, deputy = self.users[2], self.users[8]
        stood_in = Turn.objects.filter(decided_by=deputy, as_deputy=True, status=Turn.Status.AGREED)
        assert not stood_in.filter(asking__requester=director).exists()

    @invariant()
    def the_step_was_taken_once_for_each_agreement(self) -> None:
        """As many calls of the record's own service as askings agreed to."""
        agreed = Asking.objects.filter(status=Asking.Status.AGREED).count()
        assert self.desk.told.count(("agreed", self.thing.pk)) == agreed
        assert (Person.objects.get(pk=self.thing.pk).status == "left") == bool(agreed)
        assert agreed <= 1

    @invariant()
    def an_open_asking_waits_for_somebody_and_a_decided_one_for_nobody(self) -> None:
        """Exactly while it is asked there is an open turn."""
        for asking in Asking.objects.all():
            turns = Turn.objects.filter(asking=asking, status=Turn.Status.OPEN)
            assert turns.exists() == (asking.status == Asking.Status.ASKED)

    @invariant()
    def what_is_decided_never_changes(self) -> None:
        """Every field of a decided asking, and of every decided turn, stays."""
        final = [*Asking.objects.exclude(status__in=Asking.OPEN), *Turn.objects.filter(status__in=Turn.flow.final)]
        for record in final:
            now = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
            key = record.pk if isinstance(record, Asking) else -record.pk
            assert self.decided.setdefault(key, now) == now


@pytest.mark.django_db
def test_whatever_people_do_in_whatever_order() -> None:
    with make.desk():
        make.chain(*STEPS)
    Life.users = cast()
    how = settings(max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Life, settings=how)
