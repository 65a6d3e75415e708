"""Which chain a record takes, and whose turns follow from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Department, IncompatiblePair, Post, person_of, posts_of
from lvye.kernel.rules import api as rules
from lvye.kit import say

from .deciders import Own, may_any, pair_in, pair_words, users_for
from .declare import HEAD, MEETING, OUTSIDE, Approvable
from .models import ApprovalChain, Turn

NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True)
class Case:
    """What a chain looks at: the record's amount and traits, who asks, the day."""

    amount: Decimal | None
    traits: Mapping[str, str]
    own: Own
    requester: User
    on: date


@dataclass(frozen=True)
class Planned:
    """A turn that is to come. passed: why nobody is asked here."""

    place: int
    kind: str
    name: str
    post: Post | None = None
    department: Department | None = None
    hours: int = 0
    passed: str = field(default="", compare=False)

    def values(self) -> dict[str, Any]:
        """As fields of a turn."""
        status = Turn.Status.PASSED if self.passed else Turn.Status.WAITING
        return {
            "place": self.place, "kind": self.kind, "name": self.name, "post": self.post,
            "department": self.department, "hours": self.hours, "opinion": self.passed, "status": status,
        }  # fmt: skip


def line_of(above: str, on: date) -> Decimal:
    """The amount a line stands at on a day: written in yuan, or the value of a rule."""
    if NUMBER.fullmatch(above):
        return Decimal(above)
    return Decimal(rules.value(above, on=on))


def line_words(above: str, on: date) -> str:
    """The line as people read it: 三家比价线，5,000.00元以上; the amount itself counts (民法典 art. 1259)."""
    if not above:
        return ""
    words = _("%(amount)s以上") % {"amount": say.money(line_of(above, on))}
    return words if NUMBER.fullmatch(above) else f"{rules.spec(above).label}，{words}"


def holds(above: str, traits: Mapping[str, Any], case: Case) -> bool:
    """Whether a chain or step applies. Raises ValidationError where it cannot be said: there is no amount."""
    for name, wanted in traits.items():
        if wanted and case.traits.get(name, "") not in wanted:
            return False
    if not above:
        return True
    if case.amount is None:
        raise ValidationError(_("由谁审批要看金额，这条记录还没有金额，请先填上再提交。"))
    return case.amount >= line_of(above, case.on)


def choose(kind: Approvable, case: Case) -> ApprovalChain:
    """The first open chain that fits. Raises ValidationError that says what to set up where none does."""
    for chain in ApprovalChain.objects.filter(kind=kind.key, is_open=True).order_by("sort", "pk"):
        if holds(chain.above, chain.traits, case):
            return chain
    text = _("“%(what)s”还没有合适的审批流程，所以不能提交。请总务主任到“审批流程”里建一个，写明由谁审批。")
    raise ValidationError(text % {"what": kind.label}, code="no_chain")


def plan(chain: ApprovalChain, case: Case) -> list[Planned]:
    """The turns this case needs, in order; none where the chain asks nobody.

    Raises ValidationError where a step could be decided by nobody, or the last one by the requester alone.
    """
    made: list[Planned] = []
    wanted = [step for step in chain.steps if holds(step.get("above", ""), step.get("traits", {}), case)]
    for place, step in enumerate(wanted, start=1):
        made += _of_step(step, place, case)
    if made and all(turn.passed for turn in made if turn.place == made[-1].place):
        text = _("最后一步“%(step)s”只有申请人自己能批，自己的事不能自己批。请换一个人申请，或者在审批流程里再加一步。")
        raise ValidationError(text % {"step": made[-1].name}, code="own")
    _refuse_conflicted(made, case)
    return made


def _refuse_conflicted(made: list[Planned], case: Case) -> None:
    """Each turn needs somebody who holds no two incompatible posts on this chain."""
    chained = {turn.post.code: turn.post.pk for turn in made if turn.post and not turn.passed}
    for turn in (turn for turn in made if not turn.passed):
        pairs = [_pair_of(user, turn, chained, case) for user in users_for(turn, case.own, case.on)]
        if pairs and pairs[0] and all(pairs):
            text = _("“%(step)s”没有合适的人：能批的人在这个流程里兼着两个不相容的岗位，%(why)s。")
            why = _("“%(first)s”和“%(second)s”不能一人经手（%(source)s）") % pair_words(pairs[0])
            raise ValidationError(text % {"step": turn.name, "why": why}, code="incompatible")


def _pair_of(user: User, turn: Planned, chained: Mapping[str, int], case: Case) -> IncompatiblePair | None:
    held = {chained[code] for code in posts_of(user, case.on) if code in chained}
    return pair_in(held | ({turn.post.pk} if turn.post else set()))


def _of_step(step: Mapping[str, Any], place: int, case: Case) -> Iterable[Planned]:
    hours = int(step.get("hours") or 0)
    if step["by"] == HEAD:
        yield _head(place, hours, case)
        return
    for code in step["posts"]:
        post = Post.objects.filter(code=code, is_open=True).first()
        if post is None:
            text = _("审批流程第%(n)s步的岗位“%(post)s”没有或已停用，请到“审批流程”里改。")
            raise ValidationError(text % {"n": place, "post": code})
        if step["by"] in (MEETING, OUTSIDE):
            yield _recorded(step, place, post, case)
        else:
            turn = Planned(place, Turn.Kind.POST, post.name, post=post, hours=hours)
            yield _passed_or_refused(turn, case)


def _head(place: int, hours: int, case: Case) -> Planned:
    person = person_of(case.requester)
    department = person.department if person else None
    if department is None:
        text = _("%(who)s没有登记所在部门，找不到部门负责人。请到“人员”里填上。")
        raise ValidationError(text % {"who": case.requester})
    if department.head is None:
        text = _("“%(department)s”还没有写明负责人。请到“部门”里填上。")
        raise ValidationError(text % {"department": department})
    name = _("%(department)s负责人") % {"department": department}
    return _passed_or_refused(Planned(place, Turn.Kind.HEAD, name, department=department, hours=hours), case)


def _recorded(step: Mapping[str, Any], place: int, post: Post, case: Case) -> Planned:
    kind = Turn.Kind.MEETING if step["by"] == MEETING else Turn.Kind.OUTSIDE
    turn = Planned(place, kind, step.get("name") or str(kind.label), post=post, hours=int(step.get("hours") or 0))
    if not may_any(turn, case.own, case.on):
        text = _("“%(step)s”的决定由“%(post)s”登记，现在除了申请人没有别人能登记。请先安排任职，或改审批流程。")
        raise ValidationError(text % {"step": turn.name, "post": post.name}, code="nobody")
    return turn


def _passed_or_refused(turn: Planned, case: Case) -> Planned:
    """A turn only the requester could take is passed over; one nobody could take is refused."""
    if may_any(turn, case.own, case.on):
        return turn
    if may_any(turn, Own(frozenset()), case.on):
        return Planned(
            turn.place, turn.kind, turn.name, turn.post, turn.department, turn.hours,
            passed=_("申请人自己就是“%(step)s”，自己的事不由自己批。") % {"step": turn.name},
        )  # fmt: skip
    text = _("“%(step)s”现在没有人任职，或没有登录账号，审批会停在这里。请先到“任职”里登记。")
    raise ValidationError(text % {"step": turn.name}, code="nobody")
