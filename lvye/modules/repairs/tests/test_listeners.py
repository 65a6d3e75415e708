"""What repairs does when something happens below it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lvye.kernel.people.api import posts_prepare
from lvye.kernel.setup.services import school_found
from lvye.modules.repairs.models import Category, Trade, WorkItem

pytestmark = pytest.mark.django_db


def test_a_school_that_begins_finds_the_usual_catalogue_and_only_once(clerk: Any) -> None:
    posts_prepare(clerk)
    assert not Category.objects.exists()
    school_found(name="青禾实验学校", actor=clerk, today=dt.date(2026, 9, 1))
    counts = [model.objects.count() for model in (Trade, Category, WorkItem)]
    assert all(counts)
    school_found(name="青禾中学", actor=clerk, today=dt.date(2026, 9, 2))
    assert [model.objects.count() for model in (Trade, Category, WorkItem)] == counts
