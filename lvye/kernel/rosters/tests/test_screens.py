from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from icalendar import Calendar

from lvye.kernel.people.tests import make as people
from lvye.kernel.rosters import services
from lvye.kernel.rosters.models import Absence, Assignment, Swap, SwapStatus, Wish
from lvye.kernel.rosters.tests import make
from lvye.kernel.rosters.tests.test_changing import duties

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
PART = {"HTTP_HX_REQUEST": "true"}


def test_the_office_changes_by_hand_and_is_told_at_once_what_cannot_be(client: Any) -> None:
    roster = make.filled(kind=make.staffed(3, gap_days=2))
    first, second, third, *_rest = duties(roster)
    client.force_login(people.user_in("director"))
    page = client.get(f"/rosters/roster/{roster.pk}/?month=2031-03").content.decode()
    assert f'data-place="{first.pk}"' in page
    choice = client.get(reverse("rosters:who", args=[first.pk]), **PART).content.decode()
    assert choice.index(third.person.name) < choice.index(second.person.name)
    no = client.post(reverse("rosters:who", args=[first.pk]), {"person": second.person.pk}, **PART)
    assert (no.status_code, no.headers["HX-Retarget"]) == (409, "#who-part")
    assert "太近" in no.content.decode()
    yes = client.post(reverse("rosters:who", args=[first.pk]), {"person": third.person.pk}, **PART)
    assert yes.status_code == 200
    assert Assignment.objects.get(pk=first.pk).person == third.person


def test_a_roster_is_recalled_by_a_button_that_goes_once_it_has_begun(client: Any, monkeypatch: Any) -> None:
    roster = make.published()
    user, pages = people.user_in("director"), []
    for moment in (make.NOW, make.NOW + make.DAY * 4):
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        client.force_login(user)
        pages.append(client.get(f"/rosters/roster/{roster.pk}/").content.decode())
    assert ["撤回发布" in page for page in pages] == [True, False]


def test_a_teacher_sees_the_roster_and_changes_nothing(client: Any) -> None:
    roster = make.published()
    client.force_login(people.user_in("teacher"))
    page = client.get(f"/rosters/roster/{roster.pk}/").content.decode()
    assert 'data-place="' not in page
    assert duties(roster)[0].person.name in page
    assert client.get(reverse("rosters:who", args=[duties(roster)[0].pk])).status_code == 403
    assert client.get(f"/rosters/roster/{make.filled().pk}/").status_code == 404


def test_ones_own_page_asks_for_a_swap_and_the_other_agrees_there(client: Any, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.NOW)
    first, second, *_rest = duties(make.published())
    client.force_login(first.person.user)
    assert first.slot.shift.hours in client.get("/duty/").content.decode()
    asking = reverse("rosters:swap", args=[first.pk])
    assert second.person.name in client.get(asking).content.decode()
    client.post(asking, {"other": second.person.pk, "taken": second.pk, "why": "外出"})
    swap = Swap.objects.get()
    client.force_login(second.person.user)
    assert "外出" in client.get("/duty/").content.decode()
    client.post(reverse("rosters:answer", args=[swap.pk]))
    assert Swap.objects.get().status == SwapStatus.AGREED
    assert Assignment.objects.get(pk=first.pk).person == second.person


def test_leave_and_wishes_are_entered_on_the_phone(client: Any) -> None:
    user = people.user_in("teacher")
    client.force_login(user)
    days = {"begins_on": "2099-03-03", "ends_on": "2099-03-04", "why": "leave", "note": ""}
    assert client.post("/duty/away/", days | {"ends_on": "2099-03-01"}).status_code == 400
    assert client.post("/duty/away/", days).status_code == 302
    kind = make.kind()
    assert client.post("/duty/wish/", {"kind": kind.pk, "liking": "not", "weekday": "0"}).status_code == 302
    both = client.post("/duty/wish/", {"kind": kind.pk, "liking": "not", "weekday": "0", "on": "2099-03-03"})
    assert both.status_code == 400
    assert (Absence.objects.get().person, Wish.objects.get().person) == (user.person, user.person)


def test_the_calendar_holds_ones_duties_until_it_is_revoked(client: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.NOW)
    first = duties(make.published())[0]
    link = services.link_make(first.person, now=make.NOW, actor=first.person.user)
    address = reverse("rosters:feed", args=[services.token_of(link)])
    events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    mine = [one for one in duties(first.slot.roster) if one.person == first.person]
    assert [event["DTSTART"].dt for event in events] == [one.slot.starts_at for one in mine]
    wrong = reverse("rosters:feed", args=[link.nonce + "0" * 40])
    assert client.get(wrong).status_code == 404
    services.links_revoke(first.person, now=make.NOW, actor=first.person.user)
    assert client.get(address).status_code == 404


def test_paper_sheet_and_fairness_hold_everybody(client: Any) -> None:
    roster = make.published()
    client.force_login(people.user_in("director"))
    names = {one.person.name for one in duties(roster)}
    page = client.get(reverse("rosters:fair", args=[roster.pk])).content.decode()
    assert all(name in page for name in names)
    assert client.get(reverse("rosters:pdf", args=[roster.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("rosters:xlsx", args=[roster.pk])).content.startswith(b"PK")
