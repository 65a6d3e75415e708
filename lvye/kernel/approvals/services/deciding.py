"""Agreeing, refusing, sending back, asking one more, handing on: always by whose turn it is, never one's own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.deciders import is_deputy, own_of, users_for, why_not
from lvye.kernel.approvals.events import Refused
from lvye.kernel.approvals.models import Asking, Turn
from lvye.kernel.files.api import attach
from lvye.kernel.people.api import Person, PersonKind
from lvye.kernel.records import api as records
from lvye.kernel.records.api import WrongStatusError
from lvye.kit.events import tell

from . import moving

REQUESTER, PREVIOUS = "requester", "previous"


def agree(
    asking: Asking,
    *,
    actor: User,
    reason: str = "",
    number: str = "",
    decided_on: date | None = None,
    paper: Any = None,
    now: datetime | None = None,
) -> Asking:
    """He whose turn it is agrees; with the last agreement the record's own step is taken, in the same transaction.

    A meeting's decision or an answer from above needs its number, day and paper. Raises ValidationError with the
    sentence: one's own request, not his turn, incompatible posts on one chain, or what the record's step refuses.
    """
    moment = _moment(now)
    with records.deed():
        held, turn = _turn_of(asking, actor, moment)
        _check_recorded(turn, number, decided_on, paper, moment)
        values = {"number": number.strip(), "decided_on": decided_on} if turn.is_recorded else {}
        turn = _decide(turn, "agree", actor=actor, opinion=reason, now=moment, **values)
        if paper:
            attach(turn, paper, kind="paper", actor=actor, now=moment)
        return moving.advance(held, actor=actor, now=moment)


def refuse(asking: Asking, *, actor: User, reason: str, now: datetime | None = None) -> Asking:
    """不同意: the asking is over. Needs a reason, which the requester reads."""
    moment = _moment(now)
    with records.deed():
        held, turn = _turn_of(asking, actor, moment)
        _need(reason, _("不同意要写明理由，申请人会看到。"))
        _decide(turn, "refuse", actor=actor, opinion=reason, now=moment)
        moving.drop_rest(held, actor=actor)
        held = records.take(held, "refuse", actor=actor, reason=reason, ended_at=moment)
        kind = moving.kind_of(held)
        if kind.refused is not None:
            kind.refused(moving.record_of(held), actor=actor, reason=reason)
        moving.tell_requester(held, _("没有同意：%(what)s"), actor=actor, now=moment, body=reason)
        tell(Refused(held.pk, held.target, held.target_id, actor.pk, reason))
    return held


def send_back(asking: Asking, *, actor: User, reason: str, to: str = REQUESTER, now: datetime | None = None) -> Asking:
    """驳回: to the requester, who may mend it and put it again, or to the step before, which decides anew."""
    moment = _moment(now)
    with records.deed():
        held, turn = _turn_of(asking, actor, moment)
        _need(reason, _("驳回要写明理由，好让对方知道改什么。"))
        if to == PREVIOUS:
            return _to_previous(held, turn, actor=actor, reason=reason, now=moment)
        _decide(turn, "send_back", actor=actor, opinion=reason, now=moment)
        moving.drop_rest(held, actor=actor)
        held = records.take(held, "send_back", actor=actor, reason=reason)
        kind = moving.kind_of(held)
        if kind.returned is not None:
            kind.returned(moving.record_of(held), actor=actor, reason=reason)
        moving.tell_requester(held, _("请修改后重新提交：%(what)s"), actor=actor, now=moment, body=reason)
    return held


def _to_previous(held: Asking, turn: Turn, *, actor: User, reason: str, now: datetime) -> Asking:
    """The step before, and all after it, are laid anew; what was decided stays in the history."""
    rows = Turn.objects.filter(asking=held, round=held.round)
    before = rows.filter(status=Turn.Status.AGREED, place__lt=turn.place).order_by("-place").first()
    if before is None:
        raise ValidationError(_("这已经是第一步，只能驳回到申请人。"))
    again: dict[tuple[Any, ...], Turn] = {}
    for one in rows.filter(place__gte=before.place, person=None).order_by("pk"):
        again.setdefault((one.place, one.kind, one.post_id, one.department_id), one)
    _decide(turn, "send_back", actor=actor, opinion=reason, now=now)
    moving.drop_rest(held, actor=actor)
    fresh = [_anew(one) for one in sorted(again.values(), key=lambda one: (one.place, one.pk))]
    records.create_many(Turn, fresh, actor=actor)
    return moving.advance(held, actor=actor, now=now)


def _anew(turn: Turn) -> dict[str, Any]:
    passed = turn.status == Turn.Status.PASSED
    return {
        "asking": turn.asking, "round": turn.round, "place": turn.place, "kind": turn.kind, "name": turn.name,
        "post": turn.post, "department": turn.department, "hours": turn.hours,
        "status": Turn.Status.PASSED if passed else Turn.Status.WAITING, "opinion": turn.opinion if passed else "",
    }  # fmt: skip


def add_signer(asking: Asking, *, actor: User, person: Person, reason: str = "", now: datetime | None = None) -> Asking:
    """加签: one more person must agree at this step, beside him whose turn it is."""
    moment = _moment(now)
    with records.deed():
        held, turn = _turn_of(asking, actor, moment)
        _check_person(held, person)
        name = _("%(who)s（%(by)s加签）") % {"who": person.name, "by": actor}
        values = {"asking": held, "round": held.round, "place": turn.place, "kind": Turn.Kind.PERSON, "name": name}
        made = records.create(Turn, actor=actor, reason=reason, person=person, hours=turn.hours, **values)
        moving.open_turn(made, actor=actor, now=moment)
    return held


def hand_over(asking: Asking, *, actor: User, person: Person, reason: str = "", now: datetime | None = None) -> Asking:
    """转办: another person decides in his stead. The post stays the same one, so what must be kept apart stays apart.

    Somebody who holds incompatible posts on this chain may hand on, too: it is his way out.
    """
    moment = _moment(now)
    with records.deed():
        held, turn = _turn_of(asking, actor, moment, to_hand_over=True)
        _check_person(held, person)
        _decide(turn, "hand_over", actor=actor, opinion=reason, now=moment)
        name = _("%(who)s（%(step)s转办）") % {"who": person.name, "step": turn.name}
        values = {"asking": held, "round": held.round, "place": turn.place, "kind": turn.kind, "name": name}
        values |= {"post": turn.post, "department": turn.department, "hours": turn.hours}
        made = records.create(Turn, actor=actor, reason=reason, person=person, **values)
        moving.open_turn(made, actor=actor, now=moment)
    return held


def _moment(now: datetime | None) -> datetime:
    return now or timezone.now()  # house: when it was decided is the decision's own fact


def _turn_of(asking: Asking, actor: User, now: datetime, *, to_hand_over: bool = False) -> tuple[Asking, Turn]:
    """The asking, locked, and the turn he decides in it. Of two at the same moment the second finds it decided."""
    held = Asking.objects.select_for_update().get(pk=asking.pk)
    if held.status != Asking.Status.ASKED:
        text = _("这件事现在是“%(now)s”，不用再审批了。")
        raise WrongStatusError(text % {"now": held.get_status_display()})
    open_ones = Turn.objects.filter(asking=held, round=held.round, status=Turn.Status.OPEN).order_by("pk")
    why = ""
    on = timezone.localdate(now)
    for turn in open_ones.select_related("post", "person", "department__head"):
        turn.asking = held
        against = why_not(turn, actor, on)
        if not against or (to_hand_over and mine(turn, actor, on)):
            return held, turn
        why = why or against
    raise ValidationError(why, code="not_yours")


def mine(turn: Turn, user: User, on: date) -> bool:
    """Whether it is his turn, whatever keeps him from agreeing."""
    own = own_of(turn.asking)
    return user.pk not in own.users and users_for(turn, own, on).filter(pk=user.pk).exists()


def _decide(turn: Turn, step: str, *, actor: User, opinion: str, now: datetime, **values: Any) -> Turn:
    deputy = is_deputy(turn, actor, own_of(turn.asking), timezone.localdate(now))
    given = {"decided_by": actor, "decided_at": now, "as_deputy": deputy, "opinion": opinion.strip(), **values}
    return records.take(turn, step, actor=actor, **given)


def _need(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": sentence})


def _check_recorded(turn: Turn, number: str, decided_on: date | None, paper: Any, now: datetime) -> None:
    """What was decided elsewhere is only taken over with its number, its day and its paper."""
    if not turn.is_recorded:
        return
    problems: dict[str, str] = {}
    if not number.strip():
        problems["number"] = _("请写上文号或会议纪要编号。")
    if decided_on is None:
        problems["decided_on"] = _("请写上决定的日期。")
    elif decided_on > timezone.localdate(now):
        problems["decided_on"] = _("决定的日期不能在今天以后。")
    if not paper:
        problems["paper"] = _("请附上纪要或批复（照片或 PDF）。")
    if problems:
        raise ValidationError(problems)


def _check_person(asking: Asking, person: Person) -> None:
    if person.kind not in (PersonKind.STAFF, PersonKind.TEACHER) or person.user is None or not person.user.is_active:
        raise ValidationError({"person": _("%(who)s不能登录，没法审批，请另选一人。") % {"who": person.name}})
    if person.user_id in own_of(asking).users:
        raise ValidationError({"person": _("%(who)s是申请人，不能审批自己的申请。") % {"who": person.name}})
    open_ones = Turn.objects.filter(asking=asking, round=asking.round, status=Turn.Status.OPEN)
    if open_ones.filter(person=person).exists():
        raise ValidationError({"person": _("这一步已经在等%(who)s了。") % {"who": person.name}})
