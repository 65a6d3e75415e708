"""Jobs as a Django app. The declarations in every package's `jobs.py` are loaded by kernel.registers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """kernel.jobs"""

    name = "lvye.kernel.jobs"
    label = "jobs"
    verbose_name = _("后台任务")
