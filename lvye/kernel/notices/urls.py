"""Addresses of messages."""

from django.urls import path

from . import screens

app_name = "notices"
urlpatterns = [
    path("notices/", screens.list_, name="list"),
    path("notices/read/", screens.read_all, name="read-all"),
    path("notices/preferences/", screens.preferences, name="preferences"),
    path("notices/<int:pk>/", screens.open_, name="open"),
]
