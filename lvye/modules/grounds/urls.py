"""Addresses of the grounds beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from . import screens

patterns = [
    path("", screens.board, name="board"),
    path("round/", screens.scoring, name="round"),
    path("scores.pdf", screens.sheet, name="sheet"),
]
urlpatterns = [path("grounds/", include((patterns, "grounds")))]
