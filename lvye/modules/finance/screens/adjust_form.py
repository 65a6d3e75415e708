"""A change of the budget on paper: from which line to which, by how much."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.registers.api import AuthedRequest, explain, needs
from lvye.modules.finance import services
from lvye.modules.finance.models import Adjustment, Budget, BudgetLine

from .common import amount_of, form_page, mine_of

ROWS, MOST = 4, 40
WRITTEN = [(kind.value, kind.label) for kind in (Adjustment.Kind.MOVE, Adjustment.Kind.CHANGE)]


class AdjustForm(forms.Form):
    """Why, and on which paper it rests."""

    kind = forms.ChoiceField(
        label=gettext_lazy("种类"), choices=WRITTEN, widget=forms.RadioSelect,
        initial=Adjustment.Kind.MOVE,
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("调整理由"), max_length=200)
    document = forms.CharField(
        label=gettext_lazy("依据文件"), max_length=80, required=False, help_text=gettext_lazy("追加、追减必须写。")
    )


def _rows(request: AuthedRequest) -> list[dict[str, Any]]:
    made = [
        {"n": n, "line": request.POST.get(f"line-{n}", ""), "delta": request.POST.get(f"delta-{n}", "")}
        for n in range(MOST)
    ]
    while len(made) > ROWS and not (made[-1]["line"] or made[-1]["delta"]):
        made.pop()
    return made


def _changes(rows: list[dict[str, Any]], lines: list[BudgetLine]) -> list[tuple[BudgetLine, Any]]:
    known, made = {str(line.pk): line for line in lines}, []
    for row in rows:
        if not row["line"] and not row["delta"]:
            continue
        amount = amount_of(row["delta"])
        if row["line"] not in known or amount is None:
            raise ValidationError(_("第 %(n)s 行：请选预算项目，并写增减多少。") % {"n": row["n"] + 1})
        made.append((known[row["line"]], amount))
    return made


@needs("finance.add_adjustment")
def adjust(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A new paper for a running budget; it goes to its chain at once."""
    budget: Budget = mine_of(request, "finance.budget", pk)
    lines = list(budget.lines.select_related("item").order_by("project", "pk"))
    form, rows = AdjustForm(request.POST or None), _rows(request)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                changes = _changes(rows, lines)
                today = timezone.localdate()
                made = services.adjustment_make(
                    budget=budget, changes=changes, today=today, actor=request.user, **form.cleaned_data
                )
                made = services.adjustment_send(made, actor=request.user)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("调整单送审了。"))
            return redirect("finance.adjustment:detail", pk=made.pk)
    known = services.lefts(lines)
    context = {
        "budget": budget, "rows": rows, "most": MOST, "more": (),
        "lines": [{"line": line, "left": known[line.pk].left} for line in lines],
        "cancel_url": reverse("finance.budget:detail", args=[pk]),
    }  # fmt: skip
    return form_page(request, "finance/adjust_form.html", form, context)
