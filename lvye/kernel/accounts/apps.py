"""Accounts as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """kernel.accounts"""

    name = "lvye.kernel.accounts"
    label = "accounts"
    verbose_name = _("账号")
