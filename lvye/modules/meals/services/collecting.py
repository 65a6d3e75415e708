"""Deeds on what is paid at the beginning of a term: standards, receipts, help, what is paid later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed, term_on
from lvye.modules.meals.models import Fee, FeeStatus, How, Meal, Refund, Standard
from lvye.modules.meals.queries import pupils_of

from .aiding import aids_of

PRICES = {*Meal.values, "term"}


def standard_add(*, actor: User, **values: Any) -> Standard:
    """What one kind of diner pays. Raises ValidationError for a term that is closed."""
    refuse_closed(values["term"].ends_on)
    return records.create(Standard, actor=actor, **values)


def standard_change(standard: Standard, *, actor: User, **values: Any) -> Standard:
    """Change a standard. Its prices stay once somebody has paid by it: make another one for the new price."""
    changed = {name for name in PRICES & values.keys() if values[name] != getattr(standard, name)}
    if changed and Fee.objects.filter(standard=standard).exists():
        raise ValidationError(_("已经有人按这个标准交费，价格不能改；请另建一个标准。"), code="in_use")
    return records.amend(standard, actor=actor, **values)


def fee_collect(
    *, pupil: Person, standard: Standard, paid: Decimal, paid_on: date, today: date, actor: User,
    from_on: date | None = None, how: str = How.BANK, **aid: Any,
) -> Fee:  # fmt: skip
    """One pupil's meal money of a term, with its receipt. aid: aid_kind, aid_per_day, aid_document.

    Raises ValidationError for somebody who is no pupil of a class, a second receipt in the term, a day to come.
    """
    return fees_collect([pupil], standard=standard, paid=paid, paid_on=paid_on, today=today, actor=actor,
                        from_on=from_on, how=how, **aid)[0]  # fmt: skip


def class_collect(school_class: SchoolClass, *, standard: Standard, **values: Any) -> list[Fee]:
    """The meal money of all pupils of a class who have not paid in this term yet, each with his receipt."""
    there = Fee.objects.filter(term=standard.term).exclude(status=FeeStatus.VOID).values("pupil")
    pupils = list(pupils_of(school_class).exclude(pk__in=there))
    if not pupils:
        raise ValidationError(_("“%(name)s”没有还没交费的学生。") % {"name": school_class.name}, code="nobody")
    return fees_collect(pupils, standard=standard, **values)


def fees_collect(
    pupils: Iterable[Person], *, standard: Standard, paid: Decimal, paid_on: date, today: date, actor: User,
    from_on: date | None = None, how: str = How.BANK, **aid: Any,
) -> list[Fee]:  # fmt: skip
    """The same for several pupils, all or none; numbered without gaps. Who is on the list of aid gets it."""
    pupils = list(pupils)
    term = standard.term
    begins = max(from_on or term.begins_on, term.begins_on)
    _refuse(pupils, standard, paid=paid, paid_on=paid_on, from_on=begins, today=today)
    with records.deed():
        numbers = rules.next_numbers(f"meals.fee:{term.code}", len(pupils))
        listed = {} if aid.get("aid_kind") else aids_of(term, pupils)
        rows = [
            {
                "number": f"HS{term.code}-{number:04d}", "term": term, "pupil": pupil,
                "school_class": pupil.school_class, "standard": standard, "from_on": begins, "paid": paid,
                "paid_on": paid_on, "how": how, **aid, **listed.get(pupil.pk, {}),
            }
            for number, pupil in zip(numbers, pupils, strict=True)
        ]  # fmt: skip
        return records.create_many(Fee, rows, actor=actor)


def _refuse(
    pupils: list[Person], standard: Standard, *, paid: Decimal, paid_on: date, from_on: date, today: date
) -> None:
    if paid_on > today:
        raise ValidationError({"paid_on": _("收款日期不能在将来。")})
    if not standard.is_active:
        raise ValidationError({"standard": _("“%(name)s”这个标准已经停用。") % {"name": standard.name}})
    refuse_closed(from_on)
    if from_on > standard.term.ends_on:
        raise ValidationError({"from_on": _("从哪天吃，要在这个学期里。")})
    if paid < 0:
        raise ValidationError({"paid": _("收的钱不能小于零。")})
    for pupil in pupils:
        if pupil.kind != "student" or pupil.school_class_id is None:
            raise ValidationError({"pupil": _("“%(name)s”不是在班里的学生。") % {"name": pupil.name}})
    taken = Fee.objects.filter(term=standard.term, pupil__in=pupils).exclude(status=FeeStatus.VOID)
    if (one := taken.select_related("pupil").first()) is not None:
        words = {"name": one.pupil.name, "number": one.number}
        raise ValidationError(
            {"pupil": _("“%(name)s”这学期的伙食费已经收过了（%(number)s）；不够的用“补交”。") % words}, code="twice"
        )


def fee_change(fee: Fee, *, actor: User, **values: Any) -> Fee:
    """Put right the first day, the standard or the help, as long as it is not settled; money is voided, not changed."""
    if {"pupil", "paid", "paid_on"} & values.keys():
        raise ValidationError(_("收据上的学生和金额不能改：作废以后重新开。"))
    if fee.status != FeeStatus.PAID:
        raise ValidationError(_("已经结算的不能改；结算错了请先说明原因，另办退费或补交。"))
    refuse_closed(fee.term.ends_on)
    if "standard" in values and values["standard"].term_id != fee.term_id:
        raise ValidationError({"standard": _("这个标准是别的学期的。")})
    return records.amend(fee, actor=actor, **values)


def fee_top_up(fee: Fee, *, amount: Decimal, today: date, actor: User) -> Fee:
    """More was paid: because it did not last, or to make good what was owed. Once settled, no more than is owed."""
    if amount <= 0:
        raise ValidationError({"amount": _("补交要大于零。")})
    term = term_on(today)
    if term is None or term.pk == fee.term_id:
        refuse_closed(fee.term.ends_on)
    with records.deed():
        locked = Fee.objects.select_for_update().get(pk=fee.pk)
        if locked.status == FeeStatus.VOID:
            raise ValidationError(_("这张收据已经作废。"))
        if locked.left is not None and amount > -locked.left:
            raise ValidationError({"amount": _("已经结算，只能补交欠的部分。")})
        return records.amend(locked, actor=actor, verb="top_up", added=locked.added + amount)


def fee_void(fee: Fee, *, why: str, actor: User) -> Fee:
    """A receipt that was wrong; its number stays used. Raises ValidationError once something was given back of it."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    if fee.refunds.filter(status=Refund.Status.GOOD).exists():
        raise ValidationError(_("这张收据已经退过钱，不能作废。"))
    refuse_closed(fee.paid_on)
    return records.take(fee, "void", actor=actor, reason=why.strip(), why=why.strip())
