"""Addresses of the outbox. The scripts know `/outbox/` and `/outbox/token/` by heart."""

from django.urls import path

from . import screens

app_name = "outbox"
urlpatterns = [
    path("outbox/", screens.waiting, name="list"),
    path("outbox/token/", screens.token, name="token"),
    path("outbox/login/", screens.login, name="login"),
]
