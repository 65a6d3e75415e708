"""The things the demo's jobs are about, and the store's materials they use, where the demo has them."""

# house: names of goods, as they are kept in the database

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from lvye.kernel.places.api import Place
from lvye.modules.assets.api import Asset
from lvye.modules.repairs.services import Draw
from lvye.modules.stores.api import Item, on_hand

# Kind of fault → what such a thing is called on its card; → the material it takes out of the store.
THINGS = {
    "media-screen": ("触控一体机", "投影仪"), "media-computer": ("台式计算机",), "media-printer": ("激光打印机",),
    "climate-air": ("空调",),
}  # fmt: skip
MATERIALS = {"power-lamp": "LED灯管", "water-tap": "水龙头", "door-lock": "门锁"}
DRAWN, KEPT = 12, Decimal(5)  # so many jobs take from the store; what is to stay there


class Goods:
    """Looks them up; of the store only in the running term, and only a few times."""

    def __init__(self, since: dt.date) -> None:
        self.since, self.drawn = since, 0
        names = set(MATERIALS.values())
        self.items = {one.name: one for one in Item.objects.filter(name__in=names, is_active=True)}

    def thing(self, category: str, place: Place) -> Asset | None:
        """The thing of that kind that stands in the room."""
        names = THINGS.get(category)
        return Asset.objects.filter(place=place, name__in=names).order_by("pk").first() if names else None

    def materials(self, category: str, on: dt.date) -> list[Draw]:
        """One of what such a job takes, while there is enough."""
        item = self.items.get(MATERIALS.get(category, ""))
        if item is None or on < self.since or self.drawn >= DRAWN or on_hand(item) <= KEPT:
            return []
        self.drawn += 1
        return [Draw(item, Decimal(1))]
