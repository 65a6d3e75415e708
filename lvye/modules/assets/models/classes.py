"""What property is called: the classes of GB/T 14885-2022 with the lives of the depreciation table."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record, SearchField

CODE = RegexValidator(r"^A\d{8}$", _("分类代码是字母 A 加八位数字，例如 A02010105。"))


class AssetClass(Record):
    """One class of the national list: "A02010105 台式计算机". A card may be of any level.

    life_months: months of use over which a card's value is spread (财会〔2017〕4号); none: the card must say it.
    depreciates: false for the five classes that never are. group: the row of the table of lives.
    """

    search_from: ClassVar[tuple[str, ...]] = ("code", "name")

    code = models.CharField(_("分类代码"), max_length=9, unique=True, validators=[CODE])
    name = models.CharField(_("分类名称"), max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("上级"))
    level = models.PositiveSmallIntegerField(_("级次"), default=3)
    group = models.CharField(_("折旧分类"), max_length=30, blank=True)
    life_months = models.PositiveSmallIntegerField(
        _("折旧年限（月）"), null=True, blank=True, help_text=_("不填的，建卡时按实物填写。")
    )
    depreciates = models.BooleanField(_("计提折旧"), default=True)
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("资产分类")
        verbose_name_plural = _("资产分类")
        constraints = [
            models.CheckConstraint(
                condition=Q(life_months__isnull=True) | Q(life_months__gt=0),
                name="assets_assetclass_life",
                violation_error_message=_("折旧年限要大于零；不计提折旧的请取消“计提折旧”。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The code without its closing pairs of noughts: every code below begins with it."""
        code = self.code
        while len(code) > 3 and code.endswith("00"):
            code = code[:-2]
        return code
