"""What lies in a box of the archive: records of any register, one under the other."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Record, SearchField

from .letter import ArchiveBox


class Filing(Record):
    """One paper of a matter in its box: which record it is of, how it is called, how many sheets, who put it there.

    The title is kept as it was that day; `out_on` is the day it was taken out again, after which it may be filed anew.
    """

    box = models.ForeignKey(ArchiveBox, models.PROTECT, related_name="filings", verbose_name=_("档案盒"))
    number = models.PositiveSmallIntegerField(_("件号"))
    about = models.CharField(_("哪一类记录"), max_length=60)
    about_id = models.PositiveBigIntegerField(_("记录号"))
    kind = models.CharField(_("类别"), max_length=60)
    title = models.CharField(_("题名"), max_length=200)
    sheets = models.PositiveSmallIntegerField(_("页数"), null=True, blank=True)
    filed_on = models.DateField(_("归档日期"))
    filed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("归档人")
    )
    out_on = models.DateField(_("取出日期"), null=True, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("kind", "title")
    extra_verbs: ClassVar[tuple[str, ...]] = ("file", "take_out")

    class Meta:
        verbose_name = _("归档件")
        verbose_name_plural = _("归档件")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=("box", "number"), name="plans_filing_number", violation_error_message=_("这个件号已经用了。")
            ),
            models.UniqueConstraint(
                fields=("about", "about_id"),
                condition=Q(out_on=None),
                name="plans_filing_once",
                violation_error_message=_("这条记录已经在一个档案盒里了，先从那里取出来。"),
            ),
            models.CheckConstraint(
                condition=Q(sheets=None) | Q(sheets__gte=1),
                name="plans_filing_sheets",
                violation_error_message=_("页数至少是1。"),
            ),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=("about", "about_id"))]

    def __str__(self) -> str:
        return f"{self.box.number}-{self.number} {self.title}"
