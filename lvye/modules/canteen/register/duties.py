"""Readings that recur: each fridge, freezer and cabinet of samples is a target of its own."""

# house: duties and their items, as they are kept in the database

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.api import EVERY, Cadence, DutySpec, Item, TargetSource, Window, ship, target
from lvye.modules.canteen.models import Fridge

CHILLED, FROZEN = "canteen-chilled", "canteen-frozen"
TWICE = (Window(time(6, 0), time(10, 0), "上午"), Window(time(14, 0), time(18, 0), "下午"))
BASIS = "食品安全法第56条；GB 31654-2021"


def _rows(duty: Any) -> QuerySet[Fridge]:
    rows = Fridge.objects.filter(is_active=True).select_related("place")
    if duty.code == FROZEN:
        return rows.filter(kind=Fridge.Kind.FROZEN)
    return rows.exclude(kind=Fridge.Kind.FROZEN) if duty.code == CHILLED else rows


target(TargetSource(code="canteen.fridge", label=_("冰箱和留样柜"), rows=_rows, sort=lambda one: one.sort))
ship(
    DutySpec(
        code=CHILLED, name="冷藏柜、留样柜测温", area="food", post="canteen", targets="canteen.fridge", each=True,
        cadence=Cadence(unit="day", days=EVERY, windows=TWICE), basis=BASIS, evidence="memory", fits=("canteen",),
        keep="建议不少于2年", purpose="门关好几分钟后再看，看到多少记多少；每台各记各的。",
        items=(
            Item(code="degrees", label="温度", kind="reading", unit="℃", low=Decimal(0), high=Decimal(8)),
            Item(code="tidy", label="生熟分开，门封严，没有杂物"),
        ),
    ),
    DutySpec(
        code=FROZEN, name="冷冻柜测温", area="food", post="canteen", targets="canteen.fridge", each=True,
        cadence=Cadence(unit="day", days=EVERY, windows=TWICE), basis=BASIS, evidence="memory", fits=("canteen",),
        keep="建议不少于2年", purpose="门关好几分钟后再看，看到多少记多少；每台各记各的。",
        items=(
            Item(
                code="degrees", label="温度", kind="reading", unit="℃", high=Decimal(-12),
                hint="有的地方要求不高于 -18℃。",
            ),
            Item(code="tidy", label="没有结厚霜，分层码放"),
        ),
    ),
)  # fmt: skip
