"""The canteen as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CanteenConfig(AppConfig):
    """modules.canteen"""

    name = "lvye.modules.canteen"
    label = "canteen"
    verbose_name = _("食堂")
