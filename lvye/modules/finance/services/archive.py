"""Accounting archives: bound in volumes, handed to the archive room, appraised when their time is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.finance.models import (
    PERMANENT,
    Appraisal,
    AppraisalLine,
    Book,
    MonthClose,
    Volume,
    VolumeKind,
    VolumeStatus,
    Voucher,
    VoucherStatus,
)

from .signing import hand_in

LETTERS = {
    VolumeKind.VOUCHER: "PZ", VolumeKind.LEDGER: "ZB", VolumeKind.REPORT: "BB", VolumeKind.YEARLY: "JS",
    VolumeKind.BANK: "YH", VolumeKind.TAX: "SW", VolumeKind.HANDOVER: "YJ", VolumeKind.LISTS: "QC",
}  # fmt: skip


def keep_until(kind: str, year: int) -> date | None:
    """The last day a volume is kept: counted from the first day after its fiscal year; None is for ever.

    Source: 会计档案管理办法 (财政部 国家档案局令第79号) art. 14 and its table; the years are rules with that as least.
    """
    if kind in PERMANENT:
        return None
    return date(year + int(rules.value(f"finance.keep_{kind}")), 12, 31)


def volume_bind(
    *, book: Book, year: int, kind: str, title: str, sheets: int, place: str, keeper: Person, bound_on: date,
    month: str = "", first: int | None = None, last: int | None = None, actor: User,
) -> Volume:  # fmt: skip
    """Bind a volume. Vouchers: of a settled month, posted all, in none before, without gap to the volume before it."""
    with records.deed():
        Book.objects.select_for_update().get(pk=book.pk)
        if kind == VolumeKind.VOUCHER:
            _check_vouchers(book, year, month, first, last)
        elif month or first or last:
            raise ValidationError({"month": _("月份和起止号只用于会计凭证。")})
        letters = LETTERS[VolumeKind(kind)]
        number = f"KJ-{year}-{letters}-{rules.next_number(f'finance.volume:{year}:{letters}', 3)}"
        return records.create(
            Volume, actor=actor, number=number, book=book, year=year, kind=kind, title=title.strip(), month=month,
            first=first, last=last, sheets=sheets, place=place.strip(), keeper=keeper, bound_on=bound_on,
            bound_by=actor, keep_until=keep_until(kind, year), hand_by=date(year + 1, 12, 31),
        )  # fmt: skip


def _check_vouchers(book: Book, year: int, month: str, first: int | None, last: int | None) -> None:
    if not month.startswith(f"{year}-"):
        raise ValidationError({"month": _("凭证月份要在这个会计年度里。")})
    if not MonthClose.objects.filter(book=book, month=month).exists():
        raise ValidationError({"month": _("%(month)s 还没月结，结了再装订。") % {"month": month}})
    next_one, end = bound_up_to(book, month) + 1, last_number(book, month)
    if first != next_one:
        raise ValidationError({"first": _("这个月从第 %(n)s 号接着装订。") % {"n": next_one}})
    if last is None or last < next_one or last > end:
        raise ValidationError({"last": _("这个月的凭证到第 %(n)s 号为止。") % {"n": end}})


def bound_up_to(book: Book, month: str) -> int:
    """The last voucher number of a month that lies in a volume."""
    rows = Volume.objects.filter(book=book, month=month, kind=VolumeKind.VOUCHER).order_by("-last")
    return rows.values_list("last", flat=True).first() or 0


def last_number(book: Book, month: str) -> int:
    """The last voucher number of a month, void ones too: they are bound in their place."""
    found = Voucher.objects.filter(book=book, month=month).order_by("-number").values_list("number", flat=True).first()
    return int(found.rsplit("-", 1)[1]) if found else 0


def vouchers_in(volume: Volume) -> Any:
    """The vouchers bound in a volume."""
    numbers = [f"{volume.month}-{n:04d}" for n in range(volume.first or 0, (volume.last or 0) + 1)]
    return Voucher.objects.filter(book=volume.book_id, month=volume.month, number__in=numbers).order_by("number")


@dataclass(frozen=True, slots=True)
class Missing:
    """Something of a year that ought to be bound and is not. kind, month: what a form begins with."""

    kind: str
    words: str
    month: str = ""
    first: int | None = None
    last: int | None = None


def volumes_missing(book: Book, year: int) -> list[Missing]:
    """What of a year is not bound yet: settled months with vouchers, and each yearly kind there must be."""
    found = []
    closed = MonthClose.objects.filter(book=book, month__startswith=f"{year}-").order_by("month")
    for month in closed.values_list("month", flat=True):
        begin, end = bound_up_to(book, month) + 1, last_number(book, month)
        if begin <= end:
            words = _("%(month)s 凭证第 %(first)s—%(last)s 号") % {"month": month, "first": begin, "last": end}
            found.append(Missing(VolumeKind.VOUCHER, words, month, begin, end))
    bound = set(Volume.objects.filter(book=book, year=year).values_list("kind", flat=True))
    if closed and Voucher.objects.filter(book=book, on__year=year, status=VoucherStatus.POSTED).exists():
        yearly = (VolumeKind.LEDGER, VolumeKind.REPORT, VolumeKind.YEARLY, VolumeKind.BANK)
        found += [Missing(kind, f"{year} {kind.label}") for kind in yearly if kind not in bound]
    return found


def volume_change(volume: Volume, *, actor: User, **values: Any) -> Volume:
    """Where it lies and who keeps it may change; what is bound stays."""
    return records.amend(volume, actor=actor, **{k: values[k] for k in ("title", "place", "keeper") if k in values})


def volume_hand_over(volume: Volume, *, receiver: str, place: str = "", today: date, actor: User) -> Volume:
    """To the archive room, whose keeper signs; never to who keeps the money (会计法 art. 35)."""
    if not receiver.strip():
        raise ValidationError({"receiver": _("请写档案室接收人。")})
    return records.take(
        volume,
        "hand_over",
        actor=actor,
        receiver=receiver.strip(),
        place=place.strip() or volume.place,
        handed_on=today,
    )


def volumes_over(on: date) -> Any:
    """The volumes whose time is over, the longest first."""
    rows = Volume.objects.filter(keep_until__lt=on).exclude(status=VolumeStatus.DESTROYED)
    return rows.order_by("keep_until", "number")


def appraisal_begin(
    *, on: date, members: Iterable[Person], words: str, lines: Mapping[Volume, tuple[str, date | None, str]],
    actor: User,
) -> Appraisal:  # fmt: skip
    """The group's word on each volume: (destroy or keep, until when, why).

    Raises ValidationError for a group under three, a volume whose time is not over, or one in another appraisal.
    """
    group = list(members)
    if len(group) < 3:
        raise ValidationError({"members": _("鉴定小组至少三个人：档案、会计、审计或纪检都要有人。")})
    if not lines:
        raise ValidationError(_("请至少选一卷。"))
    with records.deed():
        number = f"JD-{on.year}-{rules.next_number(f'finance.appraisal:{on.year}', 2)}"
        made = records.create(Appraisal, actor=actor, number=number, on=on, words=words.strip(), author=actor)
        made.members.set(group)
        for volume, (verdict, until, why) in lines.items():
            _refuse_line(volume, verdict, until, on)
            records.create(
                AppraisalLine, actor=actor, appraisal=made, volume=volume, verdict=verdict, until=until, why=why.strip()
            )
    return made


def _refuse_line(volume: Volume, verdict: str, until: date | None, on: date) -> None:
    told = {"volume": volume, "day": say.day(volume.keep_until) if volume.keep_until else _("永久")}
    if volume.keep_until is None or volume.keep_until >= on:
        raise ValidationError(_("“%(volume)s”要保管到%(day)s，还不到鉴定的时候。") % told, code="early")
    going = AppraisalLine.objects.filter(volume=volume).exclude(appraisal__status=Appraisal.Status.DONE)
    if volume.status == VolumeStatus.DESTROYED or going.exists():
        raise ValidationError(_("“%(volume)s”已经在别的鉴定里。") % told)
    if verdict == AppraisalLine.Verdict.KEEP and (until is None or until <= on):
        raise ValidationError(_("“%(volume)s”继续保管要写以后的日期。") % told)


def appraisal_send(appraisal: Appraisal, *, actor: User, now: datetime | None = None) -> Appraisal:
    """Hand it in to be agreed to."""
    with records.deed():
        taken = records.take(appraisal, "ask", actor=actor)
        hand_in(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def appraisal_agreed(appraisal: Appraisal, *, actor: User) -> Appraisal:
    """Agreed to: what is kept longer is kept longer, what is not may be destroyed. Called by the approvals alone."""
    with records.deed():
        taken = records.take(appraisal, "agree", actor=actor)
        for line in taken.lines.filter(verdict=AppraisalLine.Verdict.KEEP).select_related("volume"):
            records.amend(line.volume, actor=actor, verb="prolong", keep_until=line.until)
    return taken


def appraisal_back(appraisal: Appraisal, *, actor: User, reason: str = "") -> Appraisal:
    """Back to who drew it up. Called by the approvals."""
    return records.take(appraisal, "send_back", actor=actor, reason=reason)


def appraisal_finish(
    appraisal: Appraisal, *, how: str, archive_watcher: Person | None, books_watcher: Person | None, today: date,
    actor: User,
) -> Appraisal:  # fmt: skip
    """The volumes are destroyed before two watchers (会计档案管理办法 art. 18), and are records still."""
    doomed = appraisal.lines.filter(verdict=AppraisalLine.Verdict.DESTROY).select_related("volume")
    if doomed.exists():
        if archive_watcher is None or books_watcher is None or archive_watcher == books_watcher:
            raise ValidationError({"books_watcher": _("档案和会计各派一人监销，不能是同一个人。")})
        if not how.strip():
            raise ValidationError({"how": _("请写怎样销毁、在哪里。")})
    with records.deed():
        for line in doomed.filter(~Q(volume__status=VolumeStatus.DESTROYED)):
            records.take(line.volume, "destroy", actor=actor, reason=appraisal.number)
        return records.take(
            appraisal,
            "finish",
            actor=actor,
            how=how.strip(),
            archive_watcher=archive_watcher,
            books_watcher=books_watcher,
            destroyed_on=today if doomed else None,
        )
