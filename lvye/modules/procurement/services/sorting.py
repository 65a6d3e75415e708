"""Where a thing goes when it has come: into which store as what, or onto whose card of which class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.modules.assets.api import class_code_of, classes_by_code
from lvye.modules.procurement.models import Into, RequestLine
from lvye.modules.stores.api import Item, Kind, Store, item_add


@dataclass(frozen=True, kw_only=True)
class Whereto:
    """What somebody says about a thing that comes. item: a code of the catalogue, or a name (a new one is added)."""

    into: str
    store: Store | None = None
    item: str = ""
    class_code: str = ""
    place: Place | None = None
    keeper: Person | None = None


def line_sort(
    line: RequestLine, *, into: str, class_code: str = "", store: Store | None = None, item: str = "",
    place: Place | None = None, keeper: Person | None = None, actor: User,
) -> RequestLine:  # fmt: skip
    """Say where a thing goes when it has come: into a store, onto a card of a class (by its code), or nowhere.

    Without a store the general one; without an item the one of its name, or a new one; without a place the request's.
    Raises ValidationError for a card without a class, a code nobody knows, a store that is closed.
    """
    if into not in Into.values:
        raise ValidationError(_("请选“%(what)s”到货后怎么办。") % {"what": line})
    values: dict[str, Any] = {"into": into, "asset_class": None, "item": None, "store": None, "place": None}
    values["keeper"] = None
    if into == Into.STORE:
        values |= {"item": _item(line, item.strip(), actor), "store": _store(line, store)}
    if into == Into.ASSET:
        found = classes_by_code().get(class_code_of(class_code)) if class_code.strip() else line.asset_class
        if found is None:
            raise ValidationError(_("“%(what)s”要建资产卡，请选资产分类。") % {"what": line})
        if line.qty != line.qty.to_integral_value():
            raise ValidationError(_("“%(what)s”建资产卡，数量要是整数。") % {"what": line})
        values |= {"asset_class": found, "place": place or line.request.place, "keeper": keeper}
    return records.amend(line, actor=actor, verb="sort", **values)


def _store(line: RequestLine, given: Store | None) -> Store:
    open_ones = Store.objects.filter(is_active=True)
    if given is not None:
        if not given.is_active:
            raise ValidationError(_("%(store)s已经停用，请换一个保管室。") % {"store": given})
        return given
    found = line.store or open_ones.order_by("level", "pk").first()
    if found is None:
        raise ValidationError(_("还没有保管室，请保管员先建一个，再验收入库。"))
    return found


def _item(line: RequestLine, typed: str, actor: User) -> Item:
    """The item of the stores a thing is kept as: the one that was typed, one of its name, or a new one."""
    known = _typed(typed) if typed else line.item or _named(line.name, line.spec)
    if known is not None:
        if known.unit == line.unit or known.units.filter(name=line.unit).exists():
            return known
        text = _("库里的“%(what)s”按%(unit)s计，没有“%(asked)s”的换算，请先到物资目录里登记换算单位。")
        raise ValidationError(text % {"what": known, "unit": known.unit, "asked": line.unit})
    category = line.request.category
    kinds = Kind.objects.filter(is_active=True).order_by("sort", "pk")
    kind = kinds.filter(Q(code=category.code) | Q(name=category.name)).first() or kinds.first()
    if kind is None:
        raise ValidationError(_("物资目录里还没有类别，请保管员先建。"))
    spec = "" if typed else line.spec[:60]
    return item_add(name=typed or line.name, spec=spec, unit=line.unit, kind=kind, actor=actor)


def _typed(words: str) -> Item | None:
    """By its code (the first word), by name and specification as shown, or by name alone."""
    rows = Item.objects.filter(is_active=True).order_by("pk")
    if found := rows.filter(code=words.split(maxsplit=1)[0]).first():
        return found
    shown = [one for one in rows.filter(name=words.split(maxsplit=1)[0]) if str(one) == words]
    return shown[0] if shown else rows.filter(name=words).first()


def _named(name: str, spec: str) -> Item | None:
    rows = Item.objects.filter(name=name, is_active=True).order_by("pk")
    return rows.filter(spec=spec).first() or rows.first()
