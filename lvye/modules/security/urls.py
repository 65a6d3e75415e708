"""Addresses of security beside those of its registers."""

from __future__ import annotations

from django.urls import include, path

from .screens import board, guard, incidents, outside, pledges, slips, visits

patterns = [
    path("board/", board.board, name="board"),
    path("log/sheet/", board.sheet, name="sheet"),
    path("gate/", guard.guard, name="guard"),
    path("gate/here/", guard.here, name="here"),
    path("gate/log/", guard.log, name="log"),
    path("gate/check/", guard.check, name="check"),
    path("gate/slips/<int:pk>/go/", guard.go, name="go"),
    path("gate/slips/<int:pk>/come/", guard.come, name="come"),
    path("cars/", outside.car, name="car"),
    path("parents/<int:pk>/slips/", outside.slips, name="slips"),
    path("parents/<int:pk>/letter.pdf", outside.paper, name="parents-paper"),
    path("visits/new/", visits.new, name="visit-new"),
    path("visits/<int:pk>/", visits.answer, name="answer"),
    path("visits/<int:pk>/enter/", visits.enter, name="enter"),
    path("visits/<int:pk>/refuse/", visits.refuse, name="refuse"),
    path("visits/<int:pk>/leave/", visits.leave, name="leave"),
    path("slips/new/", slips.new, name="slip-new"),
    path("slips/<int:pk>/", slips.slip, name="slip"),
    path("incidents/new/", incidents.incident, name="incident"),
    path("incidents/<int:pk>/alarm/", incidents.alarm, name="alarm"),
    path("incidents/<int:pk>/hand/", incidents.hand, name="hand"),
    path("letters/", pledges.board, name="pledges"),
    path("letters/mine/", pledges.mine, name="mine"),
    path("letters/issue/", pledges.issue, name="issue"),
    path("letters/remind/", pledges.remind, name="remind"),
    path("letters/<int:pk>/", pledges.pledge, name="pledge"),
    path("letters/<int:pk>/paper/", pledges.paper, name="paper"),
]
urlpatterns = [path("guard/", include((patterns, "security")))]
