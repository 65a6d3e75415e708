"""The page of what waits on a device, and the token its script sends with."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits on this device. The page itself is empty: its script fills it from the device's own store."""
    name = "outbox/list.html" if request.user.is_authenticated else "outbox/list_public.html"
    return render(request, name)


@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token for a form that waited, and who is signed in now ("" for nobody): only his forms are sent."""
    user = str(request.user.pk) if request.user.is_authenticated else ""
    return JsonResponse({"csrf": get_token(request), "user": user})


@never_cache
@require_safe
def login(_request: HttpRequest) -> HttpResponse:
    """To the sign-in, and from there back to what waits."""
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': reverse('outbox:list')})}")
