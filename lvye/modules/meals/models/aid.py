"""Who is entitled to help with his meals in a term: the one list of it, seen by those who need it alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records.api import Flow, Record, Step
from lvye.kernel.terms.api import Term


class AidKind(models.TextChoices):
    """By which programme."""

    NUTRITION = "nutrition", _("营养改善计划")
    POOR = "poor", _("家庭经济困难学生生活补助")
    ORPHAN = "orphan", _("孤儿、事实无人抚养儿童")
    OTHER = "other", _("其他补助")


class EntitledStatus(models.TextChoices):
    """Whether it counts."""

    GOOD = "good", _("享受")
    VOID = "void", _("取消")


class Entitled(Record):
    """A pupil for whom a programme pays so much of each day he eats, by the document that says so. No other reason."""

    Status = EntitledStatus

    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    pupil = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("学生"))
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="+", editable=False, verbose_name=_("班级")
    )
    kind = models.CharField(_("项目"), max_length=10, choices=AidKind.choices, default=AidKind.NUTRITION)
    per_day = models.DecimalField(_("每个就餐日补助（元）"), max_digits=6, decimal_places=2)
    document = models.CharField(_("依据"), max_length=100, help_text=_("哪份认定名单、哪份文件。"))
    status = models.CharField(
        _("状态"), max_length=4, choices=EntitledStatus.choices, default=EntitledStatus.GOOD, editable=False
    )
    why = models.CharField(_("取消的原因"), max_length=100, blank=True)

    flow: ClassVar[Flow] = Flow(
        Step("void", _("取消"), {EntitledStatus.GOOD}, EntitledStatus.VOID, fields=("why",), tone="no"),
        final={EntitledStatus.VOID},
    )
    tones: ClassVar[dict[str, str]] = {EntitledStatus.GOOD: "done", EntitledStatus.VOID: "idle"}
    named_by: ClassVar[tuple[str, ...]] = ("pupil",)

    class Meta:
        verbose_name = _("补助名单")
        verbose_name_plural = _("营养餐和补助名单")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "pupil"], condition=Q(status=EntitledStatus.GOOD), name="meals_entitled_once",
                violation_error_message=_("这个学生这学期已经在名单上了。"),
            ),
            models.CheckConstraint(
                condition=Q(per_day__gt=0), name="meals_entitled_amount",
                violation_error_message=_("补助要大于零。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.pupil.name
