"""What money shows on other pages: places in the menu, buttons on records, deadlines, links of the chain."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import hub, link_by
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.notices import api as notices
from lvye.kernel.registers.api import MenuLink, Offer, menu_link, offer, registers
from lvye.modules.finance.models import (
    AdjustmentLine,
    Claim,
    ClaimLine,
    Debt,
    Filing,
    Finding,
    Income,
    Invoice,
    PayChange,
    Payment,
    Payout,
    Repayment,
    VolumeStatus,
    Voucher,
)
from lvye.modules.finance.services.telling import PAID, TO_PAY

notices.declare(notices.Kind(TO_PAY, _("有款要付")), notices.Kind(PAID, _("申请的款付了")))

for label, url_name, icon, order in (
    (_("现金银行日记账"), "finance:journal", "book", 10),
    (_("月结和余额"), "finance:month", "lock", 11),
    (_("财务月报"), "finance:report", "doc", 12),
    (_("会计档案装订"), "finance:archive", "file", 13),
):
    right = "finance.view_voucher"
    menu_link(MenuLink(group="money", label=label, url_name=url_name, icon=icon, right=right, order=order))

for key, name, label, icon, right in (
    ("finance.payment", "paper", _("打印付款申请单"), "print", "finance.view_payment"),
    ("finance.claim", "paper", _("打印报销单"), "print", "finance.view_claim"),
):
    offer(
        Offer(
            name=name, label=label, icon=icon, right=right,
            url=lambda record: f"{reverse(f'{record._meta.label_lower}:detail', args=[record.pk])}?as=print",
        ),
        on=key,
    )  # fmt: skip
offer(
    Offer(
        name="sheet", label=_("打印公示表"), icon="print", right="finance.view_review",
        url=lambda record: reverse("finance:sheet", args=[record.pk]),
    ),
    on="finance.review",
)  # fmt: skip
offer(
    Offer(
        name="ask", label=_("申请发放"), icon="card", right="finance.add_payout",
        url=lambda record: reverse("finance:payout-ask", args=[record.pk]),
    ),
    on="finance.payout",
)  # fmt: skip


def _rows(key: str, **only: Any) -> Any:
    def rows(user: User) -> QuerySet[Any]:
        return registers[key].rows(user).filter(**only)

    return rows


deadlines.declare(
    deadlines.Deadline(
        "finance.filing", _("财务上报"), _rows("finance.filing", status=Filing.Status.DUE), date="due_on", warn_days=15
    ),
    deadlines.Deadline(
        "finance.payout", _("该发放的"), _rows("finance.payout", paid_on=None), date="due_on", warn_days=5
    ),
    deadlines.Deadline(
        "finance.income", _("该上缴财政的"), _rows("finance.income", status=Income.Status.OWED), date="hand_by",
        warn_days=5, blocks=_("收支两条线：不上缴就是截留。"),
    ),
    deadlines.Deadline(
        "finance.debt", _("到期的债务"), _rows("finance.debt", status=Debt.Status.OPEN, due_on__isnull=False),
        date="due_on", warn_days=60,
    ),
    deadlines.Deadline(
        "finance.paychange", _("工资社保申报"),
        _rows("finance.paychange", status=PayChange.Status.DUE, declare_by__isnull=False),
        date="declare_by", warn_days=7,
    ),
    deadlines.Deadline(
        "finance.volume", _("会计档案移交"), _rows("finance.volume", status=VolumeStatus.KEPT), date="hand_by",
        warn_days=60, blocks=_("财务最多保管一年；要再保管须经档案部门同意，最长三年。"),
    ),
    deadlines.Deadline(
        "finance.finding", _("财务审查整改"), _rows("finance.finding", status=Finding.Status.OPEN), date="due_on",
        warn_days=10,
    ),
)  # fmt: skip

hub("finance.budgetline")
link_by(AdjustmentLine, "adjustment")
link_by(AdjustmentLine, "line", leads_to=True)
link_by(ClaimLine, "claim")
link_by(Claim, "payment", leads_to=True)
link_by(Payment, "budget_line")
link_by(Invoice, "payment", leads_to=True)
link_by(Invoice, "claim", leads_to=True)
link_by(Payment, "voucher", leads_to=True)
link_by(Income, "voucher", leads_to=True)
link_by(Voucher, "reverses")
link_by(Payout, "payment", leads_to=True)
link_by(Repayment, "debt")
link_by(Repayment, "payment", leads_to=False)
