"""Every address of an empty installation leads to the first run."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from .standing import has_account, is_set_up, known

# What a page of the first run itself needs.
OPEN = ("/manifest.webmanifest", "/sw.js", "/offline/", "/i18n/")


class FirstRunMiddleware:
    """Redirects to /setup/ until there is a school and a sign-in; afterwards it costs one comparison."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or send it to the first run."""
        if known.set_up or self._may_pass(request.path_info) or is_set_up():
            return self.get_response(request)
        return redirect(reverse("setup:start"))

    def _may_pass(self, path: str) -> bool:
        if path.startswith((reverse("setup:start"), settings.STATIC_URL, *OPEN)):
            return True
        # Who made the administrator and left comes back through the sign-in.
        return path.startswith("/accounts/") and has_account()
