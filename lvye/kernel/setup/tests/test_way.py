"""The way through the first run: redirected to it, step by step, left and taken up again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, Post, posts_of
from lvye.kernel.places.api import School
from lvye.kernel.registers.api import registers
from lvye.kernel.setup.following import followings
from lvye.kernel.setup.questions import likely, terms_near
from lvye.kernel.setup.standing import is_set_up
from lvye.kernel.terms.api import Day, Term

from .conftest import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.engineless, pytest.mark.usefixtures("as_committed")]


@pytest.mark.parametrize(
    "address", ["/", "/accounts/login/", "/people/person/", "/s/8K3W2P/", "/no/such/page/", "/search/?q=x", "/me/"]
)
def test_every_address_of_an_empty_installation_leads_to_the_first_run(here: Any, address: str) -> None:
    answer = here.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/setup/")


@pytest.mark.parametrize("address", ["/manifest.webmanifest", "/sw.js", "/offline/"])
def test_what_the_pages_of_the_first_run_need_is_served(here: Any, address: str) -> None:
    assert here.get(address).status_code == 200


def test_once_there_is_a_school_the_way_is_free_and_costs_no_query(school_stands: Any) -> None:
    assert school_stands.get("/me/").status_code == 200
    assert is_set_up()
    school_stands.logout()
    with CaptureQueriesContext(connection) as seen:
        assert school_stands.get("/accounts/login/").status_code == 200
    assert not [q for q in seen if "places_school" in q["sql"] and "EXISTS" in q["sql"].upper()]
    with CaptureQueriesContext(connection) as seen:
        is_set_up()
    assert len(seen) == 0


def test_the_first_person_administers_and_is_signed_in_at_once(here: Any) -> None:
    answer = here.post("/setup/who/", WORDS | {"is_director": "on"})
    assert answer["Location"] == "/setup/school/"
    user = User.objects.get(username="hejianguo")
    assert posts_of(user, timezone.localdate()) == {"admin", "director"}
    assert user.has_perm("people.rights_post")
    assert user.check_password(WORDS["password"])
    assert not user.is_superuser
    assert here.get("/setup/school/").status_code == 200


def test_who_is_not_the_director_gets_the_administrators_post_alone(here: Any) -> None:
    here.post("/setup/who/", WORDS)
    assert posts_of(User.objects.get(username="hejianguo"), timezone.localdate()) == {"admin"}
    assert Post.objects.filter(code="director").exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"again": "Qing-he-2027"}, "两次写的密码不一样"),
        ({"password": "12345678", "again": "12345678"}, "密码"),
        ({"password": "hejianguo", "again": "hejianguo"}, "密码"),
        ({"password": "short", "again": "short"}, "密码"),
        ({"name": ""}, "这一项要填"),
        ({"username": "何 建国"}, "用户名"),
        ({"username": "admin<script>"}, "用户名"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    here: Any, changed: dict[str, str], says: str
) -> None:
    answer = here.post("/setup/who/", WORDS | changed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in page
    assert 'class="err"' in page or "is-late" in page
    for name in ("name", "username"):
        typed = (WORDS | changed)[name]
        assert not typed or f'value="{typed.replace("<", "&lt;").replace(">", "&gt;")}"' in page
    assert WORDS["password"] not in page
    assert not User.objects.filter(is_system=False).exists()


def test_the_school_is_entered_and_the_next_page_asks_for_the_term(founder: Any) -> None:
    answer = founder.post("/setup/school/", {"name": "青禾实验学校", "short_name": "青禾", "phone": "8001"})
    assert answer["Location"] == "/setup/term/"
    school = School.objects.get()
    assert (school.name, school.short_name, school.phone) == ("青禾实验学校", "青禾", "8001")


def test_a_school_without_a_name_is_refused_and_the_rest_is_kept(founder: Any) -> None:
    answer = founder.post("/setup/school/", {"name": "", "phone": "0791-8001"})
    assert answer.status_code == 400
    assert 'value="0791-8001"' in answer.content.decode()
    assert not School.objects.exists()


def test_going_back_mends_the_school_and_makes_no_second_one(school_stands: Any) -> None:
    assert "青禾实验学校" in school_stands.get("/setup/school/").content.decode()
    school_stands.post("/setup/school/", {"name": "青禾中学"})
    assert School.objects.get().name == "青禾中学"


def test_a_later_step_waits_for_the_school(founder: Any) -> None:
    for step in ("term", "places", "people"):
        assert founder.get(f"/setup/{step}/")["Location"] == "/setup/school/"


def test_the_term_comes_with_its_dates_and_fills_the_calendar(school_stands: Any) -> None:
    page = school_stands.get("/setup/term/")
    guess = likely(timezone.localdate())
    assert f'value="{guess["begins_on"]:%Y-%m-%d}"' in page.content.decode()
    answer = school_stands.post("/setup/term/", {"term": "2025-2", "begins_on": "2026-02-23", "ends_on": "2026-07-10"})
    if timezone.localdate() > dt.date(2027, 1, 22):  # 2025-2 is offered for as long as it is one of the last
        assert answer.status_code == 400
        return
    assert answer["Location"] == "/setup/places/"
    assert Term.objects.get().code == "2025-2"
    assert Day.objects.filter(date__year=2026).exists()


def test_a_term_that_cannot_be_is_refused_with_its_dates_kept(school_stands: Any) -> None:
    guess = likely(timezone.localdate())
    words = {"term": guess["term"], "begins_on": f"{guess['ends_on']:%Y-%m-%d}", "ends_on": "2020-01-01"}
    answer = school_stands.post("/setup/term/", words)
    assert answer.status_code == 400
    assert 'value="2020-01-01"' in answer.content.decode()
    assert "放假日期必须在开学日期之后" in answer.content.decode()
    assert not Term.objects.exists()


@pytest.mark.parametrize(
    ("today", "term", "begins_on"),
    [
        (dt.date(2026, 9, 15), "2026-1", dt.date(2026, 9, 1)),
        (dt.date(2027, 1, 10), "2026-1", dt.date(2026, 9, 1)),
        (dt.date(2026, 3, 1), "2025-2", dt.date(2026, 2, 23)),
        (dt.date(2026, 2, 1), "2025-2", dt.date(2026, 2, 23)),
        (dt.date(2026, 8, 1), "2026-1", dt.date(2026, 9, 1)),
        (dt.date(2024, 8, 20), "2024-1", dt.date(2024, 9, 2)),  # 1 September 2024 is a Sunday
    ],
)
def test_the_likely_term_is_the_one_that_runs_or_comes(today: dt.date, term: str, begins_on: dt.date) -> None:
    guess = likely(today)
    assert (guess["term"], guess["begins_on"]) == (term, begins_on)
    year, half = term.split("-")
    assert (int(year), int(half)) in terms_near(today)


def test_who_left_comes_back_by_signing_in_to_the_first_step_not_done(founder: Any) -> None:
    founder.logout()
    assert founder.get("/")["Location"] == "/setup/"
    assert founder.get("/setup/")["Location"] == "/setup/school/"
    assert founder.get("/setup/school/")["Location"] == "/accounts/login/?next=/setup/school/"
    words = {"login": "hejianguo", "password": WORDS["password"], "next": "/setup/school/"}
    assert founder.post("/accounts/login/", words)["Location"] == "/setup/school/"
    assert founder.get("/setup/school/").status_code == 200


def test_the_steps_are_not_for_who_lacks_their_right(school_stands: Any) -> None:
    from lvye.kernel.people.tests import make

    school_stands.force_login(make.user_in("teacher"))
    for step in ("school", "term", "places", "people", "done"):
        assert school_stands.get(f"/setup/{step}/").status_code == 403


def test_what_still_lacks_stands_on_the_first_page_until_it_is_there(school_stands: Any) -> None:
    page = school_stands.get("/").content.decode()
    assert "建校还差几步" in page
    for step in ("term", "places", "people"):
        assert f'href="/setup/{step}/"' in page
    assert 'href="/setup/school/"' not in page
    done = school_stands.get("/setup/done/").content.decode()
    assert "还差几样" in done


def test_a_whole_school_is_not_reminded_of_anything(school_stands: Any) -> None:
    guess = likely(timezone.localdate())
    days = {name: f"{guess[name]:%Y-%m-%d}" for name in ("begins_on", "ends_on")}
    school_stands.post("/setup/term/", {"term": guess["term"], **days})
    lines = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0"}
    school_stands.post("/setup/places/", lines | {"lines-0-name": "教学楼", "lines-0-floors": "1", "lay": "1"})
    school_stands.post("/setup/people/", lines | {"lines-0-name": "王德明", "enter": "1"})
    assert Person.objects.count() == 2
    assert "建校还差几步" not in school_stands.get("/").content.decode()
    assert "学校建好了" in school_stands.get("/setup/done/").content.decode()
    assert school_stands.get("/setup/")["Location"] == "/setup/done/"


def test_every_next_deed_of_the_last_page_opens(school_stands: Any) -> None:
    page = school_stands.get("/setup/done/")
    assert len(page.context["nexts"]) == len(followings)
    for one in page.context["nexts"]:
        assert school_stands.get(one["url"]).status_code == 200, one["url"]


def test_every_right_a_step_asks_for_is_a_right_of_a_register() -> None:
    from lvye.kernel.setup.way import STEPS

    known = {reg.permission(verb) for reg in registers for verb in reg.verbs()}
    assert {step.right for step in STEPS.values() if step.right} <= known


def test_the_pages_work_in_english_too(here: Any) -> None:
    page = here.get("/setup/who/", headers={"Accept-Language": "en"}).content.decode()
    assert "First tell us who you are" in page
    assert "先认识一下您" not in page
