"""Plans as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """modules.plans"""

    name = "lvye.modules.plans"
    label = "plans"
    verbose_name = _("计划与会议")
