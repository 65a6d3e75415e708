"""Partners as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """modules.partners"""

    name = "lvye.modules.partners"
    label = "partners"
    verbose_name = _("供应商与合同")
