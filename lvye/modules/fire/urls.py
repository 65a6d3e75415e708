"""Addresses of fire. `/f/<code>/` is printed on labels: it never changes."""

from __future__ import annotations

from django.urls import include, path

from .screens import board, card, drill, papers, plan, upkeep

patterns = [
    path("f/<str:code>/", card.scanned, name="scan"),
    path("fire/", board.board, name="board"),
    path("fire/labels.pdf", papers.labels, name="labels"),
    path("fire/device/<int:pk>/card.pdf", papers.card, name="card"),
    path("fire/sheet/<int:pk>/sheet.pdf", papers.sheet, name="sheet"),
    path("fire/upkeep/new/", upkeep.new, name="upkeep-new"),
    path("fire/upkeep/<int:pk>/back/", upkeep.back, name="upkeep-back"),
    path("fire/upkeep/<int:pk>/order.pdf", papers.upkeep, name="upkeep-paper"),
    path("fire/plan/<int:pk>/revise/", plan.revise, name="plan-revise"),
    path("fire/plan/<int:pk>/plan.pdf", papers.plan, name="plan-paper"),
    path("fire/drill/new/", drill.new, name="drill-new"),
    path("fire/drill/<int:pk>/run/", drill.run, name="drill-run"),
    path("fire/drill/<int:pk>/review/", drill.review, name="drill-review"),
    path("fire/drill/<int:pk>/record.pdf", papers.drill, name="drill-paper"),
]
urlpatterns = [path("", include((patterns, "fire")))]
