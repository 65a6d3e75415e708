"""Addresses of the desk: board, telephone, planned works, return visits, watch list, and the deeds of a job's page."""

from __future__ import annotations

from django.urls import URLPattern, path

from .screens import board, desk, finish, hand_over, job_deeds, planned, planned_finish, visits, watchlist

desk_patterns: list[URLPattern] = [
    path("repairs/board/", board.board, name="board"),
    path("repairs/board/<int:pk>/who/", board.who, name="who"),
    path("repairs/board/<int:pk>/assign/", board.assign, name="assign"),
    path("repairs/phone-in/", desk.phone_in, name="phone-in"),
    path("repairs/phone-in/places/", desk.suggest_places, name="phone-places"),
    path("repairs/phone-in/people/", desk.suggest_people, name="phone-people"),
    path("repairs/phone-in/similar/", desk.similar, name="phone-similar"),
    path("repairs/job/<int:pk>/finish/", finish.desk, name="finish"),
    path("repairs/job/<int:pk>/say/", job_deeds.say_more, name="say"),
    path("repairs/job/<int:pk>/hand-over/", hand_over.hand_over, name="hand-over"),
    path("repairs/job/<int:pk>/about/", job_deeds.about, name="about"),
    path("repairs/job/<int:pk>/urge/", job_deeds.urge, name="urge"),
    path("repairs/job/<int:pk>/promise/", job_deeds.promise, name="promise"),
    path("repairs/job/<int:pk>/ask/", job_deeds.ask, name="ask"),
    path("repairs/job/<int:pk>/visit/", job_deeds.visit, name="visit-add"),
    path("repairs/job/<int:pk>/link/", job_deeds.link, name="link"),
    path("repairs/referral/<int:pk>/reply/", job_deeds.answer, name="answer"),
    path("repairs/link/<int:pk>/revoke/", job_deeds.revoke, name="link-revoke"),
    path("repairs/planned/", planned.planned, name="planned"),
    path("repairs/planned/new/<slug:kind>/", planned.new_list, name="planned-new"),
    path("repairs/planned/<int:pk>/finish/", planned_finish.finish, name="planned-finish"),
    path("repairs/planned/<int:pk>/job/", planned.spawn, name="planned-spawn"),
    path("repairs/visits/", visits.visits, name="visits"),
    path("repairs/visits/<int:pk>/", visits.record, name="visit-record"),
    path("repairs/watch/", watchlist.watch, name="watch"),
]
