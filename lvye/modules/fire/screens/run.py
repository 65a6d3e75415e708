"""An emergency on the phone: the clock, which plan, its steps to be ticked, the end in words."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context
from lvye.modules.fire import services
from lvye.modules.fire.models import Plan, PlanKind, PlanRun, PlanStatus, RunStatus


@allowed("view")
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """The page of one emergency; each touch is kept with its minute."""
    run: PlanRun = get_object_or_404(reg.rows(request.user).select_related("plan", "place", "begun_by"), pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                _do(request, run)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return redirect("fire.planrun:detail", pk=pk)
    plans = Plan.objects.filter(status=PlanStatus.HOLDS).exclude(kind=PlanKind.RULES).order_by("kind", "pk")
    steps = list(run.steps.select_related("by").order_by("number"))
    context = detail_context(reg, run, request.user) | {
        "run": run, "steps": steps, "problem": problem, "plans": plans if run.status == RunStatus.CHOOSING else [],
        "may_choose": request.user.has_perm("fire.choose_planrun"), "may_end": request.user.has_perm("fire.end_planrun")
        and run.status != RunStatus.OVER, "left": sum(1 for one in steps if one.done_at is None),
        "said": request.POST.get("words", ""), "minutes": _minutes(run),
    }  # fmt: skip
    return render(request, "fire/run.html", context, status=400 if problem else 200)


def _minutes(run: PlanRun) -> int:
    return int(((run.over_at or timezone.now()) - run.begun_at).total_seconds() // 60)


def _do(request: AuthedRequest, run: PlanRun) -> None:
    """The deed that was pressed."""
    post, now = request.POST, timezone.now()
    number = post.get("number", "")
    if post.get("deed") == "end":
        if not request.user.has_perm("fire.end_planrun"):
            raise ValidationError(_("解除要由主任或校领导来办。"))
        services.run_end(run, words=post.get("words", ""), now=now, actor=request.user)
        messages.success(request, _("解除了，时间都记下了。"))
        return
    if not request.user.has_perm("fire.choose_planrun"):
        raise ValidationError(_("您的岗位不能办这一步，请告诉主任。"))
    pk = int(number) if number.isdecimal() else 0
    if post.get("deed") == "choose":
        plan = Plan.objects.filter(pk=pk).first()
        if plan is None:
            raise ValidationError(_("请选按哪一份预案。"))
        services.run_choose(run, plan, actor=request.user)
        return
    step = run.steps.select_related("run").filter(pk=pk).first()
    if step is None:
        raise ValidationError(_("没有这一步，请刷新。"))
    services.step_tick(step, now=now, actor=request.user)
