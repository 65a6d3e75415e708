"""The month in the ledger: what the cards were charged and what left, as one voucher; taken back by a counter-voucher.

政府会计制度: depreciation 借 业务活动费用 贷 固定资产累计折旧; what leaves 借 资产处置费用 (what it was still worth)
借 固定资产累计折旧 贷 固定资产. The bookkeeper posts the voucher; which accounts, the rules say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Period, month_period
from lvye.modules.assets.models import Asset, Booking, BookingLine, BookingStatus, Status
from lvye.modules.assets.reports import standing
from lvye.modules.assets.worth import charged, charged_months
from lvye.modules.finance.api import (
    SCHOOL,
    Account,
    Book,
    Side,
    Voucher,
    account_of,
    voucher_make,
    voucher_reverse,
    voucher_void,
)

from .matching import account_of_class

NIL = Decimal("0.00")


@dataclass
class Sum4:
    """One account of the month: value and accumulated depreciation at its end, the month's charge, what left, yuan."""

    account: str
    value: Decimal = NIL
    charge: Decimal = NIL
    closing: Decimal = NIL
    left_value: Decimal = NIL
    left_worn: Decimal = NIL


@dataclass
class Month:
    """What a month's voucher will say. opening: accumulated depreciation the ledger was brought to by the one before.

    opening is none where nothing was booked yet: what stands in the books from before is taken as it is.
    """

    period: Period
    lines: list[Sum4] = field(default_factory=list)
    opening: Decimal | None = None

    def of(self, name: str) -> Decimal:
        """All accounts together."""
        return sum((getattr(one, name) for one in self.lines), NIL)

    @property
    def adjusted(self) -> Decimal:
        """What cards entered late, split or revalued since change of the months before."""
        if self.opening is None:
            return NIL
        return self.of("closing") - self.opening + self.of("left_worn") - self.of("charge")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to book."""
        return not (self.of("charge") + self.adjusted or self.of("left_value"))


def month_reckon(year: int, month: int) -> Month:
    """Reckon a month from the cards, by account of the ledger."""
    period = month_period(year, month)
    sums: dict[str, Sum4] = {}
    for line in standing(period.ends_on, by="asset_class").lines:
        one = _of(sums, line.top.code if line.top else "")
        one.value += line.value
        one.charge += line.charge
        one.closing += line.charged
    gone = Asset.objects.filter(status=Status.SCRAPPED, left_on__range=(period.begins_on, period.ends_on))
    for card in gone.select_related("asset_class"):
        one = _of(sums, card.asset_class.code)
        months = charged_months(card.acquired_on, card.life_months, on=period.ends_on, left_on=card.left_on)
        one.left_value += card.value
        one.left_worn += charged(card.value, card.life_months, months)
    last = booked().exclude(month__gte=f"{year}-{month:02d}").order_by("-month").first()
    return Month(period, sorted(sums.values(), key=lambda one: one.account), last.closing if last else None)


def _of(sums: dict[str, Sum4], class_code: str) -> Sum4:
    code = account_of_class(class_code)
    return sums.setdefault(code, Sum4(code))


def booked() -> QuerySet[Booking]:
    """The months that are in the ledger: made, and their voucher not thrown away or reversed there since."""
    rows = Booking.objects.filter(status=BookingStatus.MADE)
    return rows.exclude(voucher__status=Voucher.Status.VOID).filter(voucher__reversal=None)


def month_next() -> date | None:
    """The first day of the month that is to be booked next; none where none was booked yet."""
    last = booked().order_by("-month").first()
    if last is None:
        return None
    year, month = map(int, last.month.split("-"))
    return month_period(year, month).ends_on + timedelta(days=1)


def month_book(year: int, month: int, *, today: date, actor: User) -> Booking:
    """Make the month's voucher, dated its last day. Raises ValidationError.

    The month is not over (something may leave yet); it is booked already, or one before it is not; there is nothing
    to book; the ledger's month is settled.
    """
    found = month_reckon(year, month)
    name = f"{year}-{month:02d}"
    if today <= found.period.ends_on:
        raise ValidationError(_("%(month)s 还没过完，下个月初再入账。") % {"month": name})
    if booked().filter(month__gte=name).exists():
        raise ValidationError(_("%(month)s 已经入账；要重做请先冲回最近的一个月。") % {"month": name})
    _refuse_gap(found.period.begins_on)
    if found.is_empty:
        raise ValidationError(_("%(month)s 没有要提的折旧，也没有销账的资产。") % {"month": name})
    with records.deed():
        _give_up_dead(name, actor)
        book = Book.objects.filter(code=SCHOOL).first()
        if book is None:
            raise ValidationError(_("还没有学校的账套，请会计先把账套和科目建好。"))
        voucher = voucher_make(
            book=book, on=found.period.ends_on, summary=_("%(month)s 固定资产折旧和处置") % {"month": name},
            sides=list(_sides(found)), source=Voucher.Source.MANUAL, papers=1, actor=actor,
        )  # fmt: skip
        made = records.create(
            Booking, actor=actor, month=name, voucher=voucher, charge=found.of("charge"), adjusted=found.adjusted,
            left_value=found.of("left_value"), left_worn=found.of("left_worn"), closing=found.of("closing"),
            made_by=person_of(actor),
        )  # fmt: skip
        names = dict(Account.objects.values_list("code", "name"))
        lines = [
            {
                "booking": made, "account": f"{one.account} {names.get(one.account, '')}".strip(), "value": one.value,
                "charge": one.charge, "closing": one.closing, "left_value": one.left_value,
                "left_worn": one.left_worn,
            }
            for one in found.lines
        ]  # fmt: skip
        records.create_many(BookingLine, lines, actor=actor)
    return made


def _refuse_gap(begins_on: date) -> None:
    """Raises ValidationError for a month before this that has something to book and is not booked."""
    following = month_next()
    while following is not None and following < begins_on:
        between = month_reckon(following.year, following.month)
        if not between.is_empty:
            raise ValidationError(_("请先把 %(month)s 入账，一个月一个月地来。") % {"month": f"{following:%Y-%m}"})
        following = between.period.ends_on + timedelta(days=1)


def _give_up_dead(month: str, actor: User) -> None:
    """A booking whose voucher was thrown away or reversed in the ledger makes room for a new one."""
    alive = booked().values("pk")
    for dead in Booking.objects.filter(month=month, status=BookingStatus.MADE).exclude(pk__in=alive):
        records.take(dead, "undo", actor=actor, why=_("凭证在账上已经作废或冲销"))


def _sides(found: Month) -> Iterable[Side]:
    worn = account_of(rules.value("assets.account_worn", found.period.ends_on))
    charge = found.of("charge") + found.adjusted
    if charge:
        yield Side(account_of(rules.value("assets.account_charge", found.period.ends_on)), debit=charge)
        yield Side(worn, credit=charge)
    value, left = found.of("left_value"), found.of("left_worn")
    if left:
        yield Side(worn, debit=left)
    if value - left:
        yield Side(account_of(rules.value("assets.account_disposal", found.period.ends_on)), debit=value - left)
    for one in found.lines:
        if one.left_value:
            yield Side(account_of(one.account), credit=one.left_value)


def booking_undo(booking: Booking, *, why: str = "", today: date, actor: User) -> Booking:
    """Take a month back: its voucher is thrown away while nobody has posted it, else reversed in red, dated today.

    Raises ValidationError without a reason, and while a later month is booked.
    """
    if not why.strip():
        raise ValidationError({"why": _("冲回要写明原因。")})
    if booked().filter(month__gt=booking.month).exists():
        raise ValidationError(_("后面的月份已经入账，请从最近的一个月开始冲回。"))
    with records.deed():
        done = records.take(booking, "undo", actor=actor, why=why.strip())
        voucher = Voucher.objects.get(pk=done.voucher_id)
        if voucher.status == Voucher.Status.OPEN:
            voucher_void(voucher, actor=actor)
        elif voucher.status == Voucher.Status.POSTED and not Voucher.objects.filter(reverses=voucher).exists():
            voucher_reverse(voucher, reason=why, today=today, actor=actor)
    return done
