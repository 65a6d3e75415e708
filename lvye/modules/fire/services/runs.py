"""An emergency plan is started, its steps are ticked with their times, and it is ended in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import holders, person_of
from lvye.kernel.records import api as records
from lvye.kernel.records.api import Record
from lvye.modules.fire.models import Plan, PlanKind, PlanRun, PlanStatus, PlanStep, RunStatus
from lvye.modules.fire.posts import HEADS, LEADERS

MOST_STEPS = 30


def run_start(*, what: str, place: Any, about: Record | None, now: datetime, actor: User) -> PlanRun:
    """The clock runs from now; heads and leaders are told at once. Raises ValidationError for the same thing twice."""
    if not what.strip():
        raise ValidationError(_("请写发生了什么。"))
    key = str(about._meta.label_lower) if about is not None else ""
    number = about.pk if about is not None else 0
    if key and PlanRun.objects.filter(about=key, about_id=number).exists():
        raise ValidationError(_("这件事已经启动过预案了。"), code="started")
    with records.deed():
        run = records.create(
            PlanRun, actor=actor, what=what.strip()[:200], place=place, begun_at=now, begun_by=person_of(actor),
            about=key, about_id=number,
        )  # fmt: skip
        day = timezone.localdate(now)
        people = [person for post in (*HEADS, *LEADERS) for person in holders(post, day)]
        where = place.full_name if place is not None else ""
        title = _("应急预案启动：%(what)s %(where)s") % {"what": run.what[:40], "where": where}
        notify(people, title, "", run_path(run), urgent=True, about=run, now=now)
    return run


def run_path(run: PlanRun) -> str:
    """Where it is followed."""
    return reverse("fire.planrun:detail", args=[run.pk])


def run_choose(run: PlanRun, plan: Plan, *, actor: User) -> PlanRun:
    """By this plan: each of its lines becomes a step. Raises ValidationError for one that does not hold."""
    if plan.status != PlanStatus.HOLDS or plan.kind == PlanKind.RULES:
        raise ValidationError(_("只能按现行的预案处置。"), code="plan")
    lines = [line.strip() for line in plan.text.splitlines() if line.strip()][:MOST_STEPS]
    with records.deed():
        chosen = records.take(run, "choose", actor=actor, plan=plan)
        rows = [{"run": chosen, "number": n, "text": line[:400]} for n, line in enumerate(lines, 1)]
        records.create_many(PlanStep, rows, actor=actor)
    return chosen


def step_tick(step: PlanStep, *, now: datetime, actor: User) -> PlanStep:
    """It is done; the first touch counts. Raises ValidationError once the emergency is over."""
    if step.run.status != RunStatus.RUNNING:
        raise ValidationError(_("预案已经解除，不能再点。"), code="over")
    if step.done_at is not None:
        return step
    return records.amend(step, actor=actor, verb="tick", done_at=now, by=person_of(actor))


def run_end(run: PlanRun, *, words: str, now: datetime, actor: User) -> PlanRun:
    """The emergency is over. Raises ValidationError without words."""
    if not words.strip():
        raise ValidationError({"words": _("请写怎么结束的，有没有要改的。")})
    return records.take(run, "end", actor=actor, words=words.strip()[:400], over_at=now)
