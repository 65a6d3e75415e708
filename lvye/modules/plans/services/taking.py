"""Taking what is offered into a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, Post, holders, person_of
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import is_workday
from lvye.modules.plans.models import Plan, PlanItem, ProofKind, Sense
from lvye.modules.plans.offers import Offer, offers

from .items import Aim, item_add


def offers_take(plan: Plan, keys: Sequence[str], *, today: date, actor: User) -> list[PlanItem]:
    """Make items of these offers, all or none. Who answers is who is offered, else the actor himself.

    Raises ValidationError for an offer that is gone or was taken before, and as `item_add` does.
    """
    with records.deed():
        known = {one.key: one for group in offers(plan, actor, today=today) for one in group.offers}
        return [_take(plan, _standing_offer(known, key), today=today, actor=actor) for key in dict.fromkeys(keys)]


def _standing_offer(known: Mapping[str, Offer], key: str) -> Offer:
    if key not in known:
        raise ValidationError(_("这一条现在没有了，请刷新页面。"))
    if known[key].taken:
        raise ValidationError(_("“%(what)s”已经列进计划了。") % {"what": known[key].what})
    return known[key]


def _take(plan: Plan, offer: Offer, *, today: date, actor: User) -> PlanItem:
    person, post = _answers(offer, today=today, actor=actor)
    return item_add(
        plan, what=offer.what, area=offer.area, person=person, post=post, due_on=offer.due_on,
        off_day=not is_workday(offer.due_on),
        source=offer.source, hint=offer.key, follows=offer.follows, aims=[_aim(one) for one in offer.aims],
        today=today, actor=actor,
    )  # fmt: skip


def _answers(offer: Offer, *, today: date, actor: User) -> tuple[Person | None, Post | None]:
    """A post several people hold stays a post; one held by one person is his."""
    if offer.person is not None:
        return offer.person, offer.post
    if offer.post is not None:
        held = list(holders(offer.post.code, today, deputies=False)[:2])
        return (held[0] if len(held) == 1 else None), offer.post
    return person_of(actor), None


def _aim(given: dict[str, Any]) -> Aim:
    if not given.get("figure"):
        return Aim(proof=given.get("proof", ProofKind.ANY))
    only = {str(split): str(key) for split, key in given.get("only", {}).items()}
    return Aim(given["figure"], only, given.get("sense", Sense.AT_LEAST), Decimal(str(given["aim"])))
