"""The end of a year: one deed closes the budget, carries on what is held and what was decided, gives back the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.kit import say
from lvye.kit.events import tell
from lvye.modules.finance.amounts import NOTHING, yuan
from lvye.modules.finance.events import Carried
from lvye.modules.finance.models import (
    Adjustment,
    AdjustmentLine,
    Budget,
    BudgetLine,
    BudgetStatus,
    CarryLine,
    CarryOver,
    Claim,
    Commitment,
    DocStatus,
    Fund,
    MonthClose,
    Payment,
    PayStatus,
    Voucher,
    VoucherStatus,
)

from .holding import lefts
from .signing import hand_in

GOING = (PayStatus.ASKED, PayStatus.AGREED)


def carry_target(budget: Budget) -> Budget | None:
    """The next year's budget of the same books, in force."""
    rows = Budget.objects.filter(year=budget.year + 1, book=budget.book_id, status=BudgetStatus.RUNNING)
    found: Budget | None = rows.first()
    return found


def carry_obstacles(budget: Budget, *, today: date) -> list[str]:
    """What still stands against closing and carrying over a year, in sentences."""
    found = []
    if today <= date(budget.year, 12, 31):
        found.append(_("%(year)s年还没过完，不能结转。") % {"year": budget.year})
    if budget.status != BudgetStatus.RUNNING:
        found.append(_("只有执行中的预算才结转。"))
    if carry_target(budget) is None:
        found.append(_("%(year)s年的预算还没有批准，没有地方转入。") % {"year": budget.year + 1})
    paying = Payment.objects.filter(budget_line__budget=budget, status__in=GOING).count()
    paying += Claim.objects.filter(budget_line__budget=budget, status=PayStatus.ASKED).count()
    if paying:
        found.append(_("还有 %(n)s 笔付款和报销没有办完：付掉，或者作废后在新年度重新申请。") % {"n": paying})
    if open_months := _months_open(budget):
        found.append(_("%(months)s还没月结，先结完全年。") % {"months": "、".join(open_months)})
    return found


def _months_open(budget: Budget) -> list[str]:
    rows = Voucher.objects.filter(book=budget.book_id, on__year=budget.year).exclude(status=VoucherStatus.VOID)
    closed = MonthClose.objects.filter(book=budget.book_id).values("month")
    return list(rows.exclude(month__in=closed).order_by("month").values_list("month", flat=True).distinct())


def carry_suggested(line: BudgetLine, left: Decimal) -> Decimal:
    """What is carried unless decided otherwise: all of money given for one purpose, nothing of the rest."""
    return max(left, NOTHING) if line.fund == Fund.SPECIAL else NOTHING


def carry_make(source: Budget, *, carried: Mapping[int, Decimal], note: str, today: date, actor: User) -> CarryOver:
    """Draw up the carry-over as a draft, or draw it up anew. carried: line number → yuan of what nothing holds.

    Raises ValidationError with all that stands against it, and where more is carried than is left.
    """
    if not note.strip():
        raise ValidationError({"note": _("请写决算和结转说明。")})
    if obstacles := carry_obstacles(source, today=today):
        raise ValidationError([ValidationError(one) for one in obstacles])
    with records.deed():
        made = CarryOver.objects.select_for_update().filter(source=source).first()
        if made is None:
            made = records.create(
                CarryOver,
                actor=actor,
                number=f"JZ-{source.year}-{next_number(f'finance.carry:{source.year}')}",
                source=source,
                target=carry_target(source),
                note=note.strip(),
                made_on=today,
                author=actor,
            )
        elif made.status != DocStatus.DRAFT:
            raise ValidationError(_("%(number)s已经送审，不能改。") % {"number": made.number})
        else:
            made = records.amend(made, actor=actor, note=note.strip(), made_on=today, author=actor)
        known = {one.line_id: one for one in made.lines.all()}
        lines = list(source.lines.order_by("pk"))
        stand = lefts(lines)
        for line in lines:
            rest = yuan(carried.get(line.pk, NOTHING))
            values = _decided(line, stand[line.pk].committed, stand[line.pk].left, rest)
            if line.pk in known:
                records.amend(known[line.pk], actor=actor, **values)
            else:
                records.create(CarryLine, actor=actor, carryover=made, line=line, **values)
    return made


