"""What security shows on other pages: the buttons on a place, chains, deadlines, kinds of notices."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link, link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.notices import api as notices
from lvye.kernel.places.api import Place, code_of
from lvye.kernel.registers.api import Offer, offer, registers
from lvye.modules.repairs.api import Job
from lvye.modules.security.models import (
    CameraFault,
    EquipmentStatus,
    FaultStatus,
    Incident,
    IncidentStatus,
    KeyPlace,
    PledgeStatus,
)
from lvye.modules.security.sight import HAND, REPORT, SIGN


def _here(place: Place) -> str:
    """Only the label of a watched gate offers it: on all others there is no hour to show."""
    if not KeyPlace.objects.filter(place=place, is_watched=True, is_active=True).exists():
        return ""
    return f"{reverse('security:here')}?code={code_of(place)}"


offer(
    Offer(name="here", label=_("我在岗"), icon="check", url=_here, right="duties.do_instance", order=5),
    on="places.place",
)
offer(
    Offer(
        name="incident", label=_("记安全事件"), icon="bell", right=REPORT, order=60,
        url=lambda place: f"{reverse('security:incident')}?place={place.pk}",
    ),
    on="places.place",
)  # fmt: skip
offer(
    Offer(
        name="alarm", label=_("启动应急预案"), icon="bell", right="fire.start_planrun", order=5,
        url=lambda one: "" if one.status == IncidentStatus.CLOSED else reverse("security:alarm", args=[one.pk]),
    ),
    on="security.incident",
)  # fmt: skip
offer(
    Offer(
        name="hand", label=_("转报修、转隐患"), icon="go", right=HAND, order=20,
        url=lambda one: "" if one.target or one.status == IncidentStatus.CLOSED
        else reverse("security:hand", args=[one.pk]),
    ),
    on="security.incident",
)  # fmt: skip
offer(
    Offer(
        name="sign", label=_("打开责任书"), icon="doc", right=SIGN, order=10,
        url=lambda pledge: reverse("security:pledge", args=[pledge.pk]),
    ),
    on="security.pledge",
)  # fmt: skip
link_by(CameraFault, "job", leads_to=True)
link(
    "security.incident", "repairs.job",
    forth=lambda one: Job.objects.filter(pk=one.target_id) if one.target == "repairs.job" else (),
    back=lambda job: Incident.objects.filter(target="repairs.job", target_id=job.pk),
)  # fmt: skip


def _incidents(user: User) -> QuerySet[Any]:
    return registers["security.incident"].rows(user).filter(status=IncidentStatus.OPEN)


def _equipment(user: User) -> QuerySet[Any]:
    rows = registers["security.equipment"].rows(user)
    return rows.filter(status=EquipmentStatus.USED, expires_on__isnull=False)


def _faults(user: User) -> QuerySet[Any]:
    return registers["security.camerafault"].rows(user).filter(status=FaultStatus.OPEN)


def _pledges(user: User) -> QuerySet[Any]:
    rows = registers["security.pledge"].rows(user).filter(status=PledgeStatus.DUE)
    return rows.filter(Q(person__user=user.pk) | Q(lease__isnull=False))


declare(
    Deadline(
        "security.equipment", _("安保器材到期"), _equipment, date="expires_on", warn_days=30,
        blocks=_("过期的器材不能算配备齐，要更换或重新检定。"),
    ),
    Deadline(
        "security.camerafault", _("监控故障时限"), _faults, date="due_on", warn_days=1,
        blocks=_("监控故障要在规定的时限里修好。"),
    ),
    Deadline(
        "security.pledge", _("安全责任书"), _pledges, date="due_on", warn_days=7,
        blocks=_("没有签责任书的，责任没有落到人。"), url=lambda one: reverse("security:pledge", args=[one.pk]),
    ),
    Deadline(
        "security.incident", _("安全事件处置"), _incidents, date="due_on", warn_days=1,
        blocks=_("发生的事件要写明怎么处置的。"),
    ),
)  # fmt: skip
notices.declare(
    notices.Kind("security.gate", _("门岗和查岗")),
    notices.Kind("security.pledge", _("安全责任书")),
    notices.Kind("security.visit", _("来访")),
    notices.Kind("security.outing", _("学生外出")),
    notices.Kind("security.incident", _("安全事件")),
    notices.Kind("security.camera", _("监控")),
)
