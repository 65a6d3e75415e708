"""The registers of campaigns and their areas."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Area, AreaStatus, Campaign, CampaignStatus
from lvye.modules.inspections.sight import areas, campaigns

from .posts import ADMIN, GUARDS, HEADS, LEADERS, STAFF


def _begin(*, actor: User, **values: Any) -> Campaign:
    return services.campaign_begin(now=timezone.now(), actor=actor, **values)


def _finish(campaign: Campaign, *, actor: User) -> Campaign:
    return services.campaign_finish(campaign, now=timezone.now(), actor=actor)


register(
    Register(
        model=Campaign,
        menu="safety",
        icon="search",
        columns=("number", "name", "begins_on", "ends_on", "lead", "status"),
        fields=("name", "begins_on", "ends_on", "items", "lead"),
        more=("why",),
        filters=("status", "lead"),
        views=(View("open", _("排查中"), {"status": CampaignStatus.OPEN}),),
        create=_begin,
        actions={"finish": _finish},
        scope=campaigns,
        rights=rights(
            (HEADS, "view add change export finish"), (("desk",), "view export"), (LEADERS, "view add export finish"),
            ((*GUARDS, *STAFF), "view"), (ADMIN, "view"),
        ),
        empty=_("开学前、节前、台风后，拉网式查一遍：定日子、分区域、列清单，每个区域都要报，没有发现也要报。"),
    )
)  # fmt: skip


def _add(*, actor: User, **values: Any) -> Area:
    return services.area_add(now=timezone.now(), actor=actor, **values)


def _hand_over(area: Area, *, actor: User, person: Person | None = None, **_values: Any) -> Area:
    return services.area_hand_over(area, person=person or area.person, now=timezone.now(), actor=actor)


def _report(area: Area, *, actor: User, words: str = "") -> Area:
    return services.area_report(area, looked_at=(), found_none=False, words=words, now=timezone.now(), actor=actor)


def _excuse(area: Area, *, actor: User, words: str = "") -> Area:
    return services.area_excuse(area, words=words, now=timezone.now(), actor=actor)


register(
    Register(
        model=Area,
        menu="more",
        icon="pin",
        columns=("campaign", "place", "person", "status", "found_count", "reported_on", "words"),
        fields=("campaign", "place", "person"),
        filters=("campaign", "status", "person"),
        views=(View("due", _("未报"), {"status": AreaStatus.DUE}),),
        create=_add,
        amend=_hand_over,
        actions={"report": _report, "excuse": _excuse},
        scope=areas,
        rights=rights(
            (HEADS, "view add change export report excuse"), (LEADERS, "view add change export report excuse"),
            (("desk",), "view add change export report"), ((*GUARDS, *STAFF), "view report"), (ADMIN, "view"),
        ),
        empty=_("大排查分成的区域，每个区域一个人查、一个人报。"),
    )
)  # fmt: skip
panel_on("inspections.campaign", Panel(_("区域"), register="inspections.area", by="campaign"))
panel_on("inspections.area", Panel(_("发现的隐患"), register="inspections.hazard", by="area"))
