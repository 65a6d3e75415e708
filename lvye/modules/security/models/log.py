"""值班日志: what the guards write down in a shift, handing over, and who looked after them (查岗)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record, SearchField


class EntryKind(models.TextChoices):
    """What is written."""

    CALM = "calm", _("一切正常")
    HANDOVER = "handover", _("交接班")
    NOTE = "note", _("情况")
    CHECK = "check", _("查岗")


class Found(models.TextChoices):
    """What somebody who looked after a guard found."""

    THERE = "there", _("在岗，精神好")
    AWAY = "away", _("不在岗")
    ASLEEP = "asleep", _("在睡觉")
    OTHER = "other", _("其他问题")


class Entry(Record):
    """One line of the log. It is never changed. shift: by the roster as it stood; partner: who takes over, or, of a
    check, whom it found.
    """

    Kind, Found = EntryKind, Found

    kind = models.CharField(_("类型"), max_length=8, choices=EntryKind.choices, default=EntryKind.NOTE)
    at = models.DateTimeField(_("时间"))
    on = models.DateField(_("日期"), editable=False)
    shift = models.CharField(_("班次"), max_length=20, blank=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁记的"), editable=False)
    partner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("接班人或被查的人"),
        limit_choices_to={"kind": "staff"},
    )  # fmt: skip
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点"))
    found = models.CharField(_("查岗结果"), max_length=6, choices=Found.choices, blank=True)
    words = models.CharField(_("内容"), max_length=400, blank=True)
    search_text = SearchField()

    tones: ClassVar[dict[str, str]] = {EntryKind.CALM: "done", EntryKind.CHECK: "going"}
    search_from: ClassVar[tuple[str, ...]] = ("words",)

    class Meta:
        verbose_name = _("值班日志")
        verbose_name_plural = _("值班日志")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="check", partner__isnull=False) & ~Q(found="") | ~Q(kind="check") & Q(found=""),
                name="security_entry_check",
                violation_error_message=_("查岗要写查到谁、结果怎样。"),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["calm", "check"]) | ~Q(words=""),
                name="security_entry_words",
                violation_error_message=_("请写一句。"),
            ),
        ]
        indexes = [models.Index(fields=["on", "kind"], name="security_entry_on")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.words}".strip()
