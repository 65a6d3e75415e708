"""Addresses of the hand-made screens of people."""

from __future__ import annotations

from django.urls import include, path

from . import screens

own = [
    path("people/person/<int:pk>/signin/", screens.signin, name="signin"),
    path("people/post/<int:pk>/rights/", screens.rights, name="rights"),
]
urlpatterns = [path("", include((own, "people")))]
