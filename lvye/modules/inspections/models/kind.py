"""What a hazard is about, and what makes one a 重大隐患."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record


class Kind(Record):
    """A kind of thing that is looked at: stairs, canopies, wiring. warns: it hurts people, so a warning goes first."""

    code = models.SlugField(_("代码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=20, unique=True)
    look_for = models.CharField(_("看什么"), max_length=200, blank=True)
    icon = models.SlugField(_("图标"), max_length=20, default="warn")
    warns = models.BooleanField(_("一般要先立警示"), default=False)
    sort = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("隐患类别")
        verbose_name_plural = _("隐患类别")

    def __str__(self) -> str:
        return self.name


class MajorItem(Record):
    """One condition under which a hazard is 重大 without further weighing, with the document that says so.

    is_sure: the wording was read in the document itself; else it is to be compared with it before one relies on it.
    """

    code = models.SlugField(_("代码"), max_length=30, unique=True)
    group = models.CharField(_("方面"), max_length=20)
    text = models.CharField(_("判定条件"), max_length=200)
    document = models.CharField(_("依据"), max_length=120)
    article = models.CharField(_("条款"), max_length=40, blank=True)
    is_sure = models.BooleanField(_("已与原文核对"), default=False)
    sort = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("重大隐患判定条件")
        verbose_name_plural = _("重大隐患判定条件")

    def __str__(self) -> str:
        return self.text
