"""What holds for every register. A new register is under these tests the day it is declared."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape

from lvye.kernel.audit.api import Entry, verify
from lvye.kernel.chains.api import links
from lvye.kernel.records.api import Record
from lvye.kernel.registers.api import Listing, Register, form_class, registers
from lvye.kernel.registers.lists import COUNT_LIMIT

pytestmark = pytest.mark.django_db
ALL = [pytest.param(reg, id=reg.key) for reg in registers]
FORMS = [pytest.param(reg, id=reg.key) for reg in registers if reg.fields and "edit" not in reg.screens]
FLOWS = [pytest.param(reg, step, id=f"{reg.key}-{step}") for reg in registers for step in reg.actions]
FILTERS = [pytest.param(reg, name, id=f"{reg.key}-{name}") for reg in registers for name in reg.filters]
CHAINED = [
    pytest.param(registers[key], id=key)
    for key in sorted({key for each in links for key in (each.source, each.target)})
]
SORTS = [pytest.param(reg, sort, id=f"{reg.key}-{sort}") for reg in registers for sort in reg.sorts]
HTMX = {"HX-Request": "true"}


def address(reg: Register, screen: str, *args: Any) -> str:
    return reverse(f"{reg.key}:{screen}", args=args)


def every_right(reg: Register) -> list[str]:
    extra = getattr(reg.model, "extra_verbs", ())
    return [reg.permission(verb) for verb in (*reg.verbs(), *extra)]


def test_every_record_has_a_register() -> None:
    kept = {m._meta.label_lower for m in apps.get_models() if issubclass(m, Record)}
    assert kept == set(registers.keys())


def test_the_declarations_are_sound() -> None:
    call_command("check", fail_level="WARNING")


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.engineless
@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_each_screen_asks_for_sign_in_and_its_right(
    client: Any, clerk: Any, allow: Any, row: Any, reg: Register
) -> None:
    screens = {}
    for screen in ("list", "detail", "new", "edit"):
        try:
            screens[screen] = address(reg, screen, *([row.pk] if screen in ("detail", "edit") else []))
        except NoReverseMatch:
            assert not reg.fields
    assert {"list", "detail"} <= screens.keys()
    assert {screen: client.get(where).status_code for screen, where in screens.items()} == dict.fromkeys(screens, 302)
    client.force_login(clerk)
    assert {screen: client.get(where).status_code for screen, where in screens.items()} == dict.fromkeys(screens, 403)
    allow(*every_right(reg))
    user_sees = reg.rows(type(clerk).objects.get(pk=clerk.pk)).filter(pk=row.pk).exists()
    for screen, where in screens.items():
        expected = 403 if screen == "new" and not reg.can_add else 200
        if screen in ("detail", "edit") and not user_sees:
            expected = 404
        answer = client.get(where)
        if screen in reg.screens and expected == 200 and answer.status_code == 302:
            assert answer.url == address(reg, "detail", row.pk), screen  # a hand-made page that lives on another
        else:
            assert answer.status_code == expected, screen


@pytest.mark.engineless
@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_a_record_out_of_sight_is_not_found_at_any_address(
    client: Any, clerk: Any, allow: Any, row: Any, reg: Register
) -> None:
    """The scope holds on every screen that takes a number: seen through an empty scope, nothing is there."""
    allow(*every_right(reg))
    client.force_login(clerk)
    object.__setattr__(reg, "scope", lambda rows, user: rows.none())
    try:
        assert client.get(address(reg, "detail", row.pk)).status_code == 404
        if reg.fields:
            assert client.get(address(reg, "edit", row.pk)).status_code == 404
        for step in reg.actions:
            assert client.post(address(reg, "do", row.pk, step)).status_code == 404
        assert f'data-pk="{row.pk}"' not in client.get(address(reg, "list")).content.decode()
    finally:
        object.__setattr__(reg, "scope", ORIGINAL_SCOPES[reg.key])


ORIGINAL_SCOPES = {reg.key: reg.scope for reg in registers}


@pytest.fixture
def sees_all(admin_user: Any) -> Iterator[Callable[[Register], None]]:
    """For tests of the screens themselves: the scope shows what the chief of all would see."""

    def open_scope(reg: Register) -> None:
        original = ORIGINAL_SCOPES[reg.key]
        object.__setattr__(reg, "scope", lambda rows, user: original(rows, admin_user))

    yield open_scope
    for reg in registers:
        object.__setattr__(reg, "scope", ORIGINAL_SCOPES[reg.key])


@pytest.mark.engineless
@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_a_longer_list_takes_no_more_queries(
    client: Any, clerk: Any, allow: Any, sees_all: Any, rows: list[Any], reg: Register
) -> None:
    sees_all(reg)
    allow(*every_right(reg))
    client.force_login(clerk)
    client.get(address(reg, "list"))  # what is asked once per process
    counts = []
    for number in (2, 5):
        few, shown = [row.pk for row in rows[:number]], reg.scope
        object.__setattr__(
            reg, "scope", lambda every, user, few=few, shown=shown: shown(every, user).filter(pk__in=few)
        )
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(reg, "list")).status_code == 200
        counts.append(len(seen))
        object.__setattr__(reg, "scope", shown)
    assert counts[0] == counts[1]
    assert counts[1] <= 14


@pytest.mark.engineless
@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_htmx_gets_the_table_alone(client: Any, clerk: Any, allow: Any, rows: list[Any], reg: Register) -> None:
    allow(*every_right(reg))
    client.force_login(clerk)
    assert b"<html" in client.get(address(reg, "list")).content
    part = client.get(address(reg, "list"), headers=HTMX)
    assert b"<html" not in part.content
    assert "HX-Request" in part["Vary"]
    back = HTMX | {"HX-History-Restore-Request": "true"}
    assert b"<html" in client.get(address(reg, "list"), headers=back).content


@pytest.mark.parametrize(("reg", "name"), FILTERS, indirect=["reg"])
def test_a_filter_keeps_what_fits_and_nonsense_keeps_nothing(
    clerk: Any, sees_all: Any, row: Any, reg: Register, name: str
) -> None:
    sees_all(reg)
    field = reg.model._meta.get_field(name)
    value = getattr(row, field.attname)
    if value not in (None, ""):
        assert row in Listing(reg, clerk, {name: str(value)}).rows()
    if field.choices or field.is_relation or isinstance(field, (models.DateField, models.IntegerField)):
        assert not Listing(reg, clerk, {name: "nonsense"}).rows().exists()


@pytest.mark.parametrize(("reg", "sort"), SORTS, indirect=["reg"])
def test_pages_by_key_show_each_row_once_in_order(
    clerk: Any, sees_all: Any, monkeypatch: pytest.MonkeyPatch, rows: list[Any], reg: Register, sort: str
) -> None:
    sees_all(reg)
    monkeypatch.setattr("lvye.kernel.registers.lists.PAGE_SIZE", 2)
    expected = [row.pk for row in Listing(reg, clerk, {"sort": sort}).sorted_rows()]
    seen: list[int] = []
    query = {"sort": sort}
    while True:
        page = Listing(reg, clerk, query).page()
        seen += [row.pk for row in page.records]
        if not page.next_url:
            break
        back = Listing(reg, clerk, asked(page.next_url) | {"sort": sort}).page()
        assert back.prev_url
        query = asked(page.next_url) | {"sort": sort}
    assert seen == expected


def asked(url: str) -> dict[str, str]:
    from urllib.parse import parse_qsl, urlsplit

    return dict(parse_qsl(urlsplit(url).query))


def test_no_list_counts_further_than_it_shows() -> None:
    assert COUNT_LIMIT == 1000


@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_a_nonsense_page_or_order_breaks_nothing(
    client: Any, clerk: Any, allow: Any, rows: list[Any], reg: Register
) -> None:
    allow(*every_right(reg))
    client.force_login(clerk)
    for query in ("after=1~2026-13-45", "before=-1", "sort=password", "sort=id;drop", "on.x=1", "q=%00%27"):
        assert client.get(f"{address(reg, 'list')}?{query}", headers=HTMX).status_code == 200
    whole = client.get(f"{address(reg, 'list')}?after=zzz&sort=password&on.x=1&q=%00%27")
    assert (whole.status_code, b"<html" in whole.content) == (200, True)


@pytest.mark.parametrize("reg", [p for p in ALL if p.values[0].searchable], indirect=True)
def test_a_record_is_found_by_its_own_words(clerk: Any, sees_all: Any, row: Any, reg: Register) -> None:
    sees_all(reg)
    words = [word for word in row.search_source() if word.strip()]
    assert words, "a searchable record that has no words cannot be found"
    for word in words:
        assert row in Listing(reg, clerk, {"q": word[:12]}).rows(), word
    assert row not in Listing(reg, clerk, {"q": "绝无此词甲乙丙"}).rows()


@pytest.mark.parametrize("reg", FORMS, indirect=True)
def test_an_edit_leaves_exactly_its_trace(
    client: Any, clerk: Any, allow: Any, sees_all: Any, row: Any, reg: Register
) -> None:
    sees_all(reg)
    user = allow(*every_right(reg), "people.minors_person")  # some forms name a pupil
    client.force_login(clerk)
    form = form_class(reg, user)(instance=row)
    names = [n for n, f in form.fields.items() if type(f).__name__ == "CharField" and not f.disabled]
    if not names:
        pytest.skip("no plain words on this form to change")
    data = {name: posted(form[name].value()) for name in form.fields}
    text = next((n for n in names if not reg.model._meta.get_field(n).choices), names[0])
    limit = reg.model._meta.get_field(text).max_length or 40
    answer = client.post(address(reg, "edit", row.pk), {**data, text: "改过的字"[:limit]})
    if getattr(row, "status", None) in row.flow.final:
        return
    assert answer.status_code == 302, answer.content.decode()[:2000]
    fresh = reg.model._default_manager.get(pk=row.pk)
    assert getattr(fresh, text) == "改过的字"[:limit]
    last = Entry.objects.filter(target=reg.key, target_id=row.pk).order_by("-id").first()
    assert last is not None
    assert text in last.changes
    assert last.actor_id == clerk.pk
    assert verify().sound


def posted(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, (list, tuple, models.QuerySet)):
        return [posted(v) for v in value]
    return "" if value is None else value


@pytest.mark.engineless
@pytest.mark.parametrize(("reg", "step"), FLOWS, indirect=["reg"])
def test_a_step_needs_its_own_right_and_its_status(
    client: Any, clerk: Any, allow: Any, sees_all: Any, row: Any, reg: Register, step: str
) -> None:
    sees_all(reg)
    client.force_login(clerk)
    where = address(reg, "do", row.pk, step)
    allow(*(reg.permission(v) for v in ("view", "add", "change")))
    assert client.post(where).status_code == 403
    allow(reg.permission(step))
    taken = reg.model.flow[step]
    for status in sorted({str(v) for v, _w in reg.model._meta.get_field("status").flatchoices} - taken.source):
        try:
            with transaction.atomic():
                reg.model._default_manager.filter(pk=row.pk).update(status=status)
        except IntegrityError:
            continue  # the database itself refuses such a record
        before = reg.model._default_manager.filter(pk=row.pk).values().get()
        assert client.post(where).status_code in (200, 400, 409)
        assert reg.model._default_manager.filter(pk=row.pk).values().get() == before


@pytest.mark.engineless
@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_the_detail_page_tells_title_and_story(
    client: Any, clerk: Any, allow: Any, sees_all: Any, row: Any, reg: Register
) -> None:
    sees_all(reg)
    allow(*every_right(reg))
    client.force_login(clerk)
    page = client.get(address(reg, "detail", row.pk)).content.decode()
    title = str(row).split()[0] if "detail" in reg.screens else str(row)  # a hand-made page sets the words its own way
    assert escape(title) in page
    assert client.get(address(reg, "detail", row.pk) + "?as=print").status_code == 200


@pytest.mark.engineless
@pytest.mark.parametrize("reg", CHAINED, indirect=True)
def test_the_page_of_a_record_leads_to_its_chain(may_all: Any, sees_all: Any, row: Any, reg: Register) -> None:
    sees_all(reg)
    there = address(reg, "chain", row.pk)
    assert there in may_all.get(address(reg, "detail", row.pk)).content.decode()
    assert escape(str(row)) in may_all.get(there).content.decode()


@pytest.mark.parametrize("reg", ALL, indirect=True)
def test_export_needs_its_right_and_carries_what_is_seen(
    client: Any, clerk: Any, allow: Any, sees_all: Any, row: Any, reg: Register
) -> None:
    sees_all(reg)
    client.force_login(clerk)
    where = address(reg, "export") + "?as=xlsx"
    allow(reg.permission("view"))
    assert client.get(where).status_code == 403
    allow(reg.permission("view"), reg.permission("export"))
    answer = client.get(where)
    assert answer.status_code == 200
    from openpyxl import load_workbook

    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    sheet = load_workbook(io.BytesIO(content)).active
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert len(cells) >= 2
    assert any(reg.columns), row
