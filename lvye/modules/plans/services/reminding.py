"""Reminding people of what is due, each item once before its day and once after."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from lvye.kernel.rules import api as rules
from lvye.modules.plans.models import ItemStatus, PlanItem, PlanStatus
from lvye.modules.plans.standing import rows_with_all, standings

from .telling import tell_due

DAY = timedelta(days=1)


def items_remind(*, now: datetime) -> int:
    """Tell those who answer for items that are due within the rule's days, or were due yesterday; how many items.

    What was told is kept as the day it was told for, so that a night without the program makes up for it and a
    moved day is told again.
    """
    today = timezone.localdate(now)
    soon = today + DAY * int(rules.value("plans.remind_days"))
    rows = PlanItem.objects.filter(plan__status=PlanStatus.AGREED, status=ItemStatus.KEPT, due_on__lte=soon)
    before = Q(due_on__gte=today) & (Q(reminded_for=None) | ~Q(reminded_for=F("due_on")))
    after = Q(due_on__lt=today) & (Q(reminded_for=None) | Q(reminded_for__lte=F("due_on")))
    wanted = rows_with_all(rows.filter(before | after)).prefetch_related("helpers")
    told = 0
    for one in standings(wanted.order_by("due_on", "pk"), today=today):
        if not one.is_over:
            tell_due(one.item, now=now)
            told += 1
        _keep(one.item, one.item.due_on if one.days_left >= 0 else one.item.due_on + DAY)
    return told


def _keep(item: PlanItem, told_for: date) -> None:
    rows = PlanItem.objects.filter(pk=item.pk)
    rows.update(reminded_for=told_for)  # house: what people were told is no record of the school
