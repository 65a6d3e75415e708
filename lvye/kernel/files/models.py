"""Stored bytes, and their being attached to a record."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, Step

PICTURES = ("image/jpeg", "image/png", "image/webp")


class StoredFile(models.Model):
    """Bytes kept under LVYE_HOME/files by their SHA-256; the same content is kept once, whoever brought it.

    Not a record: it says nothing about the school. width and height (pixels) are given for pictures only.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()  # bytes, of what is kept
    media_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("存放的文件")
        verbose_name_plural = _("存放的文件")

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in a page and has a thumbnail."""
        return self.media_type in PICTURES


class Attachment(Record):
    """A photo or paper on a record. What was attached by mistake is withdrawn: never shown or served again."""

    class Kind(models.TextChoices):
        """What it shows."""

        PHOTO = "photo", _("现场照片")
        BEFORE = "before", _("修前")
        AFTER = "after", _("修后")
        PAPER = "paper", _("单据文件")

    class Status(models.TextChoices):
        """Whether it is shown."""

        KEPT = "kept", _("在用")
        WITHDRAWN = "withdrawn", _("已撤下")

    target = models.CharField(_("记录类别"), max_length=60)  # "repairs.job"
    target_id = models.BigIntegerField(_("记录号"))
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments", verbose_name=_("文件"))
    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices, default=Kind.PHOTO)
    filename = models.CharField(_("文件名"), max_length=120)
    caption = models.CharField(_("说明"), max_length=120, blank=True)
    taken_at = models.DateTimeField(_("拍摄时间"), null=True, blank=True)
    added_at = models.DateTimeField(_("上传时间"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.KEPT)

    flow = Flow(Step("withdraw", _("撤下"), {Status.KEPT}, Status.WITHDRAWN, tone="no"), final={Status.WITHDRAWN})
    tones: ClassVar[dict[str, str]] = {Status.KEPT: "done", Status.WITHDRAWN: "idle"}

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        indexes = [models.Index(fields=["target", "target_id", "id"], name="files_attachment_target")]

    def __str__(self) -> str:
        return self.caption or self.filename

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in a page; needs `stored` (of, many_of and the list bring it along)."""
        return self.stored.is_picture
