"""Who did what to which record, when and why. Rows are only ever added; the database refuses the rest."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One deed. `digest` covers this entry and the digest before it, so a gap or a change shows."""

    at = models.DateTimeField(_("时间"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("谁"))
    target = models.CharField(_("记录"), max_length=60)  # "repairs.job"
    target_id = models.BigIntegerField()
    verb = models.CharField(_("做了什么"), max_length=40)
    changes = models.JSONField(default=dict)  # {"field": [old, new]}
    reason = models.CharField(_("原因"), max_length=300, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("操作记录")
        verbose_name_plural = _("操作记录")
        indexes = [
            models.Index(fields=["target", "target_id", "-id"], name="audit_entry_target"),
            models.Index(fields=["actor", "-id"], name="audit_entry_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.target}:{self.target_id} {self.verb} {self.at:%F %T}"
