"""Numbers without gaps."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from lvye.kernel.rules.api import next_number


@pytest.mark.django_db
def test_a_series_counts_from_one() -> None:
    assert [next_number("job:2026") for _ in range(3)] == [1, 2, 3]
    assert next_number("job:2027") == 1


@pytest.mark.django_db
def test_with_a_width_the_number_is_a_text_and_never_cut() -> None:
    assert next_number("paper", 2) == "01"
    for _ in range(98):
        next_number("paper")
    assert next_number("paper", 2) == "100"


@pytest.mark.django_db(transaction=True)
def test_a_number_belongs_into_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        next_number("job")


@pytest.mark.django_db(transaction=True)
def test_a_number_that_was_rolled_back_is_given_again() -> None:
    with transaction.atomic():
        assert next_number("job") == 1
    with transaction.atomic():
        assert next_number("job") == 2
        transaction.set_rollback(True)
    with transaction.atomic():
        assert next_number("job") == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_get_each_number_once() -> None:
    found: list[int] = []
    ready = threading.Barrier(4)

    def ask() -> None:
        try:
            ready.wait(10)
            for turn in range(25):
                try:
                    with transaction.atomic():
                        number = next_number("race")
                        if turn % 5 == 0:
                            raise InterruptedError
                        found.append(number)
                except InterruptedError:
                    pass
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(found) == list(range(1, 81))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_second_waits_until_the_first_has_kept_or_dropped_his_number() -> None:
    first_has, second_asks, got = threading.Event(), threading.Event(), []

    def second() -> None:
        try:
            first_has.wait(10)
            second_asks.set()
            with transaction.atomic():
                got.append(next_number("wait"))
        finally:
            connection.close()

    other = threading.Thread(target=second)
    other.start()
    with transaction.atomic():
        mine = next_number("wait")
        first_has.set()
        assert second_asks.wait(10)
        other.join(0.3)
        assert other.is_alive()
        assert got == []
        transaction.set_rollback(True)
    other.join(10)
    assert (mine, got) == (1, [1])
