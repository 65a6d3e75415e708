"""The figures of the partners: contracts signed, money paid by them, rents asked and received, who was judged."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.figures.api import Dim, Figure, Mean, Share, Sum, declare

from .models import ContractStatus, EvaluationStatus, InstalmentStatus, Lease, PartnerStatus, RentStatus, Verdict

SIGNED = Q(status__in=[ContractStatus.LIVE, ContractStatus.DONE, ContractStatus.BROKEN], signed_on__isnull=False)


def _words(choices: Sequence[tuple[str, str | Promise]]) -> dict[str, str | Promise]:
    return {str(key): word for key, word in choices}


WHAT = Dim(_("租什么"), "lease__what", _words(Lease.What.choices))

declare(
    Figure(
        name="partners.contracts", label=_("签订合同"), unit=_("份"), register="partners.contract", date="signed_on",
        where=SIGNED, by={"category": Dim(_("类别"), "category__name"), "partner": Dim(_("单位"), "partner__name")},
        breakdowns=(("category",),), definition=_("签订日期在时段内的合同，补充合同各算一份，后来解除的也算。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="partners.contract_amount", label=_("合同金额"), unit=_("元"), register="partners.contract",
        date="signed_on", where=SIGNED & Q(amount__isnull=False), value=Sum("amount"),
        by={"category": Dim(_("类别"), "category__name"), "partner": Dim(_("单位"), "partner__name")},
        breakdowns=(("category",),),
        definition=_("签订日期在时段内的合同写明的金额之和；按实结算的框架合同没有金额，不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="partners.paid", label=_("合同付款"), unit=_("元"), register="partners.instalment", date="paid_on",
        where=Q(status=InstalmentStatus.PAID), value=Sum("amount"),
        by={
            "category": Dim(_("类别"), "contract__category__name"),
            "partner": Dim(_("单位"), "contract__partner__name"),
        },
        breakdowns=(("category",),), definition=_("付款日期在时段内、按合同约定付出的款。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="partners.rent_due", label=_("应收租金"), unit=_("元"), register="partners.rent", date="due_on",
        where=~Q(status=RentStatus.WAIVED), value=Sum("amount"), by={"what": WHAT},
        definition=_("应交日期在时段内各期租金、承包费的应收数，不含全部减免的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="partners.rent_received", label=_("收到租金"), unit=_("元"), register="partners.rentreceipt",
        date="received_on", where=Q(status="good"), value=Sum("amount"), better="more",
        by={"what": Dim(_("租什么"), "rent__lease__what", _words(Lease.What.choices))},
        definition=_("收款日期在时段内的租金、承包费收据，不含作废的。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="partners.rent_rate", label=_("租金收齐率"), unit="%", register="partners.rent", date="due_on",
        where=~Q(status=RentStatus.WAIVED), value=Share(Q(status=RentStatus.PAID)), by={"what": WHAT}, better="more",
        definition=_("应交日期在时段内的各期租金中，已经收齐的期数所占的比例；全部减免的不计。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="partners.evaluated", label=_("评价供应商"), unit=_("家"), register="partners.evaluation",
        date="decided_on", where=Q(status=EvaluationStatus.DECIDED), better="more",
        by={"verdict": Dim(_("结论"), "verdict", _words(Verdict.choices))},
        definition=_("评定日期在时段内的年度评价，一家一年一次。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="partners.score", label=_("供应商评价平均分"), unit=_("分"), register="partners.evaluation",
        date="decided_on", where=Q(status=EvaluationStatus.DECIDED), value=Mean("score"), better="more",
        definition=_("评定日期在时段内的年度评价总分的平均。"),
    )
)  # fmt: skip
declare(
    Figure(
        name="partners.left", label=_("退出的单位"), unit=_("家"), register="partners.partner", date="left_on",
        where=Q(status=PartnerStatus.LEFT), definition=_("退出日期在时段内、现在仍未恢复合作的单位。"),
    )
)  # fmt: skip
