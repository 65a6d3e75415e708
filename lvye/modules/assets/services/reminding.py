"""Every night: borrowers are told what is due and what is late, and who looks after things what is to be done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import users_with
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.assets.models import Loan, LoanStatus, Upkeep, UpkeepStatus

LOAN, UPKEEP = "assets.loan", "assets.upkeep"


def loans_remind(*, today: date) -> int:
    """Tell borrowers: once before the day, the day after it, then every so many days. Returns of how many loans.

    A borrower without a sign-in is answered for by those who lend: they are told instead.
    """
    ahead = timedelta(days=int(rules.value("assets.warn_loan", today)))
    again = timedelta(days=int(rules.value("assets.chase_loan", today)))
    rows = Loan.objects.filter(status=LoanStatus.OUT, due_on__lte=today + ahead)
    told = 0
    for loan in rows.select_related("asset", "borrower__user").order_by("due_on", "pk"):
        if not _is_wanted(loan.due_on, loan.reminded_on, today, again):
            continue
        late = (today - loan.due_on).days
        words: dict[str, Any] = {"thing": loan.asset.name, "day": say.date(loan.due_on), "late": late}
        title = _("借的%(thing)s过期没还") if late > 0 else _("借的%(thing)s快到期了")
        body = (
            _("%(day)s应还，已经过了 %(late)s 天。请归还，或者找保管员续借。")
            if late > 0
            else _("%(day)s应还。还要用的，请提前找保管员续借。")
        )
        _tell(_receivers(loan, today), title % words, body % words, loan, LOAN)
        rows.filter(pk=loan.pk).update(reminded_on=today)  # house: what people were told is no record of the school
        told += 1
    return told


def upkeeps_remind(*, today: date) -> int:
    """Tell who is to do it, once before the day and once after it; nobody named: who plans it. Returns how many."""
    ahead = timedelta(days=int(rules.value("assets.warn_upkeep", today)))
    rows = Upkeep.objects.filter(status=UpkeepStatus.RUNS, due_on__lte=today + ahead)
    told = 0
    for one in rows.select_related("asset", "asset_class", "doer__user").order_by("due_on", "pk"):
        if one.due_on is None or not _is_wanted(one.due_on, one.reminded_on, today, None):
            continue
        words = {"what": one.name, "thing": one.asset or one.asset_class, "day": say.date(one.due_on)}
        late = one.due_on < today
        title = _("保养过期没做：%(what)s") if late else _("快到保养的日子：%(what)s")
        doer = one.doer
        to = [doer] if doer is not None and doer.user is not None else list(users_with("assets.add_upkeep", today))
        _tell(to, title % words, _("%(thing)s，%(day)s该做。做完请登记。") % words, one, UPKEEP)
        rows.filter(pk=one.pk).update(reminded_on=today)  # house: what people were told is no record of the school
        told += 1
    return told


def _is_wanted(due_on: date, told_on: date | None, today: date, again: timedelta | None) -> bool:
    """Once up to its day; once after it; then every so many days (`again`)."""
    if due_on >= today:
        return told_on is None
    return told_on is None or told_on <= due_on or (again is not None and today - told_on >= again)


def _receivers(loan: Loan, today: date) -> list[Any]:
    if loan.borrower.user is not None and loan.borrower.user.is_active:
        return [loan.borrower]
    return list(users_with("assets.back_loan", today))


def _tell(to: list[Any], title: str, body: str, record: Any, kind: str) -> None:
    url = reverse(f"{record._meta.label_lower}:detail", args=[record.pk])
    notify(to, title, body, url, about=record, kind=kind)
