"""The page of one work: the picture of its stages, its money, what the next deed waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, registers
from lvye.modules.works.models import FindingKind, Project, ProjectStatus
from lvye.modules.works.picture import picture
from lvye.modules.works.queries import cards_of, missing_papers, progress, purse

S = ProjectStatus
EARLY, ON, AFTER = (S.DRAFT, S.AGREED), (S.AGREED, S.GOING), (S.PASSED, S.USED, S.CLOSED)
# What may be entered from the page: register, label, in which statuses, what the form begins with.
ADDS: Sequence[tuple[str, Any, Sequence[str], str]] = (
    ("works.stage", gettext_lazy("加一个阶段"), (*EARLY, S.GOING), ""),
    ("works.change", gettext_lazy("办变更签证"), ON, ""),
    ("works.finding", gettext_lazy("记问题"), (S.GOING, S.DONE), ""),
    ("works.finding", gettext_lazy("记保修问题"), AFTER, f"&kind={FindingKind.WARRANTY}"),
    ("works.formality", gettext_lazy("加一项手续"), (*EARLY, S.GOING, S.DONE, S.PASSED, S.USED), ""),
)


def _adds(user: User, project: Project) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"{reverse(f'{key}:new')}?project={project.pk}{more}"}
        for key, label, when, more in ADDS
        if project.status in when and user.has_perm(registers[key].permission("add"))
    ]


@allowed("view")
def project(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """A work: first where it stands against its days and its money, then what is still missing."""
    rows = reg.rows(request.user).select_related("place", "contract__partner", "lead", "site", "file_keeper")
    record = get_object_or_404(rows, pk=pk)
    context = detail_context(reg, record, request.user)
    if request.GET.get("as") == "print":
        return render(request, "registers/print_detail.html", context)
    stages = list(record.stages.order_by("begins_on", "pk"))
    context |= {
        "picture": picture(stages, today=timezone.localdate()),
        "percent": progress(stages),
        "purse": purse(record),
        "missing": missing_papers(record),
        "cards": list(cards_of(record)),
        "adds": _adds(request.user, record),
    }
    return render(request, "works/project.html", context)
