"""The registers of the needs list."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link
from lvye.kernel.exchange.api import sheet_columns
from lvye.kernel.registers.api import Offer, Panel, Register, View, offer, panel_on, register, rights
from lvye.modules.openings import services
from lvye.modules.openings.models import NeedsLine, NeedsList, NeedsStatus, PastUse, Sureness
from lvye.modules.procurement.api import Request

from .posts import ADMIN, HEADS, KEEPERS, LEADERS, MONEY

NEEDS, LOOK = "openings.needslist", "openings.view_needslist"


def _make(*, actor: User, **values: Any) -> NeedsList:
    return services.needs_make(today=timezone.localdate(), actor=actor, **values)


def _adjust(line: NeedsLine, *, actor: User, qty: Decimal | None = None, note: str | None = None) -> NeedsLine:
    qty = line.qty if qty is None else qty
    return services.line_adjust(line, qty=qty, note=line.note if note is None else note, actor=actor)


register(
    Register(
        model=NeedsList,
        menu="things",
        icon="todo",
        columns=("number", "term", "pupils", "made_on", "status"),
        fields=("term", "pupils"),
        filters=("status", "term"),
        views=(View("draft", _("草稿"), {"status": NeedsStatus.DRAFT}),),
        create=_make,
        actions={"agree": services.needs_agree, "drop": services.needs_drop},
        rights=rights(
            (HEADS, "view add export"), (("director",), "agree drop"), (KEEPERS, "view add export"),
            ((*LEADERS, *MONEY), "view export"), (ADMIN, "view"),
        ),
        empty=_("放假前拉出下学期要用什么、用多少：按往期用量、人数和库存算，主任再改。先选学期、写预计学生数。"),
    )
)  # fmt: skip
register(
    Register(
        model=PastUse,
        menu="more",
        icon="history",
        columns=("item", "school_year", "half", "qty", "pupils"),
        fields=("item", "school_year", "half", "qty", "pupils"),
        filters=("item", "school_year", "half"),
        sorts=("-id", "-school_year"),
        imports=tuple(services.PAST_COLUMNS),
        importer=services.past_import,
        rights=rights((HEADS + KEEPERS, "view add change export import"), (LEADERS + MONEY + ADMIN, "view export")),
        empty=_("刚用这套系统时没有往期记录：把旧账上每学期用了多少导进来，下学期的清单才有把握。"),
    )
)
sheet_columns("openings.pastuse", services.PAST_COLUMNS, required=("name", "school_year", "half", "qty", "pupils"))
register(
    Register(
        model=NeedsLine,
        menu="more",
        icon="list",
        columns=("item", "expected", "low", "high", "sureness", "there", "suggested", "qty", "note", "why"),
        fields=("qty", "note"),
        filters=("needs", "sureness", "item"),
        views=(View("low", _("把握小"), {"sureness": Sureness.LOW}),),
        amend=_adjust,
        can_add=False,
        rights=rights((HEADS, "view change export"), ((*KEEPERS, *LEADERS, *MONEY), "view export"), (ADMIN, "view")),
        empty=_("每种物资一行：预计用多少、少则多则、库存多少、该买多少、凭什么。拉一张清单就有了。"),
    )
)
panel_on("openings.needslist", Panel(_("用品"), register="openings.needsline", by="needs"))


def _requests(needs: NeedsList) -> Iterable[Request]:
    return Request.objects.filter(about=NEEDS, about_id=needs.pk).order_by("pk")


def _list_of(request: Request) -> Iterable[NeedsList]:
    if request.about != NEEDS or request.about_id is None:
        return ()
    return NeedsList.objects.filter(pk=request.about_id)


link(NEEDS, "procurement.request", forth=_requests, back=_list_of)


def _page(needs: NeedsList) -> str:
    return reverse("openings:needs", args=[needs.pk])


offer(Offer(name="needs", label=_("看清单"), icon="todo", url=_page, right=LOOK, order=10), on="openings.needslist")
