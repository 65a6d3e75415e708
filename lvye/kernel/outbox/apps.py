"""The outbox as a Django app. Its job and its rule are loaded by kernel.registers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """kernel.outbox"""

    name = "lvye.kernel.outbox"
    label = "outbox"
    verbose_name = _("离线填写")
