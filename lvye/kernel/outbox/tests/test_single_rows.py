"""A single new row stands in the database exactly as Django's own way would have left it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lvye.kernel.accounts.api import User
from lvye.kernel.outbox.models import Delivery
from lvye.kit.rows import insert, insert_unless

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, 30, 15, 123456, tzinfo=UTC)


def delivery(**values: object) -> Delivery:
    return Delivery(**{"key": uuid4(), "path": "/report/", "filled_at": None, "at": AT} | values)


def test_a_row_reads_back_as_it_was_given_and_knows_its_number(clerk: User) -> None:
    row = delivery(user=clerk, path="/报修/?a=%s&b='")
    insert(row)
    kept = Delivery.objects.get(pk=row.pk)
    assert (kept.key, kept.user_id, kept.path, kept.filled_at, kept.at) == (row.key, clerk.pk, row.path, None, AT)
    row.path = "/report/2/"
    row.save()  # it is a row that stands now: saved again it is changed, not written a second time
    assert Delivery.objects.get(key=row.key).path == "/report/2/"


def test_what_django_fills_in_is_filled_in() -> None:
    with CaptureQueriesContext(connection) as seen:
        row = User(username="li", name="li")
        insert(row)
    assert len(seen) == 1
    kept = User.objects.get(pk=row.pk)
    assert kept.date_joined == row.date_joined
    assert kept.is_active


def test_a_row_with_a_number_of_its_own_keeps_it() -> None:
    row = Group(pk=4711, name="numbered")
    insert(row)
    assert Group.objects.get(name="numbered").pk == 4711


def test_a_value_that_stands_already_is_refused_by_the_database() -> None:
    row = delivery()
    insert(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(delivery(key=row.key))
    assert Delivery.objects.filter(key=row.key).count() == 1


def test_or_is_not_written_at_all_where_that_was_asked_for() -> None:
    first, second = delivery(), delivery()
    second.key = first.key
    assert insert_unless(first, "key")
    assert not insert_unless(second, "key")
    assert second.pk is None
    assert Delivery.objects.get(key=first.key).pk == first.pk
