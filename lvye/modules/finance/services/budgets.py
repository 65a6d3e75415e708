"""The year's budget: drawn up, agreed to, adjusted by papers, closed with a final account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.rules.api import next_number
from lvye.kit import say
from lvye.modules.finance.amounts import NOTHING, summed, yuan
from lvye.modules.finance.models import (
    Adjustment,
    AdjustmentLine,
    Book,
    Budget,
    BudgetLine,
    BudgetStatus,
    Commitment,
    Fund,
    Item,
    Payment,
    PayStatus,
    Rank,
)

from .holding import left
from .signing import hand_in


def budget_make(*, year: int, book: Book, note: str = "", actor: User) -> Budget:
    """Begin the budget of a fiscal year. Raises ValidationError for a second one of the same books."""
    return records.create(Budget, actor=actor, year=year, book=book, note=note.strip(), author=actor)


def _refuse_running(budget: Budget) -> None:
    if budget.status != BudgetStatus.DRAFT:
        text = _("%(budget)s现在是“%(now)s”，不能直接改；请办预算调整。")
        raise ValidationError(text % {"budget": budget, "now": budget.get_status_display()})


def budget_change(budget: Budget, *, actor: User, **values: Any) -> Budget:
    """Mend a draft's explanation; its year and books stay."""
    _refuse_running(budget)
    return records.amend(budget, actor=actor, **{name: values[name] for name in ("note",) if name in values})


def line_add(
    *, budget: Budget, project: str, item: Item, amount: Decimal, fund: str = Fund.PUBLIC, actor: User, **values: Any
) -> BudgetLine:
    """A line of a draft budget. Raises ValidationError once the budget is handed in."""
    _refuse_running(budget)
    label = f"{project.strip()} · {item.name}"[:120]
    return records.create(
        BudgetLine, actor=actor, budget=budget, project=project.strip(), item=item, amount=yuan(amount), fund=fund,
        label=label, **values,
    )  # fmt: skip


def line_change(line: BudgetLine, *, actor: User, **values: Any) -> BudgetLine:
    """Mend a line of a draft; afterwards only its words, department and urgency: money changes by adjustments."""
    if line.budget.status != BudgetStatus.DRAFT:
        fixed = ("budget", "item", "fund", "amount")
        if any(name in values and values[name] != getattr(line, name) for name in fixed):
            _refuse_running(line.budget)
    project, item = values.get("project", line.project), values.get("item", line.item)
    return records.amend(line, actor=actor, **values, label=f"{project.strip()} · {item.name}"[:120])


