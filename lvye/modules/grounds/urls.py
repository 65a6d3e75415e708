"""Addresses of the grounds beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import board, design, drive, pond

patterns = [
    path("", board.board, name="board"),
    path("round/", board.scoring, name="round"),
    path("scores.pdf", board.sheet, name="sheet"),
    path("designs/<int:pk>/", design.design, name="design"),
    path("designs/<int:pk>/paper/", design.paper, name="design-paper"),
    path("ponds/<int:pk>/", pond.pond, name="pond"),
    path("drives/new/", drive.begin, name="drive-new"),
    path("drives/<int:pk>/", drive.drive, name="drive"),
    path("drives/<int:pk>/paper/", drive.paper, name="drive-paper"),
    path("drives/<int:pk>/finish/", drive.finish, name="drive-finish"),
    path("calls/<int:pk>/", drive.answer, name="answer"),
    path("calls/<int:pk>/excuse/", drive.excuse, name="excuse"),
]
urlpatterns = [path("grounds/", include((patterns, "grounds")))]
