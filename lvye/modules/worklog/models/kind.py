"""What kinds of work there are beside repairs, and which place a person means by a word."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record


class Kind(Record):
    """A kind of work: 维修, 搬运, 保洁 … `words` are those by which a sentence is known to be of it, parted by "、".

    icon is a name of the icon set. The kind with the code "other" takes what no word fits.
    """

    OTHER = "other"
    REPAIR = "repair"

    code = models.SlugField(_("编码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=20, unique=True)
    icon = models.CharField(_("图标"), max_length=30, blank=True)
    words = models.CharField(
        _("认得出的词"), max_length=400, blank=True, help_text=_("一句话里有这些词，就归这一类；用顿号隔开。")
    )
    sort = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("日志类别")
        verbose_name_plural = _("日志类别")

    def __str__(self) -> str:
        return self.name


class Meaning(Record):
    """Which place one person means by a word that fits several: his 三楼男厕 is that of 教学楼."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁说的"))
    said = models.CharField(_("说的是"), max_length=40)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("指的是"))

    class Meta:
        verbose_name = _("地点习惯叫法")
        verbose_name_plural = _("地点习惯叫法")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "said"],
                name="worklog_meaning_once",
                violation_error_message=_("这个叫法已经记过了。"),
            )
        ]

    def __str__(self) -> str:
        return self.said
