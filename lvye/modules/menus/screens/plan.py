"""帮我排一周: the planner asked, its proposal looked at, taken over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.menus import nutrition, queries, services
from lvye.modules.menus.models import Dish, MenuWeek, Plan
from lvye.modules.menus.sight import EDIT
from lvye.modules.menus.words import Course, Meal

from .week import page_of, seen


@needs(EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The question and the newest answer. POST lets the solver work; outside any transaction."""
    week = seen(request, pk)
    ages = queries.ages()
    problem = ""
    if request.method == "POST":
        field = forms.DecimalField(required=False, min_value=0, max_digits=6, decimal_places=2)
        age = next((one for one in ages if one == request.POST.get("age")), ages[0] if ages else "")
        try:
            budget = field.clean(request.POST.get("budget", ""))
            services.plan_make(week, age=age, budget=budget, today=timezone.localdate(), actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return redirect("menus:plan", pk=week.pk)
    newest = week.plans.order_by("-pk").first()
    context = {
        "week": week, "plan": newest, "days": _days(week, newest) if newest else [], "ages": ages, "problem": problem,
        "back": page_of(week), "placed": week.dishes.count(),
    }  # fmt: skip
    return render(request, "menus/plan.html", context, status=400 if problem else 200)


def _days(week: MenuWeek, plan: Plan) -> list[dict[str, Any]]:
    dishes = Dish.objects.in_bulk([line[2] for line in plan.lines])
    there = set(week.dishes.values_list("date", "meal", "dish"))
    days: dict[date, dict[str, list[Any]]] = {}
    for text, meal, number in plan.lines:
        day = date.fromisoformat(text)
        if number in dishes:
            mark = (day, meal, number) in there
            days.setdefault(day, {}).setdefault(meal, []).append((dishes[number], mark))
    order, courses = list(Meal.values), list(Course.values)
    return [
        {
            "date": day,
            "meals": [
                (Meal(meal).label, sorted(days[day][meal], key=lambda one: (courses.index(one[0].course), one[0].pk)))
                for meal in sorted(days[day], key=order.index)
            ],
        }
        for day in sorted(days)
    ]


@needs(EDIT)
@require_POST
def use(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Take the proposal over."""
    found = get_object_or_404(Plan.objects.select_related("week"), pk=pk)
    try:
        with attempt():
            came, left = services.plan_use(found, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("menus:plan", pk=found.week_id)
    messages.success(request, _("放进 %(n)s 道菜，再看一看、改一改，就可以公示。") % {"n": came})
    for sentence in left:
        messages.warning(request, sentence)
    lines = queries.lines_of(found.week)
    if nutrition.judge(lines).is_within:
        messages.success(request, _("整周营养在标准以内。"))
    return redirect(page_of(found.week))
