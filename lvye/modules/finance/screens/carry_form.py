"""年终结转: line by line what goes on with its documents, what is carried by decision, what is given back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.registers.api import AuthedRequest, Register, allowed, explain, needs
from lvye.modules.finance import services
from lvye.modules.finance.models import Budget, BudgetLine, CarryOver, Commitment

from .common import amount_of, form_page, mine_of


class CarryForm(forms.Form):
    """The words of the final account."""

    note = forms.CharField(
        label=gettext_lazy("决算和结转说明"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """A draft is decided anew on the same page."""
    carry: CarryOver = mine_of(request, reg.key, pk)
    return redirect("finance:carry", pk=carry.source_id)


@needs("finance.add_carryover")
def carry(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The page on which the bookkeeper decides; kept as a draft, then handed in."""
    budget: Budget = mine_of(request, "finance.budget", pk)
    known = CarryOver.objects.filter(source=budget).first()
    form = CarryForm(request.POST or None, initial={"note": known.note} if known else {})
    rows = _rows(request, budget, known)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = services.carry_make(
                    budget,
                    carried=_carried(rows),
                    note=form.cleaned_data["note"],
                    today=timezone.localdate(),
                    actor=request.user,
                )
                if not request.POST.get("keep"):
                    made = services.carry_send(made, today=timezone.localdate(), actor=request.user)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(
                request, _("存成草稿了，还没有送审。") if request.POST.get("keep") else _("年终结转送审了。")
            )
            return redirect("finance.carryover:detail", pk=made.pk)
    context = {
        "budget": budget, "rows": rows, "target": services.carry_target(budget), "more": (),
        "obstacles": services.carry_obstacles(budget, today=timezone.localdate()),
        "held": Commitment.objects.filter(
            line__budget=budget, status=Commitment.Status.HELD, amount__gt=F("used")
        ).order_by("line", "pk"),
        "cancel_url": reverse("finance.budget:detail", args=[pk]),
    }  # fmt: skip
    return form_page(request, "finance/carry_form.html", form, context)


def _rows(request: AuthedRequest, budget: Budget, known: CarryOver | None) -> list[dict[str, Any]]:
    lines: list[BudgetLine] = list(budget.lines.select_related("item").order_by("project", "item__code", "pk"))
    stand = services.lefts(lines)
    before = dict(known.lines.values_list("line", "rest")) if known else {}
    return [
        {
            "line": line, "stand": stand[line.pk],
            "rest": request.POST.get(f"rest-{line.pk}")
            or before.get(line.pk, services.carry_suggested(line, stand[line.pk].left)),
        }
        for line in lines
    ]  # fmt: skip


def _carried(rows: list[dict[str, Any]]) -> dict[int, Decimal]:
    made = {}
    for row in rows:
        amount = amount_of(str(row["rest"]))
        if amount is None:
            raise ValidationError(_("“%(line)s”的结转数写成数字。") % {"line": row["line"]})
        made[row["line"].pk] = amount
    return made
