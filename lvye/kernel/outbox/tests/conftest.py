"""A rule that only these tests know, and the addresses of their screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lvye.kernel.rules.api import RuleSpec, declared

HOURS = RuleSpec("test.hours", "响应时限", 4, unit="小时", least=1, most=72)


@pytest.fixture(autouse=True)
def known_rule() -> Iterator[None]:
    declared.add(HOURS.code, HOURS)
    yield
    del declared._items[HOURS.code]


@pytest.fixture(autouse=True)
def pages_of_the_tests(settings: Any) -> None:
    settings.ROOT_URLCONF = "lvye.kernel.outbox.tests.pages"
