"""Menus as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MenusConfig(AppConfig):
    """modules.menus"""

    name = "lvye.modules.menus"
    label = "menus"
    verbose_name = _("食谱与营养")
