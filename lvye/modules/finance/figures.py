"""The figures of money: each defined once, for screens, summaries, plans and the command line."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Ratio, Sum, declare

from .models import COUNTS, BudgetStatus, Claim, Debt, Filing, Fund, Income, OverRun, Payout, PayStatus, Rank, Review

YUAN = _("元")


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


declare(
    Figure(
        name="finance.spent", label=_("预算支出"), unit=YUAN, register="finance.entry", date="on", value=Sum("net"),
        where=COUNTS & Q(budget_line__isnull=False),
        by={
            "project": Dim(_("项目"), "budget_line__project"), "item": Dim(_("支出科目"), "budget_line__item__name"),
            "fund": Dim(_("资金来源"), "budget_line__fund", _words(Fund.choices)),
            "rank": Dim(_("轻重缓急"), "budget_line__rank", _words(Rank.choices)),
            "book": Dim(_("账套"), "voucher__book__name"),
        },
        definition=_("日期在时段内、记在预算项目上的支出：已付款的和已记账的，红字冲销的减去；作废的不算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.budgeted", label=_("年度预算"), unit=YUAN, register="finance.budgetline", date="",
        value=Sum("amount"), where=Q(budget__status=BudgetStatus.RUNNING),
        by={
            "project": Dim(_("项目"), "project"), "item": Dim(_("支出科目"), "item__name"),
            "fund": Dim(_("资金来源"), "fund", _words(Fund.choices)),
        },
        definition=_("现在执行中的预算批准时的数，不含后来的调整。"),
    )
)  # fmt: skip
STANDING = {
    "project": Dim(_("项目"), "project"), "item": Dim(_("支出科目"), "item__name"),
    "fund": Dim(_("资金来源"), "fund", _words(Fund.choices)), "book": Dim(_("账套"), "budget__book__name"),
}  # fmt: skip
declare(
    Figure(
        name="finance.agreed", label=_("调整后预算"), unit=YUAN, register="finance.budgetline", date="",
        value=Sum("agreed_now"), where=Q(budget__status=BudgetStatus.RUNNING), by=STANDING,
        definition=_("现在执行中的预算：批准时的数加减批准了的调整和上年结转。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.execution", label=_("预算执行率"), unit="%", register="finance.budgetline", date="",
        value=Ratio("spent_now", "agreed_now"), where=Q(budget__status=BudgetStatus.RUNNING), by=STANDING,
        definition=_("现在执行中的预算：到现在的支出（不算占用）÷ 调整后预算，红字冲销的减去。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.income", label=_("收入"), unit=YUAN, register="finance.income", date="on", value=Sum("amount"),
        by={
            "kind": Dim(_("来源"), "kind", _words(Income.Kind.choices)), "book": Dim(_("账套"), "book__name"),
        },
        definition=_("收款日期在时段内登记的收入，含应上缴财政的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.handed_over", label=_("上缴财政"), unit=YUAN, register="finance.income", date="handed_on",
        value=Sum("amount"), where=Q(status=Income.Status.HANDED),
        by={"kind": Dim(_("来源"), "kind", _words(Income.Kind.choices))}, better="more",
        definition=_("上缴日期在时段内、已经上缴财政的收入（收支两条线）。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.payments", label=_("付款"), unit=_("笔"), register="finance.payment", date="paid_on",
        where=Q(status=PayStatus.PAID), by={"project": Dim(_("项目"), "budget_line__project")},
        definition=_("付款日期在时段内、已经付款的申请。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.claims", label=_("报销"), unit=_("笔"), register="finance.claim", date="made_on",
        where=Q(status__in=[PayStatus.AGREED, PayStatus.PAID]),
        by={"kind": Dim(_("类别"), "kind", _words(Claim.Kind.choices))},
        definition=_("填报日期在时段内、已经批准的报销单。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.over", label=_("超预算放行"), unit=_("笔"), register="finance.overrun", date="on", better="less",
        by={"how": Dim(_("怎样放行"), "how", _words(OverRun.How.choices))},
        definition=_("日期在时段内、超过预算还放行的占用或付款。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.repaid", label=_("偿还债务"), unit=YUAN, register="finance.repayment", date="on",
        value=Sum("principal"), by={"kind": Dim(_("种类"), "debt__kind", _words(Debt.Kind.choices))}, better="more",
        definition=_("还款日期在时段内还的本金，不含利息。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.reviews", label=_("财务审查公示"), unit=_("次"), register="finance.review", date="published_on",
        where=Q(status=Review.Status.PUBLISHED), by={"book": Dim(_("账套"), "book__name")}, better="more",
        definition=_("公示日期在时段内的财务审查，每个账套每学期一次。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.paid_out", label=_("发放津补贴"), unit=YUAN, register="finance.payout", date="paid_on",
        value=Sum("amount"), by={"kind": Dim(_("内容"), "kind", _words(Payout.Kind.choices))},
        definition=_("发放日期在时段内的工资、津补贴、公积金和社保。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="finance.filings", label=_("财务上报"), unit=_("项"), register="finance.filing", date="done_on",
        where=Q(status=Filing.Status.DONE), by={"kind": Dim(_("种类"), "kind", _words(Filing.Kind.choices))},
        definition=_("报出日期在时段内的年报、报表、纳税申报和报核算中心的账。"),
    )
)  # fmt: skip
