"""What the school has already of what somebody wants to buy: in store, idle, on order, under warranty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lvye.kernel.records.api import matching
from lvye.kit import say
from lvye.modules.assets.api import HERE, Asset, idle_like
from lvye.modules.stores.api import stock_like

from .models import COMING, OrderLine

SHOWN, MOST = 6, 200


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is there. what: it; how: how many, where; register, pk: its page."""

    kind: str
    what: str
    how: str
    register: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """All that was found, in the order in which it would serve instead of buying."""

    found: tuple[Found, ...] = field(default=())

    @property
    def words(self) -> str:
        """In one line; empty where there is nothing."""
        return "；".join(f"{one.kind}：{one.what}，{one.how}" for one in self.found)


def around(names: Sequence[str], *, on: date, but: int | None = None) -> Around:
    """What there is of things of these names. `but`: the request whose own order does not count."""
    found: list[Found] = []
    for name in dict.fromkeys(name.strip() for name in names):
        if len(name) >= 2:
            found += [*_stock(name), *_idle(name), *_coming(name, but), *_warranty(name, on)]
    return Around(tuple(found))


def _stock(name: str) -> list[Found]:
    return [
        Found(_("库存"), str(item), f"{say.qty(item.there)}{item.unit}", "stores.item", item.pk)  # type: ignore[attr-defined]
        for item in stock_like(name, only_there=True)[:SHOWN]
    ]


def _idle(name: str) -> list[Found]:
    """Idle things, those of one name in one place together; `pk`: the first of them."""
    groups: dict[tuple[str, str], list[Asset]] = {}
    for one in idle_like(name)[:MOST]:
        groups.setdefault((one.name, one.place.full_name if one.place else ""), []).append(one)
    return [
        Found(
            _("闲置"), what, _("%(n)s件，在%(place)s") % {"n": len(rows), "place": place} if place
            else _("%(n)s件") % {"n": len(rows)}, "assets.asset", rows[0].pk,
        )
        for (what, place), rows in list(groups.items())[:SHOWN]
    ]  # fmt: skip


def _coming(name: str, but: int | None) -> list[Found]:
    rows = OrderLine.objects.filter(order__status__in=COMING, line__name__icontains=name).exclude(order__request=but)
    return [
        Found(
            _("已订购"), str(one.line), _("%(qty)s%(unit)s，%(day)s到货")
            % {"qty": say.qty(one.missing), "unit": one.line.unit, "day": say.date(one.order.due_on)},
            "procurement.order", one.order_id,
        )
        for one in rows.select_related("order", "line").order_by("order__due_on", "pk")[:SHOWN]
    ]  # fmt: skip


def _warranty(name: str, on: date) -> list[Found]:
    """Things under warranty, those of one name together, the first to lapse ahead."""
    rows: Any = matching(Asset.objects.filter(status__in=[*HERE, "repair"], warranty_until__gte=on), name)
    groups: dict[str, list[Asset]] = {}
    for one in rows.order_by("warranty_until", "pk")[:MOST]:
        groups.setdefault(one.name, []).append(one)
    text = _("%(n)s件，最早%(day)s到期，坏了由供货单位修换")
    return [
        Found(
            _("保修期内"), what, text % {"n": len(found), "day": say.day(found[0].warranty_until or on)},
            "assets.asset",
            found[0].pk,
        )
        for what, found in list(groups.items())[:SHOWN]
    ]  # fmt: skip
