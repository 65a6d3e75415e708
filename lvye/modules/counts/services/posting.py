"""Somebody who did not count decides what the books say from now on; each change goes through the property's deeds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.modules.assets.api import Asset, AssetClass, Source, asset_create, asset_move, asset_split, asset_step
from lvye.modules.counts.models import Count, Proposal, ProposalKind, ProposalStatus

K = ProposalKind
NEW_CARD = (K.UNKNOWN, K.MORE)  # a card is made, whose value somebody must say
ONE_BY_ONE = (K.TWICE, *NEW_CARD)  # each needs a look of its own


def proposal_post(
    proposal: Proposal, *, today: date, actor: User, asset_class: AssetClass | None = None,
    value: Decimal | None = None, name: str = "", cause: str = "",
) -> Proposal:  # fmt: skip
    """Change the books as proposed. A thing found needs its class and value (yuan; its price, or an estimate).

    cause: how the difference came about, for the form that goes to the authority.

    Raises ValidationError: whoever counted here does not post; a card that has changed meanwhile may refuse.
    """
    refuse_counters(proposal.count, actor)
    with records.deed():
        done = records.take(
            proposal, "post", actor=actor, reason=proposal.count.number, decided_by=person_of(actor), decided_on=today,
            cause=cause.strip(),
        )  # fmt: skip
        if done.kind not in NEW_CARD:
            _book(done, today=today, actor=actor)
            return done
        made = _card(done, asset_class, value, name, today=today, actor=actor)
        if done.asset is None:
            Proposal.objects.filter(pk=done.pk).update(asset=made)  # house: the step's trace names the card it made
            done.asset = made
    return done


def proposal_decline(proposal: Proposal, *, why: str, today: date, actor: User) -> Proposal:
    """The books stay as they are. Raises ValidationError without a reason."""
    refuse_counters(proposal.count, actor)
    if not why.strip():
        raise ValidationError({"why": _("不入账要写明原因。")})
    return records.take(
        proposal, "decline", actor=actor, why=why.strip(), decided_by=person_of(actor), decided_on=today
    )


def kind_post(count: Count, kind: str, *, cause: str = "", today: date, actor: User) -> int:
    """Post all waiting proposals of a kind for one cause, all or none; returns how many.

    Raises ValidationError naming the one that could not be.
    """
    if kind in ONE_BY_ONE:
        raise ValidationError(_("这一类要一条一条看过再入账。"))
    waiting = count.proposals.filter(kind=kind, status=ProposalStatus.PROPOSED).select_related(
        "count", "asset", "to_place"
    )
    done = 0
    with records.deed():
        for proposal in waiting.order_by("pk"):
            try:
                proposal_post(proposal, cause=cause, today=today, actor=actor)
            except ValidationError as problem:
                text = _("“%(asset)s”：%(why)s一条都没有入账。")
                raise ValidationError(text % {"asset": proposal.asset, "why": " ".join(problem.messages)}) from None
            done += 1
    return done


def refuse_counters(count: Count, actor: User) -> None:
    """Raises ValidationError for anybody who counted, or was to count, here."""
    person = person_of(actor)
    if person is None and not actor.is_system:
        raise PermissionDenied
    counted = count.counters.filter(person=person).exists() or count.scans.filter(person=person).exists()
    if person is not None and counted:
        raise ValidationError(_("盘点的人不能自己入账：请没有参加盘点的人来处理。"))


def _book(proposal: Proposal, *, today: date, actor: User) -> None:
    why = f"{proposal.count.number} {proposal.get_kind_display()}"
    now = Asset.objects.get(pk=proposal.asset_id or 0)
    if proposal.kind in (K.MOVE, K.TWICE):
        if now.place_id != proposal.to_place_id:
            asset_move(now, place=proposal.to_place, today=today, actor=actor, reason=why)
        return
    if proposal.kind == K.FEWER:
        asset_step(asset_split(now, _difference(proposal), actor=actor, reason=why), "lose", actor=actor, reason=why)
        return
    if proposal.kind == K.MISSING and proposal.line is not None:
        now = asset_split(now, min(proposal.line.qty, now.qty), actor=actor, reason=why)  # what is lent is not missing
    steps: dict[Any, str] = {K.MISSING: "lose", K.BACK: "found", K.REPAIR: "repair", K.SCRAP: "pend"}
    asset_step(now, steps[proposal.kind], actor=actor, reason=why)


def _difference(proposal: Proposal) -> int:
    """How many pieces fewer or more were seen than the book said."""
    line = proposal.line
    return abs(line.qty - line.seen_qty) if line is not None and line.seen_qty is not None else 1


def _card(
    proposal: Proposal, asset_class: AssetClass | None, value: Decimal | None, name: str, *, today: date, actor: User
) -> Asset:
    if asset_class is None or value is None:
        raise ValidationError(_("盘盈的东西要建卡片：请选分类、写价值（按同类市价估）。"))
    words = (name or proposal.words).strip()[:80]
    return asset_create(
        name=words, asset_class=asset_class, value=value, acquired_on=today, place=proposal.to_place,
        source=Source.FOUND, about=proposal, actor=actor, reason=proposal.count.number, qty=_difference(proposal),
        **({"unit": proposal.asset.unit} if proposal.asset is not None else {}),
    )  # fmt: skip
