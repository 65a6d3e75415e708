"""Terms as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TermsConfig(AppConfig):
    """kernel.terms"""

    name = "lvye.kernel.terms"
    label = "terms"
    verbose_name = _("学期与校历")
