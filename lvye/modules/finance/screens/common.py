"""What the pages share: one's own rows, forms, files as answers, a deed with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, registers
from lvye.modules.finance.models import Book, BudgetLine, BudgetStatus


def mine_of(request: AuthedRequest, key: str, pk: int) -> Any:
    """The record, where the user may see it; else it is not found."""
    return get_object_or_404(registers[key].rows(request.user), pk=pk)


def form_page(request: AuthedRequest, template: str, form: forms.Form, context: Mapping[str, Any]) -> HttpResponse:
    """A form's page; 400 where something was refused."""
    return render(request, template, {**context, "form": form}, status=400 if form.errors else 200)


def told(request: AuthedRequest, where: str, deed: Callable[[], str]) -> HttpResponseBase:
    """Do it, say what happened, and go there; what is refused is said there too."""
    try:
        with transaction.atomic():
            if said := deed():
                messages.success(request, said)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    return redirect(where)


def chosen(rows: Iterable[Any], text: str | None) -> Any:
    """The record an address names by its number, else the first."""
    known = list(rows)
    return next((one for one in known if str(one.pk) == text), known[0] if known else None)


def open_books() -> list[Book]:
    """The sets of books in use, the school's own first."""
    return list(Book.objects.filter(is_active=True).order_by("pk"))


def lines_open(user: User, today: date) -> Any:
    """The budget lines of this year that may be spent of, as far as the user may see them."""
    rows = registers["finance.budgetline"].rows(user).filter(budget__status=BudgetStatus.RUNNING)
    return rows.filter(budget__year=today.year).select_related("budget__book").order_by("budget__book", "pk")


class LineField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A budget line with its money, grouped nowhere: the list is found in by typing."""

    def label_from_instance(self, obj: Any) -> str:
        """Its project and item, and whose money it is."""
        line: BudgetLine = obj
        return f"{line.label}（{line.get_fund_display()}）"


def amount_of(text: str | None) -> Decimal | None:
    """A typed amount; None for what is none."""
    try:
        found = Decimal((text or "").replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
