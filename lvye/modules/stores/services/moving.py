"""调拨: goods go from one store to another; the general store feeds the sub-stores."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.stores.models import Store, Transfer, TransferLine

from .ledger import Book, Piece
from .lines import OutLike, outgoing
from .posting import paper_book, paper_write


def transfer(
    *, store: Store, to_store: Store, lines: Iterable[OutLike], note: str = "", happened_on: date | None = None,
    now: datetime, actor: User,
) -> Transfer:  # fmt: skip
    """Move goods from `store` into `to_store` (调拨单), lots with them, at the moving average of the first."""
    if store.pk == to_store.pk:
        raise ValidationError({"to_store": _("调出和调入要是两个保管室。")})
    with records.deed():
        paper = paper_write(
            Transfer, outgoing(lines), now=now, actor=actor, store=store, to_store=to_store, note=note.strip(),
            happened_on=happened_on or timezone.localdate(now),
        )  # fmt: skip
        return paper_book(paper, _pieces, [store, to_store], now=now, actor=actor)


def _pieces(book: Book, paper: Transfer, line: TransferLine) -> list[Piece]:
    gone = book.draw(paper.store, line.item, line.qty, day=paper.happened_on, lot=line.lot)
    come = [book.put(paper.to_store, line.item, -one.qty, -one.value, lot=one.lot) for one in gone]
    return gone + come
