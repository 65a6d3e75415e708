"""The registers of foods, of what is forbidden, and of dishes."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import hub
from lvye.kernel.registers.api import Column, Offer, Panel, Register, View, offer, panel_on, register, rights
from lvye.modules.menus import services
from lvye.modules.menus.models import Ban, Dish, Food, Ingredient
from lvye.modules.menus.sight import DISH_EDIT
from lvye.modules.menus.words import NUTRIENTS

from .posts import ADMIN, BUYING, HEADS, KITCHEN, LEADERS, STAFF

NUTRIENT_FIELDS = tuple(one.field for one in NUTRIENTS)

register(
    Register(
        model=Food,
        menu="food",
        icon="leaf",
        columns=(
            "name", "group", "edible", "energy", "protein", "calcium", "price",
            Column("allergens", _("过敏原"), lambda food: food.allergen_words), "is_active",
        ),
        fields=("name", "group", "edible", *NUTRIENT_FIELDS, "price", "source"),
        more=("aliases", "is_dark", "item", "item_grams", "is_active"),
        imports=("name", "aliases", "group", "is_dark", "edible", *NUTRIENT_FIELDS, "price", "source"),
        filters=("group", "is_dark", "is_active"),
        sorts=("name", "-name", "group"),
        create=services.food_add,
        amend=services.food_change,
        rights=rights(
            (KITCHEN + HEADS, "view add change export import"), (LEADERS + BUYING, "view export"), (ADMIN, "view")
        ),
        empty=_("食材的营养成分表：每100克可食部有多少。不知道的空着，不写 0；表格可以导入。"),
    )
)  # fmt: skip
register(
    Register(
        model=Ban,
        menu="food",
        icon="x",
        columns=("name", "words", "method", "why", "document", "article", "is_law", "is_sure"),
        fields=("name", "words", "method", "why", "document"),
        more=("unless", "article", "is_sure", "from_on", "until_on"),
        filters=("is_law", "is_sure"),
        create=lambda *, actor, **values: services.ban_add(actor=actor, is_law=False, **values),
        amend=services.ban_change,
        rights=rights((KITCHEN + HEADS, "view add change export"), (LEADERS + BUYING, "view export"), (ADMIN, "view")),
        empty=_("学校食堂不能用的食品和做法，编食谱、订货、验收时都会挡下来。"),
    )
)


def _dish_change(dish: Dish, *, actor: User, **values: Any) -> Dish:
    return services.dish_change(dish, today=timezone.localdate(), actor=actor, **values)


register(
    Register(
        model=Dish,
        menu="food",
        icon="bowl",
        columns=("name", "course", "method", "for_breakfast", "for_main", "for_snack", "is_fixed", "is_active"),
        fields=("name", "course", "method", "for_breakfast", "for_main", "for_snack"),
        more=("is_fixed", "taste", "note", "is_active"),
        filters=("course", "method", "for_breakfast", "is_fixed", "is_active"),
        sorts=("name", "-name", "-id"),
        views=(
            View("main", _("大荤"), {"course": "main"}),
            View("green", _("素菜"), {"course": "green"}),
            View("off", _("停用的"), {"is_active": "False"}),
        ),
        amend=_dish_change,
        rights=rights(
            (KITCHEN + HEADS, "view add change export"), (LEADERS + BUYING, "view export"), (STAFF, "view"),
            (ADMIN, "view"),
        ),
        can_add=False,
        empty=_("食堂会做的菜：每人用多少食材，按年龄写。先从写一道菜开始。"),
    )
)  # fmt: skip
register(
    Register(
        model=Ingredient,
        menu="more",
        icon="list",
        columns=("dish", "food", "g6", "g9", "g12", "g15"),
        filters=("dish", "food"),
        rights=rights((KITCHEN + HEADS + LEADERS + BUYING, "view export"), (STAFF + ADMIN, "view")),
        can_add=False,
        empty=_("每道菜每人用的食材，生重、净重，按年龄。"),
    )
)
panel_on("menus.dish", Panel(_("每人用量（克，生的、去皮去骨后）"), register="menus.ingredient", by="dish"))
panel_on("menus.food", Panel(_("用在哪些菜里"), register="menus.ingredient", by="food"))
offer(
    Offer(
        name="recipe", label=_("改配料"), icon="edit", right=DISH_EDIT, order=10,
        url=lambda dish: reverse("menus:dish", args=[dish.pk]),
    ),
    on="menus.dish",
)  # fmt: skip
hub("menus.dish")
hub("menus.food")
