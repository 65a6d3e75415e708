"""How allauth behaves in a school."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from .origin import client_address


class SchoolAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by the school: the door for signing up is closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by himself."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address as counts for the lock-out."""
        return client_address(request) or "0.0.0.0"  # noqa: S104 - no address to listen on: nobody's

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To one's work: the form, empty again, would ask for another change."""
        return "/"
