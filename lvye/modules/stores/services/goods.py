"""The catalogue: store rooms, kinds of goods, items and their units."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.modules.stores.models import GiveBack, Holding, Issue, Item, Kind, Loan, Move, Paper, Status, Store, Unit

from .posting import paper_reverse
from .returning import back_told, loan_settle
from .seed import KINDS


def kinds_prepare(*, actor: User) -> int:
    """Make the usual kinds of goods that are not there yet; returns how many were made."""
    have = set(Kind.objects.values_list("code", flat=True))
    rows = [
        {"code": code, "name": name, "icon": icon, "is_lent": lent, "sort": place * 10}
        for place, (code, name, icon, lent) in enumerate(KINDS, 1)
        if code not in have
    ]
    return len(records.create_many(Kind, rows, actor=actor)) if rows else 0


def store_add(*, actor: User, **values: Any) -> Store:
    """A new store room. There are two levels: sub-stores lie under a general store."""
    _refuse_third_level(None, values)
    return records.create(Store, actor=actor, **values)


def store_change(store: Store, *, actor: User, **values: Any) -> Store:
    """Change a store room. Raises ValidationError for levels that cannot be, or one closed with goods in it."""
    _refuse_third_level(store, values)
    if values.get("is_active") is False and store.is_active and _holds(store):
        raise ValidationError({"is_active": _("保管室里还有物资，先调拨出去再停用。")})
    return records.amend(store, actor=actor, **values)


def item_add(*, actor: User, code: str = "", **values: Any) -> Item:
    """A new item. Without a code it gets the next one of the catalogue (W00001)."""
    with records.deed():
        return records.create(Item, actor=actor, code=code or _free_code(), **values)


def item_change(item: Item, *, actor: User, **values: Any) -> Item:
    """Change an item. Its unit stays once goods have moved: every quantity in the ledger is counted in it."""
    if values.get("unit", item.unit) != item.unit and Move.objects.filter(item=item).exists():
        raise ValidationError({"unit": _("已经有收发记录，单位不能再改；可以加一个换算单位。")})
    return records.amend(item, actor=actor, **values)


def unit_add(*, item: Item, name: str, actor: User, **values: Any) -> Unit:
    """Another unit of an item: 1 盒 = 12 支."""
    if name == item.unit:
        raise ValidationError({"name": _("这就是它的基本单位。")})
    return records.create(Unit, actor=actor, item=item, name=name, **values)


def may_keep(store: Store, user: User) -> bool:
    """Whether somebody posts in a store: its keeper, the general store's keeper, or who may in all; where no keeper
    is named, whoever may hand out goods."""
    if user.has_perm("stores.all_store") or (store.keeper_id is None and user.has_perm("stores.counter_issue")):
        return True
    person = person_of(user)
    over = store.parent.keeper_id if store.parent else None
    return person is not None and person.pk in (store.keeper_id, over)


def refuse_stranger(store: Store, actor: User) -> None:
    """Raises ValidationError when somebody else keeps this store."""
    if not may_keep(store, actor):
        keeper = store.keeper.name if store.keeper else ""
        raise ValidationError(_("%(store)s由%(keeper)s保管，请他来办。") % {"store": store, "keeper": keeper})


def reverse(paper: Paper, *, why: str, now: datetime, actor: User) -> Paper:
    """红冲 of any document. What was given back of an issue or a loan is taken back first."""
    if isinstance(paper, Issue | Loan) and paper.backs.filter(status=Status.POSTED, reverses__isnull=True).exists():
        raise ValidationError(_("这张单上的物资已经退还过，请先红冲退还单。"))
    with records.deed():
        back = paper_reverse(paper, why=why, now=now, actor=actor)
        if isinstance(back, Loan):
            loan_settle(back, actor=actor)
            loan_settle(Loan.objects.get(pk=paper.pk), actor=actor)
        if isinstance(back, GiveBack):
            back_told(back, actor=actor)
    return back


def _holds(store: Store) -> bool:
    return Holding.objects.filter(store=store, qty__gt=0).exists()


def _refuse_third_level(store: Store | None, values: dict[str, Any]) -> None:
    level = values.get("level", store.level if store else Store.Level.SUB)
    parent = values.get("parent", store.parent if store else None)
    if level == Store.Level.GENERAL and parent is not None:
        raise ValidationError({"parent": _("总保管室上面没有保管室。")})
    if parent is not None and (parent.level != Store.Level.GENERAL or parent == store):
        raise ValidationError({"parent": _("分保管室只能归总保管室管。")})
    if store is not None and level == Store.Level.SUB and store.below.exists():
        raise ValidationError({"level": _("它下面还有分保管室，不能改成分保管室。")})


def _free_code() -> str:
    while True:
        code = f"W{next_number('stores.item', 5)}"
        if not Item.objects.filter(code=code).exists():
            return code
