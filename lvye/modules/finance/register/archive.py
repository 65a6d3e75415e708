"""Registers of the accounting archives."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.finance import services
from lvye.modules.finance.models import Appraisal, AppraisalLine, Volume, VolumeStatus
from lvye.modules.finance.screens import archive

from .posts import BOOKS, OFFICE


def _hand(volume: Volume, *, receiver: str = "", place: str = "", actor: User) -> Volume:
    return services.volume_hand_over(volume, receiver=receiver, place=place, today=timezone.localdate(), actor=actor)


def _finish(appraisal: Appraisal, *, actor: User, **values: Any) -> Appraisal:
    given = {"how": "", "archive_watcher": None, "books_watcher": None} | values
    return services.appraisal_finish(appraisal, today=timezone.localdate(), actor=actor, **given)


register(
    Register(
        model=Volume,
        menu="more",
        icon="file",
        columns=("number", "title", "kind", "year", "book", "sheets", "place", "keeper", "keep_until", "status"),
        fields=("book", "year", "kind", "title", "month", "first", "last", "sheets", "place", "keeper", "bound_on"),
        filters=("kind", "year", "book", "status"),
        views=(View("kept", _("在财务室"), {"status": VolumeStatus.KEPT}),),
        create=services.volume_bind,
        amend=services.volume_change,
        actions={"hand_over": _hand},
        screens={"detail": archive.volume},
        rights=rights((OFFICE, "view export"), (BOOKS, "add change hand_over")),
        empty=_("凭证按月装订，账簿、报表、对账单按年装订：装了什么、放在哪、保管到哪天。"),
    )
)  # fmt: skip

register(
    Register(
        model=Appraisal,
        menu="more",
        icon="shield",
        columns=("number", "on", "words", "author", "destroyed_on", "status"),
        fields=("on", "members", "words"),
        filters=("status",),
        actions={"ask": services.appraisal_send, "finish": _finish},
        screens={"new": archive.appraise, "edit": archive.kept, "detail": archive.appraisal},
        rights=rights((OFFICE, "view export"), (BOOKS, "add ask finish")),
        empty=_("保管期满的会计档案，档案、会计、审计、纪检一起鉴定：销毁还是继续保管，批准以后两人监销。"),
    )
)  # fmt: skip

register(
    Register(
        model=AppraisalLine,
        menu="more",
        icon="list",
        columns=("appraisal", "volume", "verdict", "until", "why"),
        rights=rights((OFFICE, "view export")),
        can_add=False,
        empty=_("鉴定里每一卷的意见。"),
    )
)

panel_on("finance.appraisal", Panel(_("每一卷"), register="finance.appraisalline", by="appraisal"))
panel_on("finance.volume", Panel(_("鉴定"), register="finance.appraisalline", by="volume"))
