"""The site's diary with a thumb: photo, stage and how far, what was done, what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit.days import read_day
from lvye.modules.works import services
from lvye.modules.works.models import Diary, DiaryKind, FindingKind, Project, ProjectStatus, Stage

MOST_PHOTOS = 6
STEPS = (10, 25, 50, 75, 90, 100)
SEEN = (FindingKind.SAFETY, FindingKind.QUALITY, FindingKind.PROGRESS)
FULL, MANY = 100, 10000


def number(said: str) -> int | None:
    """A small whole number a form sends; None for nothing and for what is none."""
    return int(said) if said.isdecimal() and int(said) < MANY else None


@needs("works.add_diary")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def write(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One entry; it works without network and is sent once."""
    project: Project = get_object_or_404(registers["works.project"].rows(request.user), pk=pk)
    if project.status != ProjectStatus.GOING:
        messages.warning(request, _("工程%(now)s，只有在建的工程记日志。") % {"now": project.get_status_display()})
        return redirect("works.project:detail", pk=pk)
    now = timezone.now()
    today = timezone.localdate(now)
    stages = list(project.stages.order_by("begins_on", "pk"))
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                made = _written(request, project, stages, today)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            n = made.findings.count()
            done = _("记下了，%(n)s 个问题已通知负责人。") if n else _("记下了。")
            messages.success(request, done % {"n": n})
            return redirect("works.project:detail", pk=pk)
    on = request.POST.get("on") or timezone.localdate(filled_at(request, now) or now).isoformat()
    doing = next((one for one in stages if 0 < one.percent < FULL), None)
    context = {
        "project": project, "stages": stages, "kinds": DiaryKind.choices, "steps": STEPS, "most": MOST_PHOTOS,
        "seen": [(kind.value, kind.label) for kind in SEEN], "problem": problem, "said": request.POST, "on": on,
        "kind": request.POST.get("kind", DiaryKind.LOG), "today": today,
        "stage": request.POST.get("stage", str(doing.pk) if doing else ""),
        "last": project.diaries.select_related("by", "stage").order_by("-on", "-pk").first(),
    }  # fmt: skip
    return render(request, "works/diary.html", context, status=400 if problem else 200)


def _written(request: AuthedRequest, project: Project, stages: list[Stage], today: date) -> Diary:
    post = request.POST
    stage = next((one for one in stages if str(one.pk) == post.get("stage")), None)
    kind = post.get("kind", "")
    return services.diary_write(
        project, on=read_day(post.get("on")) or today, words=post.get("words", "")[:1000],
        kind=kind if kind in DiaryKind.values else DiaryKind.LOG, stage=stage,
        percent=number(post.get("percent", "")) if stage else None, workers=number(post.get("workers", "")),
        seen=_seen(post), photos=files.uploads_of(request, "photos", MOST_PHOTOS), today=today, actor=request.user,
    )  # fmt: skip


def _seen(post: Any) -> list[services.Seen]:
    what = post.get("what", "").strip()[:200]
    if not what:
        return []
    kind = post.get("seen", "")
    known = kind if kind in SEEN else FindingKind.QUALITY
    return [services.Seen(kind=known, what=what, due_on=read_day(post.get("due_on")))]
