"""Addresses of the repairs. `/r/<code>/` is where a scanned label ends: it never changes."""

from __future__ import annotations

from django.urls import include, path

from .screens import contractor, finish, give_back, mine, report, status
from .urls_desk import desk_patterns

phone = [
    path("r/<str:code>/", report.report_code, name="report-code"),
    path("r/s/<str:token>/", status.status, name="status"),
    path("report/", report.report, name="report"),
    path("my/reports/", report.my_reports, name="my-reports"),
    path("my/jobs/", mine.mine, name="mine"),
    path("my/jobs/<int:pk>/", mine.job, name="mine-job"),
    path("my/jobs/<int:pk>/take/", mine.take, name="mine-take"),
    path("my/jobs/<int:pk>/start/", mine.start, name="mine-start"),
    path("my/jobs/<int:pk>/hold/", mine.hold, name="mine-hold"),
    path("my/jobs/<int:pk>/resume/", mine.resume, name="mine-resume"),
    path("my/jobs/<int:pk>/say/", mine.said, name="mine-say"),
    path("my/jobs/<int:pk>/return/", give_back.give_back, name="mine-return"),
    path("my/jobs/<int:pk>/finish/", finish.mine, name="mine-finish"),
    path("c/<str:token>/", contractor.contractor, name="contractor"),
]
urlpatterns = [path("", include(([*phone, *desk_patterns], "repairs")))]
