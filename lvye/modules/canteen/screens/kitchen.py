"""The kitchen's tablet: what is due now; the morning check; samples, heat and disinfection; all without network too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.canteen import due, machines, services
from lvye.modules.canteen.menu_side import dishes, heads
from lvye.modules.canteen.models import (
    Disinfection,
    Fridge,
    Meal,
    MealKind,
    Method,
    MorningCheck,
    Sample,
    SampleStatus,
    Serving,
    Symptom,
    Worker,
)
from lvye.modules.canteen.words import meal_now

from .base import HEALTH, KITCHEN, chosen_worker, meal_kind, moments, number, refused

CENT = Decimal("0.01")


@needs(KITCHEN)
@require_safe
def page(request: AuthedRequest) -> HttpResponse:
    """What is due now, for a tablet on the kitchen's wall. `?meal=`: another meal than the next one."""
    now = timezone.now()
    asked = request.GET.get("meal", "")
    kind = MealKind(asked) if asked in MealKind.values else MealKind(meal_now(now))
    day = timezone.localdate(now)
    context = {
        "now": now, "day": day, "meal": kind, "meals": [one for one in MealKind if one != MealKind.SNACK],
        "kitchen": due.kitchen(now, kind), "on": services.hands(day), "off": due.off_today(day),
        "dishes": due.unsampled(day, kind), "machines": machines.machines(now),
    }  # fmt: skip
    return render(request, "canteen/kitchen.html", context)


@needs("canteen.kitchen_worker")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def morning(request: AuthedRequest) -> HttpResponseBase:
    """The morning check: one tap a person."""
    at, now = moments(request)
    day = timezone.localdate(at)
    left = due.unchecked(day)
    problem = ""
    if request.method == "POST":
        problem = refused(lambda: services.morning_check(_checked(request, left), at=at, now=now, actor=request.user))
        if not problem:
            messages.success(request, _("晨检记好了。") if not due.unchecked(day) else _("记好了，还有人没检。"))
            return redirect("canteen:kitchen")
    without = services.lacking(left, day)
    rows = [
        {
            "worker": one, "lacking": without.get(one.pk, ""), "back": services.needs_word(one, day),
            "typed": _typed(request, one),
        }
        for one in left
    ]  # fmt: skip
    done = MorningCheck.objects.filter(day=day).select_related("worker__person").order_by("pk")
    context = {
        "rows": rows, "done": list(done), "symptoms": Symptom.choices, "problem": problem, "day": day,
        "sees": request.user.has_perm(HEALTH),
    }  # fmt: skip
    return render(request, "canteen/morning.html", context, status=400 if problem else 200)


def _typed(request: AuthedRequest, worker: Worker) -> dict[str, Any]:
    names = ("is", "t", "note", "back", "dirty")
    found: dict[str, Any] = {name: request.POST.get(f"{name}-{worker.pk}", "")[:200] for name in names}
    return found | {"symptoms": request.POST.getlist(f"s-{worker.pk}")}


def _checked(request: AuthedRequest, left: list[Worker]) -> list[services.Checked]:
    found = []
    for one in left:
        typed = _typed(request, one)
        if typed["is"] not in {"ok", "ill", "away"}:
            continue
        warm = number(typed["t"], one.person.name)
        ill = tuple(typed["symptoms"]) if typed["is"] == "ill" else ()
        if typed["is"] == "ill" and not ill and warm is None:
            raise ValidationError(_("%(name)s哪里不舒服，点一下。") % {"name": one.person.name})
        found.append(
            services.Checked(
                one, ill or ((Symptom.OTHER,) if typed["is"] == "ill" and warm is None else ()), warm,
                is_clean=not typed["dirty"], is_away=typed["is"] == "away", note=typed["note"], back=typed["back"],
            )
        )  # fmt: skip
    return found


def _more(request: AuthedRequest) -> list[str]:
    """The dishes typed besides those of the menu."""
    typed = request.POST.get("more", "").replace("，", "、").replace("\n", "、").split("、")
    return [name.strip()[:40] for name in typed if name.strip()]


def _dishes(request: AuthedRequest, kind: str, day: Any) -> list[str]:
    """On the menu or written down without a sample, and what was typed besides."""
    return list(dict.fromkeys([*due.unsampled(day, kind), *_more(request)]))


