"""What was accepted becomes stock or property."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.modules.assets import api as assets
from lvye.modules.procurement.models import Acceptance, AcceptanceLine, Into
from lvye.modules.stores import api as stores
from lvye.modules.stores.api import Store

from .amounts import later


def post(acceptance: Acceptance, rows: Sequence[AcceptanceLine], *, now: datetime, today: date, actor: User) -> None:
    """Make the cards of what was accepted, and the receipt the keeper posts: who inspects does not keep.

    Raises ValidationError where it cannot be said what a thing is, or there is no store.
    """
    good = [row for row in rows if row.accepted]
    for row in good:
        if row.line.line.into == Into.ASSET:
            _cards(acceptance, row, today, actor)
    by_store: dict[Store | None, list[AcceptanceLine]] = {}
    for row in good:
        if row.line.line.into == Into.STORE:
            by_store.setdefault(row.line.line.store or _general(), []).append(row)
    for store, stored in by_store.items():
        _receipt(acceptance, store, stored, now, actor)


def _general() -> Store | None:
    return Store.objects.filter(is_active=True).order_by("level", "pk").first()


def _receipt(
    acceptance: Acceptance, store: Store | None, rows: Sequence[AcceptanceLine], now: datetime, actor: User
) -> None:
    """The receipt its keeper posts."""
    if store is None:
        raise ValidationError(_("还没有保管室，请保管员先建一个，再验收入库。"))
    lines = []
    for row in rows:
        wanted = row.line.line
        if wanted.item is None:
            raise ValidationError(_("“%(what)s”还没有写明入库成哪种物资。") % {"what": wanted})
        lines.append(stores.In(wanted.item, row.accepted, row.line.price, unit=wanted.unit))
    second = acceptance.second
    stores.receive(
        store=store, lines=lines, source=acceptance, delivered_by=acceptance.order.partner.name,
        accepted_by=person_of(acceptance.first), second_accepted_by=person_of(second) if second else None,
        note=str(acceptance.order), post=False, now=now, actor=actor,
    )  # fmt: skip


def _cards(acceptance: Acceptance, row: AcceptanceLine, today: date, actor: User) -> None:
    wanted, order = row.line.line, row.line.order
    if wanted.asset_class is None:
        raise ValidationError(_("“%(what)s”要建资产卡，请先选资产分类。") % {"what": wanted})
    if row.accepted != row.accepted.to_integral_value():
        raise ValidationError(_("“%(what)s”建资产卡，数量要是整数。") % {"what": wanted})
    assets.assets_create(
        int(row.accepted), actor=actor, about=acceptance, name=wanted.name, asset_class=wanted.asset_class,
        spec=wanted.spec, brand=row.line.brand, unit=wanted.unit, value=row.line.price, acquired_on=today,
        place=wanted.place or acceptance.place, keeper=wanted.keeper, department=order.request.department,
        supplier=order.partner.name, fund=order.budget_line.get_fund_display(),
        warranty_until=later(today, order.warranty) if order.warranty else None,
    )  # fmt: skip
