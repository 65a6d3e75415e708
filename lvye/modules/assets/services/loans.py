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
from lvye.kit import say
from lvye.modules.assets.models import HERE, Asset, Loan, Status
from lvye.modules.assets.queries import lent_pieces

from .cards import asset_step
from .splitting import asset_split


def loan_out(
    *, asset: Asset, borrower: Person, due_on: date, qty: int | None = None, purpose: str = "", note: str = "",
    today: date, actor: User,
) -> Loan:  # fmt: skip
    """Lend a thing that is here, or `qty` pieces of a lot, whose card stays where it is.

    Raises ValidationError: it is not here, so many pieces are not, or the day has passed.
    """
    if due_on < today:
        raise ValidationError({"due_on": _("应还日期不能早于今天。")})
    with records.deed():
        thing = Asset.objects.select_for_update().get(pk=asset.pk)
        if thing.status not in HERE:
            text = _("“%(asset)s”现在是“%(status)s”，借不了。")
            raise ValidationError({"asset": text % {"asset": thing, "status": thing.get_status_display()}})
        part = _part(thing, qty)
        made = records.create(
            Loan, actor=actor, number=f"JY{today.year}-{next_number(f'assets.loan:{today.year}', 4)}", asset=thing,
            borrower=borrower, due_on=due_on, qty=part, purpose=purpose.strip(), note=note.strip(), lent_on=today,
            was_idle=thing.status == Status.IDLE,
        )  # fmt: skip
        if part is None:
            asset_step(thing, "lend", actor=actor, reason=made.number)
    return made


def _part(thing: Asset, qty: int | None) -> int | None:
    """How many pieces are lent of it; none for the whole card. Raises ValidationError for more than are here."""
    out = lent_pieces(thing)
    if qty is None or (qty == thing.qty and not out):
        return None  # the whole; with pieces out its step says how many
    if not 0 < qty <= thing.qty - out:
        words = {"asset": thing, "n": say.number(thing.qty - out), "unit": thing.unit, "out": say.number(out)}
        text = _("“%(asset)s”在校的有 %(n)s%(unit)s，件数要在 1 和它之间。")
        text = _("“%(asset)s”已借出 %(out)s%(unit)s，还有 %(n)s%(unit)s，件数要在 1 和它之间。") if out else text
        raise ValidationError({"qty": text % words})
    return qty


def loan_back(loan: Loan, *, condition: str, note: str = "", today: date, actor: User) -> Loan:
    """It is back. Raises ValidationError without a word on its state."""
    if condition not in Loan.Condition.values:
        raise ValidationError({"condition": _("请选归还时的情况。")})
    with records.deed():
        done = records.take(loan, "back", actor=actor, condition=condition, note=note.strip(), returned_on=today)
        if done.qty is not None:
            return done  # the card never left
        asset = asset_step(done.asset, "give_back", actor=actor, reason=done.number)
        if done.was_idle:
            asset_step(asset, "idle", actor=actor, reason=done.number)
    return done


def loan_lost(loan: Loan, *, note: str = "", actor: User) -> Loan:
    """The borrower lost it: the card says so (of a lot, a card of the lost pieces), and a case of damage follows."""
    with records.deed():
        thing = loan.asset
        if loan.qty is not None:
            thing = asset_split(thing, loan.qty, actor=actor, reason=loan.number, of_lent=True)
        done = records.take(loan, "lost", actor=actor, note=note.strip(), asset=thing)
        asset_step(thing, "lose", actor=actor, reason=done.number)
    return done


def loan_amend(loan: Loan, *, today: date, actor: User, **values: Any) -> Loan:
    """Give more time, or mend the words; another thing or borrower is another loan. Raises ValidationError."""
    for name in ("asset", "borrower", "qty"):
        if values.get(name, getattr(loan, name)) != getattr(loan, name):
            raise ValidationError({name: _("换了东西、件数或借用人，请另开一张借用单。")})
    due = values.get("due_on", loan.due_on)
    if due != loan.due_on and isinstance(due, date) and due < today:
        raise ValidationError({"due_on": _("应还日期不能早于今天。")})
    if due != loan.due_on:
        values["reminded_on"] = None  # another day: he is told anew
    return records.amend(loan, actor=actor, **values)
