"""What goes up by itself: dangers without a warning, hazards nobody judged, and those not mended in time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import add_workdays
from lvye.kit import say
from lvye.modules.inspections.models import UNMENDED, Area, AreaStatus, Hazard, Status, Trace

from . import telling
from .tracing import trace

DIRECTOR, PRINCIPAL = 1, 2


def hazards_warn_late(*, now: datetime, actor: User) -> int:
    """Dangers where no warning stands after the rule's minutes: to the director, on the next day to the principal."""
    today = timezone.localdate(now)
    late = now - timedelta(minutes=int(rules.value("inspections.warn_minutes", today)))
    rows = Hazard.objects.filter(needs_warning=True, warned_at__isnull=True, is_open=True, found_at__lte=late)
    why = _("还没有立警示 %(what)s")
    return sum(
        _up(hazard, PRINCIPAL if hazard.found_on < today else DIRECTOR, why, now=now, actor=actor)
        for hazard in rows.select_related("place").order_by("pk")
    )


def hazards_escalate(*, now: datetime, actor: User) -> int:
    """What is not judged, or not mended in time, goes to the director, and after the rule's days to the principal."""
    today = timezone.localdate(now)
    days = int(rules.value("inspections.escalate_days", today))
    judge_days = int(rules.value("inspections.judge_days", today))
    written = 0
    rows = Hazard.objects.filter(Q(status=Status.NEW) | Q(status__in=UNMENDED, due_on__lt=today))
    for hazard in rows.select_related("place", "responsible").order_by("pk"):
        due = hazard.due_on or add_workdays(hazard.found_on, judge_days)
        if due >= today:
            continue
        level = PRINCIPAL if today > due + timedelta(days=days) else DIRECTOR
        why = _("逾期没有整改 %(what)s") if hazard.due_on else _("还没有定级派整改 %(what)s")
        written += _up(hazard, level, why, now=now, actor=actor)
    return written


def _up(hazard: Hazard, level: int, why: str, *, now: datetime, actor: User) -> int:
    """Tell the next ones up, once each; returns how many hazards went up (0 or 1)."""
    if hazard.escalated_level >= level:
        return 0
    title = why % {"what": telling.words_of(hazard)}
    posts = telling.TOP if level == PRINCIPAL else telling.HEADS
    with records.deed():
        raised = records.amend(hazard, actor=actor, verb="escalate", escalated_level=level)
        said = _("报校长和分管副校长") if level == PRINCIPAL else _("报总务主任")
        trace(raised, Trace.Kind.ESCALATE, words=said, now=now, actor=actor)
        telling.tell_posts(posts, raised, title, kind=telling.LATE, urgent=True, now=now)
        telling.tell_person(raised.responsible, raised, title, kind=telling.LATE, now=now)
    return 1


def areas_remind(*, now: datetime, actor: User) -> int:
    """Areas of a campaign silent on its last day: who looks there hears it, and who leads; returns how many."""
    today = timezone.localdate(now)
    rows = Area.objects.filter(status=AreaStatus.DUE, campaign__status="open", campaign__ends_on__lte=today)
    late = list(rows.select_related("campaign__lead", "place", "person").order_by("campaign", "pk"))
    for area in late:
        words = {"name": area.campaign.name, "where": area.place.full_name, "day": say.date(area.campaign.ends_on)}
        telling.tell_area(area, _("%(name)s：%(where)s的排查结果%(day)s前要报，没有发现也要报") % words, now=now)
    for campaign in {area.campaign.pk: area.campaign for area in late}.values():
        count = sum(1 for area in late if area.campaign_id == campaign.pk)
        title = _("%(name)s还有 %(n)s 个区域没有报") % {"name": campaign.name, "n": count}
        telling.tell_lead(campaign, title, now=now)
    return len(late)
