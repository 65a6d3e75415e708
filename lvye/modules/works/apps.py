"""Building works as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorksConfig(AppConfig):
    """modules.works"""

    name = "lvye.modules.works"
    label = "works"
    verbose_name = _("基建工程")
