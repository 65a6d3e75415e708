"""入库: goods are inspected by one person and taken into store by another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit.events import tell
from lvye.modules.stores.events import Received
from lvye.modules.stores.models import Receipt, ReceiptLine, Source, Store

from .ledger import ZERO, Book, Piece
from .lines import InLike, incoming
from .posting import paper_book, paper_write


def receive(
    *,
    store: Store,
    lines: Iterable[InLike],
    source: records.Record | None = None,
    how: str = Source.BOUGHT,
    delivered_by: str = "",
    accepted_by: Person | None = None,
    second_accepted_by: Person | None = None,
    paper_number: str = "",
    note: str = "",
    happened_on: date | None = None,
    post: bool = True,
    now: datetime,
    actor: User,
) -> Receipt:
    """Take goods into a store (入库单). lines: `In`, or (item, qty, unit_price, lot, expires_on).

    source: the record of another register they come from (an order, a job). how: one of `Source`.
    post=False leaves a draft for the keeper to post. Raises ValidationError for a line that cannot be, a closed month,
    and, when posted, where nobody inspected the goods or the keeper did so himself.
    """
    day = happened_on or timezone.localdate(now)
    with records.deed():
        receipt = paper_write(
            Receipt, incoming(lines, day=day, actor=actor), about=source, now=now, actor=actor, store=store,
            source=how, delivered_by=delivered_by.strip(), accepted_by=accepted_by,
            second_accepted_by=second_accepted_by, paper_number=paper_number.strip(), note=note.strip(),
            happened_on=day,
        )  # fmt: skip
        return receipt_post(receipt, now=now, actor=actor) if post else receipt


def receipt_post(receipt: Receipt, *, now: datetime, actor: User) -> Receipt:
    """Post a receipt: from now on the goods are there. The one who inspected them is not the one who posts."""
    _refuse_uninspected(receipt, actor)
    with records.deed():
        posted = paper_book(receipt, _pieces, [receipt.store], now=now, actor=actor)
        tell(Received(receipt_id=posted.pk, store_id=posted.store_id, about=posted.about, about_id=posted.about_id))
    return posted


def _pieces(book: Book, receipt: Receipt, line: ReceiptLine) -> list[Piece]:
    return [book.put(receipt.store, line.item, line.qty, line.value or ZERO, lot=line.lot)]


def _refuse_uninspected(receipt: Receipt, actor: User) -> None:
    """Bought goods are inspected before they are taken in: 验收 and 保管 are two posts."""
    if receipt.source != Source.BOUGHT or not rules.value("stores.inspected", on=receipt.happened_on):
        return
    if receipt.accepted_by is None:
        raise ValidationError({"accepted_by": _("采购的物品先验收再入库：请填写验收人。")})
    if receipt.accepted_by.user_id == actor.pk:
        raise ValidationError({"accepted_by": _("验收人和入库的保管员要是两个人。")})
