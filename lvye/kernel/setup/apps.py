"""The first run as a Django app (its label is not `setup`, which says nothing in a list of apps)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SetupConfig(AppConfig):
    """kernel.setup: pages, no records of its own; what is done is read from the school's records."""

    name = "lvye.kernel.setup"
    label = "school_setup"
    verbose_name = _("建校")
