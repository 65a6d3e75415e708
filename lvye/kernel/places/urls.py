"""Addresses of places. `/s/<code>/` is printed on labels: it never changes."""

from __future__ import annotations

from django.urls import include, path

from . import screens

own = [
    path("s/<str:code>/", screens.scan_code, name="scan-code"),
    path("places/pick/", screens.pick, name="pick"),
]
urlpatterns = [
    path("", include((own, "places"))),
    path("scan/", screens.scan, name="scan"),
]
