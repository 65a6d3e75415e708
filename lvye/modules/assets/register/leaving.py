"""The registers of write-offs and reconciliations, and the chains a write-off takes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals.api import Approvable, Chain, StepSpec, approvable, ship
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.kit import say
from lvye.modules.assets import services
from lvye.modules.assets.models import Appraisal, Match, MatchLine, MatchStatus, OffStatus, WriteOff, WriteOffLine
from lvye.modules.assets.sight import through, writeoffs

from .kept import stays
from .posts import EVERYBODY, HEADS, KEEPERS, LEADERS, LOOKERS, MONEY


def _ask(writeoff: WriteOff, *, actor: User) -> WriteOff:
    return services.writeoff_ask(writeoff, today=timezone.localdate(), actor=actor)


def _book(writeoff: WriteOff, *, actor: User, **values: Any) -> WriteOff:
    return services.writeoff_book(writeoff, today=timezone.localdate(), actor=actor, **values)


def _appraise(*, actor: User, **values: Any) -> Appraisal:
    return services.appraisal_add(today=timezone.localdate(), actor=actor, **values)


def _match(*, actor: User, **values: Any) -> Match:
    return services.match_make(today=timezone.localdate(), actor=actor, **values)


register(
    Register(
        model=WriteOff,
        menu="things",
        icon="trash",
        columns=(
            "number", "size", "ground", "value", "worth", "applicant", "drafted_on", "income", "done_on", "status",
        ),
        filters=("status", "size", "ground", "way", "drafted_on"),
        sorts=("-id", "-drafted_on"),
        views=(
            View("asked", _("审批中"), {"status": OffStatus.ASKED}),
            View("agreed", _("待处置"), {"status": OffStatus.AGREED}),
        ),
        actions={"ask": _ask, "book": _book, "refuse": services.writeoff_refuse},
        scope=writeoffs,
        rights=rights(
            (HEADS, "view add export ask book refuse"), (KEEPERS, "view add export ask refuse"),
            (("finance",), "view export book"), (LEADERS, "view export"),
            ((*EVERYBODY, *LOOKERS), "view add ask"),
        ),
        empty=_("用坏了、到年限的写报废单：小件由总务处和保管室认定、主管领导签字；大件大额开会并报上级。"),
    )
)  # fmt: skip
register(
    Register(
        model=WriteOffLine,
        menu="more",
        icon="list",
        columns=("writeoff", "asset", "value", "worth", "state"),
        fields=("state",),
        scope=through("writeoff__applicant"),
        rights=rights(
            ((*HEADS, *KEEPERS), "view export change"), ((*LEADERS, *MONEY), "view export"),
            ((*EVERYBODY, *LOOKERS), "view"),
        ),
        can_add=False,
        empty=_("报废单上的资产一件一行，写明技术状况。"),
    )
)  # fmt: skip
register(
    Register(
        model=Appraisal,
        menu="more",
        icon="eye",
        columns=("writeoff", "person", "opinion", "on"),
        fields=("writeoff", "person", "opinion"),
        filters=("on",),
        create=_appraise,
        screens={"edit": stays},
        scope=through("person", "writeoff__applicant"),
        rights=rights(((*HEADS, *KEEPERS), "view add export"), ((*LEADERS, *MONEY), "view export"),
                      ((*EVERYBODY, *LOOKERS), "view")),
        empty=_("大件报废要几位懂行的人当面看过，各写一句意见。"),
    )
)  # fmt: skip
register(
    Register(
        model=Match,
        menu="more",
        icon="check",
        columns=("number", "on", "differences", "made_by", "checked_by", "status"),
        fields=("on",),
        filters=("status", "on"),
        views=(View("open", _("待说明"), {"status": MatchStatus.OPEN}),),
        create=_match,
        actions={"check": services.match_check},
        rights=rights(
            (("director", "finance"), "view add change export check"), (KEEPERS, "view add change export"),
            (LEADERS, "view export check"), (("deputy_director", "admin"), "view export"),
        ),
        empty=_("资产账和财务账、账和卡、账和物对一遍，差在哪里列出来，写明原因，另一个人审核。"),
    )
)  # fmt: skip
register(
    Register(
        model=MatchLine,
        menu="more",
        icon="list",
        columns=("match", "kind", "what", "book", "found", "difference", "explanation"),
        fields=("explanation",),
        filters=("kind",),
        amend=services.matchline_explain,
        rights=rights(
            (("director", "finance", *KEEPERS), "view change export"), (LEADERS, "view export"),
            (("deputy_director", "admin"), "view export"),
        ),
        can_add=False,
        empty=_("对账的每一项：账面多少，核对出来多少，差多少，为什么。"),
    )
)  # fmt: skip
panel_on("assets.writeoff", Panel(_("报废的资产"), register="assets.writeoffline", by="writeoff"))
panel_on("assets.writeoff", Panel(_("鉴定意见"), register="assets.appraisal", by="writeoff"))
panel_on("assets.asset", Panel(_("报废"), register="assets.writeoffline", by="asset"))
panel_on("assets.match", Panel(_("对账明细"), register="assets.matchline", by="match"))


def _amount(writeoff: WriteOff) -> Decimal:
    return writeoff.value


def _applicant(writeoff: WriteOff) -> User | None:
    return writeoff.applicant.user if writeoff.applicant else None


def _facts(writeoff: WriteOff, user: User) -> list[tuple[Any, ...]]:
    """What is needed to decide, in order."""
    lines = list(writeoff.lines.select_related("asset")[:6])
    names = "、".join(f"{line.asset.name}（{line.asset.acquired_on.year}）" for line in lines)
    count = writeoff.lines.count()
    looked = "；".join(f"{one.person}：{one.opinion}" for one in writeoff.appraisals.select_related("person"))
    return [
        (_("报废什么"), _("%(names)s 等 %(n)s 件") % {"names": names, "n": count} if count > len(lines) else names),
        (_("原值"), say.money(writeoff.value)),
        (_("净值"), say.money(writeoff.worth), "late" if writeoff.worth else ""),
        (_("原因"), f"{writeoff.get_ground_display()}：{writeoff.why}"),
        *([(_("鉴定意见"), looked)] if looked else []),
    ]


approvable(
    Approvable(
        register="assets.writeoff",
        label=_("资产报废"),
        requester=_applicant,
        agreed=services.writeoff_agree,
        refused=services.writeoff_refuse,
        withdrawn=services.writeoff_mend,
        returned=services.writeoff_mend,
        amount=_amount,
        traits=lambda writeoff: {"size": writeoff.size, "ground": writeoff.ground},
        trait_labels={"size": _("大小件"), "ground": _("报废原因")},
        trait_choices={
            "size": lambda: [(str(key), str(word)) for key, word in WriteOff.Size.choices],
            "ground": lambda: [(str(key), str(word)) for key, word in WriteOff.Ground.choices],
        },
        facts=_facts,
        parts={"assets.writeoffline": "writeoff", "assets.appraisal": "writeoff"},
    )
)
ship(
    Chain(
        "assets-small", _("小件资产报废"), "assets.writeoff",
        (StepSpec(("director", "keeper")), StepSpec("vice_principal")),
        traits={"size": "small"}, order=20,
        note=_("分保管员申请，总务处和保管室认定，主管领导签字。"),
    ),
    Chain(
        "assets-large", _("大件大额资产报废"), "assets.writeoff",
        (
            StepSpec(("keeper", "finance")),
            StepSpec("meeting", name=_("校长办公会")),
            StepSpec("outside", name=_("教育局、财政局")),
        ),
        traits={"size": "large"}, order=10,
        note=_("保管室和财务室联合提出，校长办公会认定，报教育局、财政局批准。"),
    ),
)  # fmt: skip
