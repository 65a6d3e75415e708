"""Address of the horizon."""

from django.urls import path

from . import screens

app_name = "deadlines"
urlpatterns = [path("horizon/", screens.horizon, name="horizon")]
