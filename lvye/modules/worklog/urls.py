"""Addresses of the log beside those of its registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import handing, log, mend, pages, staff

patterns = [
    path("", log.log, name="log"),
    path("read/", log.read, name="read"),
    path("week/", pages.week, name="week"),
    path("term/", pages.term, name="term"),
    path("staff/", staff.staff, name="staff"),
    path("<int:pk>/", mend.mend, name="mend"),
    path("<int:pk>/withdraw/", mend.withdraw, name="withdraw"),
    path("<int:pk>/repair/", handing.entry, name="entry-job"),
    path("line/<int:pk>/repair/", handing.line, name="line-job"),
]
urlpatterns = [path("log/", include((patterns, "worklog")))]
