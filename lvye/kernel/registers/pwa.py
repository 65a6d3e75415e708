"""What makes the pages an app on the phone: its description, its worker, and the page it shows without network."""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from .frame import school_name

# What a page needs to look right without network. Pages themselves are kept only where they ask for it
# (data-offline-page), and until another person is here (js/worker.js): a phone may be shared.
CORE, WORKER = "js/outbox-core.js", "js/worker.js"
SHELL = (
    "css/lvye.css",
    "css/print.css",
    "js/app.js",
    "js/theme.js",
    "js/net.js",
    "js/send.js",
    "js/draft.js",
    "js/photo.js",
    "js/dictate.js",
    "js/list.js",
    "js/combo.js",
    "js/reach.js",
    "js/bits.js",
    CORE,
    "js/outbox.js",
    "js/outbox-list.js",
    "js/offline.js",
    "icons/icons.svg",
    "img/leaf.svg",
)


@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """How a phone installs the pages as an app."""
    icons = [
        {"src": static("img/leaf-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("img/leaf-512.png"), "sizes": "512x512", "type": "image/png"},
        {"src": static("img/leaf-mask-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    ]
    described = {
        "id": "/",
        "name": _("%(school)s · 绿叶") % {"school": school_name()},
        "short_name": _("绿叶"),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "lang": request.LANGUAGE_CODE if hasattr(request, "LANGUAGE_CODE") else "zh-hans",
        "background_color": "#f5f7f3",
        "theme_color": "#1a6a45",
        "icons": icons,
    }
    return JsonResponse(described, content_type="application/manifest+json")


@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It lies at the root, because a worker rules only what lies below it."""
    files = [static(name) for name in SHELL]
    offline = reverse("offline")
    version = hashlib.sha256(json.dumps([files, offline, static(WORKER)]).encode()).hexdigest()[:12]
    words = json.dumps({"version": version, "files": files, "offline": offline})
    scripts = ", ".join(json.dumps(static(name)) for name in (CORE, WORKER))
    source = f"self.LVYE = {words};\nimportScripts({scripts});\n"
    return HttpResponse(source, content_type="text/javascript; charset=utf-8")


def offline(request: HttpRequest) -> HttpResponse:
    """What is shown when the school's server cannot be reached."""
    return render(request, "offline.html")


urlpatterns: list[URLPattern] = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("sw.js", worker, name="worker"),
    path("offline/", offline, name="offline"),
]
