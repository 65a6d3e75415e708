"""Cards: made one or many at once, mended, and stepped through their life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.kernel.records.api import Record
from lvye.kernel.rules.api import next_numbers
from lvye.kit import say
from lvye.modules.assets.codes import class_code_of, new_codes
from lvye.modules.assets.models import GONE, Asset, AssetClass, Status
from lvye.modules.assets.queries import classes_by_code, lent_pieces

from .moving import MOVED, asset_move

MOST_AT_ONCE = 2000  # cards of one purchase; a longer list is a sheet to bring in


def asset_create(
    *, name: str, asset_class: AssetClass | str, acquired_on: date, actor: User, about: Record | None = None,
    reason: str = "", **values: Any,
) -> Asset:  # fmt: skip
    """Make one card, with its number and its label's code. `asset_class` may be a code, of 2010 too.

    Other values are fields of the card (value in yuan, qty, spec, place, keeper …); `about`: the record it came of.
    life_months is taken from the class unless given. Raises ValidationError with a sentence for each field refused.
    """
    given = values | {"name": name, "asset_class": asset_class, "acquired_on": acquired_on}
    [made] = cards_make([given], actor=actor, about=about, reason=reason)
    return made


def assets_create(
    count: int, *, actor: User, about: Record | None = None, reason: str = "", **values: Any
) -> list[Asset]:
    """Make `count` cards that differ in number and code only: forty lamps of one purchase. Values as `asset_create`."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise ValidationError(
            _("一次能建 1 到 %(most)s 张卡片，现在是 %(n)s 张。") % {"most": say.number(MOST_AT_ONCE), "n": count}
        )
    return cards_make([values] * count, actor=actor, about=about, reason=reason)


def cards_make(
    rows: Sequence[Mapping[str, Any]], *, actor: User, about: Record | None = None, reason: str = "", check: bool = True
) -> list[Asset]:
    """Make a card of each row, as one set. Raises ValidationError naming the row (from 1) where there are several."""
    if not rows:
        return []
    by_code = classes_by_code()
    filled = [_filled(row, by_code, about) for row in rows]
    with records.deed():
        for values, number, code in zip(filled, _numbers(filled), new_codes(len(filled)), strict=True):
            values |= {"number": number, "code": code}
        if len(filled) == 1:
            return [records.create(Asset, actor=actor, reason=reason, **filled[0])]
        return records.create_many(Asset, filled, actor=actor, reason=reason, check=check)


def _numbers(rows: list[dict[str, Any]]) -> list[str]:
    """A number for each: the year it came, and its place among those of that year."""
    years = [row["acquired_on"].year for row in rows]
    series = {year: iter(next_numbers(f"assets.asset:{year}", years.count(year))) for year in sorted(set(years))}
    return [f"ZC{year}-{next(series[year]):05d}" for year in years]


def _filled(row: Mapping[str, Any], by_code: Mapping[str, AssetClass], about: Record | None) -> dict[str, Any]:
    """The row with what follows from its class and place."""
    values = dict(row)
    found = class_of(values["asset_class"], by_code)
    values |= {"asset_class": found, "top": top_of(found, by_code), "building": building_of(values.get("place"))}
    if values.get("life_months") is None:
        values["life_months"] = found.life_months if found.depreciates else None
    if not found.depreciates or values.get("is_nominal"):
        values["life_months"] = None
    elif values["life_months"] is None:
        text = _("“%(name)s”没有规定折旧年限，请在卡片上填写。") % {"name": found.name}
        raise ValidationError({"life_months": text})
    if about is not None:
        values |= {"about_kind": about._meta.label_lower, "about_id": about.pk}
    return values


def class_of(asset_class: AssetClass | str, by_code: Mapping[str, AssetClass]) -> AssetClass:
    """The class meant by itself or by a code, of 2010 too. Raises ValidationError when there is none."""
    if isinstance(asset_class, AssetClass):
        return asset_class
    if found := by_code.get(class_code_of(asset_class)):
        return found
    text = _("没有“%(code)s”这个资产分类代码。") % {"code": asset_class}
    raise ValidationError({"asset_class": text})


def top_of(asset_class: AssetClass, by_code: Mapping[str, AssetClass]) -> AssetClass:
    """The 门类 a class belongs to: the first level of its code."""
    return by_code.get(asset_class.code[:3] + "000000", asset_class)


def building_of(place: Place | None) -> Place | None:
    """The building a place is, or lies in."""
    if place is None:
        return None
    return place if place.kind == "building" else place.building


FIXED = ("value", "qty", "acquired_on", "life_months", "asset_class", "is_nominal")


def asset_amend(asset: Asset, *, today: date, actor: User, reason: str = "", **values: Any) -> Asset:
    """Mend a card. Another room, keeper, department or class is a movement, and noted as one.

    What the books rest on (value, date, life, class, number of pieces) needs the right "book". Raises ValidationError.
    """
    changed = {name: value for name, value in values.items() if getattr(asset, name) != value}
    if set(changed) & set(FIXED) and not actor.has_perm("assets.book_asset") and not actor.is_system:
        raise ValidationError(_("价值、数量、取得日期、分类和折旧年限只有管总账的人能改。"))
    if changed.get("qty", asset.qty) < (out := lent_pieces(asset)):
        raise ValidationError({"qty": _("借出没还的就有 %(n)s 件，数量不能比它少。") % {"n": say.number(out)}})
    moved = {name: changed.pop(name) for name in MOVED if name in changed}
    with records.deed():
        if "asset_class" in changed:
            changed["top"] = top_of(changed["asset_class"], classes_by_code())
        if changed:
            asset = records.amend(asset, actor=actor, reason=reason, **changed)
        if moved:
            asset = asset_move(asset, **moved, today=today, actor=actor, reason=reason or _("在卡片上更改"))
    return asset


WHOLE = ("lend", "repair", "lose", "pend", "join")  # steps all pieces of a card take together


def asset_step(asset: Asset, step: str, *, actor: User, reason: str = "", **values: Any) -> Asset:
    """One plain step of a card (idle, use, repair, repaired, lose, found …).

    Raises WrongStatusError, and ValidationError for a step of the whole lot while pieces of it are lent.
    """
    if step in WHOLE and (out := lent_pieces(asset)):
        words = {"asset": asset, "n": say.number(out), "unit": asset.unit}
        raise ValidationError({"asset": _("“%(asset)s”有 %(n)s%(unit)s借出没还，先收回来，或者只拆出在校的。") % words})
    return records.take(asset, step, actor=actor, reason=reason, **values)


def assets_step(assets: Iterable[Asset], step: str, *, actor: User, reason: str = "", **values: Any) -> list[Asset]:
    """The same step for each of several cards; all or none."""
    with records.deed():
        return [asset_step(one, step, actor=actor, reason=reason, **values) for one in assets]


def refuse_gone(asset: Asset) -> None:
    """Raises ValidationError for a card that has left the books."""
    if asset.status == Status.JOINED:
        raise ValidationError(_("“%(asset)s”已经并回原来的卡片。") % {"asset": asset})
    if asset.status in GONE:
        text = _("“%(asset)s”已经在%(day)s销账。")
        raise ValidationError(text % {"asset": asset, "day": say.day(asset.left_on) if asset.left_on else ""})
