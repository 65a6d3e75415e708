"""Addresses of money beside those of its registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import remaining

patterns = [
    path("left/", remaining.remaining, name="left"),
]
urlpatterns = [path("finance/", include((patterns, "finance")))]
