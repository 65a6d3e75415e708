"""What comes after the acceptance: handed over to places and property, the final account, the quality guarantee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Place, place_create
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.assets.api import Source, asset_create
from lvye.modules.partners.api import Guarantee
from lvye.modules.works.models import BUILDS, Gate, Project
from lvye.modules.works.queries import purse

from .common import not_later, refuse_missing, refuse_open_findings, said


@dataclass(frozen=True, kw_only=True)
class Card:
    """The property card a work becomes. asset_class: a code of GB/T 14885."""

    name: str
    asset_class: str
    unit: str


def project_hand_over(
    project: Project, *, handed: str, used_on: date | None = None, card: Card | None = None, new_place: str = "",
    new_kind: str = "", today: date, actor: User,
) -> Project:  # fmt: skip
    """It is used from now on: on a card of the property, and in the tree of places where it is a new one.

    The card's value is what contract and changes say, until the final account. Raises ValidationError: no words, a
    building nobody puts on a card, a new place that cannot be there.
    """
    words = said(handed, "handed", _("写明移交给谁、移交了什么。"))
    day = not_later(used_on, today, "used_on")
    if project.passed_on and day < project.passed_on:
        raise ValidationError({"used_on": _("验收以前不能移交。")})
    if card is None and project.kind in BUILDS:
        raise ValidationError({"asset_class": _("新建、改扩建的要建固定资产卡片。")}, code="card")
    with records.deed():
        place: Place = project.place
        if new_place.strip():
            place = place_create(new_place.strip(), kind=new_kind, parent=project.place, actor=actor)
        if card is not None:
            _put_on_card(project, card, place, day, actor)
        return records.take(project, "hand_over", actor=actor, handed=words[:200], used_on=day)


def _put_on_card(project: Project, card: Card, place: Place, day: date, actor: User) -> None:
    firm = project.contract.partner.name if project.contract is not None else ""
    asset_create(
        name=(card.name.strip() or project.name)[:80], asset_class=card.asset_class, acquired_on=day,
        value=purse(project).allowed, unit=card.unit.strip()[:10] or "项",  # house: the usual unit, as it is kept
        place=place, supplier=firm, fund=str(project.get_fund_display()), source=Source.BUILT,
        warranty_until=project.warranty_until, actor=actor, about=project, reason=project.number,
    )  # fmt: skip


def project_settle(
    project: Project, *, submitted: Decimal | None, settled: Decimal | None, today: date, actor: User
) -> Project:
    """The final account: what was handed in, what was found right.

    Raises ValidationError: more than was handed in, more than contract and changes allow, less than is paid already, a
    quality guarantee above the legal share, papers or findings open.
    """
    if submitted is None or settled is None:
        name = "submitted" if submitted is None else "settled"
        raise ValidationError({name: _("送审金额和审定金额都要填。")})
    if settled > submitted:
        raise ValidationError({"settled": _("审定金额不能比送审金额还多。")})
    refuse_missing(project, Gate.SETTLE)
    refuse_open_findings(project)
    _refuse_sums(project, settled, today)
    return records.take(project, "settle", actor=actor, submitted=submitted, settled=settled, settled_on=today)


def _refuse_sums(project: Project, settled: Decimal, today: date) -> None:
    money = purse(project)
    if settled > money.allowed:
        text = _("合同加同意了的变更一共%(most)s，审定不能超过；多出来的先办变更签证。")
        raise ValidationError({"settled": text % {"most": say.money(money.allowed)}}, code="much")
    if settled < money.paid:
        text = _("已经付了%(paid)s，比审定的多，先请施工单位退回。")
        raise ValidationError({"settled": text % {"paid": say.money(money.paid)}}, code="paid")
    share = int(rules.value("works.quality_share", on=today))
    if money.held * 100 > settled * share:
        words = {"share": share, "most": say.money(settled * share / 100), "held": say.money(money.held)}
        text = _("质保金最多%(share)s%%，即%(most)s，现在压着%(held)s，先退多的。")
        raise ValidationError({"settled": text % words}, code="held")


@records.watch
def refuse_early(changed: Sequence[Any]) -> None:
    """A quality guarantee goes back when the time for defects is over and nothing is left to be put right."""
    if not changed or not isinstance(changed[0], Guarantee):
        return
    for one in changed:
        if one.kind != Guarantee.Kind.QUALITY or one.status != Guarantee.Status.RETURNED:
            continue
        project = Project.objects.filter(contract=one.contract_id).first()
        if project is None or project.defects_until is None or project.settled is None:
            continue
        if one.settled_on and one.settled_on < project.defects_until:
            words = {"project": project.name, "day": say.date(project.defects_until)}
            raise ValidationError(_("“%(project)s”的缺陷责任期到%(day)s，质保金那时再退。") % words)
        refuse_open_findings(project)
