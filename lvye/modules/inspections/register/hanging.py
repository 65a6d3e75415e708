"""What the inspections show on other pages: panels, the button on a place, chains, deadlines, kinds of notices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link, link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.notices import api as notices
from lvye.kernel.places.api import Place, code_of
from lvye.kernel.registers.api import Offer, Panel, offer, panel_on, registers
from lvye.modules.fire.api import PlanRun
from lvye.modules.inspections.models import UNMENDED, CampaignStatus, Hazard, Letter, LetterStatus
from lvye.modules.inspections.sight import REPORT, WALK
from lvye.modules.repairs.api import Job
from lvye.modules.security.api import Incident

panel_on("places.place", Panel(_("隐患"), register="inspections.hazard", by="place"))
panel_on("inspections.hazard", Panel(_("和它重复的"), register="inspections.hazard", by="same_as"))
panel_on("repairs.job", Panel(_("隐患"), register="inspections.hazard", by="job"))


def _snap_url(place: Place) -> str:
    code = code_of(place)
    return f"{reverse('inspections:snap')}?{f'code={code}' if code else f'place={place.pk}'}"


offer(
    Offer(name="hazard", label=_("随手拍隐患"), icon="warn", url=_snap_url, right=REPORT, order=20), on="places.place"
)


def _from_job_url(job: Job) -> str:
    return f"{reverse('inspections:snap')}?job={job.pk}"


offer(Offer(name="hazard", label=_("转隐患"), icon="warn", url=_from_job_url, right=REPORT, order=40), on="repairs.job")


def _letter(name: str) -> Any:
    return lambda letter: reverse(f"inspections:letter-{name}", args=[letter.pk])


offer(
    Offer(
        name="word", label=_("Word 公文"), icon="doc", url=_letter("word"), right="inspections.view_letter", order=10
    ),
    on="inspections.letter",
)
offer(
    Offer(name="pdf", label=_("打印公文"), icon="print", url=_letter("pdf"), right="inspections.view_letter", order=11),
    on="inspections.letter",
)
offer(
    Offer(
        name="walk", label=_("走这条路线"), icon="pin", url=lambda route: reverse("inspections:walk", args=[route.pk]),
        right=WALK, order=10,
    ),
    on="inspections.route",
)  # fmt: skip
offer(
    Offer(
        name="progress", label=_("看进度"), icon="chart", right="inspections.view_campaign", order=10,
        url=lambda campaign: reverse("inspections:campaign", args=[campaign.pk]),
    ),
    on="inspections.campaign",
)  # fmt: skip
link_by(Hazard, "job", leads_to=True)
link_by(Hazard, "area")
link_by(Hazard, "patrol")
link_by(Letter, "hazard")
link(
    "security.incident", "fire.planrun",
    forth=lambda incident: PlanRun.objects.filter(about="security.incident", about_id=incident.pk),
    back=lambda run: Incident.objects.filter(pk=run.about_id) if run.about == "security.incident" else (),
)  # fmt: skip
link(
    "repairs.job", "inspections.hazard",
    forth=lambda job: Hazard.objects.filter(about="repairs.job", about_id=job.pk).order_by("pk"),
    back=lambda hazard: Job.objects.filter(pk=hazard.about_id) if hazard.about == "repairs.job" else (),
)  # fmt: skip


def _unmended(user: User) -> QuerySet[Any]:
    return registers["inspections.hazard"].rows(user).filter(status__in=UNMENDED, due_on__isnull=False)


def _campaigns(user: User) -> QuerySet[Any]:
    return registers["inspections.campaign"].rows(user).filter(status=CampaignStatus.OPEN)


def _letters(user: User) -> QuerySet[Any]:
    return registers["inspections.letter"].rows(user).filter(status=LetterStatus.DRAFT)


declare(
    Deadline(
        "inspections.hazard", _("隐患整改时限"), _unmended, date="due_on", warn_days=3,
        blocks=_("到期没有整改好的报主任，再逾期报校长。"),
    ),
    Deadline(
        "inspections.campaign", _("大排查"), _campaigns, date="ends_on", warn_days=3,
        blocks=_("每个区域都要报，没有发现也要报。"), url=lambda one: reverse("inspections:campaign", args=[one.pk]),
    ),
    Deadline(
        "inspections.letter", _("书面上报"), _letters, date="due_on", warn_days=3,
        blocks=_("重大隐患和校舍安全月报要按期报上级。"),
    ),
)  # fmt: skip
notices.declare(
    notices.Kind("inspections.found", _("新隐患和待复查")),
    notices.Kind("inspections.mine", _("派给我的隐患和排查")),
    notices.Kind("inspections.danger", _("危险和重大隐患")),
    notices.Kind("inspections.late", _("隐患逾期")),
    notices.Kind("inspections.report", _("书面上报")),
)
