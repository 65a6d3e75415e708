"""Deeds on leases: signing lists the rents, receipts settle them, what is late is reminded of."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import users_with
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.kit import say
from lvye.modules.partners.models import Lease, LeaseStatus, Rent, RentReceipt, RentStatus
from lvye.modules.partners.spans import part, periods
from lvye.modules.partners.standing import refuse_if_barred

NOTICE = "partners.rent"
FIXED = {"partner", "what", "place", "rent", "every", "due_days", "begins_on", "ends_on"}


def lease_make(*, actor: User, today: date, **values: Any) -> Lease:
    """Draw up a lease. Raises Barred for a partner the school may not deal with now."""
    refuse_if_barred(values["partner"], on=today)
    with records.deed():
        number = f"ZL-{today.year}-{rules.next_number(f'partners.lease:{today.year}', 2)}"
        return records.create(Lease, actor=actor, number=number, **values)


def lease_change(lease: Lease, *, actor: User, **values: Any) -> Lease:
    """Change a lease; once signed, rent and period stay."""
    changed = {name for name in FIXED & values.keys() if values[name] != getattr(lease, name)}
    if changed and lease.status != LeaseStatus.DRAFT:
        raise ValidationError(_("送审和签订的租约不能改租金和期限；没签的请撤回再改，签了的就结束这份，另签一份。"))
    return records.amend(lease, actor=actor, **values)


def lease_sign(lease: Lease, *, signed_on: date | None, today: date, actor: User) -> Lease:
    """Both sides have signed: the rents of all its periods are listed, each with the day it is due."""
    day = signed_on or today
    if day > today:
        raise ValidationError({"signed_on": _("签订日期不能在将来。")})
    refuse_if_barred(lease.partner, on=day)
    with records.deed():
        live = records.take(lease, "sign", actor=actor, signed_on=day)
        rows = [
            {
                "lease": live, "begins_on": first, "ends_on": last, "amount": part(live.rent, share),
                "due_on": first + timedelta(days=live.due_days),
            }
            for first, last, share in periods(live.begins_on, live.ends_on, live.every)
        ]  # fmt: skip
        records.create_many(Rent, rows, actor=actor)
    return live


def lease_end(lease: Lease, *, ended_on: date | None, why: str, today: date, actor: User) -> Lease:
    """It ends, on a day: rents of periods that would begin later are not asked for any more."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么结束。")})
    day = ended_on or today
    if day > today:
        raise ValidationError({"ended_on": _("结束日期不能在将来。")})
    with records.deed():
        ended = records.take(lease, "end", actor=actor, reason=why.strip(), ended_on=day, why=why.strip())
        for rent in Rent.objects.filter(lease=ended, status=RentStatus.DUE, begins_on__gt=day):
            if not received(rent):
                records.amend(
                    rent, actor=actor, verb="end", status=RentStatus.WAIVED, waived=rent.amount, why=ended.why
                )
    return ended


def received(rent: Rent) -> Decimal:
    """What has come in for a rent, by the receipts that count."""
    good = rent.receipts.filter(status=RentReceipt.Status.GOOD)
    return good.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def open_amount(rent: Rent) -> Decimal:
    """What is still to come in."""
    return rent.amount - rent.waived - received(rent)


def rent_receive(
    rent: Rent, *, amount: Decimal, received_on: date | None, number: str, how: str = RentReceipt.How.BANK,
    today: date, actor: User,
) -> RentReceipt:  # fmt: skip
    """Money came in; the rent is settled when nothing is open. Raises ValidationError for more than is open."""
    day = received_on or today
    if day > today:
        raise ValidationError({"received_on": _("收款日期不能在将来。")})
    refuse_closed(day)
    with records.deed():
        locked = Rent.objects.select_for_update().select_related("lease").get(pk=rent.pk)
        open_now = open_amount(locked) if locked.status == RentStatus.DUE else Decimal(0)
        if amount > open_now:
            words = {"open": say.money(open_now)}
            raise ValidationError({"amount": _("这一期还差%(open)s，不能多收；多的请记到下一期。") % words})
        made = records.create(
            RentReceipt, actor=actor, rent=locked, amount=amount, received_on=day, how=how, number=number.strip()
        )
        _settle(locked, actor=actor)
    return made


def rentreceipt_void(receipt: RentReceipt, *, why: str, actor: User) -> RentReceipt:
    """A receipt that was wrong; what it settled is open again."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    refuse_closed(receipt.received_on)
    with records.deed():
        locked = Rent.objects.select_for_update().get(pk=receipt.rent_id)
        void = records.take(receipt, "void", actor=actor, reason=why.strip(), why=why.strip())
        if locked.status == RentStatus.PAID:
            records.amend(locked, actor=actor, verb="reopen", status=RentStatus.DUE)
    return void


def rent_waive(rent: Rent, *, waived: Decimal, why: str, actor: User) -> Rent:
    """Let off a part of a rent, or all of it, by a decision that is named."""
    if not why.strip():
        raise ValidationError({"why": _("请写明减免的原因和是谁决定的。")})
    with records.deed():
        locked = Rent.objects.select_for_update().get(pk=rent.pk)
        most = locked.amount - received(locked)
        if waived > most:
            raise ValidationError({"waived": _("这一期最多还能减免%(most)s。") % {"most": say.money(most)}})
        done = records.take(rent, "waive", actor=actor, reason=why.strip(), waived=waived, why=why.strip())
        return _settle(done, actor=actor)


def _settle(rent: Rent, *, actor: User) -> Rent:
    """Settled when nothing is open: paid where money came in, waived where none had to."""
    if open_amount(rent) or rent.status != RentStatus.DUE:
        return rent
    status = RentStatus.WAIVED if rent.waived == rent.amount else RentStatus.PAID
    return records.amend(rent, actor=actor, verb="settle", status=status)


def rents_remind(*, today: date) -> int:
    """Tell who takes rents in of those due within the rule's days, and of late ones every so many days; how many."""
    days = timedelta(days=int(rules.value("partners.rent_remind_days", on=today)))
    rows = Rent.objects.filter(status=RentStatus.DUE, due_on__lte=today + days).select_related("lease__partner")
    told = 0
    for rent in rows.order_by("due_on", "pk"):
        if not _wants_reminding(rent, today, days):
            continue
        words = {"name": rent.lease.partner.name, "day": say.date(rent.due_on)}
        late = rent.due_on < today
        title = _("租金过期没有收齐：%(name)s") if late else _("租金快到期：%(name)s")
        body = _("%(day)s应交，还差%(open)s。") % {"day": words["day"], "open": say.money(open_amount(rent))}
        url = reverse("partners.rent:detail", args=[rent.pk])
        notify(users_with("partners.add_rentreceipt", today), title % words, body, url, about=rent, kind=NOTICE)
        rows.filter(pk=rent.pk).update(reminded_on=today)  # house: what people were told is no record of the school
        told += 1
    return told


def _wants_reminding(rent: Rent, today: date, days: timedelta) -> bool:
    """Once before its day, and after it every so many days."""
    if rent.reminded_on is None:
        return True
    return rent.due_on < today and (rent.reminded_on <= rent.due_on or today - rent.reminded_on >= days)
