"""What became of decisions: those of this meeting, and those of the earlier ones of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Decision, DecisionStatus, Meeting, MeetingStatus, PlanItem
from .standing import rows_with_all, standings


@dataclass(frozen=True)
class Followed:
    """A decision with how it stands: by itself, or as the item of a plan it became. is_over: nothing more to do."""

    decision: Decision
    tone: str
    word: str
    url: str
    is_over: bool


def decisions_of(meeting: Meeting, *, today: date) -> list[Followed]:
    """What this meeting decided, in order."""
    rows = meeting.decisions.select_related("person", "meeting").order_by("pk")
    return follow(rows, today=today)


def previous(meeting: Meeting) -> Meeting | None:
    """The meeting of its kind before it."""
    rows = Meeting.objects.filter(kind=meeting.kind, starts_at__lt=meeting.starts_at)
    return rows.filter(status__in=[MeetingStatus.HELD, MeetingStatus.FILED]).order_by("-starts_at", "-pk").first()


def earlier_decisions(meeting: Meeting, *, today: date) -> list[Followed]:
    """What the meeting of its kind before it decided, and what is still open of those before that."""
    last = previous(meeting)
    if last is None:
        return []
    before = Q(meeting__kind=meeting.kind, meeting__starts_at__lt=meeting.starts_at, status=DecisionStatus.OPEN)
    rows = Decision.objects.filter(Q(meeting=last) | before)
    found = follow(rows.select_related("person", "meeting").order_by("due_on", "pk"), today=today)
    return [one for one in found if one.decision.meeting_id == last.pk or not one.is_over]


def follow(rows: Iterable[Decision], *, today: date) -> list[Followed]:
    """How these decisions stand; two queries more for all that became items."""
    found = list(rows)
    wanted = [one.item_id for one in found if one.item_id is not None]
    items = rows_with_all(PlanItem.objects.filter(pk__in=wanted)) if wanted else ()
    known = {one.item.pk: one for one in standings(items, today=today)}
    made = []
    for one in found:
        if one.item_id is not None:
            item = known[one.item_id]
            url = reverse("plans.planitem:detail", args=[one.item_id])
            made.append(Followed(one, item.tone, item.word, url, item.is_over))
        else:
            made.append(_by_itself(one, today))
    return made


def _by_itself(one: Decision, today: date) -> Followed:
    url = reverse("plans.decision:detail", args=[one.pk])
    if one.status != DecisionStatus.OPEN:
        tone = "done" if one.status == DecisionStatus.DONE else "idle"
        return Followed(one, tone, str(one.get_status_display()), url, is_over=True)
    late = (today - one.due_on).days
    if late > 0:
        return Followed(one, "late", _("超 %(n)s 天") % {"n": late}, url, is_over=False)
    return Followed(one, "going", str(one.get_status_display()), url, is_over=False)
