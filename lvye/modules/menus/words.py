"""The words and numbers menus share: ages, meals, groups of foods, allergens, nutrients."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Age(models.TextChoices):
    """The age groups of WS/T 554-2017."""

    A6 = "6-8", _("6—8岁")
    A9 = "9-11", _("9—11岁")
    A12 = "12-14", _("12—14岁")
    A15 = "15-17", _("15—17岁")


class Meal(models.TextChoices):
    """The meals of a day."""

    BREAKFAST = "breakfast", _("早餐")
    LUNCH = "lunch", _("午餐")
    DINNER = "dinner", _("晚餐")
    SNACK = "snack", _("加餐")


class Group(models.TextChoices):
    """Kinds of food as the tables of WS/T 554-2017 sort them."""

    GRAIN = "grain", _("谷薯类")
    VEGETABLE = "vegetable", _("蔬菜类")
    FRUIT = "fruit", _("水果类")
    MEAT = "meat", _("畜禽肉类")
    FISH = "fish", _("鱼虾类")
    EGG = "egg", _("蛋类")
    MILK = "milk", _("奶及奶制品")
    SOY = "soy", _("大豆及坚果")
    OIL = "oil", _("植物油")
    SEASONING = "seasoning", _("调味品")
    OTHER = "other", _("其他")


class Course(models.TextChoices):
    """What a dish is on the tray."""

    STAPLE = "staple", _("主食")
    MAIN = "main", _("大荤")
    HALF = "half", _("小荤")
    GREEN = "green", _("素菜")
    SOUP = "soup", _("汤羹粥")
    DRINK = "drink", _("奶和豆浆")
    FRUIT = "fruit", _("水果")
    SNACK = "snack", _("点心")


class Method(models.TextChoices):
    """How it is made. The last four are forbidden or doubtful in a school: a ban names them."""

    STIR = "stir", _("炒")
    BRAISE = "braise", _("烧、焖")
    STEAM = "steam", _("蒸")
    BOIL = "boil", _("煮、炖")
    ROAST = "roast", _("烤")
    FRY = "fry", _("炸")
    NONE = "none", _("不加工")
    COLD = "cold", _("凉拌")
    COLD_MEAT = "cold_meat", _("冷荤")
    RAW = "raw", _("生食")
    CREAM = "cream", _("裱花")


ALLERGENS: dict[str, Any] = {
    "gluten": _("含麸质谷物"),
    "crustacean": _("甲壳类"),
    "fish": _("鱼类"),
    "egg": _("蛋类"),
    "peanut": _("花生"),
    "soy": _("大豆"),
    "milk": _("乳"),
    "nut": _("坚果"),
}

# Groups that count as kinds of food; oil, salt and sauces do not.
COUNTED = (Group.GRAIN, Group.VEGETABLE, Group.FRUIT, Group.MEAT, Group.FISH, Group.EGG, Group.MILK, Group.SOY)

# The four groups of which a meal should hold three: grain, vegetables and fruit, animal food, milk and soy.
FOUR: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("谷薯"), (Group.GRAIN,)),
    (_("蔬果"), (Group.VEGETABLE, Group.FRUIT)),
    (_("鱼禽肉蛋"), (Group.MEAT, Group.FISH, Group.EGG)),
    (_("奶和大豆"), (Group.MILK, Group.SOY)),
)

YOUNG = "3-5"  # below the standard's ages: fed as 6—8 unless the kitchen says else, and never judged
AGE_FIELDS = {Age.A6: "g6", Age.A9: "g9", Age.A12: "g12", Age.A15: "g15"}
# What one age eats of what 12—14 eats: the mean of the energy of boys and girls, WS/T 554-2017 表1.
PORTION = {
    Age.A6: Decimal(1625) / Decimal(2275),
    Age.A9: Decimal(2000) / Decimal(2275),
    Age.A12: Decimal(1),
    Age.A15: Decimal(2625) / Decimal(2275),
}


@dataclass(frozen=True)
class Nutrient:
    """One nutrient: the field of a food that holds it in 100 g of its edible part, its word and unit."""

    field: str
    label: Any
    unit: str


NUTRIENTS = (
    Nutrient("energy", _("能量"), "kcal"),
    Nutrient("protein", _("蛋白质"), "g"),
    Nutrient("fat", _("脂肪"), "g"),
    Nutrient("carbohydrate", _("碳水化合物"), "g"),
    Nutrient("fibre", _("膳食纤维"), "g"),
    Nutrient("calcium", _("钙"), "mg"),
    Nutrient("iron", _("铁"), "mg"),
    Nutrient("zinc", _("锌"), "mg"),
    Nutrient("vitamin_a", _("维生素A"), "μgRAE"),
    Nutrient("vitamin_b1", _("维生素B1"), "mg"),
    Nutrient("vitamin_b2", _("维生素B2"), "mg"),
    Nutrient("vitamin_c", _("维生素C"), "mg"),
)


def age_label(age: str) -> Any:
    """An age in words, also one the standard does not know."""
    return Age(age).label if age in Age.values else _("3—5岁（幼儿园）")


def grams_field(age: str) -> str:
    """The field of a dish's line with the grams of an age."""
    return AGE_FIELDS[Age(age)] if age in Age.values else AGE_FIELDS[Age.A6]
