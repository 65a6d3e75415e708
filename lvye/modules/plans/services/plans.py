"""Deeds on plans: make, change, hand in, agree, close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.plans.models import Plan, PlanItem, PlanStatus
from lvye.modules.plans.spans import span_of, title_of
from lvye.modules.plans.standing import Standing, outcome_of, plan_standings, rows_with_all, standings

from .telling import tell_agreed, tell_all_given, tell_sent_back, tell_submitted


def plan_make(*, kind: str, period: str, title: str = "", aim: str = "", actor: User) -> Plan:
    """Begin a plan for a period. Raises ValidationError for a period that is none, or a second one of that title."""
    span = span_of(kind, period)
    return records.create(
        Plan, actor=actor, kind=kind, period=span.code, begins_on=span.begins_on, ends_on=span.ends_on,
        title=(title.strip() or title_of(kind, span))[:80], aim=aim.strip(), author=actor,
    )  # fmt: skip


def plan_change(plan: Plan, *, actor: User, **values: Any) -> Plan:
    """Change title and general demands; only while it is a draft, and never its period."""
    if not plan.is_written:
        raise ValidationError(
            _("计划现在是“%(now)s”，不能改。要改请先退回到草稿。") % {"now": plan.get_status_display()}
        )
    return records.amend(plan, actor=actor, **{name: values[name] for name in ("title", "aim") if name in values})


def plan_submit(plan: Plan, *, now: datetime, actor: User) -> Plan:
    """Hand it in to be agreed to. Raises ValidationError while it is empty."""
    with records.deed():
        taken = records.take(plan, "submit", actor=actor)
        if not plan.items.filter(status=PlanItem.Status.KEPT).exists():
            raise ValidationError(_("计划里还没有一项工作，先加几项再送审。"))
        tell_submitted(taken, now=now)
    return taken


def plan_agree(plan: Plan, *, now: datetime, actor: User) -> Plan:
    """Agreed: from now on it runs. Raises ValidationError for who made or handed it in himself."""
    if plan.author_id == actor.pk:
        raise ValidationError(_("自己编的计划不能由自己审定，请分管副校长或校长来定。"))
    with records.deed():
        taken = records.take(plan, "agree", actor=actor, agreed_by=actor, agreed_at=now)
        tell_agreed(taken, now=now)
        tell_all_given(taken, now=now)
    return taken


def plan_send_back(plan: Plan, *, why: str, now: datetime, actor: User) -> Plan:
    """Back to its author, who is told why."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么退回，编的人才知道改什么。")})
    with records.deed():
        taken = records.take(plan, "send_back", actor=actor, reason=why.strip(), why=why.strip())
        tell_sent_back(taken, now=now)
    return taken


def unexplained(plan: Plan, *, today: date) -> list[Standing]:
    """The items that would be closed unfinished and have no reason yet."""
    found = plan_standings(plan, today=today, settled=True)
    return [one for one in found if not one.is_over and not one.item.why.strip()]


def plan_close(plan: Plan, *, today: date, actor: User, reasons: Mapping[int, str] | None = None) -> Plan:
    """Reckon it up: every item keeps how it stands, what is not finished keeps why (reasons: item number → words).

    Raises ValidationError before its time, and while an unfinished item has no reason.
    """
    early = plan.ends_on - timedelta(days=int(rules.value("plans.close_days")))
    if today < early:
        raise ValidationError(_("%(day)s以后才能总结这份计划，现在还早。") % {"day": say.day(early)})
    with records.deed():
        for pk, words in (reasons or {}).items():
            item = plan.items.filter(pk=pk).first()
            if item is not None and words.strip():
                records.amend(item, actor=actor, verb="explain", why=words.strip())
        if missing := unexplained(plan, today=today):
            names = "、".join(one.item.what for one in missing[:3])
            text = _("还有 %(n)s 项没做完又没写原因：%(names)s。写一句为什么，就能总结。")
            raise ValidationError(text % {"n": len(missing), "names": names})
        found = plan_standings(plan, today=today, settled=True)
        taken = records.take(plan, "close", actor=actor, closed_on=today, outcome=outcome_of(found))
        states_keep(found)
    return taken


def states_keep(found: Iterable[Standing]) -> int:
    """Write computed states into the cache that lists and figures read; returns how many had drifted."""
    drifted = [one for one in found if one.state != one.item.state]
    for one in drifted:
        PlanItem.objects.filter(pk=one.item.pk).update(state=one.state)  # house: a cache of what is computed
        one.item.state = one.state
    return len(drifted)


def states_refresh(*, today: date) -> int:
    """Bring the cache of all plans that are not closed up to the records; returns how many items had drifted."""
    rows = PlanItem.objects.exclude(plan__status=PlanStatus.CLOSED)
    return states_keep(standings(rows_with_all(rows), today=today))


def state_refresh(item: PlanItem, *, today: date) -> PlanItem:
    """The same for one item, after a deed on it."""
    fresh: PlanItem = rows_with_all(PlanItem.objects.filter(pk=item.pk)).get()
    states_keep(standings([fresh], today=today))
    return fresh
