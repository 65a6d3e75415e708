"""Addresses of the plans beside those of their registers."""

from __future__ import annotations

from django.urls import include, path, re_path

from .screens import (
    closing,
    filing,
    item,
    letters,
    meeting,
    meeting_deeds,
    meeting_form,
    mine,
    month,
    offers,
    people,
    plan,
    proofs,
    targets,
)

KIND = r"(?P<kind>docx|pdf)"
patterns = [
    path("month/", month.month, name="month"),
    path("month/<str:code>/", month.month, name="month-of"),
    path("mine/", mine.mine, name="mine"),
    path("people/", people.people, name="people"),
    path("count/", proofs.count, name="count"),
    path("file/<str:key>/<int:pk>/", filing.away, name="file-away"),
    path("archive/out/<int:pk>/", filing.out, name="filing-out"),
    path("plan/<int:pk>/offers/", offers.offered, name="offers"),
    path("plan/<int:pk>/close/", closing.close, name="close"),
    path("plan/<int:pk>/by-person/", plan.by_person, name="by-person"),
    re_path(rf"^plan/(?P<pk>\d+)/table\.{KIND}$", plan.paper, name="paper"),
    path("item/<int:pk>/target/", targets.choose, name="target"),
    path("item/<int:pk>/target/add/", targets.add, name="target-add"),
    path("target/<int:pk>/remove/", targets.remove, name="target-remove"),
    path("item/<int:pk>/prove/", proofs.add, name="prove"),
    path("item/<int:pk>/find/", proofs.find, name="find"),
    path("item/<int:pk>/record/", proofs.record, name="record"),
    path("item/<int:pk>/explain/", item.explain, name="explain"),
    path("item/<int:pk>/partner/", item.partner, name="partner"),
    path("item/<int:pk>/order/", item.order, name="order"),
    path("proof/<int:pk>/withdraw/", proofs.withdraw, name="proof-withdraw"),
    path("meetings/series/", meeting_form.series, name="series"),
    path("meeting/<int:pk>/invite/", meeting_deeds.invite, name="invite"),
    path("meeting/<int:pk>/write/", meeting_deeds.write, name="write"),
    path("meeting/<int:pk>/decide/", meeting_deeds.decide, name="decide"),
    re_path(rf"^meeting/(?P<pk>\d+)/minutes\.{KIND}$", meeting.paper, name="minutes"),
    path("attendance/<int:pk>/sign/", meeting_deeds.sign, name="sign"),
    path("attendance/<int:pk>/excuse/", meeting_deeds.excuse, name="excuse"),
    path("attendance/<int:pk>/uninvite/", meeting_deeds.uninvite, name="uninvite"),
    path("decision/<int:pk>/plan/", meeting_deeds.plan, name="decision-plan"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<int:pk>/draw/", letters.draw, name="letters-draw"),
    path("letters/<int:pk>/all.docx", letters.all_papers, name="letters-word"),
    path("letter/<int:pk>/redraw/", letters.redraw, name="letter-redraw"),
]
urlpatterns = [path("plans/", include((patterns, "plans")))]
