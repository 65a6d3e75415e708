"""Things lent: out with a day by which they are back, and back in the state they came in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.modules.assets.models import HERE, Asset, Loan, Status

from .cards import asset_step


def loan_out(
    *, asset: Asset, borrower: Person, due_on: date, purpose: str = "", note: str = "", today: date, actor: User
) -> Loan:
    """Lend a thing that is here. Raises ValidationError: it is not here, or the day has passed."""
    if asset.status not in HERE:
        text = _("“%(asset)s”现在是“%(status)s”，借不了。")
        raise ValidationError({"asset": text % {"asset": asset, "status": asset.get_status_display()}})
    if due_on < today:
        raise ValidationError({"due_on": _("应还日期不能早于今天。")})
    with records.deed():
        made = records.create(
            Loan, actor=actor, number=f"JY{today.year}-{next_number(f'assets.loan:{today.year}', 4)}", asset=asset,
            borrower=borrower, due_on=due_on, purpose=purpose.strip(), note=note.strip(), lent_on=today,
            was_idle=asset.status == Status.IDLE,
        )  # fmt: skip
        asset_step(asset, "lend", actor=actor, reason=made.number)
    return made


def loan_back(loan: Loan, *, condition: str, note: str = "", today: date, actor: User) -> Loan:
    """It is back. Raises ValidationError without a word on its state."""
    if condition not in Loan.Condition.values:
        raise ValidationError({"condition": _("请选归还时的情况。")})
    with records.deed():
        done = records.take(loan, "back", actor=actor, condition=condition, note=note.strip(), returned_on=today)
        asset = asset_step(done.asset, "give_back", actor=actor, reason=done.number)
        if done.was_idle:
            asset_step(asset, "idle", actor=actor, reason=done.number)
    return done


def loan_lost(loan: Loan, *, note: str = "", actor: User) -> Loan:
    """The borrower lost it: the card says so, and a case of damage follows."""
    with records.deed():
        done = records.take(loan, "lost", actor=actor, note=note.strip())
        asset_step(done.asset, "lose", actor=actor, reason=done.number)
    return done


def loan_amend(loan: Loan, *, today: date, actor: User, **values: Any) -> Loan:
    """Give more time, or mend the words; another thing or borrower is another loan. Raises ValidationError."""
    for name in ("asset", "borrower"):
        if values.get(name, getattr(loan, name)) != getattr(loan, name):
            raise ValidationError({name: _("换了东西或借用人，请另开一张借用单。")})
    due = values.get("due_on", loan.due_on)
    if due != loan.due_on and isinstance(due, date) and due < today:
        raise ValidationError({"due_on": _("应还日期不能早于今天。")})
    if due != loan.due_on:
        values["reminded_on"] = None  # another day: he is told anew
    return records.amend(loan, actor=actor, **values)
