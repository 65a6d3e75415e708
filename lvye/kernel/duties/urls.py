"""Addresses of duties beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import board, doing, faults, library, sheet, today

patterns = [
    path("today/", today.today, name="today"),
    path("do/<int:pk>/", doing.do, name="do"),
    path("board/", board.board, name="board"),
    path("library/", library.library, name="library"),
    path("library/<int:pk>/switch/", library.switch, name="switch"),
    path("library/<int:pk>/sheet/", sheet.sheet, name="sheet"),
    path("fault/<int:pk>/hand/", faults.hand, name="hand"),
]
urlpatterns = [path("duties/", include((patterns, "duties")))]
