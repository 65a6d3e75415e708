"""The shop as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShopConfig(AppConfig):
    """modules.shop"""

    name = "lvye.modules.shop"
    label = "shop"
    verbose_name = _("小卖部")
