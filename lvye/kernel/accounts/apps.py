"""Accounts as a Django app."""

from typing import Any

from allauth.account.signals import password_changed
from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """kernel.accounts"""

    name = "lvye.kernel.accounts"
    label = "accounts"
    verbose_name = _("账号")

    def ready(self) -> None:
        """Whoever the program acts as stands with the database."""
        from .api import system_users_make

        post_migrate.connect(system_users_make, sender=self)
        password_changed.connect(_own_password)


def _own_password(user: Any, **_kwargs: Any) -> None:
    """Whoever changed his password himself is the only one to know it."""
    if user.password_is_given:
        user.password_is_given = False
        user.save(update_fields=["password_is_given"])  # house: accounts lie below records