@needs("canteen.add_sample")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def samples(request: AuthedRequest, serves: str) -> HttpResponseBase:
    """Samples of a meal: one tap a dish for its weight, who put them, into which cabinet."""
    meal = meal_kind(serves)
    at, _now = moments(request)
    day = timezone.localdate(at)
    names, problem = _dishes(request, meal, day), ""
    if request.method == "POST":
        problem = refused(lambda: _put(request, meal, names))
        if not problem:
            messages.success(request, _("留好了，48 小时后这里会提醒倒。"))
            return redirect("canteen:kept", meal)
    cabinets = list(Fridge.objects.filter(kind=Fridge.Kind.SAMPLE, is_active=True).order_by("sort", "pk"))
    context = {
        "meal": meal, "day": day, "problem": problem, "hands": services.hands(day), "cabinets": cabinets,
        "rows": [{"name": name, "grams": request.POST.get(f"g-{n}", "")} for n, name in enumerate(names)],
        "posted": request.POST,
    }  # fmt: skip
    return render(request, "canteen/samples.html", context, status=400 if problem else 200)


def _put(request: AuthedRequest, kind: str, names: list[str]) -> None:
    at, now = moments(request)
    day = timezone.localdate(at)
    weights = _weights(request, names)
    by = chosen_worker(request.POST, day)
    cabinet = Fridge.objects.filter(pk=_pk(request, "cabinet"), kind=Fridge.Kind.SAMPLE).first()
    if cabinet is None:
        raise ValidationError(_("点一下放进哪个留样柜。"))
    meal = services.servings_bring(day, kind, list(weights), diners=heads(day, kind), actor=request.user)
    served = {one.name: one for one in meal.servings.select_related("meal")}
    kept = [services.Kept(served[name], grams) for name, grams in weights.items()]
    services.samples_put(kept, cabinet=cabinet, by=by, at=at, now=now, actor=request.user)


def _weights(request: AuthedRequest, names: list[str]) -> dict[str, int]:
    """dish → grams, for those that got a weight; the names come with the form, so that a late one is what it was."""
    found: dict[str, int] = {}
    for n in range(40):
        name = request.POST.get(f"n-{n}", "").strip()[:40]
        grams = number(request.POST.get(f"x-{n}", "") or request.POST.get(f"g-{n}", ""), name)
        if name and grams is not None:
            found[name] = int(grams)
    extra = [name for name in _more(request) if name in names and name not in found]
    grams = number(request.POST.get("more_grams", ""))
    return found | ({name: int(grams) for name in extra} if grams is not None else {})


