"""Offers as a Django app (no tables of its own)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    """kernel.offers"""

    name = "lvye.kernel.offers"
    label = "offers"
    verbose_name = _("转办去处")
