"""Figures as a Django app: gathers each package's `figures.py`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    """kernel.figures"""

    name = "lvye.kernel.figures"
    label = "figures"
    verbose_name = _("数字")

    def ready(self) -> None:
        """Load the declarations and what holds them to account."""
        from . import checks  # noqa: F401 - registers the checks

        autodiscover_modules("figures")
