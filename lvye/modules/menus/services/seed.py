"""What a school begins with: forbidden foods, and about 150 common foods with their values."""

# house: words that are looked for in names of foods

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.menus.models import Ban, Food
from lvye.modules.menus.words import NUTRIENTS, Group

DATA = Path(__file__).resolve().parent.parent / "data"
LAW = _("学校食品安全与营养健康管理规定（教育部令第45号）")
OWN = _("本校食堂管理规定")
# name, words, unless, method, why, document, of a rule above the school
BANS: tuple[tuple[Any, str, str, str, Any, Any, bool], ...] = (
    (
        _("四季豆"),
        "四季豆、芸豆角、菜豆、架豆、刀豆、扁豆、豆角",
        "长豆角、豇豆角、豆角干、豆腐、豆皮、豆干、豆浆、豆泡、豆芽、豆沙", "",
        _("没煮熟会中毒"), LAW, True,
    ),
    (
        _("鲜黄花菜"), "鲜黄花菜、黄花菜、金针菜", "干黄花菜、黄花菜（干）、黄花菜干、干制黄花菜、干金针菜", "",
        _("鲜的含秋水仙碱，会中毒；干制的请写“干黄花菜”"), LAW, True,
    ),
    (
        _("野生蘑菇"), "野生蘑菇、野生菌、野蘑菇、野山菌、牛肝菌、见手青、鸡枞、干巴菌", "", "",
        _("容易误采毒菌"), LAW, True,
    ),
    (_("发芽土豆"), "发芽土豆、发芽马铃薯、青皮土豆", "", "", _("含龙葵素，会中毒"), LAW, True),
    (
        _("冷荤类食品"), "冷荤、卤味拼盘、凉拌牛肉、凉拌鸡、口水鸡、夫妻肺片、皮蛋拌", "", "cold_meat",
        _("凉了再吃，容易长细菌"), LAW, True,
    ),
    (_("生食类食品"), "生食、刺身、生鱼片、醉虾、醉蟹、生腌", "花生", "raw", _("没有加热杀菌"), LAW, True),
    (_("裱花蛋糕"), "裱花", "", "cream", _("奶油容易变质"), LAW, True),
    (_("亚硝酸盐"), "亚硝酸、硝盐", "", "", _("会当成盐误用，食堂里不许有"), LAW, True),
    (_("凉拌菜"), "凉拌、凉菜、冷盘", "", "cold", _("本校从严：素的也不凉拌"), OWN, False),
)  # fmt: skip


def bans_prepare(*, actor: User) -> int:
    """Make the bans that are not there yet; returns how many were made."""
    have = set(Ban.objects.values_list("name", flat=True))
    rows = [
        {
            "name": str(name), "words": words, "unless": unless, "method": method, "why": str(why),
            "document": str(document), "is_law": is_law, "is_sure": False,
        }
        for name, words, unless, method, why, document, is_law in BANS
        if str(name) not in have
    ]  # fmt: skip
    return len(records.create_many(Ban, rows, actor=actor)) if rows else 0


def foods_shipped() -> Iterator[dict[str, Any]]:
    """The foods of the shipped table as values of `Food`. An empty cell is unknown."""
    with (DATA / "foods.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {
                "name": row["name"],
                "aliases": row["aliases"],
                "group": Group(row["group"]),
                "is_dark": row["dark"] == "1",
                "edible": _number(row["edible"]),
                "allergens": row["allergens"].split(),
                "price": _number(row["price"]),
                "source": row["source"],
                **{one.field: _number(row[one.field]) for one in NUTRIENTS},
            }


def foods_prepare(*, actor: User) -> int:
    """Make the shipped foods that are not there yet; returns how many were made. What stands is left alone."""
    have = set(Food.objects.values_list("name", flat=True))
    rows = [row for row in foods_shipped() if row["name"] not in have]
    return len(records.create_many(Food, rows, actor=actor)) if rows else 0


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.strip() else None
