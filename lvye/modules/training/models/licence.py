"""持证: which post asks for which certificate, and who holds it until when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, Post
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class LicenceKind(models.TextChoices):
    """Which. Health certificates of the kitchen are kept by the canteen."""

    GUARD = "guard", _("保安员证")
    FIRE = "fire", _("消防设施操作员证")
    ELECTRIC = "electric", _("电工作业证")
    WELD = "weld", _("焊接与热切割作业证")
    HEIGHT = "height", _("高处作业证")
    LIFT = "lift", _("电梯安全管理员证")
    BOILER = "boiler", _("锅炉作业证")
    FOOD = "food", _("食品安全管理员证")
    AID = "aid", _("救护员证")
    ACCOUNT = "account", _("会计专业技术资格证")
    BUS = "bus", _("校车驾驶资格")
    OTHER = "other", _("其他证件")


class Need(Record):
    """A post asks for a certificate. least: how many of its holders must have it; none: every one of them."""

    Kind = LicenceKind

    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("岗位"))
    kind = models.CharField(_("什么证"), max_length=8, choices=LicenceKind.choices)
    least = models.PositiveSmallIntegerField(
        _("至少几人有"), null=True, blank=True, validators=[MinValueValidator(1)],
        help_text=_("不填就是这个岗位人人都要有。"),
    )  # fmt: skip
    document = models.CharField(_("依据"), max_length=100)
    article = models.CharField(_("条款"), max_length=60, blank=True)
    why = models.CharField(_("说明"), max_length=200, blank=True)
    is_open = models.BooleanField(_("执行"), default=True)

    class Meta:
        verbose_name = _("岗位持证要求")
        verbose_name_plural = _("岗位持证要求")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "kind"], name="training_need_once",
                violation_error_message=_("这个岗位已经列过这种证了。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.get_kind_display())


class LicenceStatus(models.TextChoices):
    """Whether it counts."""

    HOLDS = "holds", _("在册")
    VOID = "void", _("注销")


class Licence(Record):
    """A certificate of one person. ends_on: the last day it holds; none: for good. told_on: when he was reminded."""

    Kind, Status = LicenceKind, LicenceStatus

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("姓名"),
        limit_choices_to={"kind__in": ("teacher", "staff"), "status": "here"},
    )  # fmt: skip
    kind = models.CharField(_("什么证"), max_length=8, choices=LicenceKind.choices)
    name = models.CharField(_("证件名称"), max_length=40, blank=True, help_text=_("选“其他证件”时写。"))
    number = models.CharField(_("证号"), max_length=40)
    issued_by = models.CharField(_("发证机关"), max_length=60, blank=True)
    issued_on = models.DateField(_("发证日期"))
    ends_on = models.DateField(_("有效期至"), null=True, blank=True, help_text=_("长期有效的不填。"))
    told_on = models.DateField(null=True, blank=True, editable=False)
    why = models.CharField(_("注销原因"), max_length=100, blank=True)
    status = models.CharField(
        _("状态"), max_length=5, choices=LicenceStatus.choices, default=LicenceStatus.HOLDS, editable=False
    )
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("void", _("注销"), {LicenceStatus.HOLDS}, LicenceStatus.VOID, fields=("why",), tone="no"),
        final={LicenceStatus.VOID},
    )
    tones: ClassVar[dict[str, str]] = {LicenceStatus.HOLDS: "done", LicenceStatus.VOID: "idle"}
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)
    verbs: ClassVar[dict[str, object]] = {"all": _("看全部人的证件"), "warn": _("到期提醒")}
    search_from: ClassVar[tuple[str, ...]] = ("number", "name")

    class Meta:
        verbose_name = _("证件")
        verbose_name_plural = _("人员证件")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], name="training_licence_once",
                violation_error_message=_("这个证号已经登记过了。"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("issued_on")), name="training_licence_days",
                violation_error_message=_("有效期要晚于发证日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind="other") | ~Q(name=""), name="training_licence_name",
                violation_error_message=_("其他证件要写是什么证。"),
            ),
            models.CheckConstraint(
                condition=Q(status="holds") | ~Q(why=""), name="training_licence_void",
                violation_error_message=_("注销要写原因。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["kind", "ends_on"], name="training_licence_ends")]

    def __str__(self) -> str:
        return f"{self.what} {self.number}"

    @property
    def what(self) -> str:
        """Which certificate, in words."""
        return self.name if self.kind == LicenceKind.OTHER else str(self.get_kind_display())

    def holds(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.status == LicenceStatus.HOLDS and (self.ends_on is None or self.ends_on >= on)
