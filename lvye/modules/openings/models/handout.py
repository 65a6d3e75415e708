"""开学发放: what each class and teacher gets at the start of a term, packed, handed out and signed for."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.kernel.terms.api import Term
from lvye.modules.stores.api import Issue, Item, Store


class Per(models.TextChoices):
    """For whom a standard is counted."""

    PUPIL = "pupil", _("每名学生")
    CLASS = "class", _("每个班")
    TEACHER = "teacher", _("每位教师")


class Standard(Record):
    """发放标准: so much of an item for each pupil, class or teacher; of one grade, or of all."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"))
    per = models.CharField(_("发给"), max_length=8, choices=Per.choices)
    qty = models.DecimalField(_("数量"), max_digits=10, decimal_places=2)
    grade = models.CharField(_("年级"), max_length=20, blank=True, help_text=_("不填就是所有年级。"))
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("发放标准")
        verbose_name_plural = _("发放标准")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0),
                name="openings_standard_qty",
                violation_error_message=_("数量要大于零。"),
            ),
            models.UniqueConstraint(
                fields=["item", "per", "grade"],
                name="openings_standard_once",
                violation_error_message=_("这种物资发给同样对象的标准已经有了。"),
            ),
            models.CheckConstraint(
                condition=~Q(per=Per.TEACHER) | Q(grade=""),
                name="openings_standard_teacher",
                violation_error_message=_("发给教师的不分年级。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_per_display()} {self.qty.normalize():f}"


class HandoutStatus(models.TextChoices):
    """Where a distribution stands."""

    OPEN = "open", _("发放中")
    DONE = "done", _("发完")
    DROPPED = "dropped", _("作废")


class Handout(Record):
    """One distribution. pupils, classes, teachers: the head counts it was planned by, kept for later forecasts."""

    Status = HandoutStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("名称"), max_length=60)
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name=_("从哪个保管室发"))
    due_on = models.DateField(_("发到手的日期"), help_text=_("一般是上班第一天、开课以前。"))
    pupils = models.PositiveIntegerField(_("学生数"), default=0, editable=False)
    classes = models.PositiveIntegerField(_("班数"), default=0, editable=False)
    teachers = models.PositiveIntegerField(_("教师数"), default=0, editable=False)
    status = models.CharField(
        _("状态"), max_length=8, choices=HandoutStatus.choices, default=HandoutStatus.OPEN, editable=False
    )
    why = models.CharField(_("作废的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "name")
    flow: ClassVar[Flow] = Flow(
        Step("finish", _("发完了"), {HandoutStatus.OPEN}, HandoutStatus.DONE, tone="main"),
        Step("drop", _("作废"), {HandoutStatus.OPEN}, HandoutStatus.DROPPED, fields=("why",), tone="no"),
        final={HandoutStatus.DONE, HandoutStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        HandoutStatus.OPEN: "going", HandoutStatus.DONE: "done", HandoutStatus.DROPPED: "idle"
    }  # fmt: skip

    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)
    verbs: ClassVar[dict[str, Any]] = {"all": _("看全部发放")}

    class Meta:
        verbose_name = _("开学发放")
        verbose_name_plural = _("开学发放")
        indexes = [models.Index(fields=["status", "due_on"], name="openings_handout_due")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()


class PackStatus(models.TextChoices):
    """Whether a class or teacher has its pack."""

    LISTED = "listed", _("待发")
    HANDED = "handed", _("已发")
    DROPPED = "dropped", _("不发")


class Pack(Record):
    """What one class or one teacher gets. issue: the document by which it left the store, and where it is signed."""

    handout = models.ForeignKey(Handout, models.PROTECT, related_name="packs", verbose_name=_("开学发放"))
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("班级")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("领取人")
    )
    name = models.CharField(_("发给"), max_length=60)
    heads = models.PositiveIntegerField(_("人数"), default=1)
    status = models.CharField(
        _("状态"), max_length=8, choices=PackStatus.choices, default=PackStatus.LISTED, editable=False
    )
    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("领用单")
    )
    handed_on = models.DateField(_("发放日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("不发的原因"), max_length=200, blank=True)

    flow: ClassVar[Flow] = Flow(
        Step("hand", _("发放"), {PackStatus.LISTED}, PackStatus.HANDED, tone="main"),
        Step("drop", _("不发"), {PackStatus.LISTED}, PackStatus.DROPPED, fields=("why",), tone="no"),
        final={PackStatus.HANDED, PackStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        PackStatus.LISTED: "soon", PackStatus.HANDED: "done", PackStatus.DROPPED: "idle"
    }  # fmt: skip

    class Meta:
        verbose_name = _("发放清单")
        verbose_name_plural = _("发放清单")
        constraints = [
            models.CheckConstraint(
                condition=Q(school_class__isnull=False) | Q(person__isnull=False),
                name="openings_pack_whom",
                violation_error_message=_("请写明发给哪个班或哪位老师。"),
            ),
            models.UniqueConstraint(
                fields=["handout", "school_class"],
                name="openings_pack_class",
                violation_error_message=_("这个班已经列在这次发放里。"),
            ),
        ]
        indexes = [models.Index(fields=["handout", "status", "id"], name="openings_pack_open")]

    def __str__(self) -> str:
        return self.name


class PackLine(Record):
    """So much of one item in a pack."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="lines", verbose_name=_("发放清单"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"))
    qty = models.DecimalField(_("数量"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("发放明细")
        verbose_name_plural = _("发放明细")
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "item"],
                name="openings_packline_once",
                violation_error_message=_("同一种物资在一份清单上只列一次。"),
            ),
            models.CheckConstraint(
                condition=Q(qty__gt=0),
                name="openings_packline_qty",
                violation_error_message=_("数量要大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.qty.normalize():f}"
