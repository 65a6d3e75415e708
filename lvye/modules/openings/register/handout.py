"""The registers of the distribution, and what it hangs on the rest of the house."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.registers.api import Offer, Panel, Register, View, offer, panel_on, register, registers, rights
from lvye.modules.openings import services
from lvye.modules.openings.models import Handout, HandoutStatus, Pack, PackLine, PackStatus, Standard
from lvye.modules.openings.sight import ALL, handouts, lines, packs

from .posts import ADMIN, HEADS, KEEPERS, LEADERS, MONEY, STAFF

register(
    Register(
        model=Standard,
        menu="more",
        icon="list",
        columns=("item", "per", "qty", "grade", "is_active"),
        fields=("item", "per", "qty", "grade", "is_active"),
        filters=("per", "is_active"),
        create=services.standard_add,
        rights=rights((HEADS, "view add change export"), (KEEPERS, "view add change"), ((*LEADERS, *ADMIN), "view")),
        empty=_("每名学生几本练习本、每个班几把扫帚、每位教师几盒粉笔：写一次，每学期照着发。"),
    )
)


def _plan(*, actor: User, **values: Any) -> Handout:
    return services.handout_plan(today=timezone.localdate(), actor=actor, **values)


def _drop(handout: Handout, *, actor: User, why: str = "") -> Handout:
    return services.handout_drop(handout, why=why, actor=actor)


register(
    Register(
        model=Handout,
        menu="things",
        icon="box",
        columns=("number", "name", "term", "store", "due_on", "pupils", "classes", "teachers", "status"),
        fields=("name", "term", "store", "due_on"),
        filters=("status", "term", "store"),
        views=(View("open", _("发放中"), {"status": HandoutStatus.OPEN}),),
        create=_plan,
        actions={"finish": services.handout_finish, "drop": _drop},
        scope=handouts,
        rights=rights(
            (HEADS, "view add change export finish drop all"), (KEEPERS, "view add change export finish all"),
            (LEADERS, "view export all"), (MONEY, "view all"), (STAFF, "view"), (ADMIN, "view all"),
        ),
        empty=_("开学前按标准和各班人数列好每个班、每位老师的一份，照单装好，上班第一天发到手、签字。先写发放标准。"),
    )
)  # fmt: skip


def _hand(pack: Pack, *, actor: User) -> Pack:
    return services.pack_hand(pack, now=timezone.now(), actor=actor)


def _leave_out(pack: Pack, *, actor: User, why: str = "") -> Pack:
    return services.pack_drop(pack, why=why, actor=actor)


register(
    Register(
        model=Pack,
        menu="more",
        icon="box",
        columns=("name", "handout", "heads", "status", "issue", "handed_on"),
        filters=("handout", "status", "school_class", "handed_on"),
        views=(View("listed", _("待发"), {"status": PackStatus.LISTED}),),
        actions={"hand": _hand, "drop": _leave_out},
        can_add=False,
        scope=packs,
        rights=rights(
            (HEADS, "view export hand drop"), (KEEPERS, "view export hand drop"), (LEADERS, "view export"),
            (MONEY, "view"), (STAFF, "view"), (ADMIN, "view"),
        ),
        empty=_("安排一次开学发放，每个班、每位老师的一份就列在这里。"),
    )
)  # fmt: skip
register(
    Register(
        model=PackLine,
        menu="more",
        icon="list",
        columns=("pack", "item", "qty"),
        filters=("item", "pack"),
        can_add=False,
        scope=lines,
        rights=rights(((*HEADS, *KEEPERS), "view export"), ((*LEADERS, *MONEY, *STAFF, *ADMIN), "view")),
        empty=_("每一份里装什么、装多少，跟着发放清单列出来。"),
    )
)
panel_on("openings.handout", Panel(_("发放清单"), register="openings.pack", by="handout"))
panel_on("openings.pack", Panel(_("装什么"), register="openings.packline", by="pack"))
panel_on("people.schoolclass", Panel(_("开学发放"), register="openings.pack", by="school_class"))
link_by(Pack, "handout")
link_by(Pack, "issue", leads_to=True)


def _open(user: User) -> QuerySet[Any]:
    return registers["openings.handout"].rows(user).filter(status=HandoutStatus.OPEN)


declare(
    Deadline("openings.handout", _("开学发放"), _open, date="due_on", warn_days=7, blocks=_("上课前书和用品要到手。"))
)


def _board(handout: Handout) -> str:
    return reverse("openings:board", args=[handout.pk])


offer(Offer(name="board", label=_("去发放"), icon="box", url=_board, right=ALL, order=10), on="openings.handout")
