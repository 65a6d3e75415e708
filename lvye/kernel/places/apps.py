"""Places as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """kernel.places"""

    name = "lvye.kernel.places"
    label = "places"
    verbose_name = _("地点")
