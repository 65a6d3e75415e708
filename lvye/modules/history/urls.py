"""Addresses of the history beside those of its registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import document, judging, reading

patterns = [
    path("<int:pk>/when/", reading.when, name="when"),
    path("<int:pk>/accept-all/", judging.accept_all, name="accept-all"),
    path("<int:pk>/add/", judging.add, name="add"),
    path("fact/<int:pk>/", document.fact_part, name="fact"),
    path("fact/<int:pk>/accept/", judging.accept, name="accept"),
    path("fact/<int:pk>/mend/", judging.mend, name="mend"),
    path("fact/<int:pk>/drop/", judging.drop, name="drop"),
    path("fact/<int:pk>/review/", judging.review, name="review"),
]
urlpatterns = [path("history/", include((patterns, "history")))]
