"""Term openings as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpeningsConfig(AppConfig):
    """modules.openings"""

    name = "lvye.modules.openings"
    label = "openings"
    verbose_name = _("开学发放与下学期需求")
