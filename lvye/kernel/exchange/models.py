"""What was brought in from which file, so that it is recognised and can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, Step


class BatchStatus(models.TextChoices):
    """Where an import stands."""

    DONE = "done", _("已导入")
    UNDONE = "undone", _("已撤销")


class ImportBatch(Record):
    """One file brought into one register.

    The records it made are those the trail names between `first_entry` and `last_entry`: written once, there.
    """

    register = models.CharField(_("台账"), max_length=60)  # "repairs.job"
    file_name = models.CharField(_("文件"), max_length=200)
    sha256 = models.CharField(_("文件校验码"), max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("导入人"))
    at = models.DateTimeField(_("导入时间"), auto_now_add=True)
    row_count = models.PositiveIntegerField(_("行数"), default=0)
    made_count = models.PositiveIntegerField(_("新记录"), default=0)
    first_entry = models.BigIntegerField(default=0, editable=False)
    last_entry = models.BigIntegerField(default=0, editable=False)
    status = models.CharField(_("状态"), max_length=10, choices=BatchStatus.choices, default=BatchStatus.DONE)

    flow = Flow(Step("undo", _("撤销这次导入"), {BatchStatus.DONE}, BatchStatus.UNDONE, tone="no"))
    tones = {"done": "done", "undone": "idle"}

    class Meta:
        verbose_name = _("导入记录")
        verbose_name_plural = _("导入记录")
        indexes = [models.Index(fields=["sha256"], name="exchange_batch_file")]

    def __str__(self) -> str:
        return self.file_name


class ColumnChoice(models.Model):
    """Which fields stand in which columns of sheets with one header, as a person said: a habit, no record."""

    register = models.CharField(max_length=60)
    header = models.CharField(max_length=64)  # its columns' names, as a checksum
    columns = models.JSONField(default=dict)  # field → column's name, "" where the sheet does not have it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "header"], name="exchange_choice_once")]

    def __str__(self) -> str:
        return self.register
