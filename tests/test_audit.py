"""Nothing changes without a trace, and the trace itself cannot be changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit import api as audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> Any:
    user = system_user()
    for number in range(3):
        audit.note(user, "test", actor=user, changes={"n": [None, number]})
    return user


def test_the_database_refuses_to_change_an_entry(three: Any) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        audit.Entry.objects.update(verb="other")


def test_the_database_refuses_to_delete_an_entry(three: Any) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        audit.Entry.objects.all()._raw_delete("default")


def test_an_untouched_chain_is_sound(three: Any) -> None:
    report = audit.verify()
    assert report.sound
    assert report.entries >= 3


def test_a_changed_entry_is_found_and_named(three: Any) -> None:
    entries = list(audit.Entry.objects.order_by("id"))
    entries[1].changes = {"n": [None, 99]}
    report = audit.verify(entries)
    assert report.broken_at == entries[1].pk


def test_a_missing_entry_is_found(three: Any) -> None:
    entries = list(audit.Entry.objects.order_by("id"))
    report = audit.verify([entries[0], *entries[2:]])
    assert report.broken_at == entries[2].pk


@pytest.mark.parametrize("field", ["actor_id", "target_id", "verb", "reason", "at"])
def test_every_part_of_an_entry_is_covered_by_its_digest(three: Any, field: str) -> None:
    import datetime

    entries = list(audit.Entry.objects.order_by("id"))
    last = entries[-1]
    value = getattr(last, field)
    changed = (
        value + datetime.timedelta(seconds=1)
        if field == "at"
        else (value + 1 if isinstance(value, int) else value + "x")
    )
    setattr(last, field, changed)
    assert audit.verify(entries).broken_at == last.pk


def test_many_deeds_are_chained_like_single_ones(three: Any) -> None:
    audit.note_many([(three, {"n": [0, n]}) for n in range(5)], "bulk", actor=three)
    assert audit.verify().sound


@pytest.mark.postgres
def test_truncation_is_refused_as_well(three: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what this test wrote is not what is refused
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE audit_entry")
