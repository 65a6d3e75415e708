"""The page of what waits on a device, and the token its script sends with."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

MOST = 50  # addresses in one question; the script asks for fewer


@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits on this device. The page itself is empty: its script fills it from the device's own store."""
    name = "outbox/list.html" if request.user.is_authenticated else "outbox/list_public.html"
    return render(request, name)


@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """What a form that waited is sent with: a fresh token, and who is signed in now ("" for nobody).

    once: of each address ?for=, in their order, whether the screen there does a form once; the script sends to no other
    again and again.
    """
    user = str(request.user.pk) if request.user.is_authenticated else ""
    once = [_does_once(address) for address in request.GET.getlist("for")[:MOST]]
    return JsonResponse({"csrf": get_token(request), "user": user, "once": once})


def _does_once(address: str) -> bool:
    try:
        screen = resolve(address.partition("?")[0]).func
    except Resolver404:
        return False
    return bool(getattr(getattr(screen, "func", screen), "sent_once", False))


@never_cache
@require_safe
def login(_request: HttpRequest) -> HttpResponse:
    """To the sign-in, and from there back to what waits."""
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': reverse('outbox:list')})}")
