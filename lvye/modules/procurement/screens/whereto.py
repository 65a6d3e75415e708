"""Where things go when they have come, on the forms of the buyer and of the receiver."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, PersonKind, PersonStatus
from lvye.kernel.places.api import Place
from lvye.kernel.registers.api import registers
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.assets.api import AssetClass
from lvye.modules.procurement import services
from lvye.modules.procurement.models import Into, RequestLine
from lvye.modules.stores.api import Item, Store, stock_like

LIKELY = 8
NAMES = ("into", "store", "item", "class", "place", "keeper")


@dataclass
class Row:
    """One thing on the form, as it was typed or is known. words: where it goes, in one line; hint: what is usual."""

    line: RequestLine
    into: str
    store: str
    item: str
    asset_class: str
    place: str
    keeper: str
    hint: str = ""

    @property
    def words(self) -> str:
        """ "入库 · 总保管室 · 投影机灯泡", as it stands on the line."""
        return words_of(self.line)


def words_of(line: RequestLine) -> str:
    """Where a thing goes, in one line."""
    parts: list[Any] = []
    if line.into == Into.STORE:
        parts = [line.store and line.store.name, line.item and str(line.item)]
    elif line.into == Into.ASSET:
        keeper = _("%(who)s保管") % {"who": line.keeper.name} if line.keeper else ""
        parts = [line.asset_class and line.asset_class.name, line.place and line.place.full_name, keeper]
    return " · ".join([str(line.get_into_display()), *(part for part in parts if part)])


def rows(lines: Iterable[RequestLine], data: QueryDict | None, today: date) -> list[Row]:
    """The things with where they go: as typed, as known, or as is usual for such a thing."""
    return [_row(line, data, today) for line in lines]


def _row(line: RequestLine, data: QueryDict | None, today: date) -> Row:
    into, hint = _usual(line, today)
    known = Row(
        line, into, str(line.store_id or ""), f"{line.item.code} {line.item}" if line.item else "",
        f"{line.asset_class.code} {line.asset_class}" if line.asset_class else "",
        str(line.place_id or line.request.place_id or ""), str(line.keeper_id or ""), hint,
    )  # fmt: skip
    if data and f"into-{line.pk}" in data:
        typed: dict[str, Any] = {name: data.get(f"{name}-{line.pk}", "")[:120] for name in NAMES}
        return replace(known, asset_class=typed.pop("class"), **typed)
    return known


def _usual(line: RequestLine, today: date) -> tuple[str, str]:
    """Where such a thing usually goes, and why, while nobody has said."""
    from_price = Decimal(rules.value("assets.value_line", on=today))
    if line.into != Into.STORE or line.item is not None or line.store is not None or line.price < from_price:
        return line.into, ""
    if line.request.category.kind != "goods" or _named(line.name):
        return line.into, ""
    return Into.ASSET, _("单价达到%(line)s的一般要建资产卡") % {"line": say.money(from_price)}


def _named(name: str) -> bool:
    return Item.objects.filter(name=name, is_active=True).exists()


def choices(lines: Sequence[RequestLine], user: User) -> dict[str, Any]:
    """What there is to choose from: stores, items like these things, classes, places, keepers."""
    likely = {one.pk: one for line in lines for one in stock_like(line.name)[:LIKELY]}
    staff = Person.objects.filter(kind__in=(PersonKind.STAFF, PersonKind.TEACHER), status=PersonStatus.HERE)
    return {
        "intos": Into.choices,
        "stores": Store.objects.filter(is_active=True).order_by("level", "pk"),
        "items": list(likely.values()),
        "classes": AssetClass.objects.filter(is_active=True, level__gte=3).order_by("code"),
        "places": registers["places.place"].rows(user).order_by("path"),
        "keepers": staff.order_by("pinyin", "pk"),
    }  # fmt: skip


def keep(line: RequestLine, data: QueryDict, actor: User) -> None:
    """Write down what was chosen for a thing, where it differs from what is known. Raises as `line_sort`."""
    if f"into-{line.pk}" not in data:
        return
    given = {name: data.get(f"{name}-{line.pk}", "").strip()[:120] for name in NAMES}
    chosen: dict[str, Any] = {
        "into": given["into"], "store": _of(Store, given["store"]), "item": given["item"],
        "class_code": given["class"].partition(" ")[0], "place": _of(Place, given["place"]),
        "keeper": _of(Person, given["keeper"]),
    }  # fmt: skip
    if not _is_known(line, chosen):
        services.line_sort(line, actor=actor, **chosen)


def _is_known(line: RequestLine, chosen: dict[str, Any]) -> bool:
    if chosen["into"] != line.into:
        return False
    if line.into == Into.STORE:
        item = f"{line.item.code} {line.item}" if line.item else None
        return (line.store, item) == (chosen["store"], chosen["item"])
    if line.into == Into.ASSET:
        code = line.asset_class.code if line.asset_class else None
        return (code, line.place, line.keeper) == (chosen["class_code"], chosen["place"], chosen["keeper"])
    return True


def _of(model: Any, given: str) -> Any:
    return model.objects.filter(pk=given).first() if given.isdigit() else None
