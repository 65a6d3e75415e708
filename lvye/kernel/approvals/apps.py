"""Approvals as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    """kernel.approvals"""

    name = "lvye.kernel.approvals"
    label = "approvals"
    verbose_name = _("审批")
