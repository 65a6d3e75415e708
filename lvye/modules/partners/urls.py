"""Addresses of the partners beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import judge, rents

patterns = [
    path("rents/", rents.rents, name="rents"),
    path("judge/", judge.judge, name="judge"),
]
urlpatterns = [path("partners/", include((patterns, "partners")))]
