"""What the meals show elsewhere: chains, deadlines, kinds of notices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.notices import api as notices
from lvye.kernel.registers.api import registers
from lvye.modules.meals.models import Complaint, ComplaintStatus, MonthStatus, Refund, SurveyStatus

link_by(Refund, "fee")
link_by(Complaint, "meeting")


def _months(user: User) -> QuerySet[Any]:
    return registers["meals.month"].rows(user).exclude(status=MonthStatus.PUBLISHED).filter(is_opening=False)


def _surveys(user: User) -> QuerySet[Any]:
    return registers["meals.survey"].rows(user).filter(status=SurveyStatus.OPEN)


def _complaints(user: User) -> QuerySet[Any]:
    return registers["meals.complaint"].rows(user).filter(status=ComplaintStatus.NEW)


declare(
    Deadline(
        "meals.month", _("膳食账公示"), _months, date="due_on", warn_days=10,
        blocks=_("食堂的账每月结清、向家长公示。"),
    ),
    Deadline(
        "meals.survey", _("满意度测评"), _surveys, date="closes_on", warn_days=3,
        blocks=_("到期自动截止，回收率低的要再催一催。"),
    ),
    Deadline(
        "meals.complaint", _("伙食意见答复"), _complaints, date="due_on", warn_days=2,
        blocks=_("每条意见限期答复。"),
    ),
)  # fmt: skip
notices.declare(notices.Kind("meals.complaint", _("伙食意见")))
