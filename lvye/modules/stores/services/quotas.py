"""定额: what a department may have without asking, and what it has had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from lvye.kernel.people.api import Department
from lvye.kernel.terms.api import current
from lvye.kit import say
from lvye.modules.stores.models import GiveBackLine, Issue, IssueLine, Item, NeedStatus, Quota, QuotaPer

from .ledger import ZERO
from .months import after


def quotas_for(department: Department | None, item: Item) -> QuerySet[Quota]:
    """The quotas that bind a department for an item: its own before the one for all."""
    whose = Q(department=department) | Q(department__isnull=True)
    what = Q(item=item) | Q(kind=item.kind_id)
    return Quota.objects.filter(whose, what, is_active=True).select_related("item", "kind", "department")


def span(per: str, day: date) -> tuple[date, date]:
    """From when to when (without the last day) a quota counts; between terms the one that ended counts on."""
    if per == QuotaPer.MONTH:
        first = day.replace(day=1)
        return first, after(first)
    if per == QuotaPer.YEAR:
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    term = current(day)
    return (term.begins_on if term and term.begins_on <= day else date(day.year, 1, 1)), date.max


def had(quota: Quota, department: Department, day: date) -> Decimal:
    """How much of a quota a department has had: issued to it, less what it gave back."""
    first, last = span(quota.per, day)
    what = Q(item=quota.item_id) if quota.item_id else Q(item__kind=quota.kind_id)
    within = Q(done_on__gte=first, done_on__lt=last) & what
    out = IssueLine.objects.filter(within, issue__department=department, issue__about="").aggregate(n=Sum("qty"))["n"]
    back = GiveBackLine.objects.filter(within, give_back__issue__department=department).aggregate(n=Sum("qty"))["n"]
    return (out or ZERO) - (back or ZERO)


@dataclass(frozen=True)
class Left:
    """A quota that binds a department, how much of it there has been, and how much is left."""

    quota: Quota
    had: Decimal

    @property
    def left(self) -> Decimal:
        """Never below zero."""
        return max(self.quota.qty - self.had, ZERO)


def quotas_left(department: Department, items: Sequence[Item], day: date) -> list[Left]:
    """Of the goods somebody is about to take: what the department may still have."""
    binding = {quota.pk: quota for item in items for quota in _binding(department, item)}
    return [Left(quota, had(quota, department, day)) for quota in binding.values()]


def reasons(
    department: Department | None, lines: Sequence[tuple[Item, Decimal]], day: date, *, counted: bool = False
) -> list[str]:
    """Why these goods need somebody's agreement, in words; none when they are within all quotas.

    counted: the lines have been handed out already and are among what the department has had.
    """
    found = [_("%(item)s领用先审批") % {"item": item} for item, _qty in lines if item.is_asked]
    if department is None:
        return found
    more: dict[int, Decimal] = {}
    binding: dict[int, Quota] = {}
    for item, qty in lines:
        for quota in _binding(department, item):
            binding[quota.pk] = quota
            more[quota.pk] = more.get(quota.pk, ZERO) + qty
    for pk, quota in binding.items():
        have = had(quota, department, day) - (more[pk] if counted else ZERO)
        if have + more[pk] > quota.qty:
            text = _("%(what)s%(per)s定额 %(quota)s，已领 %(had)s，再领 %(more)s 就超了")
            known = {
                "what": quota.item or quota.kind, "per": quota.get_per_display(), "quota": say.qty(quota.qty),
                "had": say.qty(have), "more": say.qty(more[pk]),
            }  # fmt: skip
            found.append(text % known)
    return found


def refuse_over(paper: Issue, rows: Sequence[dict[str, Any]], *, now: datetime) -> None:
    """Over quota, or only on approval: raises ValidationError unless an agreed request holds at least as much."""
    lines = [(row["item"], row["qty"]) for row in rows]
    agreed: dict[int, Decimal] = {}
    if paper.need is not None:
        if paper.need.status != NeedStatus.AGREED:
            raise ValidationError(_("这份领用申请还没有批准，或者已经发完了。"))
        given = IssueLine.objects.filter(issue__need=paper.need).exclude(issue=paper).values_list("item", "qty")
        for line in paper.need.lines.all():
            agreed[line.item_id] = agreed.get(line.item_id, ZERO) + line.qty
        for item_id, qty in given:
            agreed[item_id] = agreed.get(item_id, ZERO) - qty
    beyond = [(item, qty) for item, qty in lines if qty > agreed.get(item.pk, ZERO)]
    why = reasons(paper.department, beyond, paper.happened_on, counted=True)
    if why:
        words = _("%(why)s。请先提交领用申请，批准后再发。")
        raise ValidationError(words % {"why": "；".join(why)}, code="over_quota")


def _binding(department: Department, item: Item) -> list[Quota]:
    """Of a quota for all and one of the department's own for the same thing and time, the own one binds."""
    rows = list(quotas_for(department, item))
    own = {(row.item_id, row.kind_id, row.per) for row in rows if row.department_id}
    return [row for row in rows if row.department_id or (row.item_id, row.kind_id, row.per) not in own]
