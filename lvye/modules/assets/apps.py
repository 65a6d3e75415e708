"""School property as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssetsConfig(AppConfig):
    """modules.assets"""

    name = "lvye.modules.assets"
    label = "assets"
    verbose_name = _("校产")
