"""The addresses of the hand-made screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from .screens import mine

patterns: list[URLPattern | URLResolver] = [
    path("", mine.mine, name="mine"),
]
urlpatterns = [path("duty/", include((patterns, "rosters")))]
