"""借用 and 退还: goods lent until a day, and goods that come back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.kit.events import tell
from lvye.modules.stores.events import GivenBack
from lvye.modules.stores.models import (
    GiveBack,
    GiveBackLine,
    Issue,
    IssueLine,
    Loan,
    LoanLine,
    LoanStatus,
    Lot,
    Move,
    MoveKind,
    State,
    Status,
    Store,
)

from .ledger import ZERO, Book, Piece, cents
from .lines import OutLike, outgoing
from .posting import lines_of, paper_book, paper_write


def lend(
    *,
    store: Store,
    lines: Iterable[OutLike],
    person: Person,
    due_on: date,
    to_class: SchoolClass | None = None,
    purpose: str = "",
    about: records.Record | None = None,
    note: str = "",
    happened_on: date | None = None,
    now: datetime,
    actor: User,
) -> Loan:
    """Lend goods (借用单) until `due_on`. Raises ValidationError: a kind that is not lent, too few there, closed."""
    day = happened_on or timezone.localdate(now)
    if due_on < day:
        raise ValidationError({"due_on": _("应还日期不能早于借出日期。")})
    rows = outgoing(lines)
    for row in rows:
        if not row["item"].kind.is_lent:
            known = {"item": row["item"], "kind": row["item"].kind}
            raise ValidationError(_("%(item)s属于%(kind)s，是领用的，不出借。") % known)
    with records.deed():
        paper = paper_write(
            Loan, rows, about=about, now=now, actor=actor, store=store, happened_on=day, person=person, due_on=due_on,
            to_class=to_class, to_name=str(to_class or person)[:80], purpose=purpose.strip(), note=note.strip(),
        )  # fmt: skip
        return paper_book(paper, _lent, [store], now=now, actor=actor)


def give_back(
    *,
    issue: Issue | None = None,
    loan: Loan | None = None,
    lines: Iterable[tuple[IssueLine | LoanLine, Decimal] | tuple[IssueLine | LoanLine, Decimal, str]],
    brought_by: Person | None = None,
    store: Store | None = None,
    note: str = "",
    happened_on: date | None = None,
    now: datetime,
    actor: User,
) -> GiveBack:
    """Goods of an issue or a loan come back (退还单). lines: (its line, qty) or (its line, qty, state).

    They come in at what they went out for, shared by quantity, the last of a line at what is left of it. What is
    broken or lost settles a loan without coming into stock. Raises ValidationError for more than is out.
    """
    of: Issue | Loan | None = issue or loan
    if of is None or (issue is not None and loan is not None):
        raise ValidationError(_("退还单要对应一张领用单或一张借用单。"))
    if of.status != Status.POSTED or of.is_reversal:
        raise ValidationError(_("这张单没有过账或已经红冲，不能退还。"))
    day = happened_on or timezone.localdate(now)
    if day < of.happened_on:
        raise ValidationError({"happened_on": _("退还日期不能早于领出日期。")})
    with records.deed():
        rows = _rows(of, [(*one, State.GOOD)[:3] for one in lines])
        paper = paper_write(
            GiveBack, rows, now=now, actor=actor, store=store or of.store, happened_on=day, issue=issue, loan=loan,
            brought_by=brought_by, note=note.strip(),
        )  # fmt: skip
        posted = paper_book(paper, _returned, [paper.store, of.store], now=now, actor=actor)
        _refuse_more_than_out(rows)
        back_told(posted, actor=actor)
    return posted


def back_told(paper: GiveBack, *, actor: User) -> None:
    """After goods came back, or their return was taken back: the loan is settled, who used the issue learns of it."""
    if paper.loan is not None:
        loan_settle(paper.loan, actor=actor)
    if paper.issue is not None:
        tell(GivenBack(issue_id=paper.issue.pk, about=paper.issue.about, about_id=paper.issue.about_id))


def out_of(line: IssueLine | LoanLine) -> Decimal:
    """How much of a line has not come back nor been answered for."""
    return line.qty - _back(line)["qty"]


def loan_settle(loan: Loan, *, actor: User) -> None:
    """Keep whether all of a loan is back, as its lines say."""
    loan.refresh_from_db()
    settled = all(out_of(line) <= 0 for line in lines_of(loan)) or loan.status == Status.REVERSED
    now = LoanStatus.BACK if settled else LoanStatus.OUT
    if loan.returned != now:
        before = loan.returned
        Loan.objects.filter(pk=loan.pk).update(returned=now)  # house: the loan is final; what came back is told below
        loan.returned = now
        audit.note(loan, "returned", actor=actor, changes={"returned": [before, now]})


def _rows(of: Issue | Loan, lines: list[Any]) -> list[dict[str, Any]]:
    if not lines:
        raise ValidationError(_("至少要有一行物资。"))
    name = "issue" if isinstance(of, Issue) else "loan"
    if len({(line.pk, state) for line, _qty, state in lines}) < len(lines):
        raise ValidationError(_("同一行、同一状况的只写一次。"))
    rows = []
    for line, qty, state in lines:
        if getattr(line, f"{name}_id") != of.pk:
            raise ValidationError(_("这一行不在原单上。"))
        if qty <= 0:
            raise ValidationError(_("%(item)s：数量要大于零。") % {"item": line.item})
        if name == "issue" and state != State.GOOD:
            raise ValidationError(_("领用的物资只有完好的才退库。"))
        rows.append(
            {
                "item": line.item, "lot": line.lot, "qty": qty, "unit": line.item.unit, "unit_qty": qty,
                "state": state, f"{name}_line": line,
            }
        )  # fmt: skip
    return rows


def _lent(book: Book, paper: Loan, line: LoanLine) -> list[Piece]:
    return book.draw(paper.store, line.item, line.qty, day=paper.happened_on, lot=line.lot)


def _returned(book: Book, paper: GiveBack, line: GiveBackLine) -> list[Piece]:
    of = line.issue_line or line.loan_line
    if of is None or line.state != State.GOOD:
        return []
    before = _back(of, without=line.pk)
    went_at = of.value or ZERO
    left = went_at - before["value"]
    all_good = not of.backs.exclude(state=State.GOOD).exists()
    value = left if all_good and before["qty"] + line.qty >= of.qty else cents(went_at * line.qty / of.qty)
    return [book.put(paper.store, line.item, line.qty, min(value, left), lot=_lot_of(of))]


def _lot_of(line: IssueLine | LoanLine) -> Lot | None:
    """The lot a line went out of; of several the one that lapses last, which was opened last."""
    kind = MoveKind.ISSUE if isinstance(line, IssueLine) else MoveKind.LOAN
    moves = Move.objects.filter(kind=kind, line_id=line.pk, lot__isnull=False).select_related("lot")
    last = moves.order_by("-pk").first()
    return last.lot if last else None


def _back(line: IssueLine | LoanLine, *, without: int = 0) -> dict[str, Decimal]:
    """What came back of a line, was answered for, and for how much. A reversal of a return counts against it."""
    sums = line.backs.exclude(pk=without).filter(done_on__isnull=False).aggregate(qty=Sum("qty"), value=Sum("value"))
    return {name: found or ZERO for name, found in sums.items()}


def _refuse_more_than_out(rows: list[dict[str, Any]]) -> None:
    """After posting, so that two who bring the same things at once are told apart by the store's lock."""
    for row in rows:
        line = row["issue_line"] if "issue_line" in row else row["loan_line"]
        if out_of(line) < 0:
            known = {"item": row["item"], "qty": say.qty(out_of(line) + row["qty"]), "unit": row["item"].unit}
            raise ValidationError(_("%(item)s还在外面的只有 %(qty)s %(unit)s。") % known)
