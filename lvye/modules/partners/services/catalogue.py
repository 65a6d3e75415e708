"""The kinds of licence and the classes of supply a school may begin with."""

# house: what a school finds in its lists on the first day: data, not texts of the program

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.partners.models import LicenceKind, SupplyCategory

from .many import set_many

# code, name, whether every partner must hold one
LICENCES: tuple[tuple[str, str, bool], ...] = (
    ("business", "营业执照", True),
    ("food", "食品经营许可证", False),
    ("food-making", "食品生产许可证", False),
    ("hygiene", "卫生许可证", False),
    ("works", "建筑业企业资质证书", False),
    ("safety", "安全生产许可证", False),
    ("special", "特种设备安装改造维修许可证", False),
    ("security", "保安服务许可证", False),
    ("print", "印刷经营许可证", False),
    ("publish", "出版物经营许可证", False),
    ("hazard", "危险化学品经营许可证", False),
)
# code, name, kind, licences it may not be ordered without
CATEGORIES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("office", "办公用品", "goods", ()),
    ("teaching", "教学仪器和教具", "goods", ()),
    ("computer", "电脑电教设备和耗材", "goods", ()),
    ("furniture", "课桌凳和家具", "goods", ()),
    ("hardware", "水电五金和维修材料", "goods", ()),
    ("cleaning", "清洁用品", "goods", ()),
    ("sport", "体育器材", "goods", ()),
    ("uniform", "校服和演出服装", "goods", ()),
    ("books", "图书和教材", "goods", ("publish",)),
    ("print", "印刷品", "goods", ("print",)),
    ("food", "食品和食堂原料", "goods", ("food",)),
    ("chemical", "实验药品", "goods", ("hazard",)),
    ("meals", "供餐和食堂经营", "service", ("food",)),
    ("shop", "小卖部经营", "service", ("food",)),
    ("upkeep", "设备维修保养", "service", ()),
    ("lift", "电梯锅炉等特种设备维保", "service", ("special",)),
    ("security", "保安服务", "service", ("security",)),
    ("property", "保洁绿化物业", "service", ()),
    ("works", "建筑装修工程", "works", ("works", "safety")),
)


def catalogue_prepare(*, actor: User) -> int:
    """Make what is not there yet; returns how many were made. What the school changed stays as it is."""
    with records.deed():
        have = set(LicenceKind.objects.values_list("code", flat=True))
        kinds = [
            {"code": code, "name": name, "is_for_all": for_all, "sort": place * 10}
            for place, (code, name, for_all) in enumerate(LICENCES, 1)
            if code not in have
        ]
        made = len(records.create_many(LicenceKind, kinds, actor=actor)) if kinds else 0
        known = {kind.code: kind for kind in LicenceKind.objects.all()}
        have = set(SupplyCategory.objects.values_list("code", flat=True))
        for place, (code, name, kind, needs) in enumerate(CATEGORIES, 1):
            if code not in have:
                wanted = [known[need] for need in needs]
                category_add(code=code, name=name, kind=kind, sort=place * 10, needs=wanted, actor=actor)
                made += 1
    return made


def category_add(*, actor: User, needs: Iterable[Any] = (), **values: Any) -> SupplyCategory:
    """A class of supply with the licences it needs."""
    with records.deed():
        made = records.create(SupplyCategory, actor=actor, **values)
        set_many(made, actor=actor, needs=needs)
    return made


def category_change(category: SupplyCategory, *, actor: User, **values: Any) -> SupplyCategory:
    """Change a class of supply and the licences it needs."""
    many = {name: values.pop(name) for name in ("needs",) if name in values}
    with records.deed():
        changed = records.amend(category, actor=actor, **values)
        set_many(changed, actor=actor, **many)
    return changed
