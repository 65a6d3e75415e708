"""Registers as a Django app: gathers what the packages declare."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    """kernel.registers: loads every `register.py` (and listeners, jobs, thresholds) by its file name."""

    name = "lvye.kernel.registers"
    label = "registers"
    verbose_name = _("台账")

    def ready(self) -> None:
        """Load the declarations and the checks that hold them to account."""
        from . import checks  # noqa: F401 - registers the checks

        for name in ("thresholds", "register", "listeners", "jobs"):
            autodiscover_modules(name)
