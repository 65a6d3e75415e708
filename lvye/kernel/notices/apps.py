"""Notices as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """kernel.notices"""

    name = "lvye.kernel.notices"
    label = "notices"
    verbose_name = _("消息")
