"""Two phones at the same thing at once, on the engine where they can be."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import verify
from lvye.kit import memo
from lvye.modules.counts import services
from lvye.modules.counts.models import Count, Line, Scan, Seen
from lvye.modules.counts.tests import make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*deeds: Any) -> list[str]:
    """Run each deed on a connection of its own, all let go together; the refusals."""
    gate = threading.Barrier(len(deeds))
    refused: list[str] = []

    def run(deed: Any) -> None:
        memo.forget()
        try:
            gate.wait(timeout=20)
            deed()
        except ValidationError as problem:
            refused.extend(problem.messages)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return refused


def test_of_two_who_scan_one_thing_one_finds_it_and_the_other_is_told_twice() -> None:
    for _ in range(4):
        count, one, [line] = make.begun()
        others = [one, make.counter(count=count)]
        fresh = Line.objects.select_related("asset", "place", "count").get(pk=line.pk)
        assert at_once(*[lambda who=who, line=fresh: make.seen(line, who) for who in others]) == []
        assert sorted(Scan.objects.filter(line=line).values_list("result", flat=True)) == [Seen.FOUND, Seen.TWICE]
    assert verify().sound


def test_no_sighting_slips_in_behind_the_end() -> None:
    for _ in range(4):
        count, one, [line] = make.begun()
        refused = at_once(
            lambda count=count: services.count_finish(count, today=make.TODAY, actor=system_user()),
            lambda line=line, one=one: make.seen(line, one),
        )
        missing = Count.objects.get(pk=count.pk).proposals.filter(kind="missing").count()
        assert missing == len(refused)
        assert Scan.objects.filter(line=line).count() == 1 - missing
