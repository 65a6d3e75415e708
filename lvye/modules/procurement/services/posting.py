"""What was accepted becomes stock or property."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.modules.assets import api as assets
from lvye.modules.procurement.models import Acceptance, AcceptanceLine, Into

from .amounts import later


def post(acceptance: Acceptance, rows: Sequence[AcceptanceLine], *, today: date, actor: User) -> None:
    """Make the cards of what was accepted. Raises ValidationError where it cannot be said what it is."""
    for row in rows:
        if row.accepted and row.line.line.into == Into.ASSET:
            _cards(acceptance, row, today, actor)


def _cards(acceptance: Acceptance, row: AcceptanceLine, today: date, actor: User) -> None:
    wanted, order = row.line.line, row.line.order
    if wanted.asset_class is None:
        raise ValidationError(_("“%(what)s”要建资产卡，请先选资产分类。") % {"what": wanted})
    if row.accepted != row.accepted.to_integral_value():
        raise ValidationError(_("“%(what)s”建资产卡，数量要是整数。") % {"what": wanted})
    assets.assets_create(
        int(row.accepted), actor=actor, about=acceptance, name=wanted.name, asset_class=wanted.asset_class,
        spec=wanted.spec, brand=row.line.brand, unit=wanted.unit, value=row.line.price, acquired_on=today,
        place=acceptance.place, department=order.request.department, supplier=order.partner.name,
        fund=order.budget_line.get_fund_display(),
        warranty_until=later(today, order.warranty) if order.warranty else None,
    )  # fmt: skip
