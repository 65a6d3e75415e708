"""Addresses of the canteen beside those of its registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import controls, goods, kitchen, outside, papers, tracing

patterns = [
    path("", kitchen.page, name="kitchen"),
    path("morning/", kitchen.morning, name="morning"),
    path("samples/<str:serves>/", kitchen.samples, name="samples"),
    path("kept/<str:serves>/", kitchen.kept, name="kept"),
    path("kept/<str:serves>/labels.pdf", papers.labels, name="labels"),
    path("empty/", kitchen.empty, name="empty"),
    path("heat/<str:serves>/", kitchen.heat, name="heat"),
    path("clean/<str:serves>/", kitchen.clean, name="clean"),
    path("order/", goods.order, name="order"),
    path("receive/", goods.receive, name="receive"),
    path("receive/<int:pk>/", goods.delivery, name="delivery"),
    path("receive/<int:pk>/paper.pdf", papers.delivery, name="delivery-paper"),
    path("use/<str:serves>/", goods.use, name="use"),
    path("throw/<int:pk>/", goods.discard, name="discard"),
    path("daily/", controls.daily, name="daily"),
    path("weekly/", controls.weekly, name="weekly"),
    path("monthly/", controls.monthly, name="monthly"),
    path("records/<int:pk>/paper.pdf", papers.control, name="control-paper"),
    path("hand/<int:pk>/", controls.hand, name="hand"),
    path("machine/<int:pk>/", controls.machine, name="machine"),
    path("accompany/", outside.accompany, name="accompany"),
    path("trace/", tracing.search, name="search"),
    path("trace/<int:pk>/", tracing.down, name="trace"),
    path("traced/<int:pk>/", tracing.up, name="traced"),
    path("emergency/", outside.emergencies, name="emergencies"),
    path("emergency/<int:pk>/", outside.emergency, name="emergency"),
    path("emergency/<int:pk>/paper.pdf", papers.meal, name="meal-paper"),
    path("folder/", papers.folder, name="folder"),
]
urlpatterns = [path("kitchen/", include((patterns, "canteen")))]
