"""Training's work by the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import system_user
from lvye.kernel.jobs.api import daily
from lvye.kernel.terms.api import term_on

from . import services


@daily("06:20", "training.plan", _("排出本学期要办的培训"))
def plan(now: datetime) -> int:
    """The trainings the running term owes; returns how many are new."""
    term = term_on(timezone.localdate(now))
    return len(services.term_plan(term, actor=system_user())) if term is not None else 0


@daily("06:50", "training.licences", _("证件到期提醒"))
def licences(now: datetime) -> int:
    """Certificates that lapse soon; returns how many were told of."""
    return services.licences_warn(now=now, actor=system_user())
