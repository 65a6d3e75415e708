"""Addresses of the inspections beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import board, campaign, deeds, papers, patrol, snap

patterns = [
    path("", board.board, name="board"),
    path("where/", board.heat, name="heat"),
    path("ledger/", papers.ledger, name="ledger"),
    path("snap/", snap.snap, name="snap"),
    path("snap/<int:pk>/", snap.snapped, name="snapped"),
    path("routes/", patrol.routes, name="routes"),
    path("routes/<int:pk>/", patrol.walk, name="walk"),
    path("campaigns/new/", campaign.begin, name="campaign-new"),
    path("campaigns/<int:pk>/", campaign.campaign, name="campaign"),
    path("campaigns/<int:pk>/paper/", papers.campaign, name="campaign-paper"),
    path("campaigns/<int:pk>/finish/", campaign.finish, name="campaign-finish"),
    path("areas/<int:pk>/", campaign.area, name="area"),
    path("areas/<int:pk>/excuse/", campaign.excuse, name="area-excuse"),
    path("letters/<int:pk>/word/", papers.letter, {"form": "word"}, name="letter-word"),
    path("letters/<int:pk>/pdf/", papers.letter, {"form": "pdf"}, name="letter-pdf"),
    *[
        path(f"<int:pk>/{name}/", getattr(deeds, name), name=name)
        for name in (
            "warn", "danger", "assign", "reassign", "start", "job", "mend", "refer", "extend", "recheck", "close",
            "drop",
        )
    ],
]  # fmt: skip
urlpatterns = [path("hazards/", include((patterns, "inspections")))]
