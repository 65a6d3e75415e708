"""Debts and their repayment, the review of each term, payouts, and the reports that fall due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, posts_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term
from lvye.kit import say
from lvye.modules.finance.amounts import summed, yuan
from lvye.modules.finance.models import (
    Book,
    BudgetLine,
    Debt,
    Filing,
    Finding,
    Payment,
    Payout,
    PayStatus,
    Repayment,
    Review,
)
from lvye.modules.finance.queries import month_of

from .pay import pay_check
from .paying import payment_ask


def debt_record(*, creditor: str, what: str, principal: Decimal, began_on: date, actor: User, **values: Any) -> Debt:
    """Enter what the school owes, in yuan."""
    with records.deed():
        number = f"ZW-{rules.next_number('finance.debt', 3)}"
        return records.create(
            Debt, actor=actor, number=number, creditor=creditor.strip(), what=what.strip(), principal=yuan(principal),
            began_on=began_on, **values,
        )  # fmt: skip


def debt_left(debt: Debt) -> Decimal:
    """The principal that is still owed, in yuan."""
    principal: Decimal = debt.principal
    return principal - summed(debt.repayments.aggregate(paid=Sum("principal"))["paid"])


def repayment_record(
    *, debt: Debt, on: date, principal: Decimal = Decimal(), interest: Decimal = Decimal(),
    payment: Payment | None = None, note: str = "", today: date, actor: User,
) -> Repayment:  # fmt: skip
    """An instalment; the last one clears the debt. Raises ValidationError for more than is owed, or not paid yet."""
    if on > today:
        raise ValidationError({"on": _("还款日期不能在将来。")})
    paid, extra = yuan(principal), yuan(interest)
    if payment is not None and (payment.status != PayStatus.PAID or payment.amount != paid + extra):
        raise ValidationError({"payment": _("付款申请要已经付款，金额等于还本加付息。")})
    with records.deed():
        locked = Debt.objects.select_for_update().get(pk=debt.pk)
        owed = debt_left(locked)
        if paid > owed:
            raise ValidationError({"principal": _("本金只欠 %(owed)s。") % {"owed": say.money(owed)}})
        made = records.create(
            Repayment,
            actor=actor,
            debt=locked,
            on=on,
            principal=paid,
            interest=extra,
            payment=payment,
            note=note.strip(),
        )
        if paid == owed:
            records.take(locked, "clear", actor=actor)
    return made


def review_begin(*, term: Term, book: Book, on: date, members: Iterable[Person], actor: User) -> Review:
    """Begin the review of a term. Raises ValidationError for a group of one, or with bookkeeper or cashier in it."""
    group = list(members)
    if len(group) < 2:
        raise ValidationError({"members": _("审查小组至少两个人。")})
    for person in group:
        if person.user and {"finance", "cashier"} & set(posts_of(person.user, on)):
            text = _("%(name)s 管账或管钱，不能审查自己的账。")
            raise ValidationError({"members": text % {"name": person.name}}, code="incompatible")
    with records.deed():
        made = records.create(Review, actor=actor, term=term, book=book, on=on)
        made.members.set(group)
        records.amend(made, actor=actor, verb="name", result="")
    return made


def finding_add(*, review: Review, what: str, measure: str, person: Person, due_on: date, actor: User) -> Finding:
    """What the group found, who mends it until when. Raises ValidationError once the review is published."""
    if review.status == Review.Status.PUBLISHED:
        raise ValidationError(_("已经公示的审查不能再添问题。"))
    return records.create(
        Finding, actor=actor, review=review, what=what.strip(), measure=measure.strip(), person=person, due_on=due_on
    )


def finding_mend(finding: Finding, *, outcome: str, actor: User) -> Finding:
    """It is mended; how, in words."""
    if not outcome.strip():
        raise ValidationError({"outcome": _("请写明怎样整改的。")})
    return records.take(finding, "mend", actor=actor, outcome=outcome.strip())


def review_finish(review: Review, *, result: str, today: date, actor: User) -> Review:
    """The group's word. Raises ValidationError without one, or from who keeps the books or the money."""
    if not result.strip():
        raise ValidationError({"result": _("请写审查意见。")})
    if {"finance", "cashier"} & set(posts_of(actor, today)):
        raise ValidationError(_("管账、管钱的人不能写审查意见。"), code="incompatible")
    return records.take(review, "finish", actor=actor, result=result.strip())


def review_publish(
    review: Review, *, shown_at: str, shown_until: date | None = None, today: date, actor: User
) -> Review:
    """Published (一期一公开), for at least the days of the rule."""
    least = today + timedelta(days=int(rules.value("finance.publish_days", today)))
    if not shown_at.strip():
        raise ValidationError({"shown_at": _("请写公示在哪里。")})
    if shown_until is not None and shown_until < least:
        raise ValidationError({"shown_until": _("至少公示到%(day)s。") % {"day": say.day(least)}})
    return records.take(
        review, "publish", actor=actor, shown_at=shown_at.strip(), shown_until=shown_until or least, published_on=today
    )


def payout_add(
    *, kind: str, heads: int, amount: Decimal, due_on: date, month: str = "", note: str = "", actor: User
) -> Payout:
    """What is to be paid out, and until when; for the month of that day, if no other is named."""
    return records.create(
        Payout,
        actor=actor,
        month=month or month_of(due_on),
        kind=kind,
        heads=heads,
        amount=yuan(amount),
        due_on=due_on,
        note=note.strip(),
    )


def payout_change(payout: Payout, *, actor: User, **values: Any) -> Payout:
    """Mend it before its payment is asked for."""
    if payout.payment is not None:
        raise ValidationError(_("这一项已经申请付款：%(payment)s。") % {"payment": payout.payment})
    return records.amend(payout, actor=actor, **values)


def payout_ask(payout: Payout, *, line: BudgetLine, today: date, actor: User, now: datetime | None = None) -> Payment:
    """Ask for the payment of a payout. Raises ValidationError when it was asked for already."""
    if payout.payment is not None and payout.payment.status not in (PayStatus.REFUSED, PayStatus.CANCELLED):
        raise ValidationError(_("这一项已经申请付款：%(payment)s。") % {"payment": payout.payment})
    with records.deed():
        if obstacles := pay_check(payout).obstacles:
            raise ValidationError([ValidationError(one) for one in obstacles])
        what = _("%(month)s %(kind)s %(n)s人") % {
            "month": payout.month,
            "kind": payout.get_kind_display(),
            "n": payout.heads,
        }
        payment = payment_ask(
            about=payout,
            what=what,
            payee=_("教职工（见发放表）"),
            amount=payout.amount,
            line=line,
            today=today,
            actor=actor,
            now=now,
        )
        records.amend(payout, actor=actor, verb="ask", payment=payment)
    return payment


def filing_send(filing: Filing, *, note: str = "", today: date, actor: User) -> Filing:
    """The report went out."""
    return records.take(filing, "send", actor=actor, done_on=today, by=actor, note=note.strip() or filing.note)
