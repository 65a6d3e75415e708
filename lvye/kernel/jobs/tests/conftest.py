"""A registry of jobs that only one test knows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lvye.kernel.jobs.schedule import jobs


@pytest.fixture(autouse=True)
def own_jobs() -> Iterator[None]:
    declared = dict(jobs._items)
    jobs._items.clear()
    yield
    jobs._items.clear()
    jobs._items.update(declared)
