"""Approvals as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    """kernel.approvals: what is being asked about does not change meanwhile."""

    name = "lvye.kernel.approvals"
    label = "approvals"
    verbose_name = _("审批")

    def ready(self) -> None:
        """From now on records ask here before they are written."""
        from . import freezing  # noqa: F401 - watches the records
