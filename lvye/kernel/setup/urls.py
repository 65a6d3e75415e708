"""Addresses of the first run."""

from __future__ import annotations

from django.urls import include, path

from . import filling, screens

own = [
    path("", screens.start, name="start"),
    path("code/", screens.code, name="code"),
    path("who/", screens.who, name="who"),
    path("school/", screens.school, name="school"),
    path("term/", screens.term, name="term"),
    path("places/", filling.places, name="places"),
    path("people/", filling.people, name="people"),
    path("done/", screens.done, name="done"),
]
urlpatterns = [path("setup/", include((own, "setup")))]
