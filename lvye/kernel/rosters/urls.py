"""The addresses of the hand-made screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from .screens import change, fairness, feed, mine, sheet, swap

patterns: list[URLPattern | URLResolver] = [
    path("", mine.mine, name="mine"),
    path("away/", mine.away, name="away"),
    path("away/<int:pk>/back/", mine.back, name="back"),
    path("wish/", mine.wish, name="wish"),
    path("wish/<int:pk>/end/", mine.unwish, name="unwish"),
    path("link/", mine.link, name="link"),
    path("swap/<int:pk>/", swap.ask, name="swap"),
    path("swap/answer/<int:pk>/", swap.answer, name="answer"),
    path("calendar/<slug:token>.ics", feed.feed, name="feed"),
    path("place/<int:pk>/", change.who, name="who"),
    path("slot/<int:pk>/seat/<int:seat>/", change.fill, name="fill"),
    path("roster/<int:pk>/fair/", fairness.fairness, name="fair"),
    path("roster/<int:pk>/sheet.pdf", sheet.pdf, name="pdf"),
    path("roster/<int:pk>/sheet.xlsx", sheet.xlsx, name="xlsx"),
]
urlpatterns = [path("duty/", include((patterns, "rosters")))]
