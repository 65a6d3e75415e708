"""Addresses of the menus beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import dish, heads, papers, plan, shopping, week

patterns = [
    path("", week.now, name="now"),
    path("week/<slug:day>/", week.week, name="week"),
    path("event/new/", week.event_new, name="event-new"),
    path("event/<int:pk>/", week.event, name="event"),
    path("<int:pk>/pick/", week.pick, name="pick"),
    path("<int:pk>/nutrition/", week.nutrition, name="nutrition"),
    path("<int:pk>/plan/", plan.plan, name="plan"),
    path("<int:pk>/shopping/", shopping.shopping, name="shopping"),
    path("<int:pk>/shopping/pdf/", shopping.pdf, name="shopping-pdf"),
    path("<int:pk>/paper/", papers.wall, name="paper"),
    path("<int:pk>/paper/pdf/", papers.sheet, {"form": "pdf"}, name="paper-pdf"),
    path("<int:pk>/paper/word/", papers.sheet, {"form": "word"}, name="paper-word"),
    *[
        path(f"<int:pk>/{name}/", getattr(week, name.replace("-", "_")), name=name)
        for name in ("publish", "recall", "drop", "copy", "budget")
    ],
    path("line/<int:pk>/off/", week.take_off, name="off"),
    path("line/<int:pk>/swap/", week.swap, name="swap"),
    path("plans/<int:pk>/use/", plan.use, name="plan-use"),
    path("dishes/new/", dish.dish, name="dish-new"),
    path("dishes/<int:pk>/", dish.dish, name="dish"),
    path("exchange/", dish.exchange, name="exchange"),
    path("heads/", heads.say_heads, name="heads"),
    path("heads/board/", heads.board, name="heads-board"),
]
urlpatterns = [path("menus/", include((patterns, "menus")))]