def _pk(request: AuthedRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0


@needs("canteen.view_sample")
@require_safe
def kept(request: AuthedRequest, serves: str) -> HttpResponse:
    """The samples of a meal of today, with their labels to print."""
    meal, day = meal_kind(serves), timezone.localdate()
    rows = Sample.objects.filter(day=day, serving__meal__kind=meal).select_related(
        "serving", "put_by__person", "cabinet"
    )
    context = {"meal": meal, "day": day, "rows": list(rows.order_by("pk"))}
    return render(request, "canteen/kept.html", context)


@needs("canteen.empty_sample")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def empty(request: AuthedRequest) -> HttpResponseBase:
    """Empty what is full; what is not shows its clock."""
    at, now = moments(request)
    problem = ""
    if request.method == "POST":
        chosen = Sample.objects.filter(pk__in=[pk for pk in request.POST.getlist("sample") if pk.isdecimal()])
        problem = refused(
            lambda: services.samples_empty(
                chosen.select_related("serving").order_by("pk"), by=chosen_worker(request.POST, timezone.localdate(at)),
                at=at, now=now, actor=request.user,
            )
        )  # fmt: skip
        if not problem:
            messages.success(request, _("倒了，记下了。"))
            return redirect("canteen:kitchen")
    rows = Sample.objects.filter(status=SampleStatus.KEPT).select_related("serving__meal", "cabinet")
    full = [one for one in rows.order_by("keep_until", "pk") if one.keep_until <= now]
    context = {
        "full": full, "clocks": [one for one in due.clocks(now) if not one.is_full], "problem": problem,
        "hands": services.hands(timezone.localdate(now)),
        "sealed": Sample.objects.filter(status=SampleStatus.SEALED).count(),
    }  # fmt: skip
    return render(request, "canteen/empty.html", context, status=400 if problem else 200)


@needs(KITCHEN)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def heat(request: AuthedRequest, serves: str) -> HttpResponseBase:
    """The heat in the middle of each dish as it comes off the stove."""
    meal = meal_kind(serves)
    at, _now = moments(request)
    day = timezone.localdate(at)
    problem = ""
    if request.method == "POST":
        problem = refused(lambda: _heated(request, meal))
        if not problem:
            messages.success(request, _("记好了。"))
            return redirect("canteen:kitchen")
    rows = list(Serving.objects.filter(meal__day=day, meal__kind=meal).order_by("pk"))
    names = list(dict.fromkeys([*dishes(day, meal), *(one.name for one in rows if one.core is None)]))
    done = {one.name for one in rows if one.core is not None}
    context = {
        "meal": meal, "day": day, "problem": problem, "hands": services.hands(day),
        "rows": [{"name": name, "typed": request.POST.get(f"t-{n}", "")}
                 for n, name in enumerate(one for one in names if one not in done)],
        "done": [one for one in rows if one.core is not None], "posted": request.POST,
    }  # fmt: skip
    return render(request, "canteen/heat.html", context, status=400 if problem else 200)


def _heated(request: AuthedRequest, kind: str) -> None:
    at, _now = moments(request)
    day = timezone.localdate(at)
    by = chosen_worker(request.POST, day)
    found = {}
    for n in range(40):
        name = request.POST.get(f"n-{n}", "").strip()[:40]
        degrees = number(request.POST.get(f"t-{n}", ""), name)
        if name and degrees is not None:
            found[name] = degrees
    if not found:
        raise ValidationError(_("还没有写温度。"))
    meal = services.servings_bring(day, kind, list(found), diners=heads(day, kind), actor=request.user)
    for one in meal.servings.select_related("meal").filter(name__in=found):
        services.serving_measure(one, found[one.name], by=by, at=at, actor=request.user)


@needs("canteen.add_disinfection")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def clean(request: AuthedRequest, serves: str) -> HttpResponseBase:
    """One disinfection: what, how, and the numbers its method asks for, with their limits beside them."""
    meal = meal_kind(serves)
    at, _now = moments(request)
    day = timezone.localdate(at)
    problem = ""
    if request.method == "POST":
        problem = refused(lambda: _cleaned(request, meal))
        if not problem:
            messages.success(request, _("消毒记好了。"))
            return redirect("canteen:kitchen")
    ways = [{"code": one.value, "label": one.label, **_limits(one)} for one in Method]
    past = Disinfection.objects.filter(day=day).select_related("by__person", "meal").order_by("-pk")[:6]
    context = {
        "meal": meal, "day": day, "problem": problem, "hands": services.hands(day), "ways": ways, "past": list(past),
        "whats": Disinfection.What.choices, "posted": request.POST,
    }  # fmt: skip
    return render(request, "canteen/clean.html", context, status=400 if problem else 200)


def _limits(method: str) -> dict[str, Any]:
    limits = services.limits_of(method)
    if method == Method.WASHER:
        limits["seconds"] = (limits.pop("minutes") * 60).quantize(1)
    return {"limits": limits}


def _cleaned(request: AuthedRequest, kind: str) -> Disinfection:
    at, now = moments(request)
    day = timezone.localdate(at)
    given = {name: number(request.POST.get(name, "")) for name in ("degrees", "minutes", "seconds", "strength")}
    minutes = given["minutes"]
    if given["seconds"] is not None:
        minutes = (given["seconds"] / 60).quantize(CENT)
    strength = int(given["strength"]) if given["strength"] is not None else None
    cleaned = services.Cleaned(
        what=request.POST.get("what", ""), method=request.POST.get("method", ""), degrees=given["degrees"],
        minutes=minutes, strength=strength, note=request.POST.get("note", "")[:120],
    )  # fmt: skip
    by = chosen_worker(request.POST, day)
    meal: Meal = services.meal_open(day, kind, diners=heads(day, kind), actor=request.user)
    return services.disinfection_keep(meal, cleaned, by=by, at=at, now=now, actor=request.user)
