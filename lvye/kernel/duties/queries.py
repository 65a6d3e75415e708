"""What is due: today, for one person; for the board; for one record."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.duties import sight
from lvye.kernel.duties.models import Instance, Result, Status
from lvye.kernel.places.api import Place
from lvye.kernel.rules import api as rules


def today_of(user: User, now: datetime) -> QuerySet[Instance]:
    """What this user has to check today, and what he has checked of it, in the order of the way.

    Begun windows and those that begin later today; what was missed today stands among them, to be made up for.
    """
    today = timezone.localdate(now)
    begins = timezone.make_aware(datetime.combine(today, time.min))
    ends = begins + timedelta(days=1)
    now_open = Q(opens_at__lt=ends, closes_at__gte=begins)
    rows = Instance.objects.filter(sight.mine(user, today), now_open)
    return rows.select_related("duty", "spot__place", "result").order_by("due_at", "duty__name", "spot__sort", "pk")


def made_up_for(user: User, now: datetime, days: int) -> QuerySet[Instance]:
    """What this user missed in the last days and may still enter late, the newest first."""
    today = timezone.localdate(now)
    since = timezone.make_aware(datetime.combine(today, time.min))
    rows = Instance.objects.filter(
        sight.mine(user, today), status=Status.MISSED, day__gte=today - timedelta(days=days), closes_at__lt=since
    )
    return rows.select_related("duty", "spot__place").order_by("-due_at", "pk")


def results_of(target: str, target_id: int) -> QuerySet[Result]:
    """The checks made on one record of a register, the newest first."""
    rows = Result.objects.filter(instance__spot__target=target, instance__spot__target_id=target_id)
    return rows.select_related("instance__duty", "instance__spot", "person", "version").order_by("-done_at", "-pk")


def instances_of(target: str, target_id: int) -> QuerySet[Instance]:
    """All times one record of a register was or is due, the newest first."""
    rows = Instance.objects.filter(spot__target=target, spot__target_id=target_id)
    return rows.select_related("duty", "spot").order_by("-day", "-pk")


def here(user: User, place: Place, now: datetime) -> QuerySet[Instance]:
    """What this user can check at a place now: due there itself, or on a round that passes it; what was missed last."""
    today = timezone.localdate(now)
    most = timedelta(days=int(rules.value("duties.late_days")))
    passes = Q(spot__isnull=True, duty__spots__place=place, duty__spots__is_open=True)
    rows = Instance.objects.filter(
        sight.mine(user, today), Q(spot__place=place) | passes, opens_at__lte=now, closes_at__gte=now - most,
        status__in=(Status.DUE, Status.MISSED),
    )  # fmt: skip
    return rows.select_related("duty", "spot__place").distinct().order_by("status", "due_at", "spot__sort", "pk")
