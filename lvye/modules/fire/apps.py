"""Fire as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FireConfig(AppConfig):
    """modules.fire"""

    name = "lvye.modules.fire"
    label = "fire"
    verbose_name = _("消防")
