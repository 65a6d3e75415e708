"""Addresses of the figures."""

from django.urls import include, path

from . import screens

urlpatterns = [
    path(
        "figures/",
        include(
            (
                [
                    path("", screens.overview, name="overview"),
                    path("<str:name>/", screens.figure_rows, name="rows"),
                ],
                "figures",
            )
        ),
    )
]
