"""The work log as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorklogConfig(AppConfig):
    """modules.worklog"""

    name = "lvye.modules.worklog"
    label = "worklog"
    verbose_name = _("工作日志")
