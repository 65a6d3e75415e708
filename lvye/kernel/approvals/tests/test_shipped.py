"""The chains schools really use, written as they are shipped, and walked to their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals import services
from lvye.kernel.approvals.api import ApprovalChain, Asking, Chain, StepSpec, chains_prepare, holding
from lvye.kernel.approvals.declare import check_approvals, shipped
from lvye.kernel.approvals.words import chain_words, condition_words
from lvye.kernel.people.api import posts_prepare
from lvye.kernel.people.tests import make as people

from .make import LEAVE, MORNING, Desk

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)
UP = (StepSpec("head"), StepSpec("vice_principal"), StepSpec("principal"))
HEAD_SIGNS = Chain("try-head-signs", "主管领导审批、校长签字", LEAVE, UP)
HEAD_DOES_NOT = Chain("try-no-head", "主管领导审批", LEAVE, UP[:2])
PEN = Chain("try-pen", "后勤校长一支笔", LEAVE, (StepSpec("vice_principal"),))
SMALL = Chain("try-small", "小件报废", LEAVE, (StepSpec(("desk", "keeper")), StepSpec("vice_principal")), order=20)
LARGE = Chain(
    "try-large", "大件大额报废", LEAVE,
    (
        StepSpec(("keeper", "finance")),
        StepSpec("meeting", name="校长办公会"),
        StepSpec("outside", name="教育局批复"),
    ),
    above=Decimal(20_000), order=10,
)  # fmt: skip
STAFF = ("vice_principal", "principal", "desk", "keeper", "finance", "director")


@pytest.fixture
def staff(desk: Desk) -> dict[str, User]:
    """Somebody in each post, and a head of the teachers' department."""
    return {post: people.user_in(post) for post in STAFF}


@pytest.fixture
def teacher(staff: dict[str, User]) -> User:
    """A teacher of a department with a head, who is the desk's holder here."""
    head = people.person(name="组长", username="head-of-group")
    office = people.department(head=head)
    asker = people.person(name="老师", username="asker", kind="teacher", department=office)
    assert asker.user is not None
    return asker.user


@pytest.fixture
def alone() -> Iterator[Any]:
    """Only the chains of a test are shipped."""
    others = dict(shipped._items)
    shipped._items.clear()

    def only(*chains: Chain) -> list[ApprovalChain]:
        for chain in chains:
            shipped.add(chain.code, chain)
        return chains_prepare(system_user())

    yield only
    shipped._items.clear()
    shipped._items.update(others)


def walk(asking: Asking, staff: dict[str, User]) -> list[str]:
    """Agree as whoever's turn it is; the names of the steps in the order they were decided."""
    seen = []
    known = {"分管副校长": "vice_principal", "校长": "principal", "保管员": "keeper", "会计": "finance"}
    while (asking := Asking.objects.get(pk=asking.pk)).status == Asking.Status.ASKED:
        turn = holding(asking)[0][0]
        seen.append(turn.name)
        given: dict[str, Any] = {}
        if turn.is_recorded:
            given = {"number": f"{turn.name}1号", "decided_on": TODAY, "paper": ContentFile("件".encode(), "件.txt")}
        head = User.objects.filter(username="head-of-group").first()
        who = staff.get(known.get(turn.name, "")) or (staff["director"] if turn.is_recorded else None)
        if turn.name.startswith("总务干事"):
            who = staff["desk"]
        services.agree(asking, actor=who or head, now=MORNING, **given)  # type: ignore[arg-type]
    assert asking.status == Asking.Status.AGREED
    return seen


@pytest.mark.parametrize(
    ("chain", "steps"),
    [(HEAD_SIGNS, ["负责人", "分管副校长", "校长"]), (HEAD_DOES_NOT, ["负责人", "分管副校长"]), (PEN, ["分管副校长"])],
    ids=["the head signs", "the head does not sign", "one pen"],
)
def test_spending_is_agreed_to_as_the_school_has_it(
    desk: Desk, staff: dict[str, User], teacher: User, alone: Any, chain: Chain, steps: list[str]
) -> None:
    alone(chain)
    asking = services.ask(desk.thing(300), actor=teacher, step="leaving", now=MORNING)
    found = walk(asking, staff)
    assert [name if "负责人" not in name else "负责人" for name in found] == steps
    assert len(desk.told) == 1


def test_small_things_are_written_off_by_office_store_and_leader_large_ones_by_meeting_and_bureau(
    desk: Desk, staff: dict[str, User], teacher: User, alone: Any
) -> None:
    alone(SMALL, LARGE)
    small = services.ask(desk.thing(19_999), actor=teacher, step="leaving", now=MORNING)
    large = services.ask(desk.thing(20_000), actor=teacher, step="leaving", now=MORNING)
    assert walk(small, staff) == ["总务干事（报修接听）", "保管员", "分管副校长"]
    assert walk(large, staff) == ["保管员", "会计", "校长办公会", "教育局批复"]
    recorded = large.turns.get(name="教育局批复")
    assert (recorded.number, recorded.decided_on) == ("教育局批复1号", TODAY)


def test_what_is_shipped_is_made_once_and_is_then_the_schools_own(desk: Desk, alone: Any) -> None:
    posts_prepare(system_user())
    made = alone(SMALL, LARGE)
    assert len(made) == 2
    services.chain_amend(made[0], actor=system_user(), name="我校的小件报废")
    assert chains_prepare(system_user()) == []
    assert ApprovalChain.objects.get(code=SMALL.code).name == "我校的小件报废"


def test_a_chain_is_said_in_words_a_director_reads(desk: Desk, alone: Any) -> None:
    posts_prepare(system_user())
    _small, large = alone(SMALL, LARGE)
    assert condition_words(large, TODAY) == "20,000.00元以上"
    assert chain_words(large, TODAY) == [
        "保管员和会计",
        "校长办公会（总务主任登记）",
        "教育局批复（总务主任登记）",
    ]


def test_a_shipped_chain_that_names_what_is_not_there_is_refused_at_start(alone: Any) -> None:
    shipped.add("lost", Chain("lost", "丢了", "no.such", (StepSpec("nobody"),)))
    assert [problem.id for problem in check_approvals()] == ["approvals.E002", "approvals.E003"]
