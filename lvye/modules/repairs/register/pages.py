"""What the repairs show on other pages: panels, the button on a place, deadlines, kinds of notices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.notices import api as notices
from lvye.kernel.places.api import Place, code_of
from lvye.kernel.registers.api import Offer, Panel, offer, panel_on, registers
from lvye.modules.assets.api import Asset
from lvye.modules.repairs.models import PlannedWork, Visit

panel_on("places.place", Panel(_("维修记录"), register="repairs.job", by="place"))
panel_on("assets.asset", Panel(_("维修记录"), register="repairs.job", by="asset"))
panel_on("repairs.job", Panel(_("做了什么"), register="repairs.jobline", by="job"))
panel_on("repairs.job", Panel(_("用料"), register="repairs.material", by="job"))
panel_on("repairs.job", Panel(_("修不了的物件"), register="repairs.leftover", by="job"))
panel_on("repairs.job", Panel(_("评价"), register="repairs.rating", by="job"))
panel_on("repairs.job", Panel(_("催单和同报"), register="repairs.urging", by="job"))
panel_on("repairs.job", Panel(_("补充说明"), register="repairs.remark", by="job"))
panel_on("repairs.job", Panel(_("回访"), register="repairs.visit", by="job"))
panel_on("repairs.job", Panel(_("请示"), register="repairs.referral", by="job"))
panel_on("repairs.job", Panel(_("外修链接"), register="repairs.contractorlink", by="job"))
panel_on("repairs.job", Panel(_("并进来的报修"), register="repairs.job", by="joined_to"))
panel_on("repairs.worker", Panel(_("他的报修单"), register="repairs.job", by="worker"))
panel_on("repairs.plannedwork", Panel(_("做了什么"), register="repairs.plannedline", by="work"))
panel_on("repairs.plannedwork", Panel(_("开出的报修单"), register="repairs.job", by="planned"))
panel_on("repairs.workitem", Panel(_("用到的地方"), register="repairs.jobline", by="item"))


def _report_url(place: Place) -> str:
    """The report page of a place: by its code, which the visitor has just scanned; else by the place itself."""
    code = code_of(place)
    return reverse("repairs:report-code", args=[code]) if code else f"{reverse('repairs:report')}?place={place.pk}"


offer(
    Offer(name="repair", label=_("报修"), icon="wrench", url=_report_url, public=True, order=10),
    on="places.place",
)


def _report_thing_url(asset: Asset) -> str:
    """The report page of the place the thing stands at, with the thing named; without a place one is asked for it."""
    here = _report_url(asset.place) if asset.place else reverse("repairs:report")
    return f"{here}{'&' if '?' in here else '?'}asset={asset.code}"


panel_on("stores.item", Panel(_("用在哪些维修上"), register="repairs.material", by="item"))
offer(
    Offer(name="repair", label=_("报修"), icon="wrench", url=_report_thing_url, public=True, order=10),
    on="assets.asset",
)


def _promised(user: User) -> QuerySet[Any]:
    return registers["repairs.job"].rows(user).filter(is_open=True, promised_on__isnull=False)


def _planned(user: User) -> QuerySet[Any]:
    rows = registers["repairs.plannedwork"].rows(user)
    return rows.filter(status__in=[PlannedWork.Status.PLANNED, PlannedWork.Status.DOING])


def _visits(user: User) -> QuerySet[Any]:
    return registers["repairs.visit"].rows(user).filter(status=Visit.Status.DUE).select_related("job")


deadlines.declare(
    deadlines.Deadline(
        "repairs.promise", _("答应过的修好日期"), _promised, date="promised_on", warn_days=1,
        blocks=_("到期修不好要向报修人说明原因、另约日期。"),
    ),
    deadlines.Deadline(
        "repairs.planned", _("计划维修期限"), _planned, date="due_on", warn_days=7, blocks=_("影响按时开学。")
    ),
    deadlines.Deadline(
        "repairs.visit", _("回访期限"), _visits, date="due_on", warn_days=2,
        title=lambda visit: f"{visit} {visit.job.number}",
    ),
)  # fmt: skip

notices.declare(
    notices.Kind("repairs.reported", _("新报修和返修")),
    notices.Kind("repairs.assigned", _("派给我的报修")),
    notices.Kind("repairs.progress", _("我的报修有进展")),
    notices.Kind("repairs.late", _("超时和差评")),
    notices.Kind("repairs.asked", _("请示和答复")),
)
