"""报餐: the class teacher's page on the phone, and the canteen's board of who has spoken."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import SchoolClass, person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.terms.api import is_school_day
from lvye.modules.menus import nutrition, queries, services
from lvye.modules.menus.models import HeadCount
from lvye.modules.menus.services.heads import roll_of
from lvye.modules.menus.sight import COUNT, OFFICE
from lvye.modules.menus.words import Meal

DAY = timedelta(days=1)
AHEAD = 20
DAYS = 5


def next_days(now: datetime, *, office: bool) -> list[date]:
    """The coming school days one may still announce for; for the office from today on."""
    today, found = timezone.localdate(now), []
    for n in range(AHEAD):
        day = today + DAY * n
        if is_school_day(day) and (office or now <= services.last_moment(day)):
            found.append(day)
        if len(found) == DAYS:
            break
    return found


@needs(COUNT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def say_heads(request: AuthedRequest) -> HttpResponseBase:
    """My class, a day, one number for each meal; as last time unless changed."""
    now, office = timezone.now(), request.user.has_perm(OFFICE)
    classes = _classes(request, office=office)
    chosen = _class(request, classes, office=office)
    days = next_days(now, office=office)
    day = next((one for one in days if str(one) == request.GET.get("day")), days[0] if days else None)
    if day is None or (chosen is None and not office):
        return render(request, "menus/heads_none.html", {"classes": classes, "days": days})
    problem = ""
    if request.method == "POST":
        problem = _say(request, day, chosen, now)
        if not problem:
            who = chosen or _("教职工")
            messages.success(request, _("%(who)s报好了，截止前可以改。") % {"who": who})
            return redirect(request.get_full_path())
    context = {
        "classes": classes, "chosen": chosen, "days": days, "day": day, "office": office, "problem": problem,
        "meals": [_meal(request, day, meal, chosen) for meal in nutrition.served()],
        "until": services.last_moment(day), "late": now > services.last_moment(day),
        "roll": roll_of(chosen) if chosen else None,
    }  # fmt: skip
    return render(request, "menus/heads.html", context, status=400 if problem else 200)


def _classes(request: AuthedRequest, *, office: bool) -> list[SchoolClass]:
    rows = SchoolClass.objects.filter(is_open=True).order_by("sort", "pk")
    return list(rows if office else rows.filter(head=person_of(request.user)))


def _class(request: AuthedRequest, classes: list[SchoolClass], *, office: bool) -> SchoolClass | None:
    asked = request.GET.get("class", "")
    if asked:
        return next((one for one in classes if str(one.pk) == asked), None) if asked.isdigit() else None
    return classes[0] if classes and not office else None


def _say(request: AuthedRequest, day: date, chosen: SchoolClass | None, now: datetime) -> str:
    """Keep what was sent; returns what is wrong, else nothing."""
    try:
        with attempt():
            for meal in nutrition.served():
                text = request.POST.get(meal, "").strip()
                if not text:
                    continue
                if not text.isdecimal() or len(text) > 5:
                    raise ValidationError(_("%(meal)s的人数请写数字。") % {"meal": Meal(meal).label})
                services.heads_say(
                    date=day, meal=meal, count=int(text), school_class=chosen, note=request.POST.get("note", ""),
                    now=now, actor=request.user,
                )  # fmt: skip
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def _meal(request: AuthedRequest, day: date, meal: str, chosen: SchoolClass | None) -> dict[str, Any]:
    rows = HeadCount.objects.filter(meal=meal, school_class=chosen, date__lte=day).order_by("-date")
    last = rows.first()
    said = last is not None and last.date == day
    count = request.POST.get(meal) if request.method == "POST" else (last.count if last else "")
    dishes = queries.dishes_of(day, meal)
    return {
        "meal": meal, "word": Meal(meal).label, "count": count, "said": said, "dishes": dishes,
        "note": last.note if last and said else "",
    }  # fmt: skip


@needs(OFFICE)
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """One day: who has spoken, who has not, how many altogether."""
    now = timezone.now()
    try:
        day = date.fromisoformat(request.GET.get("day", "") or str(_next(now)))
    except ValueError as problem:
        raise Http404 from problem
    meals = nutrition.served()
    counts = {(one.school_class_id, one.meal): one for one in HeadCount.objects.filter(date=day)}
    classes: list[Any] = [*SchoolClass.objects.filter(is_open=True).select_related("head").order_by("sort", "pk"), None]
    rows = [(one, [counts.get((one.pk if one else None, meal)) for meal in meals]) for one in classes]
    context = {
        "day": day, "before": day - DAY, "after": day + DAY, "rows": rows, "school": is_school_day(day),
        "totals": [(Meal(meal).label, queries.heads(day, meal), queries.expected(day, meal)) for meal in meals],
        "silent": [one for one, found in rows if one is not None and not any(found)], "meals": len(meals),
        "until": services.last_moment(day), "over": now > services.last_moment(day),
    }  # fmt: skip
    return render(request, "menus/board.html", context)


def _next(now: datetime) -> date:
    days = next_days(now, office=True)
    return next((day for day in days if day > timezone.localdate(now)), timezone.localdate(now))
