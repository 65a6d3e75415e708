"""What the page of an agreed needs list asks before it becomes a purchase request: category and budget line."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import choose_from, registers
from lvye.modules.finance.api import BudgetLine, BudgetStatus
from lvye.modules.openings import services
from lvye.modules.openings.models import NeedsLine, NeedsList, NeedsStatus
from lvye.modules.partners.api import SupplyCategory
from lvye.modules.procurement.api import Request

BUY = "procurement.add_request"


class BuyForm(forms.Form):
    """Of which kind and budget line; both are what the last list was bought of. A price for what never was in store."""

    category = forms.ModelChoiceField(
        SupplyCategory.objects.none(), label=gettext_lazy("类别"), empty_label=gettext_lazy("请选择")
    )
    budget_line = forms.ModelChoiceField(
        BudgetLine.objects.none(), label=gettext_lazy("从哪个预算项目出"), empty_label=gettext_lazy("请选择")
    )
    split_why = forms.CharField(label=gettext_lazy("对拆分提示的说明"), max_length=200, required=False)

    def __init__(self, found: NeedsList, user: User, data: QueryDict | None = None) -> None:
        super().__init__(data, initial=_before(), prefix="buy")
        lines = registers["finance.budgetline"].rows(user).filter(budget__status=BudgetStatus.RUNNING)
        year = timezone.localdate().year
        choose_from(
            self,
            category=SupplyCategory.objects.filter(is_active=True, kind="goods").order_by("pk"),
            budget_line=lines.filter(budget__year=year).select_related("budget__book", "item"),
        )
        self.bare = list(found.lines.filter(qty__gt=0, price__isnull=True).select_related("item").order_by("pk"))


def _before() -> dict[str, Any]:
    last = Request.objects.filter(about="openings.needslist").order_by("-pk").first()
    return {"category": last.category_id, "budget_line": last.budget_line_id} if last else {}


def offered(found: NeedsList, user: User) -> dict[str, Any]:
    """What the page of a list shows of buying it."""
    if found.status != NeedsStatus.AGREED or not user.has_perm(BUY):
        return {}
    made = services.request_of(found)
    return {"request_made": made} if made else {"buy_form": BuyForm(found, user)}


def prices_typed(data: QueryDict, bare: list[NeedsLine]) -> dict[int, Decimal]:
    """What was typed for things without a price; what is no price is asked for again by the deed."""
    found = {}
    for line in bare:
        try:
            price = Decimal(data.get(f"price-{line.pk}", "").replace(",", "").strip())
        except InvalidOperation:
            continue
        if price.is_finite() and 0 < price < 10_000_000:
            found[line.pk] = price.quantize(Decimal("0.01"))
    return found
