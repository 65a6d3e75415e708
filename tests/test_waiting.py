from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lvye.kernel.people.tests import make as people
from lvye.kernel.registers import waiting
from lvye.kit import memo

pytestmark = pytest.mark.django_db


def test_a_count_is_asked_for_again_only_after_a_deed_or_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def count(user: Any) -> int:
        asked.append(user)
        return len(asked)

    one, other = people.user_in("desk"), people.user_in("director")

    def page(user: Any) -> int:
        memo.forget()  # a new request
        return waiting.kept(user, count)

    assert [page(one), page(one)] == [1, 1]
    assert page(other) == 2, "another person's count is his own"
    people.person()
    assert [page(one), page(one)] == [3, 3]
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert page(one) == 4


def test_a_page_asked_for_again_counts_nothing_in_the_modules(client: Any) -> None:
    client.force_login(people.user_in("director"))

    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/people/person/").status_code == 200
        return [one["sql"] for one in seen]

    first, second = queries(), queries()
    counted = ("approvals_asking", "duties_instance", "rosters_swap")
    assert any(table in sql for sql in first for table in counted)
    assert not any(table in sql for sql in second for table in counted)
