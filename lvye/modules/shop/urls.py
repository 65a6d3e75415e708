"""Addresses of the shop beside those of its registers."""

from __future__ import annotations

from django.urls import include, path

from . import screens

patterns = [path("", screens.shops, name="shops"), path("check/<int:pk>/", screens.check, name="check")]
urlpatterns = [path("shops/", include((patterns, "shops")))]
