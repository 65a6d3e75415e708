"""Hand-made screens of places: what a scanned code opens, the scanner, and the steps of the chooser."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, needs, offers_for, registers

from .awaiting import awaited
from .codes import code_in, led_elsewhere
from .models import Place, PlaceCode
from .picker import steps
from .queries import address_of, resolve, school

TYPED_MAX = 200
HOST = re.compile(r"[\w.\-]+(:\d+)?")


@never_cache
@require_safe
def scan_code(request: HttpRequest, code: str) -> HttpResponseBase:
    """What a label opens: the deed, not the record. One deed for a visitor is opened at once.

    Who is signed in finds what waits for him here on top: the check that is due is one tap away.

    A code that leads nowhere is answered with a sentence and the telephone number (404 unknown, 410 revoked).
    """
    found = resolve(code)
    if found is None:
        return _dead_end(request, 404, _("没有这个地点码"), _("请看看是不是少扫了或打错了；标签旧了也请告诉总务处。"))
    if not found.is_live:
        return _dead_end(request, 410, _("这个地点码已经停用"), _("请扫这里的新标签，或者打电话报修。"))
    if not found.place.is_open:
        return _dead_end(request, 410, _("这个地点已经停用"), _("要报修请扫旁边的标签，或者打电话。"), found.place)
    deeds = _deeds(request, found)
    visitor = not request.user.is_authenticated
    if visitor and len(deeds) == 1:
        return redirect(deeds[0]["url"])
    if visitor and not deeds:
        return _dead_end(
            request, 403, _("这里暂时不能扫码报修"), _("请打电话报修；老师登录以后也可以报。"), found.place
        )
    due = awaited(request.user, found.place, found.code) if isinstance(request.user, User) else []
    context = {"place": found.place, "code": found.code, "due": due, "deeds": deeds, "base": _base(request)}
    return render(request, "places/scanned.html", context)


@csp_update({"script-src": ["'wasm-unsafe-eval'"]})  # the scanner for browsers without one of their own is WebAssembly
@require_safe
def scan(request: HttpRequest) -> HttpResponseBase:
    """The camera, and a box for typing the code. `?code=` (an address or six characters) goes to the place.

    A code that is not ours is told so, and whose it is where its address (or `?host=`, from the camera) says that.
    """
    typed = request.GET.get("code", "").strip()[:TYPED_MAX]
    context: dict[str, Any] = {"typed": typed, "problem": "", "base": _base(request), "school": school()}
    if not typed:
        return render(request, "places/scan.html", context)
    if (code := code_in(typed)) and resolve(code):
        return redirect(address_of(code))
    if path := led_elsewhere(typed):
        return redirect(path)
    context["problem"] = _unknown(code, _other_host(request, typed))
    return render(request, "places/scan.html", context, status=404)


def _unknown(code: str, host: str) -> str:
    """Why a code leads nowhere."""
    if host:
        return _("这是别处的码（%(host)s），不是本校的。请扫贴在本校现场的码。") % {"host": host}
    if code:
        return _("没有“%(code)s”这个地点码，请对着标签再看一遍。") % {"code": code}
    return _("地点码是六位字母和数字，例如 8K3W2P。")


def _other_host(request: HttpRequest, typed: str) -> str:
    """The host a label names where it is not ours; "" for a code without address, and for what is no host."""
    named = urlsplit(typed).netloc if "://" in typed else request.GET.get("host", "")
    host = named.strip().lower()[:60]
    ours = {request.get_host().lower(), urlsplit(settings.BASE_URL).netloc.lower()}
    return host if HOST.fullmatch(host) and host not in ours else ""


@needs()
@require_safe
def pick(request: AuthedRequest) -> HttpResponse:
    """A step of the chooser, for htmx: what lies in `at`, or what matches the typed words."""
    name = request.GET.get("name", "")
    if not name.isidentifier():
        name = "place"
    at = request.GET.get("at", "")
    rows = registers["places.place"].rows(request.user)
    place: Place | None = get_object_or_404(rows, pk=int(at)) if at.isdecimal() else None
    text = request.GET.get(f"{name}__ask", "").strip()[:60]
    return render(request, "places/_steps.html", steps(request.user, name, place, text))


def _deeds(request: HttpRequest, code: PlaceCode) -> list[dict[str, Any]]:
    """What may be done here, the most usual first; 查看 last, for those who may see the record."""
    place, user = code.place, request.user
    if user.is_authenticated or code.reporting:
        offers = offers_for("places.place", user)
        deeds = [{"label": o.label, "icon": o.icon, "url": o.url(place)} for o in offers]
    else:
        deeds = []
    if user.is_authenticated and user.has_perm("places.view_place"):
        address = reverse("places.place:detail", args=[place.pk])
        deeds.append({"label": _("查看"), "icon": "eye", "url": address})
    return deeds


def _dead_end(request: HttpRequest, status: int, title: str, hint: str, place: Place | None = None) -> HttpResponse:
    context = {"title": title, "hint": hint, "place": place, "school": school(), "base": _base(request)}
    return render(request, "places/dead_end.html", context, status=status)


def _base(request: HttpRequest) -> str:
    """The frame of the page: the whole house for who is signed in, the plain one for a visitor."""
    return "base.html" if request.user.is_authenticated else "base_public.html"
