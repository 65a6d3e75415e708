"""The end of the term: what was eaten is charged, the rest goes back; never more than was paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import SchoolClass
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term, refuse_closed
from lvye.kit import say
from lvye.modules.meals.models import Fee, FeeStatus, How, Refund
from lvye.modules.meals.queries import days_missing, eaten_by, refunded

SHOWN_DAYS = 5


def fee_settle(fee: Fee, *, until_on: date | None = None, today: date, actor: User) -> Fee:
    """Settle one pupil's meal money; `until_on`: the last day he eats, where he leaves during the term."""
    last = until_on or min(fee.term.ends_on, today)
    if last > today or last < fee.from_on:
        raise ValidationError({"until_on": _("吃到哪天，要在开始吃的那天和今天之间。")})
    return _settled([fee], last, today=today, actor=actor)[0]


def class_settle(school_class: SchoolClass, term: Term, *, today: date, actor: User) -> list[Fee]:
    """Settle a whole class at the term's end. Raises ValidationError before it is over, or with days nobody told of."""
    if today < term.ends_on:
        words = {"day": say.date(term.ends_on)}
        raise ValidationError(_("学期到%(day)s才结束，全班结算等放假那天；中途离校的单独结算。") % words, code="early")
    fees = list(
        Fee.objects.filter(school_class=school_class, term=term, status=FeeStatus.PAID).select_related(
            "standard", "term"
        )
    )
    if not fees:
        raise ValidationError(_("“%(name)s”没有要结算的伙食费。") % {"name": school_class.name}, code="nobody")
    return _settled(fees, term.ends_on, today=today, actor=actor)


def _settled(fees: Sequence[Fee], last: date, *, today: date, actor: User) -> list[Fee]:
    first = min(fee.from_on for fee in fees)
    refuse_closed(last)
    for school_class in {fee.school_class for fee in fees}:
        if missing := days_missing(school_class, first, last):
            shown = "、".join(say.date(day) for day in missing[:SHOWN_DAYS])
            words = {"name": school_class.name, "n": len(missing), "days": shown}
            raise ValidationError(
                _("“%(name)s”有 %(n)s 天没有报就餐人数（%(days)s…），补报以后再结算；那天没有开餐的报“没有开餐”。")
                % words,
                code="missing",
            )
    found = eaten_by(fees, first, last)
    made = []
    with records.deed():
        for fee in fees:
            had = found[fee.pk]
            made.append(
                records.take(
                    fee, "settle", actor=actor, until_on=last, days=had.days, eaten=had.meals, charge=had.charge,
                    aid=had.aid, settled_on=today,
                )
            )  # fmt: skip
    return made


def refundable(fee: Fee, *, today: date) -> Decimal:
    """What may be given back now: settled, what was not eaten; before, only what leaves told in time have saved.

    Never below zero, and never more than was paid.
    """
    back = refunded(fee)
    if fee.status == FeeStatus.VOID:
        return Decimal(0)
    if fee.left is not None:
        return max(fee.left - back, Decimal(0))
    had = eaten_by([fee], fee.from_on, min(today, fee.term.ends_on))[fee.pk]
    return max(min(had.excused, fee.received - had.owed) - back, Decimal(0))


def refund_make(
    fee: Fee, *, amount: Decimal | None = None, kind: str = "", paid_on: date, how: str = How.BANK, today: date,
    actor: User,
) -> Refund:  # fmt: skip
    """Give money back (all that may be, where no amount is named). Raises ValidationError for more than that.

    kind follows from where the fee stands unless it is named.
    """
    if paid_on > today:
        raise ValidationError({"paid_on": _("退款日期不能在将来。")})
    refuse_closed(paid_on)
    with records.deed():
        locked = Fee.objects.select_for_update(of=("self",)).select_related("pupil", "term", "standard").get(pk=fee.pk)
        most = refundable(locked, today=today)
        asked = most if amount is None else amount
        if asked <= 0:
            raise ValidationError({"amount": _("没有可以退的钱。")}, code="nothing")
        if asked > most:
            words = {"most": say.money(most), "paid": say.money(locked.received)}
            raise ValidationError(
                {"amount": _("最多退%(most)s：一共交了%(paid)s，吃掉的和退过的不能再退。") % words}, code="too_much"
            )
        number = f"TF{locked.term.code}-{rules.next_number(f'meals.refund:{locked.term.code}', 4)}"
        return records.create(
            Refund, actor=actor, number=number, fee=locked,
            pupil=locked.pupil, kind=kind or _kind(locked), amount=asked, paid_on=paid_on,
            how=how,
        )  # fmt: skip


def _kind(fee: Fee) -> str:
    if fee.status != FeeStatus.SETTLED:
        return Refund.Kind.LEAVE
    return Refund.Kind.LEFT if fee.until_on and fee.until_on < fee.term.ends_on else Refund.Kind.SETTLE


def class_refund(
    school_class: SchoolClass, term: Term, *, paid_on: date, how: str, today: date, actor: User
) -> list[Refund]:
    """Give back all that is left to every settled pupil of a class."""
    with records.deed():
        fees = Fee.objects.filter(school_class=school_class, term=term, status=FeeStatus.SETTLED)
        left = [fee for fee in fees.select_related("term").order_by("pk") if refundable(fee, today=today) > 0]
        made = [refund_make(fee, paid_on=paid_on, how=how, today=today, actor=actor) for fee in left]
    if not made:
        raise ValidationError(_("“%(name)s”没有要退的钱。") % {"name": school_class.name}, code="nothing")
    return made


def refund_void(refund: Refund, *, why: str, actor: User) -> Refund:
    """A refund that was not paid out; what it gave back is open again."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    refuse_closed(refund.paid_on)
    return records.take(refund, "void", actor=actor, reason=why.strip(), why=why.strip())
