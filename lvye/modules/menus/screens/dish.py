"""A dish with what goes into it, entered in the units of a kitchen; and the table of exchange."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, explain, needs, registers
from lvye.modules.menus import services, units
from lvye.modules.menus.models import Dish, Food
from lvye.modules.menus.nutrition.norm import DATA
from lvye.modules.menus.services import IngredientIn
from lvye.modules.menus.sight import DISH_EDIT, DISHES
from lvye.modules.menus.words import AGE_FIELDS, Age, Course, Method

ROWS = 10
SAFE = (Method.COLD, Method.COLD_MEAT, Method.RAW, Method.CREAM)


class DishForm(forms.ModelForm):  # type: ignore[type-arg]
    """The dish itself; what goes in stands below, row by row."""

    class Meta:
        model = Dish
        fields = ("name", "course", "method", "for_breakfast", "for_main", "for_snack", "is_fixed", "taste", "note")
        widgets = {"course": forms.RadioSelect(choices=Course.choices)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        method: Any = self.fields["method"]
        method.choices = [(value, label) for value, label in Method.choices if value not in SAFE]
        course: Any = self.fields["course"]
        course.choices = Course.choices


@needs(DISH_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def dish(request: AuthedRequest, pk: int = 0) -> HttpResponseBase:
    """A new dish, or another recipe of one that is there."""
    found = get_object_or_404(registers["menus.dish"].rows(request.user), pk=pk) if pk else None
    form = DishForm(request.POST or None, instance=found)
    rows = _rows_sent(request) if request.method == "POST" else _rows_of(found)
    if request.method == "POST" and form.is_valid():
        try:
            with attempt():
                made = _keep(request, found, form.cleaned_data, _recipe(rows))
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("“%(dish)s”存好了，可以排进食谱。") % {"dish": made})
            return redirect("menus.dish:detail", pk=made.pk)
    context = {
        "form": form, "dish": found, "rows": rows + [("", [""] * len(Age))] * max(ROWS - len(rows), 2),
        "foods": Food.objects.filter(is_active=True).order_by("group", "name").values_list("name", flat=True),
        "ages": [one.label for one in Age],
    }  # fmt: skip
    return render(request, "menus/dish.html", context, status=400 if form.errors else 200)


def _rows_of(dish: Dish | None) -> list[tuple[str, list[str]]]:
    if dish is None:
        return []
    return [
        (one.food.name, [f"{getattr(one, AGE_FIELDS[age]).normalize():f}" for age in Age])
        for one in dish.ingredients.select_related("food").order_by("pk")
    ]


def _rows_sent(request: AuthedRequest) -> list[tuple[str, list[str]]]:
    names = request.POST.getlist("food")
    columns = [request.POST.getlist(f"grams-{field}") for field in AGE_FIELDS.values()]
    rows = [
        (name.strip(), [column[n].strip() if n < len(column) else "" for column in columns])
        for n, name in enumerate(names)
    ]
    return [row for row in rows if row[0] or any(row[1])]


def _recipe(rows: list[tuple[str, list[str]]]) -> list[IngredientIn]:
    """The rows as foods and grams. A bare number is grams; 两 and 斤 are reckoned. Raises ValidationError."""
    foods = {food.name: food for food in Food.objects.filter(name__in=[name for name, _texts in rows])}
    found = []
    for name, texts in rows:
        if name not in foods:
            raise ValidationError(_("食材库里没有“%(name)s”，请从提示里选，或先登记这种食材。") % {"name": name})
        grams: dict[str, Decimal] = {str(age): _weight(text) for age, text in zip(Age, texts, strict=True) if text}
        if not grams:
            raise ValidationError(_("“%(name)s”没有写每人用多少。") % {"name": name})
        found.append(IngredientIn(foods[name], grams))
    return found


def _weight(text: str) -> Decimal:
    try:
        plain = Decimal(text)
    except ArithmeticError:
        plain = units.weight(text)
    if plain <= 0 or not plain.is_finite():
        raise ValidationError(_("每人用量要大于零：%(text)s。") % {"text": text})
    return plain.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _keep(request: AuthedRequest, found: Dish | None, values: dict[str, Any], recipe: list[IngredientIn]) -> Dish:
    today = timezone.localdate()
    if found is None:
        return services.dish_add(recipe=recipe, today=today, actor=request.user, **values)
    fresh = Dish.objects.get(pk=found.pk)
    changed = services.dish_change(fresh, today=today, actor=request.user, **values)
    return services.dish_recipe(changed, recipe, today=today, actor=request.user)


@cache
def exchange_rows() -> list[dict[str, str]]:
    """附录A of WS/T 554-2017: what stands for what, in grams."""
    with (DATA / "exchange.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@needs(DISHES)
@require_safe
def exchange(request: AuthedRequest) -> HttpResponse:
    """生熟与同类互换: so much of one is so much of another."""
    rows = exchange_rows()
    names = list(dict.fromkeys(name for row in rows for name in (row["anchor"], row["food"])))
    asked, text = request.GET.get("food", ""), request.GET.get("weight", "")
    problem, answers = "", []
    if asked in names and text:
        try:
            answers = _answers(rows, asked, _weight(text))
        except ValidationError as refused:
            problem = " ".join(refused.messages)
    groups = {group: [row for row in rows if row["group"] == group] for group in {row["group"]: 1 for row in rows}}
    context = {
        "names": names, "asked": asked, "text": text, "problem": problem, "answers": answers, "groups": groups.items(),
    }  # fmt: skip
    return render(request, "menus/exchange.html", context)


def _answers(rows: list[dict[str, str]], asked: str, grams: Decimal) -> list[tuple[str, str]]:
    """What the asked weight stands for, through the anchor of its group."""
    mine = next(row for row in rows if asked in (row["anchor"], row["food"]))
    own = Decimal(mine["anchor_g"] if asked == mine["anchor"] else mine["food_g"])
    share = grams / own
    found = [(mine["anchor"], Decimal(mine["anchor_g"]) * share)]
    found += [(row["food"], Decimal(row["food_g"]) * share) for row in rows if row["group"] == mine["group"]]
    return [(name, units.said(weight)) for name, weight in found if name != asked]
