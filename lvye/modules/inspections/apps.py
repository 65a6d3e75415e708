"""Inspections as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    """modules.inspections"""

    name = "lvye.modules.inspections"
    label = "inspections"
    verbose_name = _("巡查与隐患")
