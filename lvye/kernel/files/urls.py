"""Addresses of files."""

from django.urls import path

from . import screens

app_name = "files"
urlpatterns = [
    path("files/<int:pk>/", screens.file, name="file"),
    path("files/<int:pk>/thumb/", screens.thumb, name="thumb"),
    path("files/<int:pk>/withdraw/", screens.withdraw, name="withdraw"),
    path("files/on/<register:target>/<int:pk>/", screens.add, name="add"),
]
