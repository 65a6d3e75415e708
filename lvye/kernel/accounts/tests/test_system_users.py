from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lvye.kernel.accounts.api import User, system_user
from lvye.kit import memo


@pytest.mark.django_db
def test_a_system_user_is_made_once_and_cannot_sign_in() -> None:
    made = system_user("visitor")
    memo.forget()
    assert system_user("visitor") == made
    assert User.objects.filter(username="~visitor").count() == 1
    assert not made.has_usable_password()
    assert made.is_system


@pytest.mark.django_db(transaction=True)
def test_once_committed_it_is_not_asked_for_again() -> None:
    made = system_user("visitor")
    memo.forget()
    with CaptureQueriesContext(connection) as seen:
        assert system_user("visitor") == made
    assert len(seen) == 0


@pytest.mark.django_db(transaction=True)
def test_one_that_was_rolled_back_is_not_remembered() -> None:
    with transaction.atomic():
        system_user("visitor")
        transaction.set_rollback(True)
    memo.forget()
    assert User.objects.filter(pk=system_user("visitor").pk).exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_flush_it_is_looked_for_anew() -> None:
    assert User.objects.filter(pk=system_user("visitor").pk).exists()
