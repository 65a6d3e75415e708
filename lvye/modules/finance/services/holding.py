"""What is left of a budget line; holding money of it, and giving it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.finance.amounts import NOTHING, summed, yuan
from lvye.modules.finance.models import (
    COUNTS,
    AdjustmentLine,
    BudgetLine,
    BudgetStatus,
    Commitment,
    DocStatus,
    Entry,
    OverRun,
    pointing,
)

EXCEED = "finance.exceed_budgetline"
Held = Commitment.Status


class OverBudget(ValidationError):  # noqa: N818 - its name is agreed with the modules above
    """The line has not so much left, and nobody who may let it through has said why."""


@dataclass(frozen=True, slots=True)
class Left:
    """How a budget line stands, in yuan: agreed (with adjustments), held for what is under way, spent."""

    budget: Decimal
    committed: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be promised; below nothing after an exception."""
        return self.budget - self.committed - self.spent

    @property
    def used(self) -> Decimal:
        """Held and spent together."""
        return self.committed + self.spent


def left(line: BudgetLine, *, on: date | None = None) -> Left:
    """How the line stands; with `on`, spent up to that day (held is always as of now)."""
    return lefts([line], on=on)[line.pk]


def lefts(lines: Any, *, on: date | None = None) -> dict[int, Left]:
    """The same for many lines with three queries: line number → how it stands."""
    rows = {line.pk: line for line in lines}
    changed = _sums(AdjustmentLine.objects.filter(line__in=rows, adjustment__status=DocStatus.AGREED), "line", "delta")
    held = _sums(Commitment.objects.filter(line__in=rows, status=Held.HELD), "line", F("amount") - F("used"))
    entries = Entry.objects.filter(COUNTS, budget_line__in=rows)
    entries = entries.filter(on__lte=on) if on else entries
    spent = _sums(entries, "budget_line", F("debit") - F("credit"))
    nothing = Decimal()
    return {
        pk: Left(line.amount + changed.get(pk, nothing), held.get(pk, nothing), spent.get(pk, nothing))
        for pk, line in rows.items()
    }


def _sums(rows: Any, by: str, what: Any) -> dict[int, Decimal]:
    found = rows.order_by().values_list(by).annotate(total=Sum(what))
    return {pk: summed(total) for pk, total in found}


def line_locked(line: BudgetLine) -> BudgetLine:
    """The line as it stands now, locked until the deed ends, so that two cannot promise the same money."""
    found: BudgetLine = BudgetLine.objects.select_for_update(of=("self",)).select_related("budget").get(pk=line.pk)
    if found.budget.status != BudgetStatus.RUNNING:
        text = _("%(budget)s现在是“%(now)s”，不能用这一项。")
        raise ValidationError(text % {"budget": found.budget, "now": found.budget.get_status_display()})
    return found


def commit(
    line: BudgetLine, amount: Decimal, *, about: records.Record, actor: User, exception_reason: str = "",
    what: str = "", on: date | None = None,
) -> Commitment:  # fmt: skip
    """Hold money of a line for a record: from now on it holds `amount` (a second call changes the amount).

    Raises OverBudget when the line has not so much left, unless the rule only warns, or `exception_reason` is given
    by somebody who may let it through; both are kept as OverRun. Raises ValidationError for a line out of force.
    """
    words = (what or str(about))[:160]
    return _hold(line, yuan(amount), about=about, what=words, actor=actor, reason=exception_reason, on=on)


def _hold(
    line: BudgetLine, asked: Decimal, *, about: records.Record, what: str, actor: User, reason: str,
    on: date | None, drawn: Decimal = NOTHING,
) -> Commitment:  # fmt: skip
    """`drawn` of it was held by another record until now, so it is not asked for again."""
    if asked <= 0:
        raise ValidationError(_("占用预算的金额要大于零。"))
    with records.deed():
        locked = line_locked(line)
        known = held_by(about).filter(line=locked).select_for_update(of=("self",)).first()
        if known and asked < known.used:
            raise ValidationError(_("已经有 %(used)s 转到付款，占用不能比它少。") % {"used": say.money(known.used)})
        extra = asked - (known.amount if known else NOTHING) - drawn
        refuse_over(locked, extra, about=about, what=what, actor=actor, reason=reason, on=on)
        if known:
            kept: Commitment = records.amend(known, actor=actor, verb="hold", amount=asked, what=what)
            return kept
        return records.create(
            Commitment, actor=actor, line=locked, amount=asked, what=what, by=actor, **pointing(about)
        )


