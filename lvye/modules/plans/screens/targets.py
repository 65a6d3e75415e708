"""Measuring an item: a figure chosen by its name, narrowed, shown with its present value; or a kind of proof."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.accounts.api import User
from lvye.kernel.figures import api as figures
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.terms.api import Period, before, span_period
from lvye.modules.plans import services
from lvye.modules.plans.models import PlanItem, ProofKind, Sense, Target
from lvye.modules.plans.numbers import word

from .common import item_of

CHANGE = "plans.change_planitem"
MOST_KEYS = 300
YEARS = 2


@dataclass(frozen=True)
class Narrowing:
    """One split a figure can be narrowed by, with its keys in words."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


def target_part(request: AuthedRequest, item: PlanItem) -> dict[str, Any]:
    """What the chooser of a target shows: the figures by their module; of the chosen one its splits and value."""
    given = request.POST if "figure" in request.POST else request.GET
    name = given.get("figure", "")
    figure = figures.figures.get(name)
    context: dict[str, Any] = {
        "figure_groups": _groups(request.user), "figure": figure, "senses": Sense.choices,
        "proof_kinds": ProofKind.choices, "typed": {key: given.get(key, "") for key in ("aim", "sense", "because")},
    }  # fmt: skip
    if figure is None or not request.user.has_perm(registers[figure.register].permission("view")):
        return context | {"figure": None}
    only = only_of(figure, given)
    context["narrowings"] = _narrowings(figure, item.plan.span, only)
    context |= _values(figure, item.plan.span, only)
    usual = Sense.AT_MOST if figure.better == "less" else Sense.AT_LEAST
    context["typed"]["sense"] = context["typed"]["sense"] or usual
    return context


def only_of(figure: figures.Figure, given: Mapping[str, Any]) -> dict[str, str]:
    """What a form narrows a figure by."""
    return {split: str(key) for split in figure.by if (key := given.get(f"only.{split}", ""))}


def _groups(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every figure the user may open, by the module that declares it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for figure in figures.figures:
        if user.has_perm(registers[figure.register].permission("view")):
            label = figure.name.partition(".")[0]
            group = (
                str(apps.get_app_config(label).verbose_name) if apps.is_installed(f"lvye.modules.{label}") else label
            )
            unit = f"（{figure.unit}）" if figure.unit else ""
            found.setdefault(group, []).append((figure.name, f"{figure.label}{unit}"))
    return list(found.items())


def _narrowings(figure: figures.Figure, span: Period, only: Mapping[str, str]) -> list[Narrowing]:
    """The keys each split has had in the last years, and those its words know."""
    wide = span_period(span.begins_on.replace(year=span.begins_on.year - YEARS, day=1), span.ends_on)
    made = []
    for name, dim in figure.by.items():
        values = figures.compute(figure.name, wide, by=(name,))
        keys = {word(value.keys[name]): dim.word(value.keys[name]) for value in values[:MOST_KEYS]}
        keys |= {str(key): str(text) for key, text in dim.words.items()}
        keys.pop("~", None)
        if keys:
            made.append(Narrowing(name, str(dim.label), list(keys.items()), only.get(name, "")))
    return made


def _values(figure: figures.Figure, span: Period, only: Mapping[str, str]) -> dict[str, Any]:
    """What it is now, and what it was in the period before: so that an aim is neither idle nor out of reach."""
    try:
        now = figures.one(figure.name, span, only)
        earlier_span = before(span) if figure.date else None
        earlier = figures.one(figure.name, earlier_span, only) if earlier_span else None
    except (ValidationError, ValueError):
        return {"value_now": "", "value_before": ""}
    return {
        "value_now": figures.text(now) if now.rows or isinstance(figure.value, (figures.Count, figures.Sum)) else "",
        "value_before": figures.text(earlier) if earlier and earlier.rows else "",
        "definition": figure.definition, "unit": figure.unit,
    }  # fmt: skip


@needs(CHANGE)
def choose(request: AuthedRequest, pk: int) -> HttpResponse:
    """The part of the chooser that follows the figure."""
    item = item_of(request, pk)
    context = target_part(request, item) | {"item": item, "because": item.plan.status == item.plan.Status.AGREED}
    return render(request, "plans/_target.html", context)


@needs(CHANGE)
@require_POST
def add(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Keep a target: a figure with its aim, or (proof=…) a kind of proof."""
    from .item import refused

    item = item_of(request, pk)
    try:
        with transaction.atomic():
            aim = _aim(request)
            services.target_add(
                item, aim, because=request.POST.get("because", "")[:200], today=timezone.localdate(), actor=request.user
            )
    except ValidationError as problem:
        return refused(request, item, problem)
    return redirect(f"{reverse('plans.planitem:detail', args=[pk])}#targets")


def _aim(request: AuthedRequest) -> services.Aim:
    if proof := request.POST.get("proof", ""):
        return services.Aim(proof=proof)
    figure = figures.figures.get(request.POST.get("figure", ""))
    if figure is None or not request.user.has_perm(registers[figure.register].permission("view")):
        raise ValidationError(_("请先选一个数字。"))
    text = unicodedata.normalize("NFKC", request.POST.get("aim", "")).strip().removesuffix("%").replace(",", "")
    try:
        aim = Decimal(text).quantize(Decimal("0.01")) if text else None
    except InvalidOperation:
        raise ValidationError(_("目标值“%(text)s”不是数字，例如写 200。") % {"text": text[:20]}) from None
    if aim is not None and aim.is_finite() and aim >= Decimal(10) ** 12:
        raise ValidationError(_("目标值太大了，请核对。"))
    sense = request.POST.get("sense", Sense.AT_LEAST)
    return services.Aim(figure.name, only_of(figure, request.POST), sense, aim)


@needs(CHANGE)
@require_POST
def remove(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Measure it by this no longer."""
    from .item import refused

    rows = registers["plans.target"].rows(request.user).select_related("item__plan")
    target: Target = get_object_or_404(rows, pk=pk)
    item = target.item
    try:
        with transaction.atomic():
            because = request.POST.get("because", "")[:200]
            services.target_remove(target, because=because, today=timezone.localdate(), actor=request.user)
    except ValidationError as problem:
        return refused(request, item, problem)
    return redirect(f"{reverse('plans.planitem:detail', args=[item.pk])}#targets")
