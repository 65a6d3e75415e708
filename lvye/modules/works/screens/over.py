"""Handing over: to whom, on which card, as which place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.places.api import Kind as PlaceKind
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit.days import read_day
from lvye.modules.assets.api import AssetClass
from lvye.modules.works import services
from lvye.modules.works.models import BUILDS, Project, ProjectKind, ProjectStatus
from lvye.modules.works.queries import purse

# What a work usually becomes on the books: codes of GB/T 14885-2022.
USUAL = {ProjectKind.WATER: "A01020500", ProjectKind.ROAD: "A01020900"}
HOUSE, BUILT = "A01010000", "A01"


@needs("works.hand_over_project")
@require_http_methods(["GET", "HEAD", "POST"])
def over(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """To whom, and where the books and the tree of places know it from now on."""
    rows = registers["works.project"].rows(request.user).select_related("place", "contract__partner")
    project: Project = get_object_or_404(rows, pk=pk)
    if project.status != ProjectStatus.PASSED:
        messages.warning(request, _("工程%(now)s，现在不能移交。") % {"now": project.get_status_display()})
        return redirect("works.project:detail", pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                _handed(request, project)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("移交好了。结算办完再登记审定金额。"))
            return redirect("works.project:detail", pk=pk)
    said = request.POST or {"used_on": timezone.localdate().isoformat(), "asset_name": project.name, "unit": ""}
    is_built = project.kind in BUILDS
    context = {
        "project": project, "problem": problem, "said": said, "purse": purse(project), "must": is_built,
        "card": said.get("card", "yes" if is_built else ""), "today": timezone.localdate(),
        "classes": AssetClass.objects.filter(code__startswith=BUILT, level__gt=1).order_by("code"),
        "code": said.get("asset_class", USUAL.get(ProjectKind(project.kind), HOUSE)),
        "kinds": [(one.value, one.label) for one in PlaceKind if one != PlaceKind.CAMPUS],
        "kind": said.get("new_kind", PlaceKind.BUILDING if is_built else PlaceKind.GROUND),
    }  # fmt: skip
    return render(request, "works/over.html", context, status=400 if problem else 200)


def _handed(request: AuthedRequest, project: Project) -> Project:
    post: Any = request.POST
    card = None
    if post.get("card"):
        card = services.Card(
            name=post.get("asset_name", "")[:80], asset_class=post.get("asset_class", "").strip().upper(),
            unit=post.get("unit", "")[:10],
        )  # fmt: skip
    kind = post.get("new_kind", "")
    today = timezone.localdate()
    return services.project_hand_over(
        project, handed=post.get("handed", ""), used_on=read_day(post.get("used_on")) or today, card=card,
        new_place=post.get("new_place", "")[:60], new_kind=kind if kind in PlaceKind.values else PlaceKind.GROUND,
        today=today, actor=request.user,
    )  # fmt: skip
