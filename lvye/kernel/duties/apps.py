"""Duties as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """kernel.duties: the library is declared when the apps stand."""

    name = "lvye.kernel.duties"
    label = "duties"
    verbose_name = _("例行检查")

    def ready(self) -> None:
        """Declare the duties that come with the program, before modules add theirs."""
        from . import library  # noqa: F401 - the library declares itself
