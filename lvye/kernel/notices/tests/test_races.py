"""Two at once, on a server that lets them: nobody is told or mailed twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.accounts.tests import make as accounts
from lvye.kernel.notices import sending
from lvye.kernel.notices.api import notify
from lvye.kernel.notices.models import Delivery, Notice

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
T = TypeVar("T")


def both(deed: Callable[[Barrier], T]) -> list[T]:
    """The deed done by two connections at once."""
    together = Barrier(2)

    def done(_n: int) -> T:
        try:
            return deed(together)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(done, range(2)))


def test_two_deeds_that_say_the_same_at_once_tell_it_once() -> None:
    user = accounts.user()

    def tell(together: Barrier) -> None:
        with transaction.atomic():
            together.wait(20)
            notify(user, "三楼漏水", url="/repairs/job/5/")

    both(tell)
    assert Notice.objects.filter(user=user).count() == 1


def test_two_senders_at_once_bring_one_mail() -> None:
    user = accounts.user()
    User.objects.filter(pk=user.pk).update(email="teacher@school.invalid")
    now = timezone.now()
    notify(user, "三楼漏水", urgent=True, now=now)

    def send(together: Barrier) -> int:
        together.wait(20)
        return sending.send(now=now + dt.timedelta(minutes=1))

    assert sorted(both(send)) == [0, 1]
    assert len(mail.outbox) == 1
    assert Delivery.objects.get().state == "sent"
