"""Addresses of the inspections beside those of their registers."""

from __future__ import annotations

from django.urls import URLPattern, include, path

patterns: list[URLPattern] = []
urlpatterns = [path("hazards/", include((patterns, "inspections")))]
