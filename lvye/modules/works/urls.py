"""Addresses of building works beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import board, checking, diary, over, papers

patterns = [
    path("", board.board, name="board"),
    path("board.pdf", papers.overview, name="overview"),
    path("<int:pk>/diary/", diary.write, name="diary"),
    path("<int:pk>/accept/", checking.begin, name="accept"),
    path("<int:pk>/over/", over.over, name="over"),
    path("<int:pk>/sheet.pdf", papers.sheet, name="sheet"),
    path("<int:pk>/final.pdf", papers.final, name="final"),
    path("look/<int:pk>/", checking.look, name="look"),
    path("look/<int:pk>/sheet.pdf", papers.acceptance, name="acceptance-paper"),
    path("changes/<int:pk>/sheet.pdf", papers.change, name="change-paper"),
]
urlpatterns = [path("works/", include((patterns, "works")))]
