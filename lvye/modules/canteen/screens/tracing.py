"""追溯: this batch → dishes → meals → classes; this dish → batches."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lvye.kernel.records.api import matching
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit.days import read_day
from lvye.modules.canteen import stock
from lvye.modules.canteen.menu_side import classes, heads, told
from lvye.modules.canteen.models import Serving

from .goods import batch_of

FOUND = 20
MEALS = 60


@needs("canteen.view_batch")
@require_safe
def search(request: AuthedRequest) -> HttpResponse:
    """Find a batch (food, number, certificate) or a dish of a day."""
    words, day = request.GET.get("q", "").strip()[:60], read_day(request.GET.get("day", ""))
    batches: list[Any] = []
    dishes: list[Any] = []
    if words or day:
        rows = registers["canteen.batch"].rows(request.user).select_related("item", "supplier")
        served = Serving.objects.select_related("meal").order_by("-meal__day", "pk")
        rows = matching(rows, words) if words else rows
        served = matching(served, words) if words else served
        if day:
            rows, served = rows.filter(arrived_on=day), served.filter(meal__day=day)
        batches, dishes = list(rows[:FOUND]), list(served[:FOUND])
    context = {"q": words, "day": day, "batches": batches, "dishes": dishes, "asked": bool(words or day)}
    return render(request, "canteen/trace_search.html", context)


@needs("canteen.view_batch")
@require_safe
def down(request: AuthedRequest, pk: int) -> HttpResponse:
    """Where a batch went."""
    way = stock.trace(batch_of(request, pk))
    said = told((one.meal.day, one.meal.kind) for one in way.eaten)
    people = 0
    meals: list[dict[str, Any]] = []
    for one in way.eaten:
        groups = said.get((one.meal.day, one.meal.kind), [])
        count = one.meal.diners if one.meal.diners is not None else sum(n for _who, n in groups) or None
        people += count or 0
        meals.append({"eaten": one, "classes": groups, "heads": count})
    context = {"way": way, "meals": meals[:MEALS], "people": people, "more": max(len(way.eaten) - MEALS, 0)}
    return render(request, "canteen/trace.html", context)


def _heads(meal: Any) -> int | None:
    return meal.diners if meal.diners is not None else heads(meal.day, meal.kind)


@needs("canteen.view_batch")
@require_safe
def up(request: AuthedRequest, pk: int) -> HttpResponse:
    """What went into a dish."""
    rows = registers["canteen.serving"].rows(request.user).select_related("meal")
    serving = get_object_or_404(rows, pk=pk)
    uses = stock.traced(serving.name, serving.meal.day, serving.meal.kind)
    context = {
        "serving": serving, "uses": uses, "classes": classes(serving.meal.day, serving.meal.kind),
        "heads": _heads(serving.meal), "sample": getattr(serving, "sample", None),
    }  # fmt: skip
    return render(request, "canteen/traced.html", context)
