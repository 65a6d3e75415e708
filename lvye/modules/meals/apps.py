"""Meals as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MealsConfig(AppConfig):
    """modules.meals"""

    name = "lvye.modules.meals"
    label = "meals"
    verbose_name = _("膳食账")
