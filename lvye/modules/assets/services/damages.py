"""公物损坏: told, judged by the rule, paid against a receipt or closed. Natural wear costs nobody anything."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.assets.models import Asset, Damage, Status
from lvye.modules.assets.worth import months_between

from .cards import asset_step, refuse_gone

CENT = Decimal("0.01")
LOSES = (Damage.Kind.LOSS, Damage.Kind.THEFT)


def share_of(asset: Asset, kind: str, *, on: date) -> int:
    """Percent of the price that is owed for a thing of this age on that day: full at first, less each year, a least.

    Theft: the part of it that the keeper answers for.
    """
    if kind == Damage.Kind.WEAR:
        return 0
    if kind == Damage.Kind.THEFT:
        return int(rules.value("assets.theft_share", on))
    months = months_between(asset.acquired_on, on) - 1
    beyond = months - int(rules.value("assets.pay_full_months", on))
    years = max(0, -(-beyond // 12))
    return max(int(rules.value("assets.pay_least", on)), 100 - years * int(rules.value("assets.pay_step", on)))


def damage_tell(
    *, asset: Asset, kind: str, happened_on: date, what: str, school_class: SchoolClass | None = None,
    person: Person | None = None, repair_cost: Decimal | None = None, qty: int = 1, today: date, actor: User,
) -> Damage:  # fmt: skip
    """Write down what happened. Raises ValidationError: a day to come, more pieces than the card has, a card gone."""
    refuse_gone(asset)
    if happened_on > today:
        raise ValidationError({"happened_on": _("发生日期不能在将来。")})
    if happened_on < asset.acquired_on:
        text = _("这件资产%(day)s才取得。")
        raise ValidationError({"happened_on": text % {"day": say.day(asset.acquired_on)}})
    if not 0 < qty <= asset.qty:
        raise ValidationError({"qty": _("这张卡片只有 %(n)s 件。") % {"n": asset.qty}})
    with records.deed():
        number = rules.next_number(f"assets.damage:{today.year}", 4)
        made = records.create(
            Damage, actor=actor, number=f"PC{today.year}-{number}", asset=asset, kind=kind, happened_on=happened_on,
            what=what.strip(), school_class=school_class, person=person, repair_cost=repair_cost, qty=qty,
        )  # fmt: skip
        here = asset.status in (Status.IN_USE, Status.IDLE, Status.LENT, Status.REPAIR)
        if kind in LOSES and qty == asset.qty and here:
            asset_step(asset, "lose", actor=actor, reason=made.number)
    return made


def owed(damage: Damage, *, on: date) -> dict[str, Any]:
    """price, share and due by the rules of a day: the cost of repair in full, else the price by age."""
    if damage.kind == Damage.Kind.WEAR:
        return {"price": None, "share": 0, "due": Decimal("0.00")}
    if damage.repair_cost is not None and damage.kind == Damage.Kind.DAMAGE:
        return {"price": damage.repair_cost, "share": 100, "due": damage.repair_cost}
    asset = damage.asset
    price = (asset.value * damage.qty / asset.qty).quantize(CENT, ROUND_HALF_UP)
    share = share_of(asset, damage.kind, on=damage.happened_on)
    return {"price": price, "share": share, "due": (price * share / 100).quantize(CENT, ROUND_HALF_UP)}


def damage_judge(damage: Damage, *, today: date, actor: User, **values: Any) -> Damage:
    """Say what it was; the rule says what is owed. Wear is closed at once. Values: kind, repair_cost, opinion.

    Raises ValidationError where money is owed and nobody is named.
    """
    seen = Damage(
        kind=values.get("kind") or damage.kind, repair_cost=values.get("repair_cost", damage.repair_cost),
        asset=damage.asset, qty=damage.qty, happened_on=damage.happened_on,
    )  # fmt: skip
    found = owed(seen, on=today)
    if found["due"] and damage.person is None and damage.school_class is None:
        raise ValidationError({"person": _("要赔偿的请先写明责任人或班级。")})
    given = values | found | {"judged_on": today}
    with records.deed():
        judged = records.take(damage, "judge", actor=actor, **given)
        if not found["due"]:
            judged = records.take(judged, "close", actor=actor)
    return judged


def damage_pay(damage: Damage, *, receipt: str, today: date, actor: User) -> Damage:
    """The money came in, against a receipt. Raises ValidationError without its number, or from who judged it."""
    if not receipt.strip():
        raise ValidationError({"receipt": _("请填收据号。")})
    return records.take(
        damage, "pay", actor=actor, receipt=receipt.strip(), paid=damage.due or Decimal(0), paid_on=today
    )


def damage_close(damage: Damage, *, opinion: str, actor: User) -> Damage:
    """Nobody pays, with the reason. Raises ValidationError without one."""
    if not opinion.strip():
        raise ValidationError({"opinion": _("不赔的要写明理由。")})
    return records.take(damage, "close", actor=actor, opinion=opinion.strip())
