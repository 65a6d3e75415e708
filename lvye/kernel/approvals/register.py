"""Declarations: chains, askings, turns; what waits, on the 今日 page, in the menu and on every record's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import Kind
from lvye.kernel.notices.api import declare as declare_notices
from lvye.kernel.registers.api import (
    Block,
    Column,
    DetailPart,
    ExtraScreen,
    MenuLink,
    Register,
    TabLink,
    View,
    detail_part,
    extra_screen,
    menu_link,
    register,
    tab_link,
    workbench,
)

from . import chain_screens, queries, screens, services, sight
from .declare import asked_about
from .models import ApprovalChain, Asking, Turn
from .services import moving
from .words import chain_words, condition_words, kind_label

OFFICE = ("director", "deputy_director", "vice_principal", "principal")
STAFF = (
    "finance", "cashier", "keeper", "buyer", "receiver", "desk", "repairer", "teacher", "canteen", "guard", "cleaner",
    "gardener",
)  # fmt: skip
READING = dict.fromkeys((*OFFICE, "admin"), "view export") | dict.fromkeys(STAFF, "view")
CHAIN_RIGHTS = {"director": "view add change export", "admin": "view add change export"} | dict.fromkeys(
    ("deputy_director", "vice_principal", "principal", "finance"), "view"
)


def _steps(chain: ApprovalChain) -> str:
    return " → ".join(chain_words(chain, timezone.localdate()))


def _seen_turns(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    return queries.seen_by(rows, user, "asking__")


declare_notices(
    Kind(moving.WAITING, _("请我审批"), usual="now"),
    Kind(moving.OUTCOME, _("我的申请批了没有"), usual="now"),
)
chains = register(
    Register(
        model=ApprovalChain,
        menu="system",
        icon="swap",
        columns=(
            "name",
            Column("kind", _("审批什么"), lambda chain: kind_label(chain.kind)),
            Column("who", _("由谁审批"), _steps),
            Column("when", _("条件"), lambda chain: condition_words(chain, timezone.localdate())),
            "sort",
            "is_open",
        ),
        fields=("name", "sort", "note", "is_open"),
        screens={"detail": chain_screens.detail, "edit": chain_screens.edit, "new": chain_screens.new},
        filters=("is_open",),
        sorts=("sort",),
        rights=CHAIN_RIGHTS,
        create=services.chain_create,
        amend=services.chain_amend,
        empty=_("还没有审批流程。点“登记”，先选审批什么，再写由谁一步一步批。"),
    )
)
askings = register(
    Register(
        model=Asking,
        menu="school",
        icon="check",
        columns=(
            Column("kind", _("审批什么"), lambda asking: kind_label(asking.kind)),
            "title",
            "amount",
            "requester",
            "asked_at",
            "status",
        ),
        filters=("status",),
        views=(
            View("asked", _("审批中"), {"status": Asking.Status.ASKED}),
            View("returned", _("退回修改"), {"status": Asking.Status.RETURNED}),
        ),
        screens={"detail": screens.detail},
        scope=queries.seen_by,
        rights=READING | dict.fromkeys((*OFFICE, "admin"), "view export all"),
        empty=_("还没有审批。在一张申请单上点“提交”，就会送到要审批的人那里。"),
        can_add=False,
    )
)  # fmt: skip
turns = register(
    Register(
        model=Turn,
        menu="more",
        columns=("asking", "name", "decided_by", "decided_at", "opinion", "status"),
        filters=("status", "kind"),
        scope=_seen_turns,
        rights=READING,
        empty=_("还没有审批环节。提交一件要审批的事，每一步由谁批就列在这里。"),
        can_add=False,
    )
)


def on_page(reg: Register, record: Any, user: User) -> Mapping[str, Any]:
    """On a record's page: who has it now and since when, with the way to the asking."""
    if not asked_about(reg.key):
        return {}
    asking = queries.history_of(record).filter(status__in=Asking.OPEN).first()
    found = sight.holder(asking) if asking else None
    if asking is None or found is None:
        return {}
    link = format_html('<a href="{}">{}</a>', reverse("approvals:page", args=[asking.pk]), found["words"])
    shut = {"edit_url": ""} if asking.status == Asking.Status.ASKED else {}
    return {"holder": {**found, "words": link}, **shut}


detail_part(DetailPart(name="approvals", context=on_page))
extra_screen(
    ExtraScreen(
        name="approval",
        route="<int:pk>/approval/",
        view=screens.of_record,
        wanted=lambda reg: bool(asked_about(reg.key)),
        label=_("审批经过"),
        icon="check",
        of_record=True,
    )
)
menu_link(
    MenuLink(
        group="service",
        label=_("待我审批"),
        url_name="approvals:waiting",
        icon="check",
        right=screens.RIGHT,
        order=5,
        badge=queries.waiting_count,
    )
)
tab_link(
    TabLink(
        slot="todo",
        label=_("待审批"),
        url_name="approvals:waiting",
        icon="check",
        right="approvals.all_asking",
        count=queries.waiting_count,
        order=90,
    )
)
workbench(
    Block(
        name="approvals",
        title=_("待我审批"),
        template="approvals/blocks/waiting.html",
        context=screens.block,
        order=5,
    )
)
