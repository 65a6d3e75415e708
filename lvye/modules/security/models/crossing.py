"""校门口交通设施: crossings, signs and lines before the gate, looked at each month."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record


class CrossKind(models.TextChoices):
    """What it is."""

    ZEBRA = "zebra", _("斑马线")
    BUMP = "bump", _("减速带")
    SIGN = "sign", _("警示标志")
    LINE = "line", _("黄线、禁停线")
    RAIL = "rail", _("隔离护栏")
    LIGHT = "light", _("信号灯、路灯")
    POLE = "pole", _("硬质隔离桩")
    FLAG = "flag", _("护学旗、班牌架")


class CrossPoint(Record):
    """One point. outer: who mends it where it stands on the public road. checked_on, is_bad: from its last check."""

    Kind = CrossKind

    kind = models.CharField(_("是什么"), max_length=5, choices=CrossKind.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("在哪里"))
    spot = models.CharField(_("具体位置"), max_length=60)
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁负责看")
    )
    outer = models.CharField(_("校外的归谁管"), max_length=60, blank=True, help_text=_("例如：交警大队、城管。"))
    checked_on = models.DateField(_("上次检查"), null=True, blank=True, editable=False)
    is_bad = models.BooleanField(_("有问题"), default=False, editable=False)
    is_active = models.BooleanField(_("在用"), default=True)

    verbs: ClassVar[dict[str, object]] = {"check": _("检查")}

    class Meta:
        verbose_name = _("校门口交通设施")
        verbose_name_plural = _("校门口交通设施")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind", "spot"], name="security_crosspoint_once",
                violation_error_message=_("这一处已经登记过了。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.spot}"
