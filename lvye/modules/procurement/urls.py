"""Addresses of procurement beside those of its registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import acceptance, ask, compare, desk, guarantee, instalment, order, request, tender

patterns = [
    path("desk/", desk.desk, name="desk"),
    path("watch/", desk.watch, name="watch"),
    path("look/", ask.look, name="look"),
    path("requests/<int:pk>/way/", request.way, name="way"),
    path("requests/<int:pk>/report/", request.report, name="report"),
    path("requests/<int:pk>/compare/", compare.compare, name="compare"),
    path("requests/<int:pk>/tender/", tender.begin, name="tender-begin"),
    path("tenders/<int:pk>/step/", tender.step, name="tender-step"),
    path("orders/<int:pk>/receive/", order.receive, name="receive"),
    path("orders/<int:pk>/pay/", order.pay, name="pay"),
    path("instalments/<int:pk>/pay/", instalment.pay, name="instalment"),
    path("guarantees/<int:pk>/return/", guarantee.give_back, name="guarantee"),
    path("acceptances/<int:pk>/confirm/", acceptance.confirm, name="confirm"),
]
urlpatterns = [path("procurement/", include((patterns, "procurement")))]
