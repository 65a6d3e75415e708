"""Who may open a screen: one decorator, used by generic and hand-made screens alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from lvye.kernel.accounts.api import User

P = ParamSpec("P")


class AuthedRequest(HttpRequest):
    """A request after `needs`: there is a user."""

    user: User


def needs(
    *rights: str,
) -> Callable[[Callable[Concatenate[AuthedRequest, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Sign-in, and at least one of the named rights ("repairs.view_job"); none named: sign-in is enough."""

    def decorate(
        screen: Callable[Concatenate[AuthedRequest, P], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @login_required
        @wraps(screen)
        def guarded(request: AuthedRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if rights and not any(request.user.has_perm(right) for right in rights):
                raise PermissionDenied
            return screen(request, *args, **kwargs)

        guarded.rights = rights  # type: ignore[attr-defined]  # for the table of roles × addresses
        return guarded

    return decorate


def wants_part(request: HttpRequest) -> bool:
    """htmx asks for a part of the page, except when it follows a link or goes back in history."""
    asked = request.headers
    return "HX-Request" in asked and "HX-Boosted" not in asked and "HX-History-Restore-Request" not in asked


def varied(response: HttpResponse) -> HttpResponse:
    """One address, two bodies: caches must know."""
    patch_vary_headers(response, ["HX-Request"])
    return response