def _decided(line: BudgetLine, held: Decimal, left: Decimal, rest: Decimal) -> dict[str, Any]:
    if rest < 0 or rest > max(left, NOTHING):
        told = {"line": line, "left": say.money(left), "rest": say.money(rest)}
        raise ValidationError(_("“%(line)s”没有占用的只剩 %(left)s，不能结转 %(rest)s。") % told)
    return {"held": held, "rest": rest, "released": left - rest}


def carry_send(carry: CarryOver, *, today: date, actor: User, now: datetime | None = None) -> CarryOver:
    """Hand it in to be decided."""
    if obstacles := carry_obstacles(carry.source, today=today):
        raise ValidationError([ValidationError(one) for one in obstacles])
    with records.deed():
        taken = records.take(carry, "ask", actor=actor)
        hand_in(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def carry_back(carry: CarryOver, *, actor: User, reason: str = "") -> CarryOver:
    """Back to who drew it up. Called by the approvals (sent back, refused, withdrawn)."""
    return records.take(carry, "send_back", actor=actor, reason=reason)


def carry_agreed(carry: CarryOver, *, actor: User) -> CarryOver:
    """Decided: the documents hold money of the new year, the old year is closed. Called by the approvals alone.

    The sums are taken as they stand now. Raises ValidationError where anything came between, and changes nothing.
    """
    with records.deed():
        source, target = carry.source, carry.target
        list(
            BudgetLine.objects.select_for_update(of=("self",)).filter(budget__in=[source.pk, target.pk]).order_by("pk")
        )
        if obstacles := carry_obstacles(source, today=carry.made_on):
            raise ValidationError([ValidationError(one) for one in obstacles])
        rows = list(carry.lines.select_related("line__item", "line__department").order_by("pk"))
        stand = lefts([row.line for row in rows])
        if {row.line_id for row in rows} != set(source.lines.values_list("pk", flat=True)):
            raise ValidationError(_("预算项目和送审时不一样了，请退回重新编。"))
        moves: dict[int, Decimal] = {}
        for row in rows:
            now = stand[row.line_id]
            values = _decided(row.line, now.committed, now.left, row.rest)
            into = _into(row.line, target, actor=actor) if now.committed + row.rest > 0 else None
            records.amend(row, actor=actor, verb="carry", target=into, **values)
            if into:
                moves[into.pk] = moves.get(into.pk, NOTHING) + now.committed + row.rest
                _carry_holdings(row.line, into, actor=actor)
        adjustment = _adjust(carry, moves, actor=actor) if moves else None
        records.take(source, "close", actor=actor, final_note=carry.note)
        return records.take(carry, "agree", actor=actor, adjustment=adjustment)


def _into(line: BudgetLine, target: Budget, *, actor: User) -> BudgetLine:
    """The same project, item and fund in the new year; listed with nothing of its own where it is not there."""
    found = BudgetLine.objects.filter(budget=target, project=line.project, item=line.item_id, fund=line.fund).first()
    return found or records.create(
        BudgetLine,
        actor=actor,
        budget=target,
        project=line.project,
        item=line.item,
        fund=line.fund,
        amount=NOTHING,
        department=line.department,
        rank=line.rank,
        label=line.label,
        note=_("上年结转"),
    )


def _carry_holdings(line: BudgetLine, into: BudgetLine, *, actor: User) -> None:
    """What documents held of the old line they hold of the new one; who owns a document hears of it."""
    for one in Commitment.objects.filter(line=line, status=Commitment.Status.HELD).order_by("pk"):
        still = one.held
        records.amend(one, actor=actor, verb="carry", status=Commitment.Status.CARRIED)
        records.create(
            Commitment,
            actor=actor,
            line=into,
            amount=still,
            what=one.what,
            by=one.by,
            about=one.about,
            about_id=one.about_id,
        )
        tell(Carried(one.about, one.about_id, line.pk, into.pk, actor.pk))


def _adjust(carry: CarryOver, moves: Mapping[int, Decimal], *, actor: User) -> Adjustment:
    """The new year's budget grows by what came over: an adjustment that was agreed to with the carry-over."""
    year = carry.target.year
    made = records.create(
        Adjustment,
        actor=actor,
        number=f"TZ-{year}-{next_number(f'finance.adjustment:{year}', 3)}",
        budget=carry.target,
        kind=Adjustment.Kind.CARRY,
        why=_("%(budget)s结转") % {"budget": carry.source},
        document=carry.number,
        made_on=carry.made_on,
        author=carry.author,
        status=DocStatus.AGREED,
    )
    for line, delta in moves.items():
        records.create(AdjustmentLine, actor=actor, adjustment=made, line_id=line, delta=delta)
    return made
