"""Everybody logs for himself; nobody sees another's log without the right to all."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import default_rights, registers
from lvye.modules.inspections.api import Hazard
from lvye.modules.inspections.api import Kind as HazardKind
from lvye.modules.worklog.models import Entry
from lvye.modules.worklog.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
OWN = ("worklog.log_entry", "worklog.view_entry", "worklog.view_line", "worklog.change_entry", "worklog.withdraw_entry",
       "worklog.change_meaning", "worklog.view_meaning", "repairs.report_job", "repairs.view_job")  # fmt: skip
ALL = ("director", "deputy_director", "vice_principal", "principal")


@pytest.fixture
def theirs() -> Entry:
    """An entry of somebody else."""
    today = timezone.localdate()
    return make.entry(said="别人说的话", done_on=today, today=today)


def test_one_sees_ones_own_alone(theirs: Entry) -> None:
    user = people.user_with(*OWN)
    mine = make.entry(person=user.person, lines=[make.work()])
    make.meaning(person=theirs.person)
    for key, expected in (
        ("entry", [mine.pk]),
        ("line", list(mine.lines.values_list("pk", flat=True))),
        ("meaning", []),
    ):
        assert list(registers[f"worklog.{key}"].rows(user).values_list("pk", flat=True)) == expected


def test_nothing_of_another_is_reached_by_its_number(client: Any, theirs: Entry) -> None:
    client.force_login(people.user_with(*OWN))
    line = theirs.lines.get()
    for where in (f"/log/{theirs.pk}/", f"/log/{theirs.pk}/repair/", f"/log/line/{line.pk}/repair/",
                  f"/worklog/entry/{theirs.pk}/", f"/worklog/line/{line.pk}/"):  # fmt: skip
        assert client.get(where).status_code == 404
    assert client.post(f"/log/{theirs.pk}/withdraw/", {"why": "坏心"}).status_code == 404
    assert client.post(f"/log/{theirs.pk}/", {"said": "坏心"}).status_code == 404
    for where in (f"/log/week/?who={theirs.person_id}", f"/log/term/?who={theirs.person_id}", "/log/"):
        assert "别人说的话" not in client.get(where).content.decode()
    assert client.get("/log/staff/").status_code == 403


@pytest.mark.parametrize(
    "where", ["/log/", "/log/read/", "/log/week/", "/log/term/", "/log/staff/", "/log/1/", "/log/1/withdraw/",
              "/log/1/repair/", "/log/line/1/repair/"]
)  # fmt: skip
def test_each_page_asks_for_sign_in_and_its_right(client: Any, where: str) -> None:
    for ask in (client.get, client.post):
        assert ask(where).status_code == 302
    client.force_login(people.user_with("places.view_place"))
    for ask in (client.get, client.post):
        assert ask(where).status_code == 403


def test_every_member_of_staff_may_log_and_the_office_sees_all() -> None:
    rights = default_rights()
    for post in ("repairer", "cleaner", "gardener", "guard", "canteen", "keeper", "desk", "teacher", "finance", *ALL):
        assert "worklog.log_entry" in rights[post], post
    assert {post for post, held in rights.items() if "worklog.all_entry" in held} == set(ALL)


def test_a_figure_counts_for_one_person_what_he_may_see(theirs: Entry) -> None:
    from lvye.kernel.figures.api import compute
    from lvye.kernel.terms.api import span_period

    today = timezone.localdate()
    user = people.user_with(*OWN)
    make.entry(person=user.person, done_on=today, today=today)
    day = span_period(today, today)
    assert sum(value.rows for value in compute("worklog.entries", day, user=user)) == 1
    assert sum(value.rows for value in compute("worklog.entries", day)) == 2


def test_what_was_logged_turns_into_a_hazard_that_leads_back(client: Any) -> None:
    desk = people.user_in("desk")
    entry = make.entry(person=desk.person, said="看到二楼栏杆松了")
    kind = records.create(HazardKind, actor=desk, code="stairs", name="楼梯栏杆")
    client.force_login(desk)
    page = client.get(reverse("worklog.entry:detail", args=[entry.pk])).content.decode()
    assert f"about=worklog.entry%3A{entry.pk}" in page
    place = places.place()
    values = {
        "about": f"worklog.entry:{entry.pk}", "place": place.pk, "kind": kind.pk, "what": "栏杆松了",
        "outbox_key": str(uuid4()), "outbox_as": str(desk.pk), "done_at_device": "",
    }  # fmt: skip
    assert client.post(reverse("inspections:snap"), values).status_code == 302
    hazard = Hazard.objects.get()
    assert (hazard.about, hazard.about_id, hazard.source) == ("worklog.entry", entry.pk, "log")
