"""What of a count was sent to the authority: when, to whom, under which number."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Record

from .count import Count


class Sending(Record):
    """上报: the form of a count went to the authority; its signed scan is attached here."""

    count = models.ForeignKey(
        Count, models.PROTECT, related_name="sendings", verbose_name=_("盘点"),
        limit_choices_to={"status__in": ("counted", "closed")},
    )  # fmt: skip
    to = models.CharField(_("报给哪里"), max_length=60, help_text=_("例如：教育局计财科、财政局资产科。"))
    on = models.DateField(_("上报日期"))
    number = models.CharField(_("文号"), max_length=60, blank=True)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("经办人")
    )
    note = models.CharField(_("备注"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("清查上报")
        verbose_name_plural = _("清查上报")

    def __str__(self) -> str:
        return self.to
