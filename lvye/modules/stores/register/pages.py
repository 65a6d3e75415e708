"""What the stores show on other pages: panels, chains, kinds of notices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.notices import api as notices
from lvye.kernel.registers.api import Panel, panel_on
from lvye.modules.stores.services.telling import DUE, NEED, SIGN

notices.declare(
    notices.Kind(SIGN, _("领用请我确认")),
    notices.Kind(NEED, _("有物资待发放")),
    notices.Kind(DUE, _("借用到期")),
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
