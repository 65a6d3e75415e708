"""The addresses of the hand-made screens."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from . import screens
from .paper import sheet

app_name = "approvals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("approve/", screens.waiting, name="waiting"),
    path("approve/<int:pk>/", screens.page, name="page"),
    path("approve/<int:pk>/agree/", screens.agree, name="agree"),
    path("approve/<int:pk>/no/", screens.say_no, name="no"),
    path("approve/<int:pk>/signer/", screens.add_signer, name="signer"),
    path("approve/<int:pk>/hand-over/", screens.hand_over, name="hand-over"),
    path("approve/<int:pk>/withdraw/", screens.withdraw, name="withdraw"),
    path("approve/<int:pk>/again/", screens.again, name="again"),
    path("approve/<int:pk>/sheet.pdf", sheet, name="sheet"),
]
