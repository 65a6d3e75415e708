"""Posting a document and taking it back: the same way for all kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.modules.stores.models import (
    GiveBackLine,
    IssueLine,
    Line,
    LoanLine,
    Move,
    MoveKind,
    Paper,
    ReceiptLine,
    Status,
    Store,
    TransferLine,
)

from .ledger import ZERO, Book, Piece, ShortError

P = TypeVar("P", bound=Paper)
Pieces = Callable[[Book, Any, Any], list[Piece]]


@dataclass(frozen=True)
class Booking:
    """How a kind of document is booked. out: its lines' values are what left the store (else what came in)."""

    kind: MoveKind
    lines: type[Line]
    parent: str
    out: bool


BOOKINGS: dict[str, Booking] = {
    "receipt": Booking(MoveKind.RECEIPT, ReceiptLine, "receipt", out=False),
    "issue": Booking(MoveKind.ISSUE, IssueLine, "issue", out=True),
    "loan": Booking(MoveKind.LOAN, LoanLine, "loan", out=True),
    "giveback": Booking(MoveKind.GIVE_BACK, GiveBackLine, "give_back", out=False),
    "transfer": Booking(MoveKind.TRANSFER, TransferLine, "transfer", out=True),
}
# A reversal carries all of the document it takes back, except how that came to stand.
OWN = {"id", "number", "status", "reverses", "posted_at", "posted_by", "search_text", "happened_on", "why", "signed_at"}


def booking(paper: Paper) -> Booking:
    """How this document is booked."""
    return BOOKINGS[str(paper._meta.model_name)]


def lines_of(paper: Paper) -> list[Any]:
    """The lines of a document, with their items and lots, in the order they were written."""
    how = booking(paper)
    return list(how.lines._default_manager.filter(**{how.parent: paper}).select_related("item", "lot").order_by("pk"))


def number_next(series: str, day: date) -> str:
    """RK2026-0012: without gaps within the year of the document's day."""
    return f"{series}{day:%Y}-{next_number(f'stores.{series}:{day:%Y}', 4)}"


def refuse_future(day: date, now: datetime) -> None:
    """Raises ValidationError for a day to come."""
    if day > timezone.localdate(now):
        raise ValidationError({"happened_on": _("日期不能在将来。")})


def paper_write(
    model: type[P], lines: Sequence[dict[str, Any]], *, about: records.Record | None = None, now: datetime,
    actor: User, **values: Any,
) -> P:  # fmt: skip
    """A document in draft, with its lines."""
    refuse_future(values["happened_on"], now)
    if about is not None:
        values |= {"about": about._meta.label_lower, "about_id": about.pk}
    with records.deed():
        paper = records.create(model, actor=actor, **values)
        how = booking(paper)
        rows = [{**line, how.parent: paper} for line in lines]
        records.create_many(how.lines, rows, actor=actor, check=False)
    return paper


def paper_book(paper: P, pieces_of: Pieces, stores: Sequence[Store], *, now: datetime, actor: User) -> P:
    """Post a draft: goods move, lines get their values, the document its number. All shortages are told at once."""
    how = booking(paper)
    with records.deed():
        lines = lines_of(paper)
        if not lines:
            raise ValidationError(_("单上还没有物资，不能过账。"))
        book = Book(stores, [line.item for line in lines])
        pieces: list[tuple[int, Piece]] = []
        short: list[str] = []
        for line in lines:
            try:
                pieces += [(line.pk, piece) for piece in pieces_of(book, paper, line)]
            except ShortError as problem:
                short += problem.messages
        if short:
            raise ShortError(short)
        day = paper.happened_on
        paper = records.take(
            paper, "post", actor=actor, posted_at=now, posted_by=actor, number=number_next(paper.series, day)
        )
        _value_lines(how, paper, lines, pieces, actor=actor)
        book.write(how.kind, paper.pk, pieces, day=day, actor=actor)
    return paper


