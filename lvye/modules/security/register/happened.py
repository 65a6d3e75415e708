"""The register of incidents."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.security import services
from lvye.modules.security.models import Incident, IncidentKind, IncidentStatus
from lvye.modules.security.sight import incidents

from .posts import ADMIN, DESK, GUARDS, HEADS, LEADERS, STAFF


def _write(*, actor: User, **values: Any) -> Incident:
    return services.incident_write(now=timezone.now(), actor=actor, **values)


def _handle(incident: Incident, *, actor: User, handling: str = "", with_police: bool = False) -> Incident:
    return services.incident_handle(
        incident, handling=handling, with_police=with_police, now=timezone.now(), actor=actor
    )


def _close(incident: Incident, *, actor: User, lesson: str = "") -> Incident:
    return services.incident_close(incident, lesson=lesson, now=timezone.now(), actor=actor)


register(
    Register(
        model=Incident,
        menu="safety",
        icon="bell",
        columns=("number", "at", "kind", "level", "place", "what", "status"),
        fields=("kind", "level", "at", "place", "what"),
        more=("who", "article", "with_police", "handling"),
        filters=("status", "kind", "level", "on", "with_police"),
        views=(
            View("open", _("处置中"), {"status": IncidentStatus.OPEN}),
            View("banned", _("违禁物品"), {"kind": IncidentKind.BANNED}),
        ),
        create=_write,
        actions={"handle": _handle, "close": _close},
        scope=incidents,
        rights=rights(
            (HEADS, "view add change export handle close all"),
            (DESK, "view add export handle all"),
            (LEADERS, "view add export handle close all"),
            (GUARDS, "view add handle all"),
            (STAFF, "view add handle"),
            (ADMIN, "view"),
        ),
        empty=_("外人滋扰、失窃、翻墙、打架、查到违禁物品：先处置，再记一条，盯到结案。"),
    )
)
panel_on("places.place", Panel(_("安全事件"), register="security.incident", by="place"))
