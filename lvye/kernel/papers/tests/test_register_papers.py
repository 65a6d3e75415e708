"""Every register on paper: who may print what, what is on it, and how much of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lvye.kernel.papers import register_papers
from lvye.kernel.papers.tests.make import texts
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import Register, registers

pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
ALL = [pytest.param(reg, id=reg.key) for reg in registers]
SCOPES = {reg.key: reg.scope for reg in registers}


def words_of(answer: Any) -> str:
    """What stands on a paper, without gaps: where lines are broken is the printer's affair."""
    assert answer["Content-Type"] == "application/pdf"
    return "".join("".join(texts(answer.content)).split())


@pytest.fixture
def through_every_scope() -> Any:
    """Open one register's scope as a test says; as it was afterwards."""

    def opened(reg: Register, scope: Any) -> None:
        object.__setattr__(reg, "scope", scope)

    yield opened
    for reg in registers:
        object.__setattr__(reg, "scope", SCOPES[reg.key])


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The tables handed over to be drawn; they are not drawn."""
    tables: list[Any] = []

    def table_pdf(*, table: Any, **_others: Any) -> bytes:
        tables.append(table)
        return b"%PDF"

    monkeypatch.setattr(register_papers, "table_pdf", table_pdf)
    return tables


@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_a_list_on_paper_needs_sign_in_and_both_rights_and_holds_what_the_scope_shows(
    client: Any,
    clerk: Any,
    admin_user: Any,
    allow: Any,
    through_every_scope: Any,
    row: Any,
    reg: Register,
    handed_over: list[Any],
) -> None:
    where = reverse(f"{reg.key}:paper")
    assert client.get(where).status_code == 302
    client.force_login(clerk)
    assert client.get(where).status_code == 403
    allow(reg.permission("export"))
    assert client.get(where).status_code == 403
    allow(reg.permission("view"))
    assert handed_over == []
    through_every_scope(reg, lambda rows, user: SCOPES[reg.key](rows, user).none())
    assert client.get(where)["Content-Type"] == "application/pdf"
    through_every_scope(reg, lambda rows, user: SCOPES[reg.key](rows, admin_user).filter(pk=row.pk))
    assert client.get(where).status_code == 200
    none, one = handed_over  # how a table is drawn, with rows and without, the tests below show
    assert (len(none.rows), len(one.rows)) == (0, 1)
    assert len(one.rows[0]) == len(one.header) == len(reg.columns)
    assert all(isinstance(cell, str) for cell in (*one.header, *one.rows[0]))


@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_a_record_on_paper_needs_sign_in_its_right_and_the_scope(
    client: Any, clerk: Any, allow: Any, through_every_scope: Any, row: Any, reg: Register
) -> None:
    where = reverse(f"{reg.key}:record-paper", args=[row.pk])
    assert client.get(where).status_code == 302
    client.force_login(clerk)
    assert client.get(where).status_code == 403
    allow(reg.permission("view"))
    through_every_scope(reg, lambda rows, user: rows.none())
    assert client.get(where).status_code == 404
    through_every_scope(reg, SCOPES[reg.key])
    if not reg.rows(type(clerk).objects.get(pk=clerk.pk)).filter(pk=row.pk).exists():
        through_every_scope(reg, lambda rows, user: rows)
    words = words_of(client.get(where))
    assert "经办人" in words
    assert where.removesuffix("/paper.pdf").strip("/") in words


@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_the_links_to_paper_stand_where_their_rights_are(
    client: Any, clerk: Any, allow: Any, row: Any, reg: Register
) -> None:
    allow(reg.permission("view"))
    client.force_login(clerk)
    where = reverse(f"{reg.key}:paper")
    assert where not in client.get(reverse(f"{reg.key}:list")).content.decode()
    allow(reg.permission("export"))
    page = client.get(reverse(f"{reg.key}:list"))
    assert page.context["extra_links"][0]["url"].startswith(where)
    assert where in page.content.decode()
    page = client.get(reverse(f"{reg.key}:detail", args=[row.pk]))
    if page.status_code == 200 and "extra_links" in page.context:
        assert page.context["extra_links"][0]["url"] == reverse(f"{reg.key}:record-paper", args=[row.pk])


def test_an_empty_list_says_so_on_paper(client: Any, clerk: Any, allow: Any) -> None:
    allow("places.view_place", "places.export_place")
    client.force_login(clerk)
    assert "这一期没有记录" in words_of(client.get(reverse("places.place:paper"), {"q": "绝无此词"}))


def test_a_list_is_printed_as_it_is_narrowed_and_says_how(client: Any, clerk: Any, allow: Any) -> None:
    places.school()
    places.room("301教室")
    places.place(name="体育馆")
    allow("places.view_place", "places.export_place")
    client.force_login(clerk)
    words = words_of(client.get(reverse("places.place:paper"), {"kind": "room", "q": "301"}))
    assert "青禾实验学校" in words
    assert "301教室" in words
    assert "体育馆" not in words
    assert "类型：房间；301" in words
    assert "截至" in words


def test_a_list_too_long_for_paper_is_cut_with_a_sentence(
    client: Any, clerk: Any, allow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_papers, "MOST_ROWS", 3)
    for _ in range(5):
        places.place()
    allow("places.view_place", "places.export_place")
    client.force_login(clerk)
    words = words_of(client.get(reverse("places.place:paper")))
    assert f"一共{places.Place.objects.count()}条，这里只印前3条" in words
    assert "共3条" in words


def test_no_paper_takes_more_than_two_thousand_rows() -> None:
    assert register_papers.MOST_ROWS == 2000


def test_a_record_on_paper_says_what_is_on_its_page_and_who_did_what(client: Any, clerk: Any, allow: Any) -> None:
    room = places.room("301教室")
    allow("places.view_place")
    client.force_login(clerk)
    words = words_of(client.get(reverse("places.place:record-paper", args=[room.pk])))
    for said in ("教学楼3层301教室", "房间", "在用", "经过", "登记", "负责人"):
        assert said in words
    assert "<" not in words


def test_a_telephone_that_is_hidden_on_the_page_is_hidden_on_paper(client: Any, clerk: Any, allow: Any) -> None:
    from lvye.kernel.people.tests import make as people

    person = people.person(name="吴桂芳", phone="13900001111")
    people.services.person_amend(person, actor=people.system_user(), phone="13900002222")
    allow("people.view_person", "people.export_person")
    client.force_login(clerk)
    for where in (reverse("people.person:paper"), reverse("people.person:record-paper", args=[person.pk])):
        words = words_of(client.get(where))
        assert "吴桂芳" in words
        assert "1390000" not in words


def test_html_in_a_name_is_text_on_paper(client: Any, clerk: Any, allow: Any) -> None:
    place = places.place(name="<b>楼</b>&amp;")
    allow("places.view_place", "places.export_place")
    client.force_login(clerk)
    for where in (reverse("places.place:paper"), reverse("places.place:record-paper", args=[place.pk])):
        assert "<b>楼</b>&amp;" in words_of(client.get(where))
