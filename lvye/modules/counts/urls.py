"""Addresses of the counts beside those of their registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import decide, phone, returning, sheet, taking, watch

patterns = [
    path("", phone.mine, name="mine"),
    path("<int:pk>/", phone.home, name="home"),
    path("<int:pk>/room/<int:place>/", phone.room, name="room"),
    path("<int:pk>/room/<int:place>/scan/", taking.scan, name="scan"),
    path("<int:pk>/room/<int:place>/undo/<int:scan>/", taking.undo, name="undo"),
    path("<int:pk>/watch/", watch.watch, name="watch"),
    path("<int:pk>/decide/", decide.decide, name="decide"),
    path("<int:pk>/sheet/", sheet.sheet, name="sheet"),
    path("<int:pk>/report/", sheet.report, name="report"),
    path("<int:pk>/return.pdf", returning.form, name="return"),
    path("<int:pk>/return.xlsx", returning.sheet, name="return-sheet"),
]
urlpatterns = [path("count/", include((patterns, "counts")))]
