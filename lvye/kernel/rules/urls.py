"""Address of the screen of all rules."""

from django.urls import path

from . import screens

app_name = "rules"
urlpatterns = [path("rules/", screens.overview, name="overview")]
