"""A password somebody else chose opens one page only: the one where its owner changes it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

# What that page needs, and the way out of it.
OPEN = ("/manifest.webmanifest", "/sw.js", "/offline/", "/i18n/", "/accounts/password/change/", "/accounts/logout/")


class GivenPasswordMiddleware:
    """Leads whoever signed in with a given password to the page where it is changed, until it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, unless its user still has a password others know."""
        if request.path_info.startswith((settings.STATIC_URL, *OPEN)):
            return self.get_response(request)
        user = request.user
        if not (user.is_authenticated and user.password_is_given):
            return self.get_response(request)
        change = reverse("account_change_password")
        if request.headers.get("HX-Request"):  # a part of a page cannot hold the form: the whole page goes there
            return HttpResponse(status=204, headers={"HX-Redirect": change})
        messages.info(request, _("现在的密码是别人给的，请换成只有你自己知道的，再往下用。"))
        return redirect(change)
