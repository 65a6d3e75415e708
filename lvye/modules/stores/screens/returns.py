"""退库 and 归还: what comes back of an issue or a loan, line by line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.stores import services
from lvye.modules.stores.models import Issue, Loan, LoanLine, State, Status

from .basket import number


@needs("stores.add_giveback")
def issue_back(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Goods of an issue that were not used."""
    return _back(request, get_object_or_404(registers["stores.issue"].rows(request.user), pk=pk, status=Status.POSTED))


@needs("stores.add_giveback")
def loan_back(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Goods of a loan: good, broken or lost."""
    return _back(request, get_object_or_404(registers["stores.loan"].rows(request.user), pk=pk, status=Status.POSTED))


def _back(request: AuthedRequest, of: Issue | Loan) -> HttpResponseBase:
    states = [State.GOOD] if isinstance(of, Issue) else list(State)
    lines = [(line, services.out_of(line)) for line in services.lines_of(of)]
    rows = [
        {"line": line, "out": out, "boxes": [_box(request, state, line, out) for state in states]}
        for line, out in lines
        if out > 0
    ]
    problem: list[str] = []
    if request.method == "POST":
        try:
            with records.attempt():
                made = _given(request, of, rows)
        except ValidationError as refused:
            problem = refused.messages
        else:
            messages.success(request, _("已收回 %s。") % made.number)
            return redirect("stores.giveback:detail", made.pk)
    context = {"of": of, "rows": rows, "problem": problem, "is_loan": isinstance(of, Loan)}
    return render(request, "stores/back.html", context, status=400 if problem else 200)


def _given(request: AuthedRequest, of: Issue | Loan, rows: list[dict[str, Any]]) -> Any:
    services.refuse_stranger(of.store, request.user)
    lines = []
    for row in rows:
        for state, _name, text in row["boxes"]:
            qty = number(text, row["line"].item) if text.strip() else Decimal(0)
            if qty:
                lines.append((row["line"], qty, state))
    who = of.person if isinstance(of, Loan) else of.taken_by
    return services.give_back(
        issue=of if isinstance(of, Issue) else None, loan=of if isinstance(of, Loan) else None, lines=lines,
        brought_by=who, note=request.POST.get("note", "")[:200], now=timezone.now(), actor=request.user,
    )  # fmt: skip


def _box(request: AuthedRequest, state: State, line: Any, out: Decimal) -> tuple[State, str, str]:
    """The box for one state of a line, with what was typed; at first all that was lent is back, whole."""
    first = f"{out.normalize():f}" if state == State.GOOD and isinstance(line, LoanLine) else ""
    return state, f"{state}-{line.pk}", request.POST.get(f"{state}-{line.pk}", first)
