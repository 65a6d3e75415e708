"""Addresses of the summaries beside those of their register."""

from django.urls import include, path, re_path

from . import record_screens, screens

urlpatterns = [
    path(
        "summaries/",
        include(
            (
                [
                    path("<int:pk>/write/<slug:block>/", screens.write, name="write"),
                    path("<int:pk>/add/", screens.add, name="add"),
                    path("<int:pk>/hint/<slug:hint>/", screens.write_hint, name="hint"),
                    path("<int:pk>/redraft/", screens.redraft, name="redraft"),
                    path("<int:pk>/revise/", screens.revise, name="revise"),
                    path("<int:pk>/figure/<slug:slot>/", screens.figure, name="figure"),
                    path("mine/", record_screens.mine, name="mine"),
                    path("person/<int:pk>/", record_screens.person, name="person"),
                    re_path(
                        r"^person/(?P<pk>\d+)/record\.(?P<kind>docx|pdf)$",
                        record_screens.person_paper,
                        name="person-paper",
                    ),
                    re_path(r"^(?P<pk>\d+)/paper\.(?P<kind>docx|pdf)$", screens.paper, name="paper"),
                ],
                "summaries",
            )
        ),
    )
]