def budget_send(budget: Budget, *, actor: User, now: datetime | None = None) -> Budget:
    """Hand it in to be agreed to. Raises ValidationError while it is empty."""
    with records.deed():
        if not budget.lines.exists():
            raise ValidationError(_("预算里还没有一项，先列预算项目。"))
        taken = records.take(budget, "ask", actor=actor)
        hand_in(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def budget_agreed(budget: Budget, *, actor: User) -> Budget:
    """Agreed to: from now on it runs. Called by the approvals alone."""
    return records.take(budget, "agree", actor=actor, approved_by=actor)


def budget_back(budget: Budget, *, actor: User, reason: str = "") -> Budget:
    """Back to who drew it up. Called by the approvals (sent back, refused, withdrawn)."""
    return records.take(budget, "send_back", actor=actor, reason=reason)


def budget_total(budget: Budget) -> Decimal:
    """The sum of its lines as they were first agreed, in yuan."""
    return summed(budget.lines.aggregate(total=Sum("amount"))["total"])


@dataclass(frozen=True, slots=True)
class Reserve:
    """The money kept back (机动数), its share of the budget in percent, and whether the rule asks for more."""

    amount: Decimal
    share: Decimal
    is_short: bool


def budget_reserve(budget: Budget) -> Reserve:
    """What the budget keeps back for what nobody foresaw."""
    total = budget_total(budget)
    kept = summed(budget.lines.filter(rank=Rank.RESERVE).aggregate(total=Sum("amount"))["total"])
    share = (kept * 100 / total).quantize(Decimal("0.1")) if total else Decimal()
    return Reserve(kept, share, share < int(rules.value("finance.reserve_share")))


def budget_obstacles(budget: Budget) -> list[str]:
    """What still stands against the final account, in sentences."""
    found = []
    if held := Commitment.objects.filter(line__budget=budget, status=Commitment.Status.HELD).count():
        found.append(_("还有 %(n)s 笔预算占用没有了结。") % {"n": held})
    going = Payment.objects.filter(budget_line__budget=budget, status__in=[PayStatus.ASKED, PayStatus.AGREED]).count()
    if going:
        found.append(_("还有 %(n)s 笔付款没有办完。") % {"n": going})
    return found


def budget_close(budget: Budget, *, final_note: str, today: date, actor: User) -> Budget:
    """The final account (决算): after the year, with its explanation, once nothing is under way."""
    if today <= date(budget.year, 12, 31):
        raise ValidationError(_("%(year)s年还没过完，不能决算。") % {"year": budget.year})
    if not final_note.strip():
        raise ValidationError({"final_note": _("请写决算说明。")})
    with records.deed():
        if obstacles := budget_obstacles(budget):
            raise ValidationError([ValidationError(one) for one in obstacles])
        return records.take(budget, "close", actor=actor, final_note=final_note.strip())


def adjustment_make(
    *, budget: Budget, why: str, changes: Sequence[tuple[BudgetLine, Decimal]], kind: str = Adjustment.Kind.MOVE,
    document: str = "", today: date, actor: User,
) -> Adjustment:  # fmt: skip
    """A change of a running budget as a draft: (line, more or less in yuan).

    Raises ValidationError when a move does not sum to nothing, or takes from money given for one purpose.
    """
    if budget.status != BudgetStatus.RUNNING:
        raise ValidationError(_("只有执行中的预算才办调整；编制中的直接改。"))
    if kind not in (Adjustment.Kind.MOVE, Adjustment.Kind.CHANGE):
        raise ValidationError(_("上年结转由年终结转单转入，不另写调整单。"))
    deltas = [(line, yuan(delta)) for line, delta in changes]
    _check_changes(budget, kind, deltas, document)
    with records.deed():
        number = f"TZ-{budget.year}-{next_number(f'finance.adjustment:{budget.year}', 3)}"
        made = records.create(
            Adjustment, actor=actor, number=number, budget=budget, kind=kind, why=why.strip(),
            document=document.strip(), made_on=today, author=actor,
        )  # fmt: skip
        for line, delta in deltas:
            records.create(AdjustmentLine, actor=actor, adjustment=made, line=line, delta=delta)
    return made


def _check_changes(budget: Budget, kind: str, deltas: Sequence[tuple[BudgetLine, Decimal]], document: str) -> None:
    if not deltas:
        raise ValidationError(_("请至少写一个预算项目的增减。"))
    if any(line.budget_id != budget.pk for line, _delta in deltas):
        raise ValidationError(_("调整单里的项目要属于同一个预算。"))
    total = sum((delta for _line, delta in deltas), NOTHING)
    if kind == Adjustment.Kind.MOVE and total != 0:
        raise ValidationError(_("项目间调剂要一增一减相等，现在差 %(gap)s。") % {"gap": say.money(total)})
    if kind == Adjustment.Kind.MOVE:
        for line, delta in deltas:
            if line.fund == Fund.SPECIAL and delta < 0:
                text = _("“%(line)s”是专项资金，专款专用，不能调给别的项目。")
                raise ValidationError(text % {"line": line}, code="special")
    if kind == Adjustment.Kind.CHANGE and not document.strip():
        raise ValidationError({"document": _("追加或追减要写依据文件。")})
    _refuse_cut(deltas)


def _refuse_cut(deltas: Sequence[tuple[BudgetLine, Decimal]]) -> None:
    for line, delta in deltas:
        stands = left(line)
        if delta < 0 and stands.left + delta < 0:
            text = _("“%(line)s”只剩 %(left)s 没有占用，不能减 %(delta)s。")
            raise ValidationError(text % {"line": line, "left": say.money(stands.left), "delta": say.money(-delta)})


def adjustment_send(adjustment: Adjustment, *, actor: User, now: datetime | None = None) -> Adjustment:
    """Hand it in to be agreed to."""
    with records.deed():
        taken = records.take(adjustment, "ask", actor=actor)
        hand_in(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def adjustment_agreed(adjustment: Adjustment, *, actor: User) -> Adjustment:
    """Agreed to: the lines change now, if what they give up is still free. Called by the approvals alone."""
    with records.deed():
        rows = list(adjustment.lines.select_related("line__budget"))
        list(BudgetLine.objects.select_for_update(of=("self",)).filter(pk__in=[row.line_id for row in rows]))
        _refuse_cut([(row.line, row.delta) for row in rows])
        return records.take(adjustment, "agree", actor=actor)


def adjustment_refused(adjustment: Adjustment, *, actor: User, reason: str) -> Adjustment:
    """Not agreed to; nothing changes. Called by the approvals alone."""
    return records.take(adjustment, "refuse", actor=actor, reason=reason)


def adjustment_back(adjustment: Adjustment, *, actor: User, reason: str = "") -> Adjustment:
    """Back to who asked. Called by the approvals (sent back, withdrawn)."""
    return records.take(adjustment, "send_back", actor=actor, reason=reason)
