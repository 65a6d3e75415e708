"""Security as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SecurityConfig(AppConfig):
    """modules.security"""

    name = "lvye.modules.security"
    label = "security"
    verbose_name = _("安全保卫")
