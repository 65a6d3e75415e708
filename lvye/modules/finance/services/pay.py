"""Pay by person: changes, what follows from them in a month, and whether a payout is made of its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.finance.amounts import NOTHING, summed, yuan
from lvye.modules.finance.models import PayChange, Payout, PayRow, PayStatus


def paychange_record(
    *, person: Person, kind: str, month: str, amount: Decimal, why: str, item: str = "", actor: User, **values: Any
) -> PayChange:
    """From a month on so much a month; nothing ends it. Raises ValidationError for a second one of that month."""
    with records.deed():
        return records.create(
            PayChange,
            actor=actor,
            person=person,
            kind=kind,
            month=month,
            item=item.strip(),
            why=why.strip(),
            amount=yuan(amount),
            before=_standing_of(person, kind, item.strip(), month),
            by=actor,
            **values,
        )


def paychange_change(change: PayChange, *, actor: User, **values: Any) -> PayChange:
    """Mend one that is not declared yet; what it was before is found anew."""
    said = {name: values.get(name, getattr(change, name)) for name in ("person", "kind", "item", "month")}
    before = _standing_of(said["person"], said["kind"], said["item"], said["month"])
    return records.amend(change, actor=actor, before=before, **values)


def paychange_declare(change: PayChange, *, today: date, actor: User) -> PayChange:
    """Who has to know outside (社保, 公积金中心, 人社) was told."""
    return records.take(change, "declare", actor=actor, declared_on=today)


def _standing_of(person: Person, kind: str, item: str, month: str) -> Decimal:
    rows = PayChange.objects.filter(person=person, kind=kind, item=item, month__lt=month).order_by("-month", "-pk")
    found = rows.values_list("amount", flat=True).first()
    return found if found is not None else NOTHING


def pay_standing(kind: str, month: str) -> dict[int, Decimal]:
    """Person number → yuan of this kind in a month, by the last changes up to it; who gets nothing is not there."""
    latest: dict[tuple[int, str], Decimal] = {}
    rows = PayChange.objects.filter(kind=kind, month__lte=month).order_by("month", "pk")
    for person, item, amount in rows.values_list("person", "item", "amount"):
        latest[person, item] = amount
    sums: dict[int, Decimal] = {}
    for (person, _item), amount in latest.items():
        sums[person] = sums.get(person, NOTHING) + amount
    return {person: amount for person, amount in sums.items() if amount}


@dataclass(frozen=True, slots=True)
class PayLine:
    """One person in a payout: what stands there, and what the changes ask for (none where nothing is known)."""

    person: Person
    amount: Decimal | None
    asked: Decimal | None
    row: PayRow | None = None

    @property
    def gap(self) -> Decimal:
        """By how much more (less) stands there than is asked for, in yuan; nothing where nothing is known."""
        return (self.amount or NOTHING) - self.asked if self.asked is not None else NOTHING


@dataclass(frozen=True, slots=True)
class PayCheck:
    """A payout against its people and against the money that went out."""

    payout: Payout
    lines: list[PayLine]
    rows: int
    total: Decimal
    paid: Decimal | None

    @property
    def obstacles(self) -> list[str]:
        """What does not agree, in sentences; empty when all three say the same."""
        found = []
        if self.rows and self.rows != self.payout.heads:
            found.append(_("明细 %(rows)s 人，登记 %(heads)s 人。") % {"rows": self.rows, "heads": self.payout.heads})
        if self.rows and self.total != self.payout.amount:
            told = {"total": say.money(self.total), "amount": say.money(self.payout.amount)}
            found.append(_("明细合计 %(total)s，登记 %(amount)s。") % told)
        if self.paid is not None and self.paid != self.total and self.rows:
            told = {"total": say.money(self.total), "paid": say.money(self.paid)}
            found.append(_("明细合计 %(total)s，实际付出 %(paid)s。") % told)
        return found


def pay_check(payout: Payout) -> PayCheck:
    """The payout's people beside what the changes ask for, those that differ first."""
    asked = pay_standing(payout.kind, payout.month)
    rows = {row.person_id: row for row in payout.rows.select_related("person")}
    people = {row.person_id: row.person for row in rows.values()}
    people |= {one.pk: one for one in Person.objects.filter(pk__in=asked.keys() - rows.keys())}
    lines = []
    for pk, person in people.items():
        row = rows.get(pk)
        lines.append(PayLine(person, row.amount if row else None, asked.get(pk) if asked else None, row))
    lines.sort(key=lambda one: (one.gap == 0, one.person.pinyin, one.person.pk))
    total = summed(payout.rows.aggregate(total=Sum("amount"))["total"])
    paid = payout.payment.amount if payout.payment and payout.payment.status == PayStatus.PAID else None
    return PayCheck(payout, lines, len(rows), total, paid)


def payrow_add(*, payout: Payout, person: Person, amount: Decimal, note: str = "", actor: User) -> PayRow:
    """One person of a payout. Raises ValidationError once its payment is asked for."""
    _refuse_asked(payout)
    return records.create(PayRow, actor=actor, payout=payout, person=person, amount=yuan(amount), note=note.strip())


def payrow_change(row: PayRow, *, actor: User, **values: Any) -> PayRow:
    """Mend a row before the payment is asked for."""
    _refuse_asked(row.payout)
    return records.amend(row, actor=actor, **{name: values[name] for name in ("amount", "note") if name in values})


def payrows_fill(payout: Payout, *, actor: User) -> int:
    """Make the rows that follow from the changes and are not there yet, and take their sum; returns how many."""
    _refuse_asked(payout)
    asked = pay_standing(payout.kind, payout.month)
    there = set(payout.rows.values_list("person", flat=True))
    wanted = {pk: amount for pk, amount in asked.items() if pk not in there}
    if not wanted:
        raise ValidationError(_("变动登记里没有这个月还没列入的人。"))
    with records.deed():
        rows = [{"payout": payout, "person_id": pk, "amount": amount} for pk, amount in sorted(wanted.items())]
        records.create_many(PayRow, rows, actor=actor)
        _take_sum(payout, actor=actor)
    return len(rows)


def _take_sum(payout: Payout, *, actor: User) -> None:
    """Heads and amount of the payout follow from its rows."""
    total = summed(payout.rows.aggregate(total=Sum("amount"))["total"])
    records.amend(payout, actor=actor, verb="sum", heads=payout.rows.count(), amount=total)


def payrows_sum(payout: Payout, *, actor: User) -> None:
    """Take heads and amount of the payout from its rows, before its payment is asked for."""
    _refuse_asked(payout)
    if not payout.rows.exists():
        raise ValidationError(_("这次发放还没有明细。"))
    _take_sum(payout, actor=actor)


def _refuse_asked(payout: Payout) -> None:
    gone = (PayStatus.REFUSED, PayStatus.CANCELLED)
    if payout.payment is not None and payout.payment.status not in gone:
        raise ValidationError(_("这一项已经申请付款：%(payment)s。") % {"payment": payout.payment})
