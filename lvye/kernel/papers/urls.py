"""Addresses of papers."""

from __future__ import annotations

from django.urls import include, path

from . import screens

own = [path("labels/", screens.labels, name="labels")]
urlpatterns = [path("papers/", include((own, "papers")))]
