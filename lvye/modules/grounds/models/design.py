"""The green design by years (绿化规划): what is to become of the grounds, year by year, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .plots import Plot, Unit

LONGEST = 30


class DesignStatus(models.TextChoices):
    """A design is drawn up, agreed to, and over or given up."""

    DRAFT = "draft", _("拟定中")
    GOING = "going", _("实施中")
    DONE = "done", _("已完成")
    STOPPED = "stopped", _("不做了")


class Design(Record):
    """A plan of some years: who drew it, the aim, the money, the years."""

    Status = DesignStatus

    name = models.CharField(_("名称"), max_length=60, unique=True)
    designer = models.CharField(_("设计单位或设计人"), max_length=60)
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("负责人"))
    first_year = models.PositiveSmallIntegerField(_("从哪一年"))
    last_year = models.PositiveSmallIntegerField(_("到哪一年"))
    goal = models.CharField(_("总目标"), max_length=300)
    budget = models.DecimalField(_("总预算（元）"), max_digits=11, decimal_places=2, null=True, blank=True)
    agreed_on = models.DateField(_("通过日期"), null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("谁通过的")
    )
    closed_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)
    closing = models.CharField(_("小结"), max_length=300, blank=True)
    status = models.CharField(
        _("状态"), max_length=7, choices=DesignStatus.choices, default=DesignStatus.DRAFT, editable=False
    )
    search_text = SearchField()
    search_from: ClassVar[tuple[str, ...]] = ("name", "designer", "goal")

    flow: ClassVar[Flow] = Flow(
        Step("agree", _("通过"), {DesignStatus.DRAFT}, DesignStatus.GOING, tone="main"),
        Step("finish", _("规划完成"), {DesignStatus.GOING}, DesignStatus.DONE, fields=("closing",), tone="main"),
        Step(
            "stop", _("不做了"), {DesignStatus.DRAFT, DesignStatus.GOING}, DesignStatus.STOPPED, fields=("closing",),
            tone="no",
        ),
        final={DesignStatus.DONE, DesignStatus.STOPPED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        DesignStatus.DRAFT: "idle", DesignStatus.GOING: "going", DesignStatus.DONE: "done",
        DesignStatus.STOPPED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("绿化规划")
        verbose_name_plural = _("绿化规划")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__gte=1990, last_year__gte=F("first_year"))
                & Q(last_year__lte=F("first_year") + LONGEST),
                name="grounds_design_years",
                violation_error_message=_("年份不对：到哪一年不能早于从哪一年，最多三十年。"),
            ),
            models.CheckConstraint(
                condition=Q(budget=None) | Q(budget__gt=0), name="grounds_design_budget",
                violation_error_message=_("预算要大于零；没有定就空着。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="going") | Q(agreed_on__isnull=False), name="grounds_design_agreed",
                violation_error_message=_("通过要有日期。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class PartKind(models.TextChoices):
    """What a part of the design is."""

    NEW = "new", _("新建绿地")
    REPLANT = "replant", _("补种改造")
    MOVE = "move", _("移栽")
    ROOF = "roof", _("屋顶绿化")
    POND = "pond", _("池塘水景")
    OTHER = "other", _("设施、设计")


class PartStatus(models.TextChoices):
    """What became of a part."""

    PLANNED = "planned", _("没做")
    DONE = "done", _("做成了")
    MOVED = "moved", _("转到以后")
    DROPPED = "dropped", _("不做了")


class DesignPart(Record):
    """What is to be done in one year of a design. became: what it became, or why not; carried_from: the part it was."""

    Kind, Status = PartKind, PartStatus

    design = models.ForeignKey(Design, models.PROTECT, related_name="parts", verbose_name=_("规划"))
    year = models.PositiveSmallIntegerField(_("年份"), editable=False)
    due_on = models.DateField(_("最迟完成"))
    kind = models.CharField(_("类型"), max_length=7, choices=PartKind.choices, default=PartKind.NEW)
    what = models.CharField(_("做什么"), max_length=120)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("在哪里"))
    plot = models.ForeignKey(Plot, models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("绿地"))
    qty = models.DecimalField(_("数量"), max_digits=9, decimal_places=1, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=6, choices=Unit.choices, default=Unit.PLANTS)
    estimate = models.DecimalField(_("预计花费（元）"), max_digits=10, decimal_places=2)
    spent = models.DecimalField(_("实际花费（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    became = models.CharField(_("做成什么样、为什么"), max_length=200, blank=True)
    next_on = models.DateField(_("改到哪天"), null=True, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True, editable=False)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="carried_to",
        verbose_name=_("从哪一项转来"),
    )  # fmt: skip
    status = models.CharField(
        _("状态"), max_length=7, choices=PartStatus.choices, default=PartStatus.PLANNED, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("finish", _("做成了"), {PartStatus.PLANNED}, PartStatus.DONE, fields=("spent", "became"), tone="main"),
        Step("move", _("转到以后"), {PartStatus.PLANNED}, PartStatus.MOVED, fields=("next_on", "became")),
        Step("drop", _("不做了"), {PartStatus.PLANNED}, PartStatus.DROPPED, fields=("became",), tone="no"),
        final={PartStatus.DONE, PartStatus.MOVED, PartStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        PartStatus.PLANNED: "going", PartStatus.DONE: "done", PartStatus.MOVED: "soon", PartStatus.DROPPED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("规划项目")
        verbose_name_plural = _("规划分年项目")
        constraints = [
            models.CheckConstraint(
                condition=Q(estimate__gte=0), name="grounds_part_estimate",
                violation_error_message=_("预计花费不能小于零；不花钱写 0。"),
            ),
            models.CheckConstraint(
                condition=Q(qty=None) | Q(qty__gt=0), name="grounds_part_some",
                violation_error_message=_("数量要大于零；说不准就空着。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | Q(spent__gte=0, done_on__isnull=False) & ~Q(became=""),
                name="grounds_part_became",
                violation_error_message=_("做成了要写实际花费和做成什么样。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["design", "year"], name="grounds_part_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.what}"
