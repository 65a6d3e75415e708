"""What the stores show on other pages: panels, chains, kinds of notices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import hub, link_by
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.notices import api as notices
from lvye.kernel.registers.api import Panel, panel_on, registers
from lvye.modules.stores.models import GiveBack, Issue, LoanStatus, Status
from lvye.modules.stores.services.telling import DUE, LAPSE, NEED, SIGN, SUPPLY

notices.declare(
    notices.Kind(SIGN, _("领用请我确认")),
    notices.Kind(NEED, _("有物资待发放")),
    notices.Kind(DUE, _("借用到期")),
    notices.Kind(LAPSE, _("物资快过期")),
    notices.Kind(SUPPLY, _("定期供应")),
)
for paper, line, by in (
    ("receipt", "receiptline", "receipt"),
    ("issue", "issueline", "issue"),
    ("loan", "loanline", "loan"),
    ("giveback", "givebackline", "give_back"),
    ("transfer", "transferline", "transfer"),
    ("stocktake", "stocktakeline", "stocktake"),
    ("need", "needline", "need"),
):
    panel_on(f"stores.{paper}", Panel(_("物资"), register=f"stores.{line}", by=by))
panel_on("stores.need", Panel(_("发放"), register="stores.issue", by="need"))
panel_on("stores.item", Panel(_("库存"), register="stores.holding", by="item"))
panel_on("stores.item", Panel(_("换算单位"), register="stores.unit", by="item"))
panel_on("people.person", Panel(_("领用的物资"), register="stores.issue", by="taken_by"))
panel_on("people.person", Panel(_("借用的物资"), register="stores.loan", by="person"))
panel_on("places.place", Panel(_("领用的物资"), register="stores.issue", by="to_place"))
panel_on("people.schoolclass", Panel(_("领用的物资"), register="stores.issue", by="to_class"))


def _lots(user: User) -> QuerySet[Any]:
    rows = registers["stores.lot"].rows(user).filter(holdings__qty__gt=0, expires_on__isnull=False)
    return rows.select_related("item").distinct()


def _loans(user: User) -> QuerySet[Any]:
    rows = registers["stores.loan"].rows(user).filter(returned=LoanStatus.OUT, status=Status.POSTED)
    return rows.filter(reverses__isnull=True)


deadlines.declare(
    deadlines.Deadline(
        "stores.lot", _("物资有效期"), _lots, date="expires_on", warn_days=30, blocks=_("过期的不能再发放。"),
        title=lambda lot: f"{lot.item} {lot.code}",
    ),
    deadlines.Deadline(
        "stores.loan", _("借用归还"), _loans, date="due_on", warn_days=2,
        title=lambda loan: f"{loan.number} {loan.to_name}",
    ),
)  # fmt: skip
link_by(Issue, "need")
link_by(GiveBack, "issue")
link_by(GiveBack, "loan")
hub("stores.store")
