"""Which forms have arrived, so that one sent again is not done again. The program's own book: no register."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """One form that arrived and was done. Rows are added with the deed, in its transaction, and cleared when old.

    key: made where the form was filled in. user: who sent it, none for somebody without account. path: the address it
    was sent to. led_to: where its answer led; the same for whoever sends it again. filled_at: when it was filled in by
    the device's clock, if the device said so; at: when it arrived.
    """

    key = models.UUIDField(_("编号"), unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁")
    )
    path = models.TextField(_("送到哪里"))
    led_to = models.TextField(_("办完去哪里"), blank=True)
    filled_at = models.DateTimeField(_("填写时间"), null=True)
    at = models.DateTimeField(_("收到时间"))

    class Meta:
        verbose_name = _("收到的表单")
        verbose_name_plural = _("收到的表单")
        indexes = [models.Index(fields=["at"], name="outbox_delivery_at")]

    def __str__(self) -> str:
        return f"{self.key} {self.at:%F %T}"
