"""What the pages share: rows one sees, numbers as typed, a refusal beside its field, a paper as an answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, registers
from lvye.modules.finance.api import BudgetStatus

MOST = Decimal(999_999_999)


def seen(request: AuthedRequest, key: str, pk: int, *related: str) -> Any:
    """The record, where the user may see it; else it is not found."""
    return get_object_or_404(registers[key].rows(request.user).select_related(*related), pk=pk)


def pointer(record: Any, user: User) -> dict[str, str] | None:
    """What a page shows of the record a purchase is for: its key in forms, its words, its page for who may see it."""
    if record is None:
        return None
    key = record._meta.label_lower
    reg = registers[key]
    may = user.has_perm(reg.permission("view")) and reg.rows(user).filter(pk=record.pk).exists()
    url = reverse(f"{key}:detail", args=[record.pk]) if may else ""
    return {"key": f"{key}:{record.pk}", "words": str(record), "icon": reg.icon, "url": url}


def number_of(text: str | None) -> Decimal | None:
    """A typed number; None for what is none, or beyond reason."""
    try:
        found = Decimal((text or "").replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) <= MOST else None


def whole_of(text: str | None, most: int) -> int | None:
    """A typed whole number from 0 to `most`; None for what is none."""
    found = number_of(text)
    return int(found) if found is not None and found == found.to_integral_value() and 0 <= found <= most else None


def lines_open(user: User, today: date) -> Any:
    """The budget lines of this year that may be spent of, as far as the user may see them."""
    rows = registers["finance.budgetline"].rows(user).filter(budget__status=BudgetStatus.RUNNING)
    return rows.filter(budget__year=today.year).select_related("budget__book", "item").order_by("budget__book", "pk")
