"""What 今日 shows of the plans: my items, the meetings I am asked to, the plans that wait for my word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, registers, workbench
from lvye.kit import say

from .models import Attendance, MeetingStatus, Plan, PlanStatus, Presence
from .screens.mine import invitations, own_decisions, own_standings
from .services.telling import item_url, meeting_url, plan_url

SHOWN, DAYS = 5, 14
Context = Mapping[str, Any] | None


def _row(title: str, small: str, kind: str, word: str, url: str) -> dict[str, Any]:
    return {"title": title, "small": small, "kind": kind, "word": word, "url": url}


def items_block(user: User, now: datetime) -> Context:
    """我的计划事项: late ones and those of the next two weeks, and what meetings gave me."""
    today = timezone.localdate(now)
    found = [one for one in own_standings(user, today) if not one.is_over and one.days_left <= DAYS]
    rows = [
        _row(
            one.item.what,
            f"{say.date(one.item.due_on)} · {one.item.plan.title}",
            one.tone,
            one.word,
            item_url(one.item),
        )
        for one in found
    ]
    for decision in own_decisions(user):
        left = (decision.due_on - today).days
        if left <= DAYS:
            kind = "late" if left < 0 else "soon" if left <= 3 else "going"
            word = _("超 %(n)s 天") % {"n": -left} if left < 0 else say.date(decision.due_on)
            url = reverse("plans.decision:detail", args=[decision.pk])
            rows.append(
                _row(decision.what, _("会上定的 · %(title)s") % {"title": decision.meeting.title}, kind, word, url)
            )
    if not rows:
        return None
    late = any(row["kind"] == "late" for row in rows)
    return {"rows": rows[:SHOWN], "count": len(rows), "url": reverse("plans:mine"), "kind": "late" if late else ""}


def meetings_block(user: User, now: datetime) -> Context:
    """要开的会: those I am asked to, with a button to sign in on the day."""
    today = timezone.localdate(now)
    rows = [_invitation(one, today) for one in invitations(user, today)[:SHOWN]]
    if user.has_perm("plans.change_meeting"):
        waiting = registers["plans.meeting"].rows(user).filter(status=MeetingStatus.HELD).order_by("-starts_at")
        rows += [
            _row(one.title, say.moment(one.starts_at), "soon", str(one.get_status_display()), meeting_url(one))
            for one in waiting[:2]
        ]
    return {"rows": rows, "count": len(rows), "url": reverse("plans.meeting:list")} if rows else None


def _invitation(one: Attendance, today: Any) -> dict[str, Any]:
    meeting = one.meeting
    on = timezone.localdate(meeting.starts_at)
    kind = {Presence.PRESENT: "done", Presence.LEAVE: "idle"}.get(
        Presence(one.status), "soon" if on == today else "going"
    )
    word = (
        str(one.get_status_display()) if one.status != Presence.INVITED else _("今天") if on == today else say.date(on)
    )
    return _row(meeting.title, f"{say.moment(meeting.starts_at)} {meeting.where}", kind, word, meeting_url(meeting))


def answer_block(user: User, now: datetime) -> Context:
    """等我审定的计划."""
    rows = Plan.objects.filter(status=PlanStatus.SUBMITTED).exclude(author=user.pk).select_related("author")
    shown = [
        _row(one.title, _("%(who)s送审") % {"who": one.author.name}, "soon", _("等您审定"), plan_url(one))
        for one in rows.order_by("-pk")[:SHOWN]
    ]
    return {"rows": shown, "count": len(shown), "url": reverse("plans.plan:list")} if shown else None


LIST = "plans/blocks/rows.html"
VIEW = "plans.view_planitem"

for name, title, context, right, order in (
    ("plans-answer", gettext_lazy("等我审定的计划"), answer_block, "plans.agree_plan", 16),
    ("plans-items", gettext_lazy("我的计划事项"), items_block, VIEW, 25),
    ("plans-meetings", gettext_lazy("要开的会"), meetings_block, "plans.view_meeting", 26),
):
    workbench(Block(name=name, title=title, template=LIST, context=context, right=right, order=order))
