"""What holds for every figure: a second way of counting agrees, parts add up, and the rows are really there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from conftest import settle
from lvye.kernel.accounts.api import User
from lvye.kernel.figures import api
from lvye.kernel.registers.api import registers
from lvye.kernel.terms.api import get, term_period

pytestmark = pytest.mark.django_db
ALL = [pytest.param(figure, id=figure.name) for figure in api.figures]


@pytest.fixture(scope="module")
def busy_school(django_db_setup: Any, django_db_blocker: Any) -> Any:
    """A small demo school, made once for this file and taken away after it."""
    from django.db import transaction

    from lvye.config import demo

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            demo.make(small=True)
            settle()
            yield term_period(get("last", demo.TODAY))
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture
def reader(client: Any) -> Any:
    """Signed in as somebody who may open everything, and is nobody of the demo school."""
    client.force_login(User.objects.create_superuser("figure-reader", password="long-enough-9"))
    return client


@pytest.mark.parametrize("figure", ALL)
def test_the_figure_equals_an_independent_recount(busy_school: Any, figure: Any) -> None:
    stated = api.one(figure.name, busy_school)
    assert (stated.value, stated.rows) == api.recount(figure.name, busy_school)


@pytest.mark.parametrize("figure", ALL)
def test_the_parts_hold_all_rows_and_add_up(busy_school: Any, figure: Any) -> None:
    whole = api.one(figure.name, busy_school)
    for split in figure.by:
        parts = api.compute(figure.name, busy_school, by=(split,))
        assert sum(part.rows for part in parts) == whole.rows
        if isinstance(figure.value, (api.Count, api.Sum)):
            assert sum(part.value for part in parts) == whole.value
        for part in parts[:3]:
            assert (part.value, part.rows) == api.recount(figure.name, busy_school, part.keys)


@pytest.mark.parametrize("figure", ALL)
def test_its_address_lists_exactly_its_rows(busy_school: Any, reader: Any, figure: Any) -> None:
    for split in [None, *figure.by][:3]:
        parts = api.compute(figure.name, busy_school, by=(split,) if split else ())
        for part in parts[:2]:
            page = reader.get(api.address(figure.name, busy_school, part.keys))
            assert page.status_code == 200
            assert page.context["stated_rows"].replace(",", "") == str(part.rows)
            expected = api.rows(figure.name, busy_school, part.keys).values_list("pk", flat=True)[:50]
            assert [f'data-pk="{pk}"' in page.content.decode() for pk in expected] == [True] * len(expected)


@pytest.mark.engineless
@pytest.mark.parametrize("figure", ALL)
def test_its_page_needs_the_right_of_its_register(client: Any, clerk: Any, allow: Any, figure: Any) -> None:
    where = reverse("figures:rows", args=[figure.name])
    assert client.get(where).status_code == 302
    client.force_login(clerk)
    assert client.get(where).status_code == 403
    allow(registers[figure.register].permission("view"))
    assert client.get(where).status_code == 200


def test_the_command_prints_one_object_a_line(busy_school: Any) -> None:
    lines = [json.loads(line) for line in api.all_lines(busy_school)]
    assert {line["figure"] for line in lines} == set(api.figures.keys())
    for line in lines:
        assert {"figure", "name", "by", "value", "unit", "rows", "definition"} <= line.keys()


def test_an_unknown_figure_or_split_is_not_found(reader: Any) -> None:
    assert reader.get("/figures/no.such/").status_code == 404
    name = next(iter(api.figures)).name
    assert reader.get(f"/figures/{name}/?by.nothing=1").status_code == 404
    assert reader.get(f"/figures/{name}/?from=2026-99-01&to=x").status_code == 404


def test_no_total_is_stated_over_several_units(busy_school: Any, reader: Any) -> None:
    mixed = [figure for figure in api.figures if figure.apart]
    assert "repairs.work" in {figure.name for figure in mixed}
    lines = [json.loads(line) for line in api.all_lines(busy_school)]
    for figure in mixed:
        of = [line for line in lines if line["figure"] == figure.name]
        assert all(line["unit"] == line["by"][figure.apart] for line in of if line["rows"])
        units = [value.keys[figure.apart] for value in api.totals(busy_school) if value.figure is figure and value.rows]
        assert len(units) == len(set(units))
    page = reader.get(api.address("repairs.work", busy_school))
    whole = api.one("repairs.work", busy_school)
    units = api.compute("repairs.work", busy_school, by=("unit",))
    assert len(units) > 1
    assert api.text(units[0]) in page.context["stated"]
    assert api.number(whole) not in page.context["stated"]
