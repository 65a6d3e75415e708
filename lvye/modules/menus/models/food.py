"""Foods with what is in them, and what a school must not serve."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record, SearchField
from lvye.modules.menus.words import ALLERGENS, COUNTED, Group, Method
from lvye.modules.stores.api import Item


def _nutrient(label: object, unit: str) -> models.DecimalField:  # type: ignore[type-arg]
    return models.DecimalField(
        label,  # type: ignore[arg-type]
        max_digits=8, decimal_places=2, null=True, blank=True, help_text=_("每100克可食部，%s；不知道就空着") % unit,
    )  # fmt: skip


class Food(Record):
    """A food (食材). Nutrients are in 100 g of the edible part; None is unknown and never counted as zero.

    edible: percent of what is bought that is eaten. price: yuan for a kilogram as bought, until stock tells better.
    allergens: codes of `ALLERGENS`. item: what it is called in the stores; item_grams: grams in one unit of that item.
    source: where the values come from.
    """

    search_from: ClassVar[tuple[str, ...]] = ("name", "aliases")

    name = models.CharField(_("食材"), max_length=40, unique=True, error_messages={"unique": _("已经有这种食材了。")})
    aliases = models.CharField(_("别名"), max_length=100, blank=True, help_text=_("几个别名用顿号隔开。"))
    group = models.CharField(_("类别"), max_length=10, choices=Group.choices)
    is_dark = models.BooleanField(_("深色蔬菜"), default=False)
    edible = models.DecimalField(
        _("可食部（%）"), max_digits=4, decimal_places=1, null=True, blank=True, help_text=_("不知道就空着")
    )
    energy = _nutrient(_("能量（kcal）"), "kcal")
    protein = _nutrient(_("蛋白质（g）"), "g")
    fat = _nutrient(_("脂肪（g）"), "g")
    carbohydrate = _nutrient(_("碳水化合物（g）"), "g")
    fibre = _nutrient(_("膳食纤维（g）"), "g")
    calcium = _nutrient(_("钙（mg）"), "mg")
    iron = _nutrient(_("铁（mg）"), "mg")
    zinc = _nutrient(_("锌（mg）"), "mg")
    vitamin_a = _nutrient(_("维生素A（μgRAE）"), "μgRAE")
    vitamin_b1 = _nutrient(_("维生素B1（mg）"), "mg")
    vitamin_b2 = _nutrient(_("维生素B2（mg）"), "mg")
    vitamin_c = _nutrient(_("维生素C（mg）"), "mg")
    allergens = models.JSONField(_("过敏原"), default=list, blank=True, editable=False)
    price = models.DecimalField(_("参考价（元/公斤）"), max_digits=8, decimal_places=2, null=True, blank=True)
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("保管室里的物资")
    )
    item_grams = models.DecimalField(
        _("物资一个单位有多少克"), max_digits=10, decimal_places=2, null=True, blank=True,
        help_text=_("物资按斤、公斤记的不用填；按盒、桶、袋记的填净重。"),
    )  # fmt: skip
    source = models.CharField(_("数值来源"), max_length=80, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("食材")
        verbose_name_plural = _("食材与营养成分")
        constraints = [
            models.CheckConstraint(
                condition=Q(edible__isnull=True) | Q(edible__gt=0, edible__lte=100),
                name="menus_food_edible",
                violation_error_message=_("可食部在 0 和 100 之间。"),
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gte=0),
                name="menus_food_price",
                violation_error_message=_("价格不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(item_grams__isnull=True) | Q(item_grams__gt=0),
                name="menus_food_item_grams",
                violation_error_message=_("一个单位的克数要大于零。"),
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(item__isnull=False),
                name="menus_food_item_once",
                violation_error_message=_("这种物资已经是另一种食材了。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def counts(self) -> bool:
        """Whether it counts as a kind of food: oil, salt and sauces do not."""
        return self.group in COUNTED

    @property
    def allergen_words(self) -> str:
        """Its allergens in words, empty where it has none."""
        return "、".join(str(ALLERGENS[one]) for one in self.allergens if one in ALLERGENS)


class Ban(Record):
    """A food or a way of making it that is forbidden here, with the rule that forbids it.

    words: any of these in a name is it; what stands in `unless` is overlooked (白菜豆腐 is no 菜豆).
    method: any dish made so. is_law: of a rule above the school. is_sure: the article was read in the document itself.
    """

    search_from: ClassVar[tuple[str, ...]] = ("name", "words")

    name = models.CharField(_("禁用什么"), max_length=30, unique=True)
    words = models.CharField(_("名称里有这些字"), max_length=200, blank=True, help_text=_("用顿号隔开。"))
    unless = models.CharField(_("有这些字的不算"), max_length=100, blank=True, help_text=_("用顿号隔开。"))
    method = models.CharField(_("做法"), max_length=9, choices=Method.choices, blank=True)
    why = models.CharField(_("为什么"), max_length=100)
    document = models.CharField(_("依据"), max_length=80)
    article = models.CharField(_("条款"), max_length=40, blank=True)
    is_law = models.BooleanField(_("上级规定"), default=True)
    is_sure = models.BooleanField(_("已与原文核对"), default=False)
    from_on = models.DateField(_("从哪天起"), null=True, blank=True)
    until_on = models.DateField(_("到哪天止"), null=True, blank=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("禁用食品")
        verbose_name_plural = _("禁用食品")
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="", method=""),
                name="menus_ban_something",
                violation_error_message=_("请写名称里的字，或选一种做法。"),
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="menus_ban_days",
                violation_error_message=_("止日不能早于起日。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)

    def names(self, text: str) -> bool:
        """Whether a name is of what is forbidden."""
        for harmless in split(self.unless):
            text = text.replace(harmless, " ")
        return any(word in text for word in split(self.words))

    def sentence(self, what: str) -> str:
        """Why `what` is refused, in a sentence."""
        text = _("“%(what)s”不能用：学校食堂禁用%(name)s（%(why)s）。依据：%(document)s%(article)s。")
        return text % {
            "what": what, "name": self.name, "why": self.why, "document": self.document, "article": self.article,
        }  # fmt: skip


def split(text: str) -> list[str]:
    """Words parted by 、 or commas."""
    return [one.strip() for one in text.replace("，", "、").replace(",", "、").split("、") if one.strip()]
