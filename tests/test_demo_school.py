"""The demo school: its full term holds one real school's counts, its paper states them, and each opens its records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from conftest import settle
from lvye.config import demo
from lvye.kernel.accounts.api import User
from lvye.kernel.audit.api import verify
from lvye.kernel.terms.api import Period, get, term_period
from lvye.modules.repairs.models import Job, JobLine
from lvye.modules.summaries.api import term_summary_file
from tests import paper

# Made on each engine by the tests of the command line, which hold its counts there.
pytestmark = [pytest.mark.django_db, pytest.mark.engineless]
# action, object, quantity, unit, given as 余
COUNTS = (
    ("维修并更换", "电源开关插座", 58, "个", False),
    ("更换", "灯管", 84, "个", False),
    ("维修并更换", "脚踏阀", 20, "个", True),
    ("维修并更换", "水嘴", 18, "个", False),
    ("维修", "门", 60, "次", True),
    ("维修", "课桌", 280, "张", False),
    ("维修", "凳子", 180, "张", False),
    ("维修", "窗帘轨道", 12, "次", False),
    ("维修", "门扣", 30, "次", False),
    ("维修", "电脑打印机", 120, "次", True),
)
EACH = pytest.mark.parametrize("count", COUNTS, ids=lambda count: count[1])
SIX = ("director", "vice", "principal", "repairer", "teacher", "keeper")
PRINTED = re.compile(r"^\s+(\w+)\s+(\S+) (\S+)$")


def made(django_db_blocker: Any, *, small: bool) -> Iterator[Period]:
    """A demo school in the test database, taken away after the file; the days of its full term."""
    from django.db import transaction

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            demo.make(small=small)
            settle()
            yield term_period(get("last", demo.TODAY))
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def full_term(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Period]:
    """The small demo: few other jobs, the counted work whole."""
    yield from made(django_db_blocker, small=True)


@pytest.fixture(scope="module")
def printed(full_term: Period, django_db_blocker: Any) -> bytes:
    """The full term's summary as Word, printed once."""
    with django_db_blocker.unblock():
        return term_summary_file(get("last", demo.TODAY), kind="docx")


def lines_of(action: str, thing: str, unit: str, period: Period) -> Any:
    """The lines of work behind one count."""
    days = {"done_on__gte": period.begins_on, "done_on__lte": period.ends_on}
    return JobLine.objects.filter(action=action, object=thing, unit=unit, **days)


def listed(client: Client, address: str) -> set[int]:
    """The records an address lists, over all its pages."""
    found: set[int] = set()
    path, _mark, query = address.partition("?")
    while query:
        page = client.get(f"{path}?{query}")
        assert page.status_code == 200
        found |= {int(pk) for pk in re.findall(r'data-pk="(\d+)"', page.content.decode())}
        query = page.context["next_url"].removeprefix("?")
    return found


def stated(qty: int, unit: str, *, approx: bool) -> str:
    """How the paper writes a count: 84个, 20余个."""
    return f"{qty}{'余' if approx else ''}{unit}"


@EACH
def test_the_full_term_holds_exactly_the_count(full_term: Period, count: Any) -> None:
    action, thing, qty, unit, approx = count
    rows = lines_of(action, thing, unit, full_term)
    assert rows.aggregate(n=Sum("qty"))["n"] == qty
    assert rows.filter(is_approx=True).exists() is approx


@EACH
def test_no_other_work_of_the_full_term_is_done_on_the_same_thing(full_term: Period, count: Any) -> None:
    action, thing, _qty, unit, _approx = count
    days = {"done_on__gte": full_term.begins_on, "done_on__lte": full_term.ends_on}
    same = JobLine.objects.filter(object=thing, **days).values_list("action", "unit").distinct()
    assert set(same) == {(action, unit)}


@EACH
def test_the_printed_summary_states_the_count_and_its_link_opens_exactly_the_records(
    full_term: Period, printed: bytes, count: Any, client: Client
) -> None:
    action, thing, qty, unit, approx = count
    figure = paper.figure_after(printed, f"{action}{thing}")
    assert figure.figure == stated(qty, unit, approx=approx)
    client.force_login(User.objects.get(username="director"))
    opened = listed(client, figure.address)
    assert opened == set(lines_of(action, thing, unit, full_term).values_list("pk", flat=True))
    assert JobLine.objects.filter(pk__in=opened).aggregate(n=Sum("qty"))["n"] == qty


def test_every_figure_of_the_printed_summary_opens_for_the_director(
    full_term: Period, printed: bytes, client: Client
) -> None:
    client.force_login(User.objects.get(username="director"))
    found = paper.said(printed)
    assert len(found) >= 30
    for one in found:
        assert client.get(one.address).status_code == 200, one


def test_the_appendix_names_each_counted_figure_with_its_records(full_term: Period, printed: bytes) -> None:
    text = paper.words(printed)
    evidence = text[text.index("数据依据") :]
    for action, thing, qty, unit, approx in COUNTS:
        assert stated(qty, unit, approx=approx) in evidence
        assert f"{action} {thing}" in evidence or f"{action}{thing}" in evidence


def test_the_summary_states_what_each_source_brought(full_term: Period, printed: bytes) -> None:
    for source, label in (("phone", "电话报修"), ("patrol", "自巡检修"), ("canteen", "食堂维修")):
        days = {"done_on__gte": full_term.begins_on, "done_on__lte": full_term.ends_on}
        count = Job.objects.filter(source=source, status__in=["finished", "closed"], **days).count()
        assert paper.figure_after(printed, label).figure == f"{count}件"


@pytest.mark.parametrize("username", SIX)
def test_each_post_signs_in_with_the_password_that_is_printed(full_term: Period, username: str, client: Client) -> None:
    lines = list(demo.logins())
    known = {found[1]: found[3] for line in lines if (found := PRINTED.match(line))}
    password = re.search(r"密码都是 ([\w-]+)", lines[0])
    assert password
    given = {"login": username, "password": password[1]}
    answer = client.post(reverse("account_login"), given)
    assert answer.status_code == 302
    page = client.get("/")
    assert page.status_code == 200
    assert known[username] in page.content.decode()


def test_the_running_term_has_work_at_every_point_of_its_way(full_term: Period) -> None:
    found = set(Job.objects.filter(reported_on__gt=full_term.ends_on).values_list("status", flat=True))
    assert {"new", "assigned", "doing", "held", "finished", "closed"} <= found


def test_the_trail_of_the_demo_is_whole(full_term: Period) -> None:
    assert verify().sound


def test_making_it_again_changes_nothing(full_term: Period, capsys: pytest.CaptureFixture[str]) -> None:
    before = Job.objects.count()
    assert demo.run(if_empty=False, small=True) == 0
    assert Job.objects.count() == before
    assert "demo school is there" in capsys.readouterr().out
