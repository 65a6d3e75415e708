"""Upkeep: planned with an interval, done with its cost, due again; nobody has to remember."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.modules.assets.models import Asset, Upkeep, UpkeepDone, UpkeepStatus
from lvye.modules.assets.worth import months_later


def upkeep_plan(*, due_on: date | None, actor: User, **values: Any) -> Upkeep:
    """Plan an upkeep of a card or of a class. Raises ValidationError: no day, both or neither, a card that has left."""
    if due_on is None:
        raise ValidationError({"due_on": _("请写第一次哪天做。")})
    asset = values.get("asset")
    if asset is not None and not asset.is_on_books:
        raise ValidationError({"asset": _("“%(asset)s”已经销账，不用再保养。") % {"asset": asset}})
    if asset is not None and values.get("place") is not None:
        raise ValidationError({"place": _("选了一件资产，就不用再选地点。")})
    return records.create(Upkeep, actor=actor, due_on=due_on, **values)


def upkeep_done(
    *, upkeep: Upkeep, done_on: date, by: Person | None = None, firm: str = "", pieces: int = 1,
    cost: Decimal = Decimal(0), fine: bool = True, found: str = "", today: date, actor: User,
) -> UpkeepDone:  # fmt: skip
    """It was done; the next is due an interval after that day, and what is done once is finished.

    Raises ValidationError: a day to come, nobody named, a plan that is stopped.
    """
    if done_on > today:
        raise ValidationError({"done_on": _("做的日期不能在将来。")})
    if by is None and not firm.strip():
        raise ValidationError({"by": _("请写谁做的，或者哪个单位做的。")})
    with records.deed():
        plan = Upkeep.objects.select_for_update().get(pk=upkeep.pk)
        if plan.status != UpkeepStatus.RUNS:
            raise ValidationError({"upkeep": _("这项保养已经停止。")})
        made = records.create(
            UpkeepDone, actor=actor, upkeep=plan, done_on=done_on, by=by, firm=firm.strip(), pieces=pieces, cost=cost,
            fine=fine, found=found.strip(), was_due_on=plan.due_on,
            is_late=plan.due_on is not None and done_on > plan.due_on,
        )  # fmt: skip
        last = max(done_on, plan.last_on) if plan.last_on else done_on
        following = months_later(last, plan.interval_months) if plan.interval_months else None
        plan = records.amend(plan, actor=actor, verb="done", last_on=last, due_on=following, reminded_on=None)
        if following is None:
            records.take(plan, "stop", actor=actor, reason=_("只做一次，做好了"))
    return made


def upkeep_resume(upkeep: Upkeep, *, due_on: date | None = None, actor: User) -> Upkeep:
    """It is wanted again. Raises ValidationError without a day."""
    if due_on is None:
        raise ValidationError({"due_on": _("请写下次哪天做。")})
    return records.take(upkeep, "resume", actor=actor, due_on=due_on, reminded_on=None)


def upkeeps_stop(asset: Asset, *, actor: User, reason: str) -> None:
    """The card has left the books: nobody is reminded of it any more."""
    for one in Upkeep.objects.filter(asset=asset, status=UpkeepStatus.RUNS):
        records.take(one, "stop", actor=actor, reason=reason)
