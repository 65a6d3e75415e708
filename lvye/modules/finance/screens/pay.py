"""A payout and its people: what each gets beside what the changes ask for, the sums beside what was paid."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, school_name
from lvye.modules.finance import services
from lvye.modules.finance.models import Payout, PayStatus

from .common import mine_of, told

ALL = "finance.all_payrow"


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The payout; who may see pay sees its people; ?as=print is the sheet people sign."""
    payout: Payout = mine_of(request, reg.key, pk)
    may_see = request.user.has_perm(ALL)
    if request.GET.get("as") == "print" and may_see:
        return _paper(payout)
    context: dict[str, Any] = detail_context(reg, payout, request.user)
    open_still = payout.payment is None or payout.payment.status in (PayStatus.REFUSED, PayStatus.CANCELLED)
    context |= {
        "payout": payout,
        "check": services.pay_check(payout) if may_see else None,
        "may_fill": may_see and open_still and request.user.has_perm("finance.add_payrow"),
    }
    return render(request, "finance/payout.html", context)


@needs("finance.add_payrow")
@require_POST
def fill(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Rows that follow from the changes; or only the sum of those that are there."""
    payout: Payout = mine_of(request, "finance.payout", pk)

    def deed() -> str:
        if request.POST.get("sum"):
            services.payrows_sum(payout, actor=request.user)
            return _("人数和金额按明细改好了。")
        return _("列入了 %(n)s 人。") % {"n": services.payrows_fill(payout, actor=request.user)}

    return told(request, reverse("finance.payout:detail", args=[pk]), deed)


def _paper(payout: Payout) -> HttpResponse:
    rows = payout.rows.select_related("person").order_by("person__pinyin", "person_id")
    lines = [[str(n), row.person.name, f"{row.amount:,.2f}", row.note, ""] for n, row in enumerate(rows, start=1)]
    lines.append(["", _("合计"), f"{sum((row.amount for row in rows), services.NOTHING):,.2f}", "", ""])
    content = papers.table_pdf(
        title=_("%(kind)s发放表") % {"kind": payout.get_kind_display()},
        school=school_name(),
        printed_on=timezone.localdate(),
        register=payout.month,
        period=_("单位：元"),
        table=papers.Table(
            [_("序号"), _("姓名"), _("金额"), _("说明"), _("签收")], lines, widths=(1, 3, 2, 3, 3), numeric={2}
        ),
        signatures=[papers.Signature(_("制表")), papers.Signature(_("出纳")), papers.Signature(_("校长"))],
    )
    return papers.answer(content, f"{payout.get_kind_display()} {payout.month}.pdf")
