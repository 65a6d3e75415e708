from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lvye.kernel.accounts.api import SYSTEM_NAMES, User, system_user


@pytest.mark.django_db
def test_whom_the_program_acts_as_is_made_with_the_database_and_cannot_sign_in() -> None:
    assert set(User.objects.filter(is_system=True).values_list("username", flat=True)) == {
        f"~{c}" for c in SYSTEM_NAMES
    }
    made = system_user("visitor")
    assert not made.has_usable_password()
    assert made.is_system
    with pytest.raises(KeyError):
        system_user("nobody")


@pytest.mark.django_db
def test_it_is_asked_for_once_a_process_and_what_one_does_to_it_is_not_kept() -> None:
    system_user("visitor").name = "别的名字"
    with CaptureQueriesContext(connection) as seen:
        assert system_user("visitor").name != "别的名字"
    assert len(seen) == 0


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_is_undone_does_not_take_it_along() -> None:
    with transaction.atomic():
        asked = system_user("visitor").pk
        transaction.set_rollback(True)
    assert User.objects.filter(pk=asked).exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_flush_it_stands_again_and_is_looked_for_anew() -> None:
    system_user("visitor")
    call_command("flush", interactive=False, verbosity=0)
    assert User.objects.filter(pk=system_user("visitor").pk, username="~visitor").exists()