def paper_reverse(paper: P, *, why: str, now: datetime, actor: User) -> P:
    """红冲: take back a posted document by another of today that moves everything the other way.

    What came in goes out at the value it came in for, as long as that is there; else at the average. What went out
    comes back at the value it went out at. Returns the reversal.
    """
    if not why.strip():
        raise ValidationError({"why": _("红冲要写明原因。")})
    if paper.is_reversal:
        raise ValidationError(_("红冲单不能再红冲，请重新开一张。"))
    how = booking(paper)
    with records.deed():
        audit.hold()
        paper = records.take(paper, "reverse", actor=actor, why=why.strip())
        moves = list(
            Move.objects.filter(kind=how.kind, paper_id=paper.pk).select_related("item", "store", "lot").order_by("pk")
        )
        day = timezone.localdate(now)
        lines = lines_of(paper)
        back = _mirror(paper, day, now, actor)
        made = records.create_many(
            how.lines, [_mirror_line(line, how, back) for line in lines], actor=actor, check=False
        )
        new_of = {line.pk: new.pk for line, new in zip(lines, made, strict=True)}
        book = Book([move.store for move in moves], [move.item for move in moves])
        # What comes back in first, so that a transfer can be undone in one go.
        pieces = [(new_of[move.line_id], _undo(book, move, day)) for move in sorted(moves, key=lambda m: (m.qty, m.pk))]
        _value_lines(how, back, made, pieces, actor=actor)
        book.write(how.kind, back.pk, pieces, day=day, actor=actor)
    return back


def draft_remove(paper: Paper, *, actor: User, reason: str = "") -> None:
    """Throw a draft away. A posted document is taken back by `paper_reverse`."""
    if paper.status != Status.DRAFT:
        raise ValidationError(_("已过账的单据不能删除，只能红冲。"))
    with records.deed():
        for line in lines_of(paper):
            records.remove(line, actor=actor, reason=reason)
        records.remove(paper, actor=actor, reason=reason)


def _undo(book: Book, move: Move, day: date) -> Piece:
    if move.qty < 0:
        return book.put(move.store, move.item, -move.qty, -move.value, lot=move.lot)
    return book.draw_at(move.store, move.item, move.qty, move.value, lot=move.lot, day=day)


def _mirror(paper: P, day: date, now: datetime, actor: User) -> P:
    names = [f.name for f in paper._meta.concrete_fields if f.name not in OWN]
    return records.create(
        type(paper), actor=actor, **{name: getattr(paper, name) for name in names}, why=paper.why,
        reverses=paper, happened_on=day, status=Status.POSTED, posted_at=now, posted_by=actor,
        number=number_next(paper.series, day),
    )  # fmt: skip


def _mirror_line(line: Line, how: Booking, back: Paper) -> dict[str, Any]:
    names = [f.name for f in line._meta.concrete_fields if f.name not in {"id", how.parent, "value", "done_on"}]
    values = {name: getattr(line, name) for name in names}
    return values | {how.parent: back, "qty": -line.qty, "unit_qty": -line.unit_qty}


def _value_lines(
    how: Booking, paper: Paper, lines: Sequence[Any], pieces: Sequence[tuple[int, Piece]], *, actor: User
) -> None:
    """What each line moved, in yuan, and when: written set-wise, each with its trace."""
    moved: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for pk, piece in pieces:
        if not (how.kind == MoveKind.TRANSFER and piece.store.pk != paper.store_id):
            moved[pk] += -piece.value if how.out else piece.value
    traces = []
    for line in lines:
        new = {"value": moved[line.pk], "done_on": paper.happened_on}
        traces.append((line, {name: [audit.plain(getattr(line, name)), audit.plain(v)] for name, v in new.items()}))
        line.value, line.done_on = new["value"], new["done_on"]
    how.lines._default_manager.bulk_update(lines, ["value", "done_on"])  # house: two hundred lines in one go
    audit.note_many(traces, "post", actor=actor)
