"""Addresses of training. `/t/<code>/` hangs on the wall of the meeting."""

from __future__ import annotations

from django.urls import include, path

from .screens import board, mine, papers, run

patterns = [
    path("t/<str:code>/", mine.wall, name="wall"),
    path("trainings/", board.board, name="board"),
    path("trainings/mine/", mine.mine, name="mine"),
    path("trainings/<int:pk>/tap/", mine.tap, name="tap"),
    path("trainings/<int:pk>/run/", run.run, name="run"),
    path("trainings/<int:pk>/scores/", run.scores, name="scores"),
    path("trainings/<int:pk>/code.pdf", papers.label, name="label"),
    path("trainings/<int:pk>/sheet.pdf", papers.sheet, name="sheet"),
]
urlpatterns = [path("", include((patterns, "training")))]
