"""Addresses of the term's opening beside those of its registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import board, needs, ready, sheet

patterns = [
    path("<int:pk>/", board.board, name="board"),
    path("<int:pk>/pack/<int:pack>/", board.hand, name="hand"),
    path("<int:pk>/signed/", board.signed, name="signed"),
    path("<int:pk>/sheet/", sheet.sheet, name="sheet"),
    path("ready/", ready.ready, name="ready"),
    path("ready/paper/", sheet.ready_paper, name="ready-paper"),
    path("needs/<int:pk>/", needs.needs, name="needs"),
    path("needs/<int:pk>/buy/", needs.buy, name="needs-buy"),
    path("needs/<int:pk>/paper/", sheet.needs_paper, name="needs-paper"),
]
urlpatterns = [path("opening/", include((patterns, "openings")))]
