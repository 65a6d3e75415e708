"""Who is told what. Titles carry no names and no telephone numbers: they also go out by mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, holders, users_with
from lvye.kit import say
from lvye.modules.plans.models import Decision, ItemStatus, Meeting, Plan, PlanItem

PLAN, ITEM, MEETING = "plans.plan", "plans.item", "plans.meeting"


def plan_url(plan: Plan) -> str:
    """Where the plan is read."""
    return reverse("plans.plan:detail", args=[plan.pk])


def item_url(item: PlanItem) -> str:
    """Where the item is read."""
    return reverse("plans.planitem:detail", args=[item.pk])


def meeting_url(meeting: Meeting) -> str:
    """Where the meeting is read."""
    return reverse("plans.meeting:detail", args=[meeting.pk])


def owners(item: PlanItem, now: datetime) -> list[Person]:
    """Who answers for an item: the person, or all who hold the post today."""
    if item.person is not None:
        return [item.person]
    return list(holders(item.post.code, timezone.localdate(now))) if item.post else []


def tell_submitted(plan: Plan, *, now: datetime) -> None:
    """Those who may agree learn that it waits for them."""
    found = [user for user in users_with("plans.agree_plan", timezone.localdate(now)) if user.pk != plan.author_id]
    title = _("有计划等您审定：%(title)s") % {"title": plan.title}
    notify(found, title, "", plan_url(plan), about=plan, kind=PLAN, now=now)


def tell_agreed(plan: Plan, *, now: datetime) -> None:
    """The author learns that it runs."""
    notify(
        plan.author,
        _("计划审定了：%(title)s") % {"title": plan.title},
        "",
        plan_url(plan),
        about=plan,
        kind=PLAN,
        now=now,
    )


def tell_sent_back(plan: Plan, *, now: datetime) -> None:
    """The author learns what is wanted."""
    title = _("计划退回来了：%(title)s") % {"title": plan.title}
    notify(plan.author, title, plan.why, plan_url(plan), about=plan, kind=PLAN, now=now)


def tell_all_given(plan: Plan, *, now: datetime) -> None:
    """Those who answer for items of a plan that now runs are told, each once."""
    found: dict[int, list[PlanItem]] = {}
    for item in plan.items.filter(status=ItemStatus.KEPT).select_related("person", "post"):
        for person in owners(item, now):
            found.setdefault(person.pk, []).append(item)
    for person in Person.objects.filter(pk__in=found):
        tell_given(plan, person, found[person.pk], now=now)


def tell_given(plan: Plan, person: Person, items: Sequence[PlanItem], *, now: datetime) -> None:
    """Somebody learns what he answers for."""
    body = "\n".join(f"{say.date(item.due_on)} {item.what}" for item in items)
    title = _("“%(title)s”里有您负责的 %(n)s 项") % {"title": plan.title, "n": len(items)}
    where = item_url(items[0]) if len(items) == 1 else reverse("plans:mine")
    notify(person, title, body, where, about=items[0], kind=ITEM, now=now)


def tell_due(item: PlanItem, *, now: datetime) -> None:
    """It is due soon, or its day has passed."""
    days = (item.due_on - timezone.localdate(now)).days
    words = {"what": item.what, "n": abs(days), "day": say.date(item.due_on)}
    title = (_("过期 %(n)s 天没做完：%(what)s") if days < 0 else _("%(day)s到期：%(what)s")) % words
    found = [*owners(item, now), *item.helpers.all()]
    notify(found, title, "", item_url(item), about=item, kind=ITEM, urgent=days < 0, now=now)


def tell_invited(meeting: Meeting, people: Iterable[Person], *, now: datetime) -> None:
    """The notice of a meeting."""
    words = {"title": meeting.title, "when": say.moment(meeting.starts_at), "where": meeting.where}
    title = _("会议通知：%(when)s %(where)s %(title)s") % words
    notify(people, title, meeting.agenda, meeting_url(meeting), about=meeting, kind=MEETING, urgent=True, now=now)


def tell_cancelled(meeting: Meeting, people: Iterable[Person], *, now: datetime) -> None:
    """It does not take place."""
    words = {"title": meeting.title, "when": say.moment(meeting.starts_at)}
    title = _("会议取消：%(when)s %(title)s") % words
    notify(people, title, meeting.why, meeting_url(meeting), about=meeting, kind=MEETING, urgent=True, now=now)


def tell_minutes(meeting: Meeting, people: Iterable[Person], *, now: datetime) -> None:
    """The minutes can be read."""
    title = _("会议纪要出来了：%(title)s") % {"title": meeting.title}
    notify(people, title, "", meeting_url(meeting), about=meeting, kind=MEETING, now=now)


def tell_decided(decision: Decision, *, now: datetime) -> None:
    """Somebody has to carry out what was decided."""
    words = {"day": say.date(decision.due_on), "what": decision.what}
    title = _("会议定了由您办，%(day)s前：%(what)s") % words
    notify(decision.person, title, "", meeting_url(decision.meeting), about=decision, kind=ITEM, now=now)
