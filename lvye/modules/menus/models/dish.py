"""Dishes, and what goes into them for one head of each age."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record, SearchField
from lvye.modules.menus.words import Age, Course, Meal, Method, grams_field

from .food import Food


def _grams(age: Age) -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(_("%s（克）") % age.label, max_digits=7, decimal_places=1)


class Dish(Record):
    """A dish (菜品). is_fixed: stands on the menu again and again (米饭), so that it is not counted as a repetition."""

    search_from: ClassVar[tuple[str, ...]] = ("name", "taste")

    name = models.CharField(_("菜名"), max_length=40, unique=True, error_messages={"unique": _("已经有这道菜了。")})
    course = models.CharField(_("是什么"), max_length=6, choices=Course.choices)
    method = models.CharField(_("做法"), max_length=9, choices=Method.choices, default=Method.STIR)
    taste = models.CharField(_("风味"), max_length=20, blank=True, help_text=_("本地、川味、清真、回族……"))
    for_breakfast = models.BooleanField(_("早餐可用"), default=False)
    for_main = models.BooleanField(_("午餐晚餐可用"), default=True)
    for_snack = models.BooleanField(_("加餐可用"), default=False)
    is_fixed = models.BooleanField(_("固定菜"), default=False, help_text=_("米饭、牛奶这类天天可以有的。"))
    note = models.CharField(_("做法要点"), max_length=200, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("菜品")
        verbose_name_plural = _("菜品库")
        indexes = [models.Index(fields=["course", "name"], name="menus_dish_course")]

    def __str__(self) -> str:
        return self.name

    def suits(self, meal: str) -> bool:
        """Whether it may stand on this meal."""
        if meal == Meal.BREAKFAST:
            return self.for_breakfast
        return self.for_snack if meal == Meal.SNACK else self.for_main


class Ingredient(Record):
    """A food of a dish: grams for one head, raw, of the edible part (净重)."""

    removable: ClassVar[bool] = True

    dish = models.ForeignKey(Dish, models.PROTECT, related_name="ingredients", verbose_name=_("菜品"))
    food = models.ForeignKey(Food, models.PROTECT, related_name="+", verbose_name=_("食材"))
    g6 = _grams(Age.A6)
    g9 = _grams(Age.A9)
    g12 = _grams(Age.A12)
    g15 = _grams(Age.A15)

    class Meta:
        verbose_name = _("配料")
        verbose_name_plural = _("每人用量")
        constraints = [
            models.UniqueConstraint(
                fields=["dish", "food"],
                name="menus_ingredient_once",
                violation_error_message=_("这道菜里已经有这种食材了。"),
            ),
            models.CheckConstraint(
                condition=Q(g6__gt=0, g9__gt=0, g12__gt=0, g15__gt=0),
                name="menus_ingredient_some",
                violation_error_message=_("每人用量要大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dish_id}/{self.food_id}"

    def grams(self, age: str) -> Decimal:
        """Grams for one head of this age."""
        found: Decimal = getattr(self, grams_field(age))
        return found
