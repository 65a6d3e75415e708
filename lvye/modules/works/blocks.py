"""What 今日 shows of works: those going with what is late, and acceptances one is asked to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import registers

from .models import ON_SITE, AcceptanceStatus, FindingStatus, Opinion, OpinionStatus
from .queries import progress

MOST = 5


def going_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The works on the site: how far, which stage is late, how many findings are open."""
    today = timezone.localdate(now)
    late = Q(stages__ended_on=None, stages__ends_on__lt=today)
    rows = registers["works.project"].rows(user).filter(status__in=ON_SITE).prefetch_related("stages")
    found = list(rows.annotate(late=Count("stages", filter=late, distinct=True)).order_by("-late", "ends_on")[:MOST])
    if not found:
        return None
    open_ones = dict(
        registers["works.finding"].rows(user).filter(project__in=found).exclude(status=FindingStatus.CHECKED)
        .order_by().values_list("project").annotate(n=Count("pk"))
    )  # fmt: skip
    shown = [
        {"one": one, "percent": progress(one.stages.all()), "late": one.late, "open": open_ones.get(one.pk, 0)}
        for one in found
    ]
    return {"works": shown, "count": len(found), "url": reverse("works:board")}


def opinions_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The acceptances this person is asked to sign."""
    person = person_of(user)
    if person is None:
        return None
    rows = Opinion.objects.filter(
        person=person, status=OpinionStatus.ASKED, acceptance__status=AcceptanceStatus.OPEN
    ).select_related("acceptance__project")
    asked = list(rows.order_by("acceptance__on")[:MOST])
    return {"asked": asked, "count": len(asked), "kind": "soon"} if asked else None
