"""The papers of works, each behind the right to see its record."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.works import documents
from lvye.modules.works.models import LIVE, ProjectStatus

YEAR = timedelta(days=365)
MOST = 200


@needs("works.view_project")
@require_safe
def sheet(request: AuthedRequest, pk: int) -> HttpResponse:
    """工程立项表."""
    rows = registers["works.project"].rows(request.user)
    found = get_object_or_404(rows.select_related("place", "lead", "site", "contract__partner"), pk=pk)
    return answer(documents.project_sheet(found, today=timezone.localdate()), f"{found.number}.pdf")


@needs("works.view_project")
@require_safe
def final(request: AuthedRequest, pk: int) -> HttpResponse:
    """工程结算表."""
    rows = registers["works.project"].rows(request.user)
    found = get_object_or_404(rows.select_related("contract__partner"), pk=pk)
    return answer(documents.final_sheet(found, today=timezone.localdate()), f"{_('结算表')} {found.number}.pdf")


@needs("works.view_change")
@require_safe
def change(request: AuthedRequest, pk: int) -> HttpResponse:
    """工程变更签证单."""
    rows = registers["works.change"].rows(request.user).select_related("project__contract__partner")
    found = get_object_or_404(rows, pk=pk)
    return answer(documents.change_sheet(found, today=timezone.localdate()), f"{found.number}.pdf")


@needs("works.view_acceptance")
@require_safe
def acceptance(request: AuthedRequest, pk: int) -> HttpResponse:
    """工程验收单."""
    rows = registers["works.acceptance"].rows(request.user)
    found = get_object_or_404(rows.select_related("project__place", "project__contract__partner"), pk=pk)
    content = documents.acceptance_sheet(found, today=timezone.localdate())
    return answer(content, f"{_('验收单')} {found.project.number}.pdf")


@needs("works.view_project")
@require_safe
def overview(request: AuthedRequest) -> HttpResponse:
    """工程一览表: planned, under way, and settled within the last year."""
    today = timezone.localdate()
    wanted = Q(status__in=(*LIVE, ProjectStatus.DRAFT, ProjectStatus.ASKED)) | Q(settled_on__gte=today - YEAR)
    rows = registers["works.project"].rows(request.user).filter(wanted).select_related("place")
    url = f"{settings.BASE_URL}{reverse('works:board')}"
    content = documents.overview_sheet(list(rows.order_by("begins_on", "pk")[:MOST]), url=url, today=today)
    return answer(content, f"{_('工程一览表')}.pdf")
