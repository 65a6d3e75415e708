"""Registers of tenders and their papers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.procurement import services
from lvye.modules.procurement.models import Tender, TenderPaper, TenderStatus
from lvye.modules.procurement.screens import tender
from lvye.modules.procurement.sight import tender_papers_seen, tenders_seen

from .posts import BUYER, HEADS, OFFICE


def _fail(record: Tender, *, why: str = "", actor: User) -> Tender:
    return services.tender_fail(record, why=why, actor=actor)


register(
    Register(
        model=Tender,
        menu="money",
        icon="doc",
        columns=("number", "request", "agency", "published_on", "closes_on", "winner", "next_due_on", "status"),
        filters=("status", "closes_on"),
        views=(
            View("published", _("等开标"), {"status": TenderStatus.PUBLISHED}),
            View("noticed", _("等签合同"), {"status": TenderStatus.NOTICED}),
        ),
        screens={"detail": tender.detail},
        actions={"fail": _fail},
        scope=tenders_seen,
        rights=rights((OFFICE, "view export"), (BUYER, "fail"), (HEADS, "fail")),
        can_add=False,
        empty=_("达到招标线的采购，在采购申请上开始招标：每一步的日期和文件都留在这里。"),
    )
)

register(
    Register(
        model=TenderPaper,
        menu="more",
        icon="file",
        columns=("tender", "kind", "on", "note"),
        filters=("kind", "on"),
        scope=tender_papers_seen,
        rights=rights((OFFICE, "view export")),
        can_add=False,
        empty=_("招标文件、公告、开标记录、评标报告、中标通知书、合同，随每一步放进来。"),
    )
)
