"""工程台: every work that is not over, its stages against time, its money, its newest photo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvye.kernel.files import api as files
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.works.models import Diary, FindingStatus, Project, ProjectStatus
from lvye.modules.works.picture import picture
from lvye.modules.works.queries import is_late, progress, purse

S = ProjectStatus
GOING = (S.GOING, S.DONE)
COMING = (S.DRAFT, S.ASKED, S.AGREED)
BEHIND = (S.PASSED, S.USED)
MOST = 30


@needs("works.view_project")
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """What is going on in full, what comes and what waits for its account as lines."""
    today = timezone.localdate()
    rows = registers["works.project"].rows(request.user).select_related("place", "contract__partner", "site", "lead")
    going = list(rows.filter(status__in=GOING).prefetch_related("stages").order_by("ends_on", "pk")[:MOST])
    open_ones = Count("findings", filter=~Q(findings__status=FindingStatus.CHECKED))
    behind = rows.filter(status__in=BEHIND).annotate(open=open_ones).order_by("final_due_on", "pk")
    warranty = rows.filter(status=S.CLOSED, warranty_until__gte=today).annotate(open=open_ones)
    cards = _cards(going, request, today)
    context = {
        "cards": cards,
        "late": sum(1 for card in cards if card["late"]),
        "coming": rows.filter(status__in=COMING).order_by("begins_on", "pk")[:MOST],
        "behind": behind[:MOST],
        "warranty": warranty.order_by("warranty_until", "pk")[:MOST],
        "today": today,
    }
    return render(request, "works/board.html", context)


def _cards(going: Sequence[Project], request: AuthedRequest, today: date) -> list[dict[str, Any]]:
    shots = _shots(going)
    findings = registers["works.finding"].rows(request.user)
    open_ones = _counts(findings.filter(project__in=going).exclude(status=FindingStatus.CHECKED))
    made = []
    for one in going:
        stages = sorted(one.stages.all(), key=lambda stage: (stage.begins_on, stage.pk))
        made.append(
            {
                "one": one, "picture": picture(stages, today=today), "percent": progress(stages), "purse": purse(one),
                "late": [stage for stage in stages if is_late(stage, today)], "open": open_ones.get(one.pk, 0),
                "shot": shots.get(one.pk),
            }
        )  # fmt: skip
    return made


def _counts(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("project").annotate(n=Count("pk")))


def _shots(going: Sequence[Project]) -> dict[int, str]:
    """The newest photo of each work's diary."""
    entries = list(Diary.objects.filter(project__in=going).order_by("-on", "-pk")[: MOST * 4])
    attached = files.many_of(entries)
    found: dict[int, str] = {}
    for entry in entries:
        shots = [files.thumb_url(one) for one in attached.get(entry.pk, ()) if one.is_picture]
        if entry.project_id not in found and shots:
            found[entry.project_id] = shots[0]
    return found
