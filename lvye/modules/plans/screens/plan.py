"""A plan's page: how far it is, item by item; what may be done; on paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, needs, steps_for, story
from lvye.kit import say
from lvye.modules.plans import documents
from lvye.modules.plans.models import Area, LetterStatus, Plan, PlanStatus, State
from lvye.modules.plans.services.items import WRITTEN
from lvye.modules.plans.sight import items_seen
from lvye.modules.plans.standing import Standing, rows_with_all, standings

from .common import plan_of

WAY = (PlanStatus.DRAFT, PlanStatus.SUBMITTED, PlanStatus.AGREED, PlanStatus.CLOSED)


def seen_standings(plan: Plan, user: User, today: date) -> list[Standing]:
    """How the items of a plan stand that this user may see, by area and day."""
    order = {area: place for place, area in enumerate(Area.values)}
    rows = rows_with_all(items_seen(plan.items.all(), user))
    return standings(sorted(rows, key=lambda one: (order[one.area], one.due_on, one.pk)), today=today)


def tally(found: list[Standing]) -> dict[str, Any]:
    """How many stand how; bar: (tone, x, width in percent)."""
    counted = [one for one in found if one.state != State.DROPPED]
    done = sum(one.state == State.DONE for one in counted)
    late = sum(one.is_late for one in counted)
    part = sum(one.state == State.PART and not one.is_late for one in counted)
    parts, x = [], Decimal(0)
    for tone, n in (("done", done), ("going", part), ("late", late)):
        width = Decimal(100) * n / max(len(counted), 1)
        if n:
            parts.append((tone, f"{x:.2f}", f"{max(width - 1, Decimal(1)):.2f}"))
        x += width
    return {
        "count": len(counted), "done": done, "part": part, "late": late, "bar": parts,
        "dropped": len(found) - len(counted), "rate": say.share(done, len(counted)) if counted else "",
    }  # fmt: skip


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The plan with its items by area."""
    plan = plan_of(request, pk)
    today = timezone.localdate()
    found = seen_standings(plan, request.user, today)
    if request.GET.get("as") == "print":
        return answer(documents.plan_file(plan, found, kind="pdf", today=today), f"{plan.title}.pdf")
    trail = story(reg, plan)
    steps = steps_for(reg, plan, request.user)
    for step in steps:
        if step["name"] == "close":
            step |= {"url": reverse("plans:close", args=[plan.pk]), "asks": True}
    if plan.author_id == request.user.pk:
        steps = [step for step in steps if step["name"] != "agree"]
    groups = [(str(Area(area).label), list(rows)) for area, rows in groupby(found, key=lambda one: one.item.area)]
    may_change = request.user.has_perm("plans.change_planitem") and plan.status in WRITTEN
    budget = sum((one.item.budget or Decimal(0) for one in found if one.state != State.DROPPED), Decimal(0))
    context = {
        "reg": reg, "plan": plan, "groups": groups, "steps": steps, "story": trail, "stepper": _stepper(plan, trail),
        "may_change": may_change, "may_words": plan.is_written and request.user.has_perm("plans.change_plan"),
        "may_letters": plan.status == PlanStatus.AGREED and request.user.has_perm("plans.view_goalletter"),
        "letters": _letters(plan) if request.user.has_perm("plans.all_planitem") else None,
        "own_plan": plan.author_id == request.user.pk and plan.status == PlanStatus.SUBMITTED
        and request.user.has_perm("plans.agree_plan"),
        "budget": say.money(budget) if budget else "", "today": today, **tally(found),
    }  # fmt: skip
    return render(request, "plans/plan.html", context)


def _stepper(plan: Plan, trail: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """编制 送审 审定 总结: who did each, and when."""
    at = WAY.index(PlanStatus(plan.status))
    said = {entry["text"]: entry for entry in reversed(trail)}
    names = ("submit", "agree", "close")
    rows = [(_("编制"), [trail[-1]["who"], trail[-1]["when"]] if trail else [])]
    rows += [(label, _who(said.get(str(Plan.flow[name].label)))) for name, label in zip(
        names, (_("送审"), _("审定执行"), _("期末总结")), strict=True
    )]  # fmt: skip
    made = []
    for number, (label, small) in enumerate(rows):
        kind = "done" if number <= at else "going" if number == at + 1 else "idle"
        made.append({"label": label, "kind": kind, "small": small if number <= at else []})
    return made


def _who(entry: dict[str, Any] | None) -> list[str]:
    return [entry["who"], entry["when"]] if entry else []


def _letters(plan: Plan) -> dict[str, int]:
    rows = list(plan.letters.exclude(status=LetterStatus.VOID).values_list("status", flat=True))
    return {"count": len(rows), "signed": rows.count(LetterStatus.SIGNED)}


@needs("plans.export_plan")
def paper(request: AuthedRequest, pk: int, kind: str) -> HttpResponseBase:
    """The plan as a file, in the official layout."""
    plan, today = plan_of(request, pk), timezone.localdate()
    found = seen_standings(plan, request.user, today)
    return answer(documents.plan_file(plan, found, kind=kind, today=today), f"{plan.title}.{kind}")


@needs("plans.export_plan")
def by_person(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The items by person on paper, for the wall: what the holiday work arrangement is."""
    plan, today = plan_of(request, pk), timezone.localdate()
    found = [one for one in seen_standings(plan, request.user, today) if one.state != State.DROPPED]
    return answer(documents.people_list(plan, found, today=today), f"{plan.title} {_('按人')}.pdf")
