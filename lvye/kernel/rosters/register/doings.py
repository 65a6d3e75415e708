"""Swaps, messages, menu, the phone's bar."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.notices.api import Kind as NoticeKind
from lvye.kernel.notices.api import declare
from lvye.kernel.registers.api import MenuLink, Register, View, menu_link, register
from lvye.kernel.rosters import queries, services
from lvye.kernel.rosters.models import Swap, SwapStatus
from lvye.kernel.rosters.services import telling

from .posts import office_rights

declare(
    NoticeKind(telling.PUBLISHED, _("值班表发布了"), usual="now"),
    NoticeKind(telling.CHANGED, _("值班改动"), usual="now"),
    NoticeKind(telling.SWAPS, _("换班"), usual="now"),
    NoticeKind(telling.ABSENCES, _("请假和不能值班"), usual="now"),
)


def _agree(swap: Swap, *, actor: Any) -> Swap:
    return services.swap_agree(swap, now=timezone.now(), actor=actor)


def _decline(swap: Swap, *, answer: str = "", actor: Any) -> Swap:
    return services.swap_decline(swap, answer=answer, now=timezone.now(), actor=actor)


def _withdraw(swap: Swap, *, actor: Any) -> Swap:
    return services.swap_withdraw(swap, now=timezone.now(), actor=actor)


register(
    Register(
        model=Swap,
        menu="day",
        icon="swap",
        columns=("asker", "given_words", "other", "taken_words", "why", "asked_at", "status"),
        filters=("status", "asker", "other"),
        views=(View("asked", _("等答复"), {"status": SwapStatus.ASKED}),),
        actions={"agree": _agree, "decline": _decline, "withdraw": _withdraw},
        scope=queries.swaps_seen,
        rights=office_rights(
            "view export agree decline withdraw", leaders="view agree decline withdraw",
            staff="view agree decline withdraw",
        ),
        empty=_("还没有换班。在“我的班”里点一个班，选“换班”。"),
        can_add=False,
    )
)  # fmt: skip

menu_link(
    MenuLink(
        group="day", label=_("我的班"), url_name="rosters:mine", icon="calendar", right="rosters.view_roster", order=12,
        badge=queries.waiting_count,
    )
)  # fmt: skip
