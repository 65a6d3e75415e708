"""下学期用品清单: what the school will use next term, how sure that is, and what is to be bought."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, Step
from lvye.kernel.terms.api import Term
from lvye.modules.stores.api import Item


class NeedsStatus(models.TextChoices):
    """A list is a draft until the director agrees to it."""

    DRAFT = "draft", _("草稿")
    AGREED = "agreed", _("已定")
    DROPPED = "dropped", _("作废")


class Sureness(models.TextChoices):
    """How sure a forecast is, by the width of its interval beside what is expected."""

    HIGH = "high", _("把握大")
    MIDDLE = "middle", _("把握一般")
    LOW = "low", _("把握小")


class NeedsList(Record):
    """The list for one term. pupils: the head count it reckons with."""

    Status = NeedsStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("给哪个学期"))
    pupils = models.PositiveIntegerField(_("预计学生数"))
    made_on = models.DateField(_("拉单日期"), editable=False)
    status = models.CharField(
        _("状态"), max_length=8, choices=NeedsStatus.choices, default=NeedsStatus.DRAFT, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("agree", _("定下来"), {NeedsStatus.DRAFT}, NeedsStatus.AGREED, tone="main"),
        Step("drop", _("作废"), {NeedsStatus.DRAFT}, NeedsStatus.DROPPED, tone="no"),
        final={NeedsStatus.AGREED, NeedsStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        NeedsStatus.DRAFT: "soon", NeedsStatus.AGREED: "done", NeedsStatus.DROPPED: "idle"
    }  # fmt: skip

    class Meta:
        verbose_name = _("下学期用品清单")
        verbose_name_plural = _("下学期用品清单")

    def __str__(self) -> str:
        return self.number


class PastUse(Record):
    """What a term used before the school kept its store here: from its paper books, for the forecast.

    A term the program's own book knows an item in is not asked of these.
    """

    school_year = models.PositiveSmallIntegerField(
        _("学年"), validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text=_("填学年开始的年份，例如 2025—2026 学年填 2025。"),
    )  # fmt: skip
    half = models.PositiveSmallIntegerField(_("上下学期"), choices=((1, _("第一学期")), (2, _("第二学期"))))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"))
    qty = models.DecimalField(_("用量"), max_digits=12, decimal_places=2)
    pupils = models.PositiveIntegerField(_("当时学生数"))

    class Meta:
        verbose_name = _("往期用量")
        verbose_name_plural = _("往期用量")
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "half", "item"],
                name="openings_pastuse_once",
                violation_error_message=_("这个学期的这种物资已经写过了。"),
            ),
            models.CheckConstraint(
                condition=Q(qty__gte=0) & Q(pupils__gt=0),
                name="openings_pastuse_qty",
                violation_error_message=_("用量不能小于零，学生数要大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.school_year}-{self.half}"


class NeedsLine(Record):
    """One item. expected, low, high: its use in the term with the interval of four chances in five; there: in stock.

    past: the terms it was reckoned from, as they were then: [[code, qty, pupils, whether it counted], …].
    price: the moving average when it was drawn up, yuan. qty: what is to be bought; the program's figure until the
    director writes another, with his reason in `note`.
    """

    needs = models.ForeignKey(NeedsList, models.PROTECT, related_name="lines", verbose_name=_("清单"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"))
    terms_known = models.PositiveSmallIntegerField(_("有几个学期的记录"))
    expected = models.DecimalField(_("预计用量"), max_digits=12, decimal_places=1)
    low = models.DecimalField(_("少则"), max_digits=12, decimal_places=1)
    high = models.DecimalField(_("多则"), max_digits=12, decimal_places=1)
    sureness = models.CharField(_("把握"), max_length=6, choices=Sureness.choices)
    there = models.DecimalField(_("现有库存"), max_digits=12, decimal_places=1)
    suggested = models.DecimalField(_("建议采购"), max_digits=12, decimal_places=1)
    qty = models.DecimalField(_("采购数量"), max_digits=12, decimal_places=1)
    why = models.CharField(_("依据"), max_length=300)
    past = models.JSONField(_("往期"), default=list, blank=True, editable=False)
    price = models.DecimalField(_("参考单价（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("调整原因"), max_length=200, blank=True)

    verbs: ClassVar[dict[str, Any]] = {"adjust": _("调整")}

    class Meta:
        verbose_name = _("用品清单明细")
        verbose_name_plural = _("用品清单明细")
        constraints = [
            models.UniqueConstraint(
                fields=["needs", "item"],
                name="openings_needsline_once",
                violation_error_message=_("同一种物资在清单上只列一次。"),
            ),
            models.CheckConstraint(
                condition=Q(qty=F("suggested")) | ~Q(note=""),
                name="openings_needsline_why",
                violation_error_message=_("改了数量要写原因。"),
            ),
            models.CheckConstraint(
                condition=Q(qty__gte=0) & Q(low__gte=0) & Q(low__lte=F("expected")) & Q(high__gte=F("expected")),
                name="openings_needsline_order",
                violation_error_message=_("数量不能小于零。"),
            ),
        ]

    def __str__(self) -> str:
        return self.why
