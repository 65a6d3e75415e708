"""The registers of lines, sightings and proposals: made by the counting, never typed in."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import hub, link, link_by
from lvye.kernel.registers.api import AuthedRequest, Panel, Register, View, allowed, panel_on, register, rights
from lvye.modules.assets.api import Asset
from lvye.modules.counts import services
from lvye.modules.counts.models import Condition, Line, Proposal, ProposalStatus, Result, Scan, Seen, Sending
from lvye.modules.counts.sight import of_count

from .posts import ADMIN, HEADS, KEEPERS, LEADERS, MONEY, STAFF

LOOK = rights(((*HEADS, *KEEPERS, *MONEY, *LEADERS), "view export"), ((*STAFF, *ADMIN), "view"))

register(
    Register(
        model=Line,
        menu="more",
        icon="list",
        columns=(
            "number", "name", "place", "keeper", "qty", "value", "result", "seen_place", "seen_qty", "condition",
            "seen_by", "result_on",
        ),
        filters=("count", "result", "condition", "building", "place", "department", "keeper", "result_on"),
        sorts=("-id", "number"),
        views=(
            View("waiting", _("没盘到"), {"result": Result.WAITING}),
            View("wrong", _("不在原处"), {"result": Result.WRONG}),
            View("missing", _("盘亏"), {"result": Result.MISSING}),
            View("repair", _("待修"), {"condition": Condition.REPAIR}),
        ),
        can_add=False,
        scope=of_count,
        rights=LOOK,
        empty=_("盘点一开始，账上的资产一件一行列在这里，盘到什么随时看得见。"),
    )
)  # fmt: skip
register(
    Register(
        model=Scan,
        menu="more",
        icon="scan",
        columns=(
            "code", "words", "asset", "place", "person", "how", "result", "is_present", "condition", "device_at",
            "received_at",
        ),
        filters=("count", "result", "how", "person", "place", "is_present"),
        views=(
            View("unknown", _("不认识"), {"result": Seen.UNKNOWN}),
            View("twice", _("重复"), {"result": Seen.TWICE}),
        ),
        can_add=False,
        scope=of_count,
        rights=LOOK,
        empty=_("每扫一次、点一次，记一条：谁、在哪间房、手机上几点、服务器几点收到。只增不改。"),
    )
)  # fmt: skip


def _post(proposal: Proposal, *, actor: User) -> Proposal:
    return services.proposal_post(proposal, today=timezone.localdate(), actor=actor)


def _decline(proposal: Proposal, *, actor: User, why: str = "") -> Proposal:
    return services.proposal_decline(proposal, why=why, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Proposal,
        menu="more",
        icon="edit",
        columns=("count", "kind", "asset", "words", "to_place", "cause", "status", "decided_by", "decided_on"),
        filters=("count", "kind", "status", "decided_by"),
        views=(View("open", _("待入账"), {"status": ProposalStatus.PROPOSED}),),
        actions={"post": _post, "decline": _decline},
        can_add=False,
        scope=of_count,
        rights=rights(
            (HEADS, "view export post decline"), (MONEY, "view export post decline"), (LEADERS, "view export"),
            (KEEPERS, "view export"), (ADMIN, "view"),
        ),
        empty=_("盘点完毕，账和物对不上的自动列成建议；没参加盘点的人逐条入账，或者写明原因不入账。"),
    )
)  # fmt: skip


@allowed("change")
def _stays(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """What was sent is not rewritten; what was sent again is noted again."""
    get_object_or_404(reg.rows(request.user), pk=pk)
    return redirect(f"{reg.key}:detail", pk=pk)


def _send(*, actor: User, **values: Any) -> Sending:
    return services.sending_note(today=timezone.localdate(), actor=actor, **values)


register(
    Register(
        model=Sending,
        menu="more",
        icon="mail",
        columns=("count", "to", "on", "number", "by", "note"),
        fields=("count", "to", "on", "number", "note"),
        filters=("count", "on"),
        sorts=("-id", "-on"),
        create=_send,
        screens={"edit": _stays},
        scope=of_count,
        rights=rights(((*HEADS, *KEEPERS, *MONEY), "view add export"), (LEADERS, "view export")),
        empty=_("年终清查、上级布置的清查报出去以后记在这里：报给哪里、哪天、文号；签字盖章的扫描件附在后面。"),
    )
)
panel_on("counts.count", Panel(_("清查上报"), register="counts.sending", by="count"))
panel_on("assets.asset", Panel(_("历次盘点"), register="counts.line", by="asset"))
panel_on("counts.count", Panel(_("扫码记录"), register="counts.scan", by="count"))
panel_on("counts.count", Panel(_("盘点建议"), register="counts.proposal", by="count"))


def _cards(proposal: Proposal) -> QuerySet[Asset]:
    """The card it speaks of, and the one that was made of it."""
    made = Q(about_kind="counts.proposal", about_id=proposal.pk)
    return Asset.objects.filter(Q(pk=proposal.asset_id) | made).order_by("pk")


def _proposals(asset: Asset) -> QuerySet[Proposal]:
    mine = Q(asset=asset)
    if asset.about_kind == "counts.proposal":
        mine |= Q(pk=asset.about_id)
    return Proposal.objects.filter(mine).order_by("pk")


hub("counts.count")  # hundreds of proposals follow from one count
link_by(Proposal, "count")
link_by(Proposal, "line")
link("counts.proposal", "assets.asset", forth=_cards, back=_proposals)
link_by(Sending, "count")