def refuse_over(
    line: BudgetLine, extra: Decimal, *, about: records.Record, what: str, actor: User, reason: str = "",
    on: date | None = None,
) -> None:  # fmt: skip
    """Raise OverBudget where `extra` is more than what is left; where it is let through, keep that it was."""
    remaining = left(line).left
    over = extra - max(remaining, Decimal())
    if extra <= 0 or over <= 0:
        return
    given, stops = reason.strip(), bool(rules.value("finance.over_stops"))
    if stops and not (given and actor.has_perm(EXCEED)):
        text = _("“%(line)s”只剩 %(left)s，这一笔要 %(extra)s，超出 %(over)s。")
        text += (
            _("请减少金额、换预算项目或先办预算调整。") if not given else _("只有校领导和总务主任可以写明理由放行。")
        )
        told = {"line": line, "left": say.money(remaining), "extra": say.money(extra), "over": say.money(over)}
        raise OverBudget(text % told, code="over")
    how = OverRun.How.NAMED if given and actor.has_perm(EXCEED) else OverRun.How.WARNED
    values: dict[str, Any] = {"what": what, "why": given[:200], **pointing(about), **({"on": on} if on else {})}
    records.create(OverRun, actor=actor, line=line, amount=extra, over=over, how=how, by=actor, **values)


def overruns_of(about: records.Record) -> Any:
    """What a record went over its lines by."""
    return OverRun.objects.filter(**pointing(about)).select_related("by").order_by("pk")


def release(about: records.Record, *, actor: User) -> int:
    """Give back what a record still holds, on whatever line; returns how many holdings ended."""
    with records.deed():
        held = list(held_by(about).select_for_update(of=("self",)))
        for one in held:
            records.amend(one, actor=actor, verb="release", status=Held.RELEASED)
    return len(held)


def held_by(about: records.Record) -> Any:
    """What a record holds now."""
    return Commitment.objects.filter(Q(**pointing(about)), status=Held.HELD).select_related("line__budget")


def hold_moved(
    line: BudgetLine, amount: Decimal, *, source: records.Record | None, to: records.Record, actor: User,
    exception_reason: str = "", on: date | None = None,
) -> Decimal:  # fmt: skip
    """Let `to` hold the amount, as far as possible out of what `source` held; returns how much came from there."""
    with records.deed():
        known = held_by(source).filter(line=line).select_for_update(of=("self",)).first() if source else None
        drawn = min(amount, known.held) if known else NOTHING
        words = str(to)[:160]
        _hold(line, amount, about=to, what=words, actor=actor, reason=exception_reason, on=on, drawn=drawn)
        if known:
            records.amend(known, actor=actor, verb="use", used=known.used + drawn)
    return drawn


def hold_undone(
    line: BudgetLine, drawn: Decimal, *, source: records.Record | None, to: records.Record, actor: User
) -> None:
    """Take the holding of `to` back, and give what it drew back to `source`, if that still holds."""
    with records.deed():
        release(to, actor=actor)
        known = held_by(source).filter(line=line).select_for_update(of=("self",)).first() if source and drawn else None
        if known:
            records.amend(known, actor=actor, verb="use", used=max(known.used - drawn, Decimal()))


def hold_spent(about: records.Record, *, actor: User) -> None:
    """What the record held has been spent: the entries of its voucher count from now on."""
    with records.deed():
        for one in held_by(about).select_for_update(of=("self",)):
            records.amend(one, actor=actor, verb="spend", status=Held.SPENT)
