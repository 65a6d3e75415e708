"""What a budget line has left, told while somebody types."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.rules import api as rules
from lvye.modules.finance import services
from lvye.modules.finance.models import BudgetLine

from .common import amount_of, lines_open


@needs("finance.view_budgetline")
def remaining(request: AuthedRequest) -> HttpResponse:
    """The part of a form that says it: ?budget_line=, and `amount` or the many amounts of its rows."""
    rows = lines_open(request.user, timezone.localdate())
    asked = request.GET.get("budget_line", "")
    line = rows.filter(pk=asked).first() if asked.isdigit() else None
    typed = [
        amount_of(str(value)) for name, value in request.GET.items() if name == "amount" or name.startswith("amount-")
    ]
    context = {"left": standing(line, sum((one for one in typed if one), Decimal()), request.user)} if line else {}
    return render(request, "finance/_left.html", context)


def standing(line: BudgetLine, amount: Decimal, user: User, *, held: Decimal = Decimal()) -> dict[str, Any]:
    """How a line stands, and would stand after this amount (of which `held` is held already)."""
    now = services.left(line)
    after = now.left - amount + held
    return {
        "line": line, "now": now, "amount": amount, "after": after, "is_over": after < 0, "over": -after,
        "stops": bool(rules.value("finance.over_stops")), "may_exceed": user.has_perm(services.EXCEED),
        "share": _percent(now.used + amount - held, now.budget),
    }  # fmt: skip


def _percent(part: Decimal, whole: Decimal) -> int:
    return min(int(part * 100 / whole), 100) if whole > 0 else 100
